//! `divulge checklist` as a release calls it.

// A helper that cannot do its work should stop the test, as in the tests themselves.
#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use support::{Answer, Folder};

const OPEN: &str = "# Privacy policy\n\n\
    We share your phone number with the following third parties.\n\n\
    | Recipient | Country |\n| --- | --- |\n| Alipay | China (CN) |\n";

fn declaration(more: &str) -> String {
    format!(
        "version: 1\ncontroller: {{name: Example Ltd., country: KR}}\npolicies: [privacy.md]\ntransfers:\n  \
         - {{id: pay, recipient: Alipay, country: CN}}\n{more}"
    )
}

const MAIL: &str = "  - {id: mail, recipient: Acme Mail, country: US}\n";
const EXCEPTIONS: &str = "\
exceptions:
  - {rule: undisclosed-recipient, transfer: mail, reason: legal review 7, by: Kim, until: 2027-01-31}
  - {rule: undisclosed-country, transfer: mail, reason: legal review 8}
";

fn folder(more: &str) -> Folder {
    let folder = Folder::new();
    folder.write("divulge.yaml", declaration(more));
    folder.write("privacy.md", OPEN);
    folder
}

fn list(folder: &Folder, arguments: &[&str]) -> Answer {
    folder.run(&[&["checklist", "--today", "2026-11-22"], arguments].concat())
}

#[track_caller]
fn says(answer: &Answer, status: i32, lines: &[&str]) {
    answer.is_quietly(status);
    for line in lines {
        assert!(answer.out.lines().any(|one| one == *line), "no {line:?} in\n{}", answer.out);
    }
}

#[test]
fn what_is_clear_is_ticked() {
    let answer = list(&folder(""), &[]);
    let expected = "# Release checklist, 2026-11-22\n\n## divulge.yaml\n\n### privacy.md\n\n\
        - [x] Alipay (pay) in privacy.md\n\n\
        Passed: 1 box, 1 ticked, 0 accepted by an exception, 0 open.\n";
    assert_eq!(answer.out, expected);
    answer.is_quietly(0);
}

#[test]
fn what_is_missing_keeps_the_gate_shut() {
    let answer = list(&folder(MAIL), &[]);
    let item = "- [ ] Acme Mail (mail) in privacy.md. Missing: recipient is not stated; country United States (US) is \
        not stated";
    let closing = "Not passed: 2 boxes, 1 ticked, 0 accepted by an exception, 1 open.";
    says(&answer, 1, &["- [x] Alipay (pay) in privacy.md", item, closing]);
}

#[test]
fn what_is_missing_is_told_in_words() {
    let post = MAIL.replace("country: US", "country: US, role: processor");
    let folder = folder(&post);
    folder.write("privacy.md", format!("{OPEN}\nWe do not share your personal data with Acme Mail.\n"));
    let answer = list(&folder, &[]);
    answer.is_quietly(1);
    let line = answer.out.lines().find(|line| line.contains("Acme Mail")).unwrap();
    assert!(line.contains("recipient is denied or stated otherwise"), "{line}");
    assert!(line.contains("role as processor "), "{line}");
}

#[test]
fn exceptions_open_the_gate_but_tick_no_box() {
    let folder = folder(&format!("{MAIL}{EXCEPTIONS}"));
    let item = "- [ ] Acme Mail (mail) in privacy.md. Accepted until 2027-01-31: recipient is not stated (by Kim; \
        reason: legal review 7; undisclosed-recipient, divulge.yaml line 8). Accepted without an end: country United States (US) is \
        not stated (reason: legal review 8; undisclosed-country, divulge.yaml line 9)";
    let closing = "Passed: 2 boxes, 1 ticked, 1 accepted by an exception, 0 open.";
    says(&list(&folder, &[]), 0, &[item, closing]);
    let strict =
        "Not passed: 2 boxes, 1 ticked, 1 accepted by an exception, 0 open, and no exception is let through.";
    says(&list(&folder, &["--strict"]), 1, &[item, strict]);
    let later = folder.run(&["checklist", "--today", "2027-02-01"]);
    later.is_quietly(1);
    assert!(
        later.out.contains("(was accepted until 2027-01-31; by Kim; reason: legal review 7;"),
        "{}",
        later.out
    );
}

