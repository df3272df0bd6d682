//! `--baseline` and `divulge baseline`.

use std::fs;

use crate::support::{ALL, Answer, DECLARATION, DISCLOSES_MAILER, Folder, Report, SILENT};

#[test]
fn a_baseline_accepts_what_is_there_and_shows_what_is_new() {
    let folder = Folder::new(SILENT);
    assert_eq!(folder.check(&[]).findings(), ALL);
    assert_eq!(folder.baseline(&[]), "divulge-baseline.yaml: 4 entries, 4 new, 0 removed");
    let accepted = folder.check(&["--baseline", "divulge-baseline.yaml"]);
    assert_eq!(accepted.findings(), [""; 0]);
    assert_eq!(accepted.suppressed(), ALL);
    assert_eq!(accepted.kinds(), ["baseline"; 4]);
    assert_eq!(accepted.0["suppressed"][0]["suppression"]["place"]["path"], "divulge-baseline.yaml");
    folder.edit("divulge.yaml", "country: CN", "countries: [CN, SG]");
    let report = folder.check(&["--baseline", "divulge-baseline.yaml"]);
    assert_eq!(report.findings(), ["undisclosed-country pay SG"]);
}

#[test]
fn one_mended_and_one_new_finding_do_not_share_an_entry() {
    let folder = Folder::new(SILENT);
    folder.baseline(&[]);
    folder.edit("divulge.yaml", "country: CN", "country: JP");
    let report = folder.check(&["--baseline", "divulge-baseline.yaml"]);
    assert_eq!(report.findings(), ["undisclosed-country pay JP", "unused-baseline pay CN"]);
    let place = &report.0["findings"][1]["declaration"];
    assert_eq!(place["path"], "divulge-baseline.yaml");
    let line = place["range"]["start"]["line"].as_u64().unwrap() as usize;
    let text = folder.read("divulge-baseline.yaml");
    let entry: String = text.lines().skip(line - 1).take(6).collect();
    assert!(entry.contains("undisclosed-country") && entry.contains("CN"), "{entry}");
}

#[test]
fn lines_do_not_matter() {
    let folder = Folder::new(SILENT);
    folder.baseline(&[]);
    let before = folder.read("divulge-baseline.yaml");
    folder.edit("privacy.md", "# Privacy policy", "Moved.\n\nDown.\n\n# Privacy policy and more");
    folder.edit("divulge.yaml", "transfers:", "# words\n\ntransfers:");
    assert_eq!(folder.check(&["--baseline", "divulge-baseline.yaml"]).findings(), [""; 0]);
    assert_eq!(folder.baseline(&[]), "divulge-baseline.yaml: 4 entries, 0 new, 0 removed");
    assert_eq!(folder.read("divulge-baseline.yaml"), before);
}

#[test]
fn reasons_and_days_stay_and_pruning_only_removes() {
    let folder = Folder::new(SILENT);
    folder.baseline(&[]);
    let with_reason = "subject: CN\n    reason: \"agreed: with counsel\"\n    until: 2027-01-31\n";
    folder.edit("divulge-baseline.yaml", "subject: CN\n", with_reason);
    folder.edit("divulge.yaml", "country: CN", "countries: [CN, SG]");
    folder.write("privacy.md", DISCLOSES_MAILER);
    let report = folder.check(&["--baseline", "divulge-baseline.yaml"]);
    assert_eq!(report.findings().len(), 3, "{:?}", report.findings());
    assert_eq!(report.findings()[0], "undisclosed-country pay SG");
    assert!(report.findings()[1..].iter().all(|finding| finding.starts_with("unused-baseline mail ")));
    let accepted = report.0["suppressed"].as_array().unwrap();
    let china = accepted.iter().find(|entry| entry["subject"] == "CN").unwrap();
    assert_eq!(china["suppression"]["reason"], "agreed: with counsel");
    assert_eq!(china["suppression"]["until"], "2027-01-31");

    assert_eq!(folder.baseline(&["--prune"]), "divulge-baseline.yaml: 2 entries, 0 new, 2 removed");
    assert!(folder.read("divulge-baseline.yaml").contains(with_reason));
    assert_eq!(
        folder.check(&["--baseline", "divulge-baseline.yaml"]).findings(),
        ["undisclosed-country pay SG"],
        "pruning accepts nothing new"
    );
    assert_eq!(folder.baseline(&[]), "divulge-baseline.yaml: 3 entries, 1 new, 0 removed");
    assert!(folder.read("divulge-baseline.yaml").contains(with_reason));
}

#[test]
fn an_expired_entry_accepts_nothing_and_is_reported() {
    let folder = Folder::new(SILENT);
    folder.baseline(&[]);
    folder.edit(
        "divulge-baseline.yaml",
        "subject: CN\n",
        "subject: CN\n    reason: later\n    until: 2026-11-22\n",
    );
    let check = |day| {
        let answer =
            folder.run(&["check", "--format", "json", "--today", day, "--baseline", "divulge-baseline.yaml"]);
        Report(serde_json::from_str(&answer.out).unwrap())
    };
    assert_eq!(check("2026-11-22").findings(), [""; 0], "the last day");
    let late = check("2026-11-23");
    assert_eq!(late.findings(), ["undisclosed-country pay CN", "expired-baseline pay CN"]);
    assert!(late.0["findings"][1]["help"].as_str().unwrap().contains("the reason given was: later"));
    let before = folder.read("divulge-baseline.yaml");
    folder.run(&["baseline", "--today", "2026-11-23"]);
    assert_eq!(folder.read("divulge-baseline.yaml"), before, "a new run does not renew it");
}

