//! `--diff-base`, and revisions that are compared.

use crate::support::{ALL, Answer, DECLARATION, DISCLOSES_MAILER, Folder, SILENT};

#[test]
fn only_what_a_revision_did_not_have_is_reported() {
    let folder = Folder::new(SILENT).in_git();
    let same = folder.check(&["--diff-base", "HEAD"]);
    assert_eq!(same.findings(), [""; 0]);
    assert_eq!(same.kinds(), ["revision"; 4]);
    folder.edit("divulge.yaml", "country: CN", "countries: [CN, SG]");
    folder.edit("privacy.md", "# Privacy policy", "Moved.\n\n# Privacy policy");
    assert_eq!(folder.check(&["--diff-base", "main"]).findings(), ["undisclosed-country pay SG"]);
    assert_eq!(folder.run(&["check", "--diff-base", "main"]).status, 1);
    folder.commit();
    assert_eq!(folder.check(&["--diff-base", "HEAD"]).findings(), [""; 0]);
    assert_eq!(
        folder.check(&["--diff-base", "HEAD~1", "privacy.md"]).findings(),
        ["undisclosed-country pay SG"]
    );
}

#[test]
fn a_revision_is_read_with_includes_annexes_and_from_any_folder() {
    let folder = Folder::new("x");
    let declaration =
        DECLARATION.replace("[privacy.md]", "[{path: ../policies/p.md, annexes: ../policies/a.md}]");
    folder.write("legal/divulge.yaml", format!("include: ../services/*/t.yaml\n{declaration}"));
    folder.write("policies/p.md", SILENT);
    folder.write("policies/a.md", "# Annex\n\nNothing.\n");
    folder.write("services/개 인/t.yaml", "transfers:\n  - {id: log, recipient: Logger, country: JP}\n");
    let folder = folder.in_git();
    assert_eq!(folder.check(&["legal", "--diff-base", "HEAD"]).suppressed().len(), 6);
    folder.edit("services/개 인/t.yaml", "country: JP", "countries: [JP, FR]");
    assert_eq!(folder.check(&["legal", "--diff-base", "HEAD"]).findings(), ["undisclosed-country log FR"]);
    let mut inner = folder.command(&["check", "--diff-base", "HEAD", "--format", "concise"]);
    // As in a hook, where Git names its folders.
    let inner = Answer::of(inner.current_dir(folder.0.join("legal")).env("GIT_DIR", ".git"));
    assert_eq!(inner.out.lines().count(), 1, "{inner:?}");
    let mut outer = folder.command(&["check", "--diff-base", "HEAD", "--format", "concise"]);
    let outer = Answer::of(outer.arg(folder.0.join("legal/divulge.yaml")).current_dir(std::env::temp_dir()));
    assert_eq!(outer.out.lines().count(), 1, "{outer:?}");
}

#[test]
fn what_a_revision_did_not_have_or_could_not_use_is_all_new() {
    let folder = Folder::new(SILENT).in_git();
    folder.write("new/divulge.yaml", DECLARATION);
    folder.write("new/privacy.md", SILENT);
    assert_eq!(folder.check(&[".", "--diff-base", "HEAD"]).findings(), ALL);
    folder.write("divulge.yaml", "version: [");
    folder.commit();
    folder.write("divulge.yaml", DECLARATION);
    let answer = folder.run(&["check", "--diff-base", "HEAD", "--format", "concise"]);
    assert_eq!((answer.status, answer.out.lines().count()), (1, 4));
    assert!(answer.err.starts_with("note: HEAD has a `divulge.yaml` that cannot be used"), "{}", answer.err);
}

#[test]
fn an_accepted_finding_of_a_revision_shows_once_it_is_accepted_no_more() {
    let folder = Folder::new(SILENT);
    let exception = "exceptions:\n  - {rule: undisclosed-country, transfer: pay, reason: why}\n";
    folder.write("divulge.yaml", format!("{DECLARATION}{exception}"));
    let folder = folder.in_git();
    folder.write("divulge.yaml", DECLARATION);
    assert_eq!(folder.check(&["--diff-base", "HEAD"]).findings(), ["undisclosed-country pay CN"]);
}

#[test]
fn revisions_that_cannot_be_had_are_told() {
    let folder = Folder::new(SILENT);
    let check =
        |arguments: &[&str]| folder.run(&[&["check", "--format", "json", "--diff-base"], arguments].concat());
    let mut alone = folder.command(&["check", "--diff-base", "HEAD"]);
    Answer::of(alone.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())).is_refused(&["no Git repository"]);
    folder.git(&["init", "-q", "-b", "main"]);
    check(&["HEAD"]).is_refused(&["no revision `HEAD`"]);
    folder.commit();
    check(&["no-such"]).is_refused(&["no revision `no-such`", "fetched"]);
    folder.run(&["check", "--diff-base=--all"]).is_refused(&["no revision"]);
    folder.run(&["check", "--diff-base", ""]).is_refused(&["no revision"]);
    let mut without = folder.command(&["check", "--diff-base", "HEAD"]);
    Answer::of(without.env("PATH", &folder.0)).is_refused(&["`git`, which is not installed"]);
}

#[test]
fn a_baseline_and_a_revision_work_together() {
    let folder = Folder::new(SILENT).in_git();
    folder.baseline(&[]);
    folder.edit("divulge.yaml", "country: CN", "countries: [CN, SG]");
    let report = folder.check(&["--baseline", "divulge-baseline.yaml", "--diff-base", "HEAD"]);
    assert_eq!(report.findings(), ["undisclosed-country pay SG"]);
    assert_eq!(report.kinds(), ["baseline"; 4]);
}

#[test]
fn two_revisions_or_one_and_the_working_tree_are_compared() {
    let folder = Folder::new(DISCLOSES_MAILER).in_git();
    folder.git(&["tag", "open"]);
    folder.write("privacy.md", SILENT);
    let answer = folder.run(&["diff", "open"]);
    assert_eq!(answer.status, 1, "{}{}", answer.out, answer.err);
    assert!(answer.out.contains("disclosure in privacy.md dropped: recipient"), "{}", answer.out);
    assert!(answer.out.contains(" before\n") && answer.out.contains("[loss]"), "{}", answer.out);
    folder.commit();
    folder.git(&["tag", "silent"]);
    let committed = folder.run(&["diff", "open", "silent"]);
    assert_eq!(committed.out.replace("to silent", "to the working tree"), answer.out);
    assert_eq!(folder.run(&["diff", "silent"]).out, "Nothing has changed from silent to the working tree.\n");
    folder.run(&["diff", "no-such-tag"]).is_refused(&["there is no revision `no-such-tag`"]);
    // A declaration that is new has no older version: all that it tells of is new.
    folder.write("new/divulge.yaml", "version: 1\npolicies: [p.md]\ntransfers: [{recipient: Acme}]\n");
    folder.write("new/p.md", DISCLOSES_MAILER);
    let added = folder.run(&["diff", "open", "--declaration", "new/divulge.yaml"]);
    assert!(added.out.contains("+ transfer added"), "{}{}", added.out, added.err);
}
