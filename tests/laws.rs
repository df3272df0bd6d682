//! Laws in force, from the declaration to the report.

// A helper that cannot do its work should stop the test, as in the tests themselves.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;

use divulge::laws::{Asks, Element, Kind, Pack, Row, Status, Verified, shipped};
use divulge::lexicon::country::Country;
use serde_json::Value;
use support::{Folder, STANDARD};

/// Findings as `rule severity laws…`.
fn findings(folder: &Folder) -> Vec<Value> {
    let answer = folder.run(&["check", "--format", "json", "--fail-on", "never", "--today", "2026-11-22"]);
    assert_eq!((answer.status, answer.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    report["findings"].as_array().unwrap().clone()
}

fn citations(findings: &[Value]) -> BTreeSet<(String, String)> {
    let laws = findings.iter().flat_map(|finding| finding["laws"].as_array().unwrap());
    laws.map(|law| (law["pack"].as_str().unwrap().to_owned(), law["citation"].as_str().unwrap().to_owned()))
        .collect()
}

const POLICY: &str = "\
# Privacy policy

## Third parties

We share personal data with the following third parties.

| Third party | Country |
| --- | --- |
| Acme Insurance | COUNTRY |

## Processors

The following processors process personal data on our behalf.

| Processor | Country |
| --- | --- |
| Acme Hosting | COUNTRY |

## Joint controllers

We are joint controllers together with the following companies.

| Joint controller | Country |
| --- | --- |
| Acme Marketing | COUNTRY |
";

/// One transfer of each role, abroad.
fn folder(pack: &Pack, policy: &str) -> Folder {
    let country = |wanted: &dyn Fn(Country) -> bool| {
        ["US", "BR"]
            .iter()
            .filter_map(|code| Country::from_code(code))
            .chain(Country::all())
            .find(|&it| wanted(it))
    };
    let home = country(&|country| !pack.is_foreign(country)).unwrap();
    let abroad = country(&|country| pack.is_foreign(country)).unwrap();
    let folder = Folder::new();
    let transfers: String = [
        ("Acme Insurance", "third-party"),
        ("Acme Hosting", "processor"),
        ("Acme Marketing", "joint-controller"),
    ]
    .iter()
    .map(|(name, role)| format!("  - {{recipient: {name}, role: {role}, country: {}}}\n", abroad.code()))
    .collect();
    folder.write(
        "divulge.yaml",
        format!(
            "version: 1\ncontroller: {{name: Example Ltd., country: {}}}\nlaws: {}\npolicies: [{{path: privacy.md, language: en}}]\ntransfers:\n{transfers}",
            home.code(),
            pack.id
        ),
    );
    folder.write("privacy.md", policy.replace("COUNTRY", abroad.english_name()));
    folder
}

/// Whether a row asks for something that can be seen in these policies.
fn is_seen(row: &Row) -> bool {
    let Asks::Statement { elements, .. } = &row.asks else { return false };
    elements.iter().any(|it| matches!(it, Element::Recipient | Element::Country | Element::Role))
        && row.kinds.iter().any(|kind| *kind != Kind::AutomatedDecision)
}

#[test]
fn every_required_row_is_cited_where_the_policy_is_silent_and_none_where_it_is_complete() {
    for pack in shipped() {
        let silent = findings(&folder(pack, support::SILENT));
        let cited = citations(&silent);
        for row in pack.rows.iter().filter(|row| is_seen(row)) {
            let place = format!("{} {}", pack.id, row.citation);
            let is_cited = cited.contains(&(pack.id.to_string(), row.citation.to_string()));
            match row.status {
                Status::Required => assert!(is_cited, "{place}: not cited"),
                // A row that asks shares its citation with one that does not.
                Status::Recommended | Status::NotAsked => {
                    let shared = pack.rows.iter().any(|other| {
                        other.citation == row.citation && other.status == Status::Required && is_seen(other)
                    });
                    assert!(!is_cited || shared, "{place}: cited");
                }
                Status::Conditional => {}
            }
        }
        for finding in &silent {
            // Two rows of one article can rest on different evidence.
            let rows = |law: &Value| -> Vec<&Row> {
                let cited = |row: &&Row| row.citation == law["citation"].as_str().unwrap() && is_seen(row);
                pack.rows.iter().filter(cited).collect()
            };
            let is_firm = |row: &&Row| row.verified != Verified::Memory && row.status == Status::Required;
            let laws = finding["laws"].as_array().unwrap();
            assert!(!laws.is_empty(), "{}: {finding}", pack.id);
            let may_be_error = laws.iter().any(|law| rows(law).iter().any(is_firm));
            let must_be_error = laws.iter().any(|law| rows(law).iter().all(is_firm));
            let is_error = finding["severity"] == "error";
            assert!(is_error && may_be_error || !is_error && !must_be_error, "{}: {finding}", pack.id);
        }
        let complete = findings(&folder(pack, POLICY));
        assert!(complete.is_empty(), "{}: {complete:#?}", pack.id);
    }
}

fn kakao(laws: &str, policy: &str) -> Folder {
    let folder = Folder::new();
    folder.write(
        "divulge.yaml",
        format!(
            "version: 1\ncontroller: {{name: Example, country: KR}}\npolicies: [{{path: privacy.md, language: en}}]\n{laws}\n\
             recipients: [{{name: Alipay, country: SG, category: payment providers}}]\n\
             transfers: [{{recipient: Alipay, role: third-party}}]\n"
        ),
    );
    folder.write("privacy.md", policy);
    folder
}

const CATEGORY: &str =
    "# Privacy policy\n\n## Third parties\n\nWe share your data with payment providers in Singapore.\n";

#[test]
fn a_category_is_enough_where_no_law_in_force_wants_a_name() {
    let rules = |laws: &str| -> Vec<String> {
        findings(&kakao(laws, CATEGORY)).iter().map(|it| it["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert!(rules("").contains(&"vague-recipient".to_owned()), "the baseline wants names");
    assert!(!rules("laws: us-ca-ccpa").contains(&"vague-recipient".to_owned()));
    let found = findings(&kakao("laws: [us-ca-ccpa, kr-pipa]", CATEGORY));
    let vague = found.iter().find(|finding| finding["rule"] == "vague-recipient").unwrap();
    assert_eq!(vague["severity"], "error");
    assert!(citations(std::slice::from_ref(vague)).iter().all(|(pack, _)| pack == "kr-pipa"));
}

#[test]
fn what_no_law_asks_for_is_not_required_and_a_denial_must_be_true_all_the_same() {
    let folder = kakao("laws: sg-pdpa", support::SILENT);
    assert!(findings(&folder).is_empty());
    let answer = folder.run(&["check", "--format", "json"]);
    assert!(answer.out.contains("\"verdict\": \"not-required\""), "{}", answer.out);
    let denial = "# Privacy policy\n\n## Sharing\n\nWe do not share your personal data with third parties.\n";
    let found = findings(&kakao("laws: sg-pdpa", denial));
    assert_eq!(found.iter().map(|it| it["rule"].as_str().unwrap()).collect::<Vec<_>>(), ["denied-transfer"]);
    assert_eq!(found[0]["severity"], "error");
}

#[test]
fn lists_that_do_not_end_are_reported_where_a_law_bars_them() {
    let fires = |text: &str| {
        let section = format!("# 처리방침\n\n## 개인정보의 제3자 제공\n\n{text}\n");
        let laws = "laws: kr-pipa\nexceptions: []";
        let folder = kakao(laws, &section);
        let declaration = folder.read("divulge.yaml").replace("language: en", "language: ko");
        folder
            .write("divulge.yaml", declaration.replace("category: payment providers", "aliases: [알리페이]"));
        findings(&folder).iter().any(|finding| finding["rule"] == "open-ended-list")
    };
    for text in [
        "회사는 알리페이, 네이버페이 등에 개인정보를 제공합니다.",
        "| 제공받는 자 | 제공 목적 |\n| --- | --- |\n| 알리페이 등 | 결제 |",
        "We share your personal data with companies such as Stripe and Alipay.",
        "We share your personal data with Alipay, Stripe and others.",
    ] {
        assert!(fires(text), "{text}");
    }
    for text in [
        "회사는 알리페이에 이름, 전화번호 등을 제공합니다.",
        "| 제공받는 자 | 제공 항목 |\n| --- | --- |\n| 알리페이 | 이름, 전화번호 등 |",
        "We share personal data with Alipay, such as your name.",
        "회사는 등록된 알리페이에 개인정보를 제공합니다.",
    ] {
        assert!(!fires(text), "{text}");
    }
}

#[test]
fn a_policy_that_is_older_than_the_transfer_or_unfilled_is_reported() {
    let text = "# Privacy policy\n\nLast updated: 3 May 2024\n\n## Third parties\n\nWe share your data with Alipay in [COUNTRY NAME].\n";
    let folder = kakao("", text);
    let declaration =
        folder.read("divulge.yaml").replace("role: third-party", "role: third-party, since: 2025-01-01");
    folder.write("divulge.yaml", declaration);
    let rules: BTreeSet<String> =
        findings(&folder).iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect();
    assert!(rules.contains("outdated-policy") && rules.contains("unfilled-placeholder"), "{rules:?}");
}

#[test]
fn people_and_code_scanning_see_the_law() {
    let folder = kakao("laws: kr-pipa", support::SILENT);
    let human =
        folder.run(&["check"]).out.split_whitespace().collect::<Vec<_>>().join(" ").replace(" | ", " ");
    assert!(human.contains("[kr-pipa: PIPA 28-8(2)2]"), "{human}");
    let sarif = folder.run(&["check", "--format", "sarif"]).out;
    assert!(sarif.contains("\"citation\": \"PIPA 28-8(2)2\""), "{sarif}");
}

#[test]
fn the_severity_that_a_declaration_sets_goes_before_the_law() {
    let found = findings(&kakao("laws: kr-pipa\nrules: {undisclosed-country: info}", support::SILENT));
    let country = found.iter().find(|finding| finding["rule"] == "undisclosed-country").unwrap();
    assert_eq!(country["severity"], "info");
    assert!(!country["laws"].as_array().unwrap().is_empty());
}

#[test]
fn an_unknown_law_is_a_mistake_of_the_declaration() {
    kakao("laws: [kr-pippa]", CATEGORY)
        .run(&["check"])
        .is_refused(&["unknown law `kr-pippa`; did you mean `kr-pipa`?", "divulge.yaml:4:8"]);
    kakao("laws: [kr-pipa, kr-pipa]", CATEGORY).run(&["check"]).is_refused(&["is listed twice"]);
    kakao("laws: ./none.yaml", CATEGORY).run(&["check"]).is_refused(&["`./none.yaml` does not exist"]);
}

#[test]
fn a_project_writes_its_own_pack() {
    let folder = kakao("laws: [sg-pdpa, ./laws/our-standard.yaml]", support::SILENT);
    folder.write("laws/our-standard.yaml", STANDARD);
    let found = findings(&folder);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((&found[0]["rule"], &found[0]["severity"]), (&"undisclosed-country".into(), &"error".into()));
    assert_eq!(
        citations(&found).into_iter().collect::<Vec<_>>(),
        [("our-standard".to_owned(), "rule 7".to_owned())]
    );
}

#[test]
fn a_broken_pack_is_told_with_file_and_line_and_nothing_is_judged() {
    let folder = kakao("laws: ./ours.yaml", CATEGORY);
    folder.write("ours.yaml", STANDARD.replace("[country]", "[contry]").replace("statute", "hearsay"));
    folder.run(&["check", "--format", "concise"]).is_refused(&[
        "ours.yaml:9:1: error: unknown element `contry`",
        "ours.yaml:13:1: error: unknown evidence",
    ]);
    folder.write("ours.yaml", STANDARD.replace("requirements", "requirments"));
    folder.run(&["check", "--format", "concise"]).is_refused(&["ours.yaml:8:1: error: "]);
    folder.write("ours.yaml", STANDARD.replace("our-standard", "kr-pipa"));
    folder.run(&["check"]).is_refused(&["as one that comes with divulge"]);
}

#[test]
fn laws_of_a_policy_replace_those_of_the_declaration() {
    let folder = kakao("laws: kr-pipa", support::SILENT);
    let declaration = folder.read("divulge.yaml").replace("language: en}", "language: en, laws: sg-pdpa}");
    folder.write("divulge.yaml", declaration);
    assert!(findings(&folder).is_empty());
}

#[test]
fn rules_and_laws_are_explained() {
    let folder = Folder::new();
    let rule = folder.run(&["explain", "missing-consent"]);
    rule.is_clean();
    for words in ["# missing-consent", "PIPA Art. 17(1)", "Fails: ", "Passes: ", "legal advice"] {
        assert!(rule.out.contains(words), "no {words:?} in\n{}", rule.out);
    }
    let law = folder.run(&["explain", "kr-pipa"]);
    law.is_clean();
    for words in ["# kr-pipa", "PIPA 28-8(2)3", "Fails: ", "Passes: ", "not legal advice", "does not check"] {
        assert!(law.out.contains(words), "no {words:?} in\n{}", law.out);
    }
    folder.run(&["explain", "kr-pippa"]).is_refused(&["kr-pipa"]);
}

#[test]
fn rules_and_laws_are_listed_for_people_and_programs() {
    let folder = Folder::new();
    let laws = folder.run(&["laws"]);
    laws.is_clean();
    assert!(laws.out.contains("kr-pipa") && laws.out.contains("not legal advice"), "{}", laws.out);
    let json: Value = serde_json::from_str(&folder.run(&["laws", "--format", "json"]).out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), shipped().len());
    assert_eq!(json[8]["pack"], "kr-pipa");
    let json: Value = serde_json::from_str(&folder.run(&["rules", "--format", "json"]).out).unwrap();
    assert_eq!(json[0]["rule"], "undisclosed-recipient");
    assert!(folder.run(&["rules"]).out.contains("missing-consent"));
}
