//! Hover, navigation, outlines, links and lenses, in all encodings.

use serde_json::{Value, json};

use crate::client::{Client, ENCODINGS};
use crate::support::Folder;

const YAML: &str = "\
version: 1 # 😀 e\u{301}
controller: {name: 예제, country: KR}
laws: [kr-pipa]
policies:
  - path: \"😀 방침.md\"
    language: ko
recipients:
  - name: 알리페이 😀
    aliases: [Alipay]
    country: SG
transfers:
  - id: \"😀\"
    recipient: Alipay
    role: processor
    countries: [CN, SG]
    purposes: [결제]
exceptions:
  - {rule: undisclosed-purpose, reason: \"검토 e\u{301}\"}
";

const POLICY: &str = "\
# 😀 개인정보 처리방침 e\u{301}

## 개인정보 처리의 위탁 👩‍👧

| 😀 수탁자 | 국가 e\u{301} | 위탁업무 |
| --- | --- | --- |
| 😀 Alipay | 😀 싱가포르 | 결제 |

## 문의

문의하세요.
";

fn clients() -> impl Iterator<Item = Client> {
    ENCODINGS.into_iter().map(|encoding| {
        let folder = Folder::new();
        folder.write("divulge.yaml", YAML);
        folder.write("😀 방침.md", POLICY);
        let capabilities = json!({ "textDocument": {
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        } });
        let client = Client::with(&folder.0, encoding, capabilities);
        client.open("divulge.yaml", YAML);
        client.open(PATH, POLICY);
        client.pull(PATH);
        client
    })
}

const PATH: &str = "😀 방침.md";

fn hover(client: &Client, path: &str, text: &str, needle: &str, skip: usize) -> (String, Option<String>) {
    let answer = client.at("textDocument/hover", path, text, needle, skip);
    let words = answer["contents"]["value"].as_str().unwrap_or_default().to_owned();
    let range = answer.get("range").map(|range| client.slice(text, range).to_owned());
    (words, range)
}

#[test]
fn hover_shows_what_a_policy_says_of_a_transfer() {
    for client in clients() {
        let (words, range) = hover(&client, PATH, POLICY, "Alipay", 2);
        assert_eq!(range.as_deref(), Some("Alipay"));
        for part in ["알리페이 😀, processor", "| recipient | clear |", "Missing:", "country China (CN)"]
        {
            assert!(words.contains(part), "{part:?} is not in {words}");
        }
        assert!(words.contains("| country China (CN) | **incorrect** |"), "{words}");
        assert!(words.contains(&format!("[line 7]({}#L7)", client.uri(PATH))), "{words}");
        let (words, range) = hover(&client, PATH, POLICY, "싱가포르", 3);
        assert!(words.starts_with("**SG**: Singapore, 싱가포르"), "{words}");
        assert!(words.contains("알리페이"), "{words}");
        assert_eq!(range.as_deref(), Some("싱가포르"));
        assert_eq!(hover(&client, PATH, POLICY, "문의하세요", 0).0, "");
        assert_eq!(client.at("textDocument/hover", PATH, POLICY, "\n\n## 문의", 0), Value::Null);
    }
}

#[test]
fn hover_explains_the_declaration() {
    for client in clients() {
        let of = |needle: &str, skip| hover(&client, "divulge.yaml", YAML, needle, skip);
        assert!(of("recipient: Alipay", 12).0.contains("| recipient | clear |"));
        assert!(of("name: 알리페이", 9).0.contains("| recipient | clear |"), "an entry of the recipients");
        let (words, range) = of("CN, SG", 1);
        assert!(words.starts_with("**CN**: China, 중국") && words.contains("incorrect"), "{words}");
        assert_eq!(range.as_deref(), Some("CN"));
        assert!(of("country: KR", 9).0.starts_with("**KR**: South Korea"), "{}", of("country: KR", 9).0);
        assert!(of("country: SG", 9).0.starts_with("**SG**"));
        let (words, range) = of("kr-pipa", 4);
        assert!(words.starts_with("# kr-pipa") && words.contains("not legal advice"), "{words}");
        assert_eq!(range.as_deref(), Some("kr-pipa"));
        let (words, range) = of("undisclosed-purpose", 14);
        assert!(words.starts_with("# undisclosed-purpose") && words.contains("## How to fix"), "{words}");
        assert_eq!(range.as_deref(), Some("undisclosed-purpose"));
    }
}

/// The words at the places of an answer.
fn words(client: &Client, answer: &Value) -> Vec<String> {
    let word = |place: &Value| {
        let text = if place["uri"] == client.uri(PATH) { POLICY } else { YAML };
        client.slice(text, &place["range"]).to_owned()
    };
    answer.as_array().unwrap().iter().map(word).collect()
}

#[test]
fn names_lead_to_what_they_mean() {
    for client in clients() {
        let definition = |path: &str, text: &str, needle: &str, skip| {
            words(&client, &client.at("textDocument/definition", path, text, needle, skip))
        };
        assert_eq!(definition(PATH, POLICY, "Alipay", 3), ["Alipay"], "in the transfer");
        assert_eq!(definition(PATH, POLICY, "싱가포르", 3), ["SG"]);
        assert_eq!(definition("divulge.yaml", YAML, "recipient: Alipay", 13), ["알리페이 😀"]);
        assert_eq!(definition("divulge.yaml", YAML, "SG]", 1), ["싱가포르"]);
        assert_eq!(definition("divulge.yaml", YAML, "name: 알리페이", 9), ["Alipay"]);
        let references = |path: &str, text: &str, needle: &str| {
            words(&client, &client.at("textDocument/references", path, text, needle, 2))
        };
        let all = references(PATH, POLICY, "Alipay");
        assert_eq!(all, references("divulge.yaml", YAML, "recipient: Alipay"));
        assert_eq!(all.first().map(String::as_str), Some("Alipay"), "the declaration first");
        assert!(all.contains(&"싱가포르".to_owned()) && all.contains(&"결제".to_owned()), "{all:?}");
        assert_eq!(definition(PATH, POLICY, "문의하세요", 0), [""; 0]);
    }
}

/// Names and what they span, depth first.
fn outline(client: &Client, text: &str, symbols: &Value, out: &mut Vec<(String, String)>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let name = client.slice(text, &symbol["selectionRange"]).to_owned();
        assert!(client.slice(text, &symbol["range"]).contains(&name), "{symbol}");
        out.push((symbol["name"].as_str().unwrap().to_owned(), name));
        outline(client, text, &symbol["children"], out);
    }
}

