//! Completion in both files, in all encodings.

use serde_json::{Value, json};

use crate::client::{Client, ENCODINGS};
use crate::support::Folder;

const YAML: &str = "\
version: 1 # 😀 e\u{301}
controller: {name: 예제, country: KR}
policies: [privacy.md]
recipients:
  - name: Alipay 😀
    aliases: [알리페이, \"a: b\"]
transfers:
  - recipient: Alipay 😀
    role: processor
";

const POLICY: &str =
    "# 방침 😀\n\n## 개인정보 처리의 위탁\n\n| 수탁자 | 업무 |\n| --- | --- |\n| 가온(주) | 전산 |\n";

fn clients() -> impl Iterator<Item = Client> {
    ENCODINGS.into_iter().map(|encoding| {
        let folder = Folder::new();
        folder.write("divulge.yaml", YAML);
        folder.write("privacy.md", POLICY);
        folder.write("legal/약관 1.md", POLICY);
        folder.write("legal/data.csv", "");
        let client = Client::new(&folder.0, encoding);
        client.open("divulge.yaml", YAML);
        client.open("privacy.md", POLICY);
        client.pull("divulge.yaml");
        client.keep(folder);
        client
    })
}

/// What is proposed where `typed` is added to a text: labels, with what the whole line becomes.
fn proposals(client: &Client, path: &str, text: &str, typed: &str) -> Vec<(String, String)> {
    let full = format!("{text}{typed}");
    client.change(path, json!([{ "text": full }]));
    let params = json!({
        "textDocument": { "uri": client.uri(path) },
        "position": client.position(&full, full.len()),
        "context": { "triggerKind": 1 },
    });
    let list = client.request("textDocument/completion", params);
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let result = |item: &Value| {
        let edit = &item["textEdit"];
        let mut new = full.clone();
        let (start, end) =
            (client.offset(&full, &edit["range"]["start"]), client.offset(&full, &edit["range"]["end"]));
        new.replace_range(start..end, edit["newText"].as_str().unwrap());
        new.rsplit('\n').next().unwrap().to_owned()
    };
    items.iter().map(|item| (item["label"].as_str().unwrap().to_owned(), result(item))).collect()
}

fn lines(client: &Client, typed: &str) -> Vec<String> {
    proposals(client, "divulge.yaml", YAML, typed).into_iter().map(|(_, line)| line).collect()
}

fn has(client: &Client, typed: &str, line: &str) {
    let found = lines(client, typed);
    assert!(found.iter().any(|one| one == line), "{line:?} is not in {found:?}");
}

#[test]
fn keys_come_with_their_documentation() {
    for client in clients() {
        let found = lines(&client, "    ");
        assert!(found.contains(&"    countries: ".to_owned()), "{found:?}");
        assert!(!found.iter().any(|line| line.contains("role") || line.contains("recipient:")), "{found:?}");
        has(&client, "exc", "exceptions: ");
        has(&client, "rules:\n  vague", "  vague-country: ");
        has(&client, "exceptions:\n  - {rule: vague-country, rea", "  - {rule: vague-country, reason: ");
        client.change("divulge.yaml", json!([{ "text": YAML }]));
        let hover = client.at("textDocument/hover", "divulge.yaml", YAML, "role: processor", 2);
        assert_eq!(hover["contents"]["value"], "In which capacity it receives them.");
    }
}

#[test]
fn values_are_proposed() {
    for client in clients() {
        has(&client, "    country: 중", "    country: CN");
        has(&client, "    countries: [SG, deutsch", "    countries: [SG, DE");
        has(&client, "    access_from:\n      - South Kor", "      - KR");
        has(&client, "    country: jp", "    country: JP");
        assert_eq!(lines(&client, "    country: ").len(), 250, "all of them");
        has(&client, "  - recipient: ", "  - recipient: \"Alipay 😀\"");
        has(&client, "  - recipient: 알", "  - recipient: 알리페이");
        has(&client, "  - on_behalf_of: a", "  - on_behalf_of: \"a: b\"");
        has(&client, "  - role: ", "  - role: third-party");
        has(&client, "laws: [", "laws: [kr-pipa");
        has(&client, "laws:\n  - eu", "  - eu-gdpr");
        has(&client, "exceptions:\n  - rule: und", "  - rule: undisclosed-country");
        has(&client, "exceptions:\n  - transfer: ", "  - transfer: alipay");
        has(&client, "rules:\n  vague-country: ", "  vague-country: off");
        has(&client, "    policies: [", "    policies: [privacy.md");
    }
}

#[test]
fn paths_are_those_of_policies() {
    for client in clients() {
        let found = proposals(&client, "divulge.yaml", "version: 1\n", "policies: [");
        let labels: Vec<&str> = found.iter().map(|(label, _)| label.as_str()).collect();
        for path in ["legal/약관 1.md", "privacy.md"] {
            assert!(labels.contains(&path), "{labels:?}");
        }
        assert!(!labels.contains(&"legal/data.csv") && labels.contains(&"path"), "{labels:?}");
    }
}

#[test]
fn a_policy_is_told_whom_it_lacks() {
    for client in clients() {
        let of = |typed: &str| proposals(&client, "privacy.md", POLICY, typed);
        let labels = |typed: &str| of(typed).into_iter().map(|(label, _)| label).collect::<Vec<_>>();
        assert_eq!(labels("| "), ["Alipay 😀", "알리페이", "a: b"]);
        assert_eq!(of("| 😀 알리")[0].1, "| 😀 알리페이");
        assert_eq!(labels("We use ali"), ["Alipay 😀"]);
        assert_eq!(labels("We use nothing"), [""; 0]);
        assert_eq!(labels("| Alipay 😀 | 결제 |\n| "), [""; 0], "it is disclosed");
    }
}