#[test]
fn an_exception_for_a_part_accepts_a_part() {
    let country = EXCEPTIONS.lines().filter(|line| !line.contains("review 7")).collect::<Vec<_>>().join("\n");
    let answer = list(&folder(&format!("{MAIL}{country}\n")), &[]);
    answer.is_quietly(1);
    assert!(
        answer.out.contains("Missing: recipient is not stated. Accepted without an end: country"),
        "{}",
        answer.out
    );
}

#[test]
fn a_rule_that_is_off_discloses_nothing() {
    let off = "rules: {undisclosed-recipient: off, undisclosed-country: off}\n";
    let folder = folder(&format!("{MAIL}{off}"));
    folder.run(&["check"]).is_quietly(0);
    list(&folder, &[]).is_quietly(1);
}

#[test]
fn every_declaration_and_policy_has_its_heading() {
    let folder = folder("  - {id: old, recipient: Acme Mail, country: US, until: 2026-11-21}\n");
    folder.write("b/divulge.yaml", declaration("").replace("[privacy.md]", "[x.md, privacy_policy.md]"));
    folder.write("b/x.md", OPEN);
    folder.write("b/privacy_policy.md", OPEN);
    let answer = list(&folder, &["."]);
    answer.is_quietly(0);
    let headings: Vec<&str> = answer.out.lines().filter(|line| line.starts_with("##")).collect();
    assert_eq!(
        headings,
        ["## b/divulge.yaml", "### b/x.md", "### b/privacy_policy.md", "## divulge.yaml", "### privacy.md"]
    );
    says(&answer, 0, &["Ended, so not to be disclosed any more: old (2026-11-21)."]);
    let one = list(&folder, &["b/x.md"]);
    assert_eq!(one.out.matches("- [x]").count(), 1, "{}", one.out);
}

#[test]
fn programs_get_the_same_as_json() {
    let folder = folder(&format!("{MAIL}{EXCEPTIONS}"));
    let answer = list(&folder, &["--format", "json"]);
    answer.is_quietly(0);
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((&report["schema_version"], &report["passed"]), (&Value::from(1), &Value::from(true)));
    assert_eq!(report["summary"]["accepted"], 1);
    let item = &report["items"][1];
    assert_eq!(
        (&item["transfer"], &item["ticked"], &item["passed"]),
        (&"mail".into(), &false.into(), &true.into())
    );
    assert_eq!(item["missing"][1]["subject"], "US");
    assert_eq!(item["missing"][1]["findings"][0]["rule"], "undisclosed-country");
    assert_eq!(item["accepted"][0]["until"], "2027-01-31");
    let strict = list(&folder, &["--format", "json", "--strict"]);
    strict.is_quietly(1);
    assert_eq!(serde_json::from_str::<Value>(&strict.out).unwrap()["items"][1]["passed"], false);
}

#[test]
fn the_list_can_go_to_a_file() {
    let folder = folder("");
    let answer = list(&folder, &["--output", "list.md"]);
    assert_eq!((answer.status, answer.out.as_str()), (0, ""));
    assert_eq!(folder.read("list.md"), list(&folder, &[]).out);
    list(&folder, &["--output", "no/such/list.md"]).is_refused(&["`no/such/list.md` cannot be written"]);
}

#[test]
fn wrong_calls_and_a_gate_without_anything_to_check_exit_with_2() {
    let folder = folder("");
    list(&folder, &["--format", "pdf"]).is_refused(&["markdown, json"]);
    list(&folder, &["-"]).is_refused(&["not of standard input"]);
    list(&folder, &["nowhere"]).is_refused(&["`nowhere` does not exist"]);
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write(".gitignore", "privacy.md\n");
    list(&folder, &["privacy.md"])
        .is_refused(&["note: `privacy.md` is not checked", "nothing to make a checklist of"]);
}
