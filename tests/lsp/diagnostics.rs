//! Findings in both files.

use serde_json::{Value, json};

use crate::client::{Client, ENCODINGS};
use crate::support::{DECLARATION, Folder, OPEN, SILENT};

/// Hangul, an emoji and a combining mark before everything.
const AWKWARD: &str = "version: 1\ncontroller: {name: 😀 예제 e\u{301}, country: KR}\npolicies: [privacy.md]\n\
    transfers: [{id: \"😀\", recipient: 알리페이 e\u{301}, country: CN}]\n";

#[test]
fn a_finding_stands_in_both_files() {
    for encoding in ENCODINGS {
        let folder = Folder::new();
        folder.write("divulge.yaml", AWKWARD);
        let policy = "# 😀 개인정보 e\u{301} 처리방침\n\n우리는 개인정보를 보호합니다.\n";
        folder.write("privacy.md", policy);
        let client = Client::new(&folder.0, encoding);
        let found = client.pull("divulge.yaml");
        let places: Vec<&str> = found.iter().map(|one| client.slice(AWKWARD, &one["range"])).collect();
        assert_eq!(places, ["알리페이 e\u{301}", "CN"]);
        let first = &found[0];
        assert_eq!((&first["severity"], &first["code"]), (&json!(1), &json!("undisclosed-recipient")));
        let related = &first["relatedInformation"][0]["location"];
        assert_eq!(related["uri"], client.uri("privacy.md"));
        assert_eq!(client.slice(policy, &related["range"]), "😀 개인정보 e\u{301} 처리방침");
        let href = first["codeDescription"]["href"].as_str().unwrap();
        let (page, rule) = href.split_once('#').unwrap();
        let page = std::fs::read_to_string(page.strip_prefix("file://").unwrap()).unwrap();
        assert!(page.contains(&format!("\n## {rule}\n")), "{rule}");

        let notes = client.pull("privacy.md");
        assert_eq!(notes.len(), 1, "one note for all that a place lacks: {notes:?}");
        assert_eq!(notes[0]["severity"], 3, "weaker than the finding");
        assert_eq!(client.slice(policy, &notes[0]["range"]), "😀 개인정보 e\u{301} 처리방침");
        let message = notes[0]["message"].as_str().unwrap();
        assert!(message.contains("recipient, country CN"), "{message}");
        assert_eq!(notes[0]["relatedInformation"].as_array().unwrap().len(), 2);
        client.finish();
    }
}

#[test]
fn what_is_stale_is_marked() {
    let folder = Folder::with_policy(&OPEN.replace("Alipay", "Ant Bank Ltd."));
    let client = Client::new(&folder.0, "utf-16");
    let found = client.pull("privacy.md");
    let stale = found.iter().find(|one| one["code"] == "undeclared-recipient").unwrap();
    assert_eq!(stale["tags"], json!([1]));
    assert_eq!(stale["severity"], 2);
}

#[test]
fn a_wrong_declaration_says_where() {
    let folder = Folder::with_policy(SILENT);
    let client = Client::new(&folder.0, "utf-8");
    let text = DECLARATION.replace("country: CN", "contry: CN").replace("version: 1\n", "");
    client.open("divulge.yaml", &text);
    let found = client.pull("divulge.yaml");
    assert!(found.iter().all(|one| one["code"] == "invalid-declaration" && one["severity"] == 1));
    assert!(found.iter().any(|one| client.slice(&text, &one["range"]) == "contry"), "{found:?}");
    assert_eq!(client.pull("privacy.md"), [Value::Null; 0], "nothing is judged by half a declaration");
    client.open("divulge.yaml", &DECLARATION.replace("privacy.md", "other.md"));
    let found = client.pull("divulge.yaml");
    assert!(found[0]["message"].as_str().unwrap().contains("other.md"), "{found:?}");
}

