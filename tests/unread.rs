//! What cannot be read is said, and never counts as disclosed.

// A helper that cannot do its work should stop the test, as in the tests themselves.
#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use support::{Answer, DECLARATION, Folder};

fn check(policy: impl AsRef<[u8]>) -> Answer {
    let folder = Folder::with_policy("");
    folder.write("privacy.md", policy);
    folder.run(&["check", "--format", "json"])
}

/// The findings of a rule, as the line in the policy and the message. Nothing in the report may be clear.
#[track_caller]
fn said(answer: &Answer, rule: &str) -> Vec<(u64, String)> {
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    assert!(!answer.out.contains("\"clear\""), "{}", answer.out);
    let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule);
    findings
        .map(|finding| {
            let line = finding["policy"]["range"]["start"]["line"].as_u64().unwrap();
            (line, finding["message"].as_str().unwrap().to_owned())
        })
        .collect()
}

#[test]
fn files_that_are_no_text_are_refused_with_the_reason() {
    let latin = [&b"# Datenschutz\n\nAlipay, China, f\xfcr uns\n"[..]].concat();
    check(latin).is_refused(&["`privacy.md` is not UTF-8 text: byte 31 is invalid"]);
    check("Alipay\0 in China").is_refused(&["`privacy.md` is not text: byte 6 is a NUL"]);
    let large = Folder::with_policy("");
    let file = std::fs::File::create(large.0.join("privacy.md")).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    large.run(&["check"]).is_refused(&["`privacy.md` is larger than 64 MiB"]);
    let annex = Folder::with_policy("# Policy\n\nWe share data with Alipay in China.\n");
    annex.write(
        "divulge.yaml",
        DECLARATION.replace("[privacy.md]", "[{path: privacy.md, annexes: [list.md]}]"),
    );
    annex.run(&["check"]).is_refused(&["`list.md` does not exist", "divulge.yaml:3:41"]);
}

#[test]
fn a_policy_without_text_is_said_to_be_empty() {
    for policy in [
        "",
        "\n \n",
        "\u{feff}",
        "# Privacy policy\n\n## Recipients\n",
        "<!-- Alipay, China -->\n",
        "---\ntitle: Alipay\n---\n",
    ] {
        let answer = check(policy);
        let found = said(&answer, "empty-policy");
        assert_eq!(
            found,
            [(1, "privacy.md has no text, so that it discloses nothing".to_owned())],
            "{policy:?}"
        );
    }
    let folder = Folder::with_policy("");
    folder.write("divulge.yaml", "version: 1\npolicies: privacy.md\n");
    let answer = folder.run(&["check", "--format", "concise", "--fail-on", "warning"]);
    assert_eq!(answer.status, 1, "where nothing is declared either: {answer:?}");
}

#[test]
fn a_policy_that_only_leads_to_another_page_is_said_to() {
    for (policy, line) in [
        ("[Privacy policy](https://example.com/alipay-china)\n", 1),
        ("# Privacy policy\n\nWe have moved. Please read our [privacy policy](privacy-2026.html).\n", 3),
        ("# 개인정보처리방침\n\n[개인정보처리방침 전문 보기](https://example.com/privacy)\n", 3),
        ("Our policy is at https://example.com/privacy.\n", 1),
        ("<a href=\"https://example.com/\">Privacy</a>", 1),
    ] {
        let found = said(&check(policy), "empty-policy");
        assert!(found.len() == 1 && found[0].0 == line, "{policy}: {found:?}");
        assert!(found[0].1.contains("only leads to another page, which is not read"), "{found:?}");
    }
    for policy in [
        "We like [privacy](#privacy).\n".to_owned(),
        "Write to [us](mailto:privacy@example.com) about privacy.\n".to_owned(),
        format!("{}[more](https://example.com/)\n", "We like privacy. ".repeat(20)),
    ] {
        assert_eq!(said(&check(&policy), "empty-policy"), [], "{policy}");
    }
    let answer = check("We share your data with [Alipay](https://example.com/) in China.\n");
    assert!(!answer.out.contains("empty-policy"), "a policy of one sentence: {}", answer.out);
}

#[test]
fn an_annex_is_text_of_the_policy() {
    let folder = Folder::with_policy("[Privacy policy](policy.md)\n");
    folder.write(
        "divulge.yaml",
        DECLARATION.replace("[privacy.md]", "[{path: privacy.md, annexes: [policy.md]}]"),
    );
    folder.write("policy.md", "We like privacy. ".repeat(20));
    assert!(!folder.run(&["check"]).out.contains("empty-policy"));
}

#[test]
fn a_policy_in_a_language_without_words_is_said_to_be_unread() {
    let answer = check(
        "# Πολιτική απορρήτου\n\nΚοινοποιούμε τα προσωπικά σας δεδομένα στην Alipay στην Κίνα. \
         Η εταιρεία επεξεργάζεται τα δεδομένα για λογαριασμό μας.\n",
    );
    assert_eq!(said(&answer, "unknown-language").len(), 1);
}

#[test]
fn a_table_that_is_drawn_or_broken_is_told_with_its_line() {
    let head = "# Privacy policy\n\nWe share your data with these companies:\n\n";
    for table in [
        "+-----------+---------+\n| Recipient | Country |\n+===========+=========+\n| Alipay    | China   |\n+-----------+---------+\n",
        "Recipient           Country\n------------------- --------------\nAlipay              China\n",
        "| Recipient | Country\nAlipay | China\n| ---\n",
        "```\n┌───────────┬─────────┐\n│ Recipient │ Country │\n└───────────┴─────────┘\n```\n",
    ] {
        let answer = check(format!("{head}{table}"));
        let report: Value = serde_json::from_str(&answer.out).unwrap();
        let found: Vec<&Value> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["rule"] == "unread-table")
            .collect();
        assert_eq!(found.len(), 1, "{table}\n{}", answer.out);
        assert_eq!(found[0]["severity"], "info");
        assert!(
            (5..=6).contains(&found[0]["policy"]["range"]["start"]["line"].as_u64().unwrap()),
            "{}",
            found[0]
        );
    }
    let read = format!("{head}| Recipient | Country |\n| --- | --- |\n| Alipay | China |\n");
    assert!(!check(read).out.contains("unread-table"));
}