#[test]
fn a_baseline_holds_from_every_folder_and_for_several_declarations() {
    let folder = Folder::new(SILENT);
    folder.write("b/divulge.yaml", DECLARATION);
    folder.write("b/privacy.md", SILENT);
    folder.write("c/.keep", "");
    assert_eq!(folder.baseline(&[".", "-o", "c/known.yaml"]), "c/known.yaml: 8 entries, 8 new, 0 removed");
    assert_eq!(folder.check(&[".", "--baseline", "c/known.yaml"]).findings(), [""; 0]);
    let mut inner = folder.command(&["check", "..", "--baseline", "known.yaml"]);
    assert_eq!(Answer::of(inner.current_dir(folder.0.join("c"))).status, 0);
    assert_eq!(
        folder.check(&["b", "--baseline", "c/known.yaml"]).findings(),
        [""; 0],
        "entries of a declaration that is not checked are not unused"
    );
    folder.edit("b/divulge.yaml", "CN", "JP");
    let report = folder.check(&[".", "--baseline", "c/known.yaml"]);
    assert_eq!(report.findings(), ["undisclosed-country pay JP", "unused-baseline pay CN"]);
    fs::remove_dir_all(folder.0.join("b")).unwrap();
    let gone = folder.check(&[".", "--baseline", "c/known.yaml"]).findings();
    assert_eq!(gone.iter().filter(|finding| finding.starts_with("unused-baseline")).count(), 4, "{gone:?}");
    assert_eq!(
        folder.baseline(&[".", "-o", "c/known.yaml", "--prune"]),
        "c/known.yaml: 4 entries, 0 new, 4 removed"
    );
}

#[test]
fn entries_of_policies_that_are_not_asked_for_are_not_unused() {
    let folder = Folder::new(SILENT);
    folder.write("divulge.yaml", DECLARATION.replace("[privacy.md]", "[privacy.md, b.md]"));
    folder.write("b.md", SILENT);
    folder.baseline(&[]);
    assert_eq!(folder.check(&["b.md", "--baseline", "divulge-baseline.yaml"]).findings(), [""; 0]);
    assert_eq!(folder.baseline(&["b.md", "--prune"]), "divulge-baseline.yaml: 8 entries, 0 new, 0 removed");
    folder.write("b.md", DISCLOSES_MAILER);
    assert_eq!(folder.check(&["b.md", "--baseline", "divulge-baseline.yaml"]).findings().len(), 2);
    assert_eq!(folder.baseline(&["b.md", "--prune"]), "divulge-baseline.yaml: 6 entries, 0 new, 2 removed");
}

#[test]
fn a_baseline_that_is_wrong_is_refused() {
    let folder = Folder::new(SILENT);
    let check = |arguments: &[&str]| folder.run(&[&["check", "--baseline"], arguments].concat());
    check(&["no.yaml"]).is_refused(&["`no.yaml` does not exist", "divulge baseline"]);
    folder.run(&["baseline", "--prune"]).is_refused(&["divulge-baseline.yaml", "does not exist"]);
    folder.write(
        "b.yaml",
        "version: 1\nfindings:\n  - {rule: x, decaration: divulge.yaml, until: 2026-02-30}\n",
    );
    check(&["b.yaml"]).is_refused(&["b.yaml:3", "decaration", "2026-02-30"]);
    folder.write("b.yaml", "version: 2\nfindings: []\n");
    check(&["b.yaml"]).is_refused(&["unknown version"]);
    folder.write("b.yaml", "");
    check(&["b.yaml"]).is_refused(&["b.yaml"]);
    let before = "version: [";
    folder.write("divulge-baseline.yaml", before);
    folder.run(&["baseline"]).is_refused(&["divulge-baseline.yaml"]);
    assert_eq!(folder.read("divulge-baseline.yaml"), before, "what cannot be read is not replaced");
    folder.run(&["baseline", "-o", "no/such/folder.yaml"]).is_refused(&["cannot be written"]);
    folder.run(&["baseline", "-", "-o", "new.yaml"]).is_refused(&["standard input"]);
}

#[test]
fn nothing_but_the_file_is_left_behind() {
    let folder = Folder::new(SILENT);
    folder.baseline(&[]);
    folder.baseline(&["--prune"]);
    let mut names: Vec<_> = fs::read_dir(&folder.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["divulge-baseline.yaml", "divulge.yaml", "privacy.md"]);
}

#[test]
fn exceptions_need_no_entry_and_what_is_wrong_with_them_gets_none() {
    let folder = Folder::new(SILENT);
    let exceptions = "exceptions:\n  - {rule: undisclosed-country, transfer: pay, reason: why}\n  \
                      - {rule: vague-country, reason: unused}\n";
    folder.write("divulge.yaml", format!("{DECLARATION}{exceptions}"));
    assert_eq!(folder.baseline(&[]), "divulge-baseline.yaml: 3 entries, 3 new, 0 removed");
    let report = folder.check(&["--baseline", "divulge-baseline.yaml"]);
    assert_eq!(report.findings(), ["unused-exception - -"]);
    assert_eq!(report.kinds().iter().filter(|&&kind| kind == "exception").count(), 1);
}
