//! Where the paths of a declaration may lead: not out of the repository that it is in, unless the call allows it.

// A helper that cannot do its work should stop the test, as in the tests themselves.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Answer, Folder, OPEN, SILENT, STANDARD};

const REFUSED: &str = "leads out of the repository";
const ALLOWED: &str = "allow it with --allow-outside";

/// A repository `site` with a declaration that has these lines, and files of others beside it.
fn site(lines: &str) -> Folder {
    let folder = Folder::new();
    folder.write("site/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("site/.git/config", "token = secret\n");
    folder.write("site/privacy.md", OPEN);
    folder.write("others/privacy.md", OPEN);
    folder.write("others/law.yaml", STANDARD);
    folder.write("others/services/secret-name.yaml", "transfers: [{recipient: Alipay, country: CN}]\n");
    declare(&folder, lines);
    folder
}

fn declare(folder: &Folder, lines: &str) {
    let text = format!("version: 1\ncontroller: {{name: Example Ltd., country: KR}}\n{lines}\n");
    folder.write("site/divulge.yaml", text);
}

fn check(folder: &Folder, arguments: &[&str]) -> Answer {
    folder.run_in("site", &[&["check", "--format", "concise"], arguments].concat())
}

/// What is refused at this place, and judged where it is allowed.
#[track_caller]
fn is_fenced(folder: &Folder, place: &str, what: &str) {
    check(folder, &[]).is_refused(&[&format!("divulge.yaml:{place}: error: {what}"), ALLOWED]);
    let answer = check(folder, &["--allow-outside"]);
    assert!(answer.err.is_empty() && answer.status < 2, "{answer:?}");
}

#[test]
fn every_path_of_a_declaration_is_kept_in_the_repository() {
    for (lines, place, path) in [
        ("policies: ../others/privacy.md", "3:11", "../others/privacy.md"),
        ("policies: ./a/../../others/privacy.md", "3:11", "./a/../../others/privacy.md"),
        ("policies: [privacy.md, {path: ../others/privacy.md}]", "3:31", "../others/privacy.md"),
        ("policies: [{path: privacy.md, annexes: [../others/privacy.md]}]", "3:41", "../others/privacy.md"),
        ("policies: privacy.md\nlaws: [../others/law.yaml]", "4:8", "../others/law.yaml"),
        (
            "policies: privacy.md\ninclude: ../others/services/secret-name.yaml",
            "4:10",
            "../others/services/secret-name.yaml",
        ),
        ("policies: privacy.md\ninclude: ['../others/*/*.yaml']", "4:11", "../others/*/*.yaml"),
        ("policies: [{path: privacy.md, laws: ../others/law.yaml}]", "3:37", "../others/law.yaml"),
    ] {
        let folder = site(lines);
        folder.write("site/a/b.md", "");
        is_fenced(&folder, place, &format!("`{path}` {REFUSED}"));
    }
}

#[test]
fn an_absolute_path_may_only_lead_to_where_a_relative_one_may() {
    let folder = site("");
    let at = |path: &str| folder.0.join(path).display().to_string();
    declare(&folder, &format!("policies: '{}'", at("others/privacy.md")));
    is_fenced(&folder, "3:11", "`");
    declare(&folder, &format!("policies: privacy.md\ninclude: '{}'", at("others/s*/*.yaml")));
    is_fenced(&folder, "4:10", "`");
    declare(&folder, &format!("policies: '{}'", at("site/privacy.md")));
    check(&folder, &[]).is_quietly(0);
}

#[test]
fn nothing_tells_whether_a_file_out_of_reach_is_there() {
    for path in ["../others/none.md", "../none/privacy.md", "/none/at/all.md", ".."] {
        check(&site(&format!("policies: {path}")), &[]).is_refused(&[&format!("`{path}` {REFUSED}")]);
    }
}

#[test]
fn what_git_keeps_for_itself_is_none_of_the_files() {
    let folder = site("policies: .git/config");
    check(&folder, &[]).is_refused(&["divulge.yaml:3:11: error: `.git/config` leads into `.git`", ALLOWED]);
    declare(&folder, "policies: privacy.md\ninclude: .git/*");
    check(&folder, &[]).is_refused(&["leads into `.git`"]);
}

#[test]
fn a_worktree_is_a_repository_too() {
    let folder = site("policies: ../others/privacy.md");
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    let tree = Folder::new();
    tree.write(".git/HEAD", "ref: refs/heads/main\n");
    tree.write("policy.md", OPEN);
    tree.write("tree/.git", "gitdir: ../.git/worktrees/tree\n");
    tree.write("tree/a/divulge.yaml", "version: 1\npolicies: [../policy.md, ../../policy.md]\n");
    tree.write("tree/policy.md", OPEN);
    let answer = tree.run(&["check", "tree", "--format", "concise"]);
    answer.is_refused(&["tree/a/divulge.yaml:2:26: error: `../../policy.md` leads out of the repository"]);
    assert!(!answer.err.contains("`../policy.md`"), "{answer:?}");
}

#[test]
fn outside_of_any_repository_the_folder_that_is_checked_is_the_bound() {
    let folder = Folder::new();
    folder.write("site/policy.md", OPEN);
    folder.write("site/legal/divulge.yaml", "version: 1\npolicies: ../policy.md\n");
    let near = folder.run_in("site/legal", &["check", "--format", "concise"]);
    near.is_refused(&[
        "divulge.yaml:2:11: error: `../policy.md` leads out of the folder that is checked",
        "check from a folder that holds both",
        ALLOWED,
    ]);
    for (cwd, path) in
        [("site", "legal/divulge.yaml"), ("site", "."), (".", "."), ("site/legal", ".."), (".", "site")]
    {
        folder.run_in(cwd, &["check", path]).is_quietly(0);
    }
    folder.run_in("site/legal", &["check", "--allow-outside"]).is_quietly(0);
}

#[test]
fn what_the_call_names_may_be_anywhere() {
    let folder = site("policies: privacy.md\ntransfers: [{recipient: Alipay, country: CN}]");
    check(&folder, &["../others/privacy.md", "--declaration", "divulge.yaml"]).is_quietly(0);
    declare(&folder, "policies: ../others/privacy.md");
    check(&folder, &["../others/privacy.md", "--declaration", "divulge.yaml"]).is_quietly(0);
    check(&folder, &["divulge.yaml"]).is_refused(&[REFUSED]);
}

#[test]
fn every_command_that_reads_declarations_holds_to_it() {
    let folder = site("policies: ../others/privacy.md\ntransfers: [{recipient: Alipay, country: CN}]");
    for command in [
        &["check"][..],
        &["check", "--format", "json"],
        &["report", "--output", "report.html"],
        &["checklist"],
        &["draft"],
        &["baseline", "--output", "known.yaml"],
        &["diff", "divulge.yaml", "divulge.yaml"],
        &["diff", "privacy.md", "privacy.md"],
    ] {
        folder.run_in("site", command).is_refused(&[REFUSED, "--allow-outside"]);
        let allowed = folder.run_in("site", &[command, &["--allow-outside"]].concat());
        assert!(allowed.status < 2, "{command:?}: {allowed:?}");
    }
    let streamed = folder.run_in("site", &["check", "--format", "ndjson"]);
    assert_eq!(streamed.status, 2);
    assert!(streamed.out.contains(REFUSED) && streamed.err.contains(REFUSED), "{streamed:?}");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_to_a_file_of_others_is_refused_and_one_within_is_followed() {
        let folder = site("policies: linked.md");
        symlink("privacy.md", folder.0.join("site/linked.md")).unwrap();
        check(&folder, &[]).is_quietly(0);
        std::fs::remove_file(folder.0.join("site/linked.md")).unwrap();
        symlink("../others/privacy.md", folder.0.join("site/linked.md")).unwrap();
        is_fenced(&folder, "3:11", "`linked.md` leads out of the repository, by a symbolic link");
    }

    #[test]
    fn a_link_to_a_folder_of_others_is_refused() {
        let folder = site("policies: linked/privacy.md");
        symlink("../others", folder.0.join("site/linked")).unwrap();
        is_fenced(&folder, "3:11", "`linked/privacy.md` leads out of the repository, by a symbolic link");
        for (lines, path) in [
            ("policies: [{path: privacy.md, annexes: linked/privacy.md}]", "linked/privacy.md"),
            ("policies: privacy.md\nlaws: linked/law.yaml", "linked/law.yaml"),
            ("policies: linked/none.md", "linked/none.md"),
        ] {
            declare(&folder, lines);
            check(&folder, &[])
                .is_refused(&[&format!("`{path}` leads out of the repository, by a symbolic link")]);
        }
    }

    #[test]
    fn a_pattern_leads_out_by_no_link_and_lists_nothing_that_lies_there() {
        let folder = site("");
        symlink("../others/services", folder.0.join("site/linked")).unwrap();
        for (pattern, what) in [
            ("linked/*.yaml", "`linked/*.yaml` leads out"),
            ("*/*.yaml", "`*/*.yaml` matches `linked`, which leads out"),
            ("*/../services/*.yaml", "`*/../services/*.yaml` matches `linked`, which leads out"),
        ] {
            declare(&folder, &format!("policies: privacy.md\ninclude: ['{pattern}']"));
            is_fenced(&folder, "4:11", what);
            assert!(!check(&folder, &[]).err.contains("secret-name"), "{pattern}");
        }
        std::fs::remove_file(folder.0.join("site/linked")).unwrap();
        folder.write("site/services/a.yaml", "transfers: [{recipient: Alipay, country: CN}]\n");
        symlink("../../others/services/secret-name.yaml", folder.0.join("site/services/b.yaml")).unwrap();
        declare(&folder, "policies: privacy.md\ninclude: services/*.yaml");
        check(&folder, &[]).is_refused(&["`services/*.yaml` matches `services/b.yaml`, which leads out"]);
    }

    #[test]
    fn a_declaration_that_nobody_named_is_no_link_to_a_file_of_others() {
        let folder = site("");
        let secret = "password: hunter2 hunter3: x\n";
        folder.write("others/secret.yaml", secret);
        std::fs::remove_file(folder.0.join("site/divulge.yaml")).unwrap();
        symlink("../others/secret.yaml", folder.0.join("site/divulge.yaml")).unwrap();
        for call in [&["."][..], &[], &["privacy.md"]] {
            for format in ["human", "concise"] {
                let answer = folder.run_in("site", &[&["check", "--format", format], call].concat());
                assert_eq!(answer.status, 2, "{answer:?}");
                assert!(answer.err.contains("`divulge.yaml` leads out of the repository"), "{answer:?}");
                assert!(!answer.err.contains("hunter"), "{answer:?}");
            }
        }
        let named = check(&folder, &["divulge.yaml"]);
        assert!(named.status == 2 && !named.err.contains(REFUSED), "{named:?}");
    }

    #[test]
    fn a_repository_that_is_reached_by_a_link_is_a_repository() {
        let folder = site("policies: [privacy.md, ../others/privacy.md]");
        symlink(folder.0.join("site"), folder.0.join("way")).unwrap();
        for answer in [folder.run(&["check", "way"]), folder.run_in("way", &["check"])] {
            answer.is_refused(&["`../others/privacy.md` leads out of the repository"]);
            assert!(!answer.err.contains("`privacy.md`"), "{answer:?}");
        }
        declare(&folder, "policies: privacy.md");
        folder.run(&["check", "way"]).is_quietly(0);
    }
}

#[test]
fn an_earlier_revision_reaches_no_further() {
    let folder = site("policies: privacy.md");
    let git = |arguments: &[&str]| {
        let status = std::process::Command::new("git")
            .current_dir(folder.0.join("site"))
            .args(["-c", "user.name=t", "-c", "user.email=t@example.invalid"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(status.status.success(), "{status:?}");
    };
    std::fs::remove_dir_all(folder.0.join("site/.git")).unwrap();
    git(&["init", "--quiet"]);
    declare(&folder, &format!("policies: '{}'", folder.0.join("others/privacy.md").display()));
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "then"]);
    declare(&folder, "policies: privacy.md");
    let path = std::env::var("PATH").unwrap();
    let run = |arguments: &[&str]| {
        Answer::of(folder.command(arguments).env("PATH", &path).current_dir(folder.0.join("site")))
    };
    run(&["diff", "HEAD"]).is_refused(&["leads out of the folder that is checked"]);
    assert!(run(&["diff", "HEAD", "--allow-outside", "--fail-on", "never"]).status < 2);
    let answer = run(&["check", "--diff-base", "HEAD"]);
    assert!(answer.err.contains("cannot be used"), "{answer:?}");
    folder.write("site/privacy.md", SILENT);
    run(&["check", "--diff-base", "HEAD", "--allow-outside"]).is_quietly(0);
}