#[test]
fn diagnostics_are_sent_unasked_and_go_when_a_file_is_closed() {
    let folder = Folder::with_policy(SILENT);
    let client = Client::new(&folder.0, "utf-16");
    client.open("divulge.yaml", DECLARATION);
    let sent = client.pushed("divulge.yaml");
    assert_eq!((sent["diagnostics"].as_array().unwrap().len(), &sent["version"]), (2, &json!(1)));
    client.open("privacy.md", SILENT);
    assert_eq!(client.pushed("privacy.md")["diagnostics"].as_array().unwrap().len(), 1);
    client.change("privacy.md", json!([{ "text": OPEN }]));
    assert_eq!(
        client.pushed("divulge.yaml")["diagnostics"],
        json!([]),
        "a change of the one mends the other"
    );
    assert_eq!(client.pushed("privacy.md")["diagnostics"], json!([]));
    client.change("privacy.md", json!([{ "text": SILENT }]));
    assert_eq!(client.pushed("privacy.md")["diagnostics"].as_array().unwrap().len(), 1);
    client.close("privacy.md");
    assert_eq!(client.pushed("privacy.md")["diagnostics"], json!([]));
}

#[test]
fn a_client_that_pulls_is_not_sent_any() {
    let folder = Folder::with_policy(SILENT);
    let pulls = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let client = Client::with(&folder.0, "utf-16", pulls);
    client.open("divulge.yaml", DECLARATION);
    let document = json!({ "uri": client.uri("divulge.yaml") });
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": document }));
    assert_eq!(report["kind"], "full");
    assert!(report["relatedDocuments"][client.uri("privacy.md")]["items"].is_array(), "{report}");
    let params = json!({ "textDocument": document, "previousResultId": report["resultId"] });
    assert_eq!(client.request("textDocument/diagnostic", params)["kind"], "unchanged");
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let names: Vec<&Value> = all["items"].as_array().unwrap().iter().map(|one| &one["uri"]).collect();
    assert_eq!(names, [&json!(client.uri("divulge.yaml")), &json!(client.uri("privacy.md"))]);
    let known = json!([{ "uri": all["items"][0]["uri"], "value": all["items"][0]["resultId"] }]);
    let again = client.request("workspace/diagnostic", json!({ "previousResultIds": known }));
    assert_eq!(
        (&again["items"][0]["kind"], &again["items"][1]["kind"]),
        (&json!("unchanged"), &json!("full"))
    );
    std::thread::sleep(std::time::Duration::from_millis(200));
    client.close("divulge.yaml");
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let told = format!("{:?}", client.told.borrow());
    assert!(told.contains("workspace/diagnostic/refresh"), "{told}");
    assert!(!told.contains("publishDiagnostics"), "{told}");
}

#[test]
fn the_editor_says_what_the_gate_says() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let client = Client::new(&root, "utf-32");
    for name in ["kakao-pay", "kakao-pay-law", "apple", "included-transfers", "annex", "exceptions"] {
        let report = std::process::Command::new(env!("CARGO_BIN_EXE_divulge"))
            .args(["check", "--format", "json", "--today", "2026-11-22", name])
            .current_dir(&root)
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&report.stdout).unwrap();
        let mut expected: Vec<String> = Vec::new();
        for finding in report["findings"].as_array().unwrap() {
            expected.push(format!("{} {}", finding["rule"], finding["message"]));
        }
        let mut found = Vec::new();
        let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
        for file in all["items"].as_array().unwrap() {
            if !file["uri"].as_str().unwrap().contains(&format!("/fixtures/{name}/")) {
                continue;
            }
            for one in file["items"].as_array().unwrap() {
                let message = one["message"].as_str().unwrap();
                found.push(format!("{} {message}", one["code"]));
            }
        }
        for line in expected {
            let (rule, message) = line.split_once(' ').unwrap();
            let message: String = serde_json::from_str(message).unwrap();
            assert!(
                found.iter().any(|one| one.starts_with(rule) && one.contains(&message)),
                "{name}: {line} is not in {found:#?}"
            );
        }
    }
}
