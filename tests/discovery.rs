//! Where declarations are looked for: monorepos, repositories in repositories, links, ignored files, names that come near.

// A helper that cannot do its work should stop the test, as in the tests themselves.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Answer, Folder};

const DECLARATION: &str = "\
version: 1
controller: {name: Example Ltd., country: KR}
policies: [privacy.md]
transfers:
  - recipient: Alipay
    country: CN
";

const SILENT: &str = "# Privacy policy\n\nWe like privacy.\n";

/// A repository whose `.gitignore` has these lines.
fn repository(ignored: &str) -> Folder {
    let folder = Folder::new();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write(".gitignore", ignored);
    folder
}

fn site(folder: &Folder, path: &str) {
    folder.write(&format!("{path}/divulge.yaml"), DECLARATION);
    folder.write(&format!("{path}/privacy.md"), SILENT);
}

fn check(folder: &Folder, paths: &[&str]) -> Answer {
    folder.run(&[&["check", "--format", "concise"], paths].concat())
}

#[test]
fn what_git_ignores_is_left_out_even_when_it_is_named() {
    let folder = repository("build/\n/draft.md\n");
    site(&folder, ".");
    site(&folder, "build/site");
    folder.write("draft.md", SILENT);
    for named in ["build", "build/site", "build/site/divulge.yaml", "build/site/privacy.md", "draft.md"] {
        let answer = check(&folder, &[named]);
        assert_eq!((answer.status, answer.out.as_str()), (0, ""), "{answer:?}");
        assert!(
            answer.err.starts_with(&format!("note: `{named}` is not checked: Git ignores it")),
            "{answer:?}"
        );
    }
    let answer = check(&folder, &["privacy.md", "build/site/privacy.md"]);
    assert_eq!((answer.status, answer.paths()), (1, vec!["divulge.yaml"]), "the others are still checked");
    assert_eq!(answer.err.lines().count(), 1);
    let answer = check(&folder, &["draft.md", "--declaration", "divulge.yaml"]);
    assert_eq!(answer.status, 0, "{answer:?}");
    assert_eq!(folder.run(&["check", "draft.md"]).out, "No findings: nothing was checked.\n");
}

#[test]
fn ignored_paths_can_be_asked_for() {
    let folder = repository("build/\n");
    site(&folder, "a");
    site(&folder, "build/site");
    let answer = check(&folder, &["--no-ignore", "."]);
    answer.is_quietly(1);
    assert_eq!(answer.paths(), ["a/divulge.yaml", "build/site/divulge.yaml"]);
    check(&folder, &["--no-ignore", "build/site/privacy.md"]).is_quietly(1);
}

#[test]
fn exclusions_of_every_level_hold() {
    let folder = repository("*.tmp\n");
    site(&folder, "a/generated");
    folder.write("a/.gitignore", "generated\n");
    assert_eq!(check(&folder, &["a/generated/privacy.md"]).status, 0);
    folder.write("a/.gitignore", "");
    check(&folder, &["a/generated/privacy.md"]).is_quietly(1);
    folder.write(".git/info/exclude", "/a/generated/\n");
    assert_eq!(check(&folder, &["a/generated/privacy.md"]).status, 0);
    // Outside a repository `.gitignore` means nothing to Git either.
    let plain = Folder::new();
    plain.write(".gitignore", "build/\n");
    site(&plain, "build");
    check(&plain, &["build"]).is_quietly(1);
}

#[test]
fn submodules_and_worktrees_are_repositories_of_their_own() {
    let folder = repository("vendor/ignored/\n");
    site(&folder, ".");
    site(&folder, "vendor/module");
    folder.write("vendor/module/.git", "gitdir: ../../.git/modules/module\n");
    folder.write("vendor/module/.gitignore", "out/\n");
    site(&folder, "vendor/module/out");
    let answer = check(&folder, &["."]);
    answer.is_quietly(1);
    assert_eq!(answer.paths(), ["divulge.yaml", "vendor/module/divulge.yaml"]);
    // A worktree in a folder that the repository around it ignores.
    site(&folder, "vendor/ignored/tree");
    folder.write("vendor/ignored/tree/.git", "gitdir: /no/such/repository/.git/worktrees/tree\n");
    let answer = check(&folder, &["vendor/ignored/tree"]);
    answer.is_quietly(1);
    assert_eq!(answer.paths(), ["vendor/ignored/tree/divulge.yaml"]);
}

#[test]
fn the_search_upwards_ends_at_the_repository() {
    let folder = Folder::new();
    site(&folder, ".");
    folder.write("clone/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("tree/.git", "gitdir: ../clone/.git/worktrees/tree\n");
    for below in ["clone", "tree"] {
        folder.write(&format!("{below}/docs/privacy.md"), SILENT);
        let help = "`../../divulge.yaml` lies outside this repository";
        folder.run_in(&format!("{below}/docs"), &["check"]).is_refused(&[help, "where the search ends"]);
        site(&folder, below);
        assert_eq!(folder.run_in(&format!("{below}/docs"), &["check"]).status, 1, "at the root of {below}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_no_trap() {
    use std::os::unix::fs::symlink;
    let folder = repository("");
    site(&folder, "a");
    symlink("..", folder.0.join("a/up")).unwrap();
    symlink("self", folder.0.join("self")).unwrap();
    symlink("a", folder.0.join("z")).unwrap();
    folder.write("b/x.txt", "");
    symlink("../a/divulge.yaml", folder.0.join("b/divulge.yaml")).unwrap();
    symlink("nowhere", folder.0.join("b/divulge.yml")).unwrap();
    let answer = check(&folder, &["."]);
    assert_eq!((answer.status, answer.paths()), (1, vec!["a/divulge.yaml"]), "{answer:?}");
    assert_eq!(check(&folder, &["z"]).paths().len(), 1, "a link that is named is followed");
    assert_eq!(check(&folder, &["a/up/a/privacy.md"]).status, 1);
    check(&folder, &["self"]).is_refused(&["`self` does not exist"]);
}

#[test]
fn names_that_come_near_are_pointed_out_beside_what_is_found() {
    let folder = repository("old/\n");
    site(&folder, "a");
    for name in ["a/divulge.yml", "b/.divulge.yaml", "c/Divulge.yaml", "d/divluge.yaml"] {
        folder.write(name, DECLARATION);
    }
    for name in ["a/divulge.yaml~", "a/divulge2.yaml", "old/divulge.yml", ".cache/divulge.yml"] {
        folder.write(name, DECLARATION);
    }
    let answer = check(&folder, &["."]);
    assert_eq!(answer.status, 1);
    let noted: Vec<&str> = answer.err.lines().filter_map(|line| line.split('`').nth(1)).collect();
    assert_eq!(noted, ["a/divulge.yml", "b/.divulge.yaml", "c/Divulge.yaml", "d/divluge.yaml"]);
    assert!(answer.err.contains("its name is not `divulge.yaml`; rename it"), "{}", answer.err);
    folder.write("b/privacy.md", SILENT);
    let answer = check(&folder, &[".", "b/.divulge.yaml"]);
    assert!(!answer.err.contains("b/.divulge.yaml"), "named, so not missed: {}", answer.err);
}

#[test]
fn hundreds_of_declarations_come_in_the_order_of_their_paths() {
    let folder = Folder::new();
    for number in 0..40 {
        site(&folder, &format!("service-{number:03}"));
    }
    let answer = check(&folder, &["."]);
    answer.is_quietly(1);
    let paths = answer.paths();
    assert_eq!(paths.len(), 40);
    assert!(paths.is_sorted());
}