#[test]
fn both_files_have_an_outline() {
    for client in clients() {
        let symbols = |path: &str, text: &str| {
            let params = json!({ "textDocument": { "uri": client.uri(path) } });
            let mut out = Vec::new();
            outline(&client, text, &client.request("textDocument/documentSymbol", params), &mut out);
            out.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert_eq!(
            symbols(PATH, POLICY),
            [
                "😀 개인정보 처리방침 e\u{301}".replace("e\u{301}", "é"),
                "개인정보 처리의 위탁 👩👧".into(),
                "문의".into()
            ]
        );
        let expected = [
            "version",
            "controller",
            "laws",
            "policies",
            "😀 방침.md",
            "recipients",
            "알리페이 😀",
            "transfers",
            "😀",
            "exceptions",
            "undisclosed-purpose",
        ];
        assert_eq!(symbols("divulge.yaml", YAML), expected);
        let params = |path: &str| json!({ "textDocument": { "uri": client.uri(path) } });
        let folds = client.request("textDocument/foldingRange", params(PATH));
        let lines: Vec<(u64, u64)> = folds
            .as_array()
            .unwrap()
            .iter()
            .map(|fold| (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap()))
            .collect();
        assert_eq!(lines, [(0, 10), (2, 6), (4, 6), (8, 10)]);
        let folds = client.request("textDocument/foldingRange", params("divulge.yaml"));
        assert!(folds.as_array().unwrap().contains(&json!({ "startLine": 11, "endLine": 15 })), "{folds}");
    }
}

#[test]
fn paths_are_links_and_transfers_have_a_count() {
    for client in clients() {
        let params = json!({ "textDocument": { "uri": client.uri("divulge.yaml") } });
        let links = client.request("textDocument/documentLink", params.clone());
        assert_eq!(links.as_array().unwrap().len(), 0, "there is no such file on the disk any more");
        let lenses = client.request("textDocument/codeLens", params);
        assert_eq!(lenses.as_array().unwrap().len(), 1);
        let lens = &lenses[0];
        assert_eq!(client.slice(YAML, &lens["range"]), "Alipay");
        let title = lens["command"]["title"].as_str().unwrap();
        assert!(title.ends_with(&format!("clear in {PATH}")), "{title}");
        let arguments = &lens["command"]["arguments"];
        let params = json!({ "command": lens["command"]["command"], "arguments": arguments });
        let matrix = client.request("workspace/executeCommand", params);
        assert!(matrix.as_str().unwrap().contains("| recipient | clear |"), "{matrix}");
        let params = json!({ "command": "divulge.none", "arguments": arguments });
        assert_eq!(client.request("workspace/executeCommand", params), Value::Null);
    }
}

#[test]
fn links_lead_to_files_that_are_there() {
    let folder = Folder::new();
    let text = "version: 1\npolicies: [p.md, {path: 'q q.md', annexes: [annex.md]}, none.md]\ninclude: [parts/a.yaml, parts/*.yaml]\n";
    for path in ["p.md", "q q.md", "annex.md", "parts/a.yaml"] {
        folder.write(path, "");
    }
    let client = Client::new(&folder.0, "utf-16");
    client.open("divulge.yaml", text);
    let params = json!({ "textDocument": { "uri": client.uri("divulge.yaml") } });
    let links = client.request("textDocument/documentLink", params);
    let found: Vec<(&str, &str)> = links
        .as_array()
        .unwrap()
        .iter()
        .map(|link| (client.slice(text, &link["range"]), link["target"].as_str().unwrap()))
        .collect();
    let uris = ["p.md", "q q.md", "annex.md", "parts/a.yaml"].map(|path| client.uri(path));
    assert_eq!(found.iter().map(|(_, target)| *target).collect::<Vec<_>>(), uris);
    assert_eq!(found[1].0, "'q q.md'");
}
