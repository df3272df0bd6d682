//! Code actions: each is applied, saved and checked again.

use std::path::Path;
use std::process::Command;

use divulge::lsp::Ending;
use serde_json::{Value, json};

use crate::client::{Client, ENCODINGS};
use crate::support::Folder;

/// What `divulge check` finds in a folder: `rule transfer subject`.
fn check(folder: &Path) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_divulge"))
        .args(["check", "--format", "json", "--today", "2026-11-22"])
        .current_dir(folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line =
        |one: &Value| format!("{} {} {}", word(&one["rule"]), word(&one["transfer"]), word(&one["subject"]));
    report["findings"].as_array().unwrap().iter().map(line).collect()
}

/// The actions at a place of a file.
fn offered(client: &Client, path: &str, text: &str, needle: &str) -> Vec<Value> {
    let start = text.find(needle).unwrap_or_else(|| panic!("{needle} is not in {text}"));
    let diagnostics = client.pull(path);
    let params = json!({
        "textDocument": { "uri": client.uri(path) },
        "range": { "start": client.position(text, start), "end": client.position(text, start + needle.chars().next().map_or(0, char::len_utf8)) },
        "context": { "diagnostics": diagnostics, "only": ["quickfix"] },
    });
    client.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

/// Applies the action whose title begins so, in every encoding, saves what comes of it, and gives the file that it has changed
/// with its new text. What it touches is only what is in its edits; most only insert.
fn apply(folder: &Folder, path: &str, needle: &str, title: &str) -> (String, String) {
    let mut results = Vec::new();
    for encoding in ENCODINGS {
        let client = Client::new(&folder.0, encoding);
        let text = client.open_saved(path);
        let actions = offered(&client, path, &text, needle);
        let action = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with(title));
        let action = action.unwrap_or_else(|| panic!("{title:?} is not offered: {:#?}", titles(&actions)));
        assert_eq!(action["kind"], "quickfix");
        assert!(action["diagnostics"][0]["code"].is_string(), "{action}");
        let changes = action["edit"]["changes"].as_object().unwrap();
        assert_eq!(changes.len(), 1);
        let (uri, edits) = changes.iter().next().unwrap();
        let names = ["divulge.yaml", "privacy.md", "privacy-policy.ko.md", "privacy-policy.en.md"];
        let changed = names.into_iter().find(|name| client.uri(name) == *uri).unwrap();
        let mut new = folder.read(changed);
        let mut edits: Vec<&Value> = edits.as_array().unwrap().iter().collect();
        edits.sort_by_key(|edit| client.offset(&folder.read(changed), &edit["range"]["start"]));
        for edit in edits.into_iter().rev() {
            let old = folder.read(changed);
            let (start, end) =
                (client.offset(&old, &edit["range"]["start"]), client.offset(&old, &edit["range"]["end"]));
            new.replace_range(start..end, edit["newText"].as_str().unwrap());
        }
        results.push((changed.to_owned(), new));
        assert_eq!(client.finish(), Ending::Orderly);
    }
    assert!(results.iter().all(|one| *one == results[0]), "{results:#?}");
    let (changed, new) = results.remove(0);
    folder.write(&changed, &new);
    (changed, new)
}

/// The lines that are in one text and not in the other.
fn added(old: &str, new: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let mut rest = old.iter().peekable();
    let mut found = Vec::new();
    for line in new {
        if rest.peek() == Some(&&line) {
            rest.next();
        } else {
            found.push(line.to_owned());
        }
    }
    assert!(rest.peek().is_none(), "{:?} is lost", rest.collect::<Vec<_>>());
    found
}

const HEAD: &str = "version: 1 # 😀\ncontroller: {name: 예제, country: KR}\npolicies: [privacy.md]\n";

fn folder(yaml: &str, policy: &str) -> Folder {
    let folder = Folder::new();
    folder.write("divulge.yaml", format!("{HEAD}{yaml}"));
    folder.write("privacy.md", policy);
    folder
}

const PROCESSORS: &str = "# 개인정보 처리방침 😀\n\n## 개인정보 처리의 위탁\n\n| 수탁자 | 위탁업무 |\n| --- | --- |\n\
    | 가온(주) | 전산 😀 |\n\n끝.\n";
const GAON: &str = "transfers:\n  - recipient: 가온(주)\n    role: processor # e\u{301}\n    country: KR\n";

#[test]
fn whom_a_policy_names_is_declared() {
    let folder = folder(GAON, &PROCESSORS.replace("\n\n끝", "\n| 나루 주식회사 | 배송 |\n\n끝"));
    assert_eq!(check(&folder.0), ["undeclared-recipient - 나루 주식회사"]);
    let old = folder.read("divulge.yaml");
    let (path, new) = apply(&folder, "privacy.md", "나루", "Declare a transfer to");
    assert_eq!(path, "divulge.yaml");
    assert_eq!(added(&old, &new), ["  - recipient: 나루 주식회사 # TODO: role, countries, data"]);
    assert_eq!(check(&folder.0), [""; 0]);
}

#[test]
fn another_name_is_declared() {
    let yaml = "transfers:\n  - recipient: Gaon Inc. # 😀\n    role: processor\n    country: KR\n";
    for needle in ["가온", "Gaon"] {
        let folder = folder(yaml, PROCESSORS);
        assert!(check(&folder.0).contains(&"undeclared-recipient - 가온(주)".to_owned()));
        let file = if needle == "Gaon" { "divulge.yaml" } else { "privacy.md" };
        let old = folder.read("divulge.yaml");
        let (_, new) = apply(&folder, file, needle, "Declare 가온(주) as another name of Gaon Inc.");
        assert_eq!(added(&old, &new), ["    aliases: [가온(주)]"]);
        assert_eq!(check(&folder.0), [""; 0]);
    }
}

#[test]
fn a_finding_is_accepted_by_an_exception() {
    let yaml = format!("{GAON}  - recipient: Alipay\n    role: processor\n    country: CN\n");
    let folder = folder(&yaml, PROCESSORS);
    let old = folder.read("divulge.yaml");
    assert_eq!(check(&folder.0).len(), 3);
    let (_, new) = apply(&folder, "divulge.yaml", "CN", "Accept undisclosed-country of `alipay`");
    let lines = added(&old, &new);
    assert_eq!(lines[..3], ["exceptions:", "  - rule: undisclosed-country", "    transfer: alipay"]);
    assert!(lines[3].starts_with("    reason: "));
    assert_eq!(
        check(&folder.0),
        ["undisclosed-recipient alipay Alipay", "undisclosed-outsourcing alipay Alipay"]
    );
    apply(&folder, "divulge.yaml", "Alipay", "Accept undisclosed-recipient of `alipay`");
    assert_eq!(check(&folder.0), ["undisclosed-outsourcing alipay Alipay"]);
}

#[test]
fn a_finding_is_ignored_by_a_comment() {
    let yaml = format!("{GAON}  - recipient: Alipay\n    role: processor\n    country: CN\n");
    let before = folder(&yaml, PROCESSORS);
    let old = before.read("divulge.yaml");
    let (_, new) = apply(&before, "divulge.yaml", "CN", "Ignore undisclosed-country here");
    let lines = added(&old, &new);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].starts_with("  # divulge-ignore undisclosed-country: "), "{lines:?}");
    assert_eq!(check(&before.0).len(), 2);

    // At the heading that lacks it.
    let at_heading = folder(&yaml, PROCESSORS);
    let old = at_heading.read("privacy.md");
    let (_, new) = apply(&at_heading, "privacy.md", "개인정보 처리의", "Ignore undisclosed-recipient here");
    let lines = added(&old, &new);
    assert!(lines[0].starts_with("<!-- divulge-ignore undisclosed-recipient: "), "{lines:?}");
    assert!(!check(&at_heading.0).iter().any(|one| one.starts_with("undisclosed-recipient")));
}

#[test]
fn a_comment_finds_room_in_rows_items_and_sentences() {
    let named = "나루 주식회사";
    for text in [
        format!("| 수탁자 | 위탁업무 |\n| --- | --- |\n| 가온(주) | 전산 |\n| {named} | 배송 |\n"),
        format!("- 가온(주): 전산\n- {named}: 배송\n"),
        format!("> | 수탁자 | 위탁업무 |\n> | --- | --- |\n> | 가온(주) | 전산 |\n> | {named} | 배송 |\n"),
    ] {
        let folder = folder(GAON, &format!("# 방침\n\n## 개인정보 처리의 위탁 😀\n\n{text}\n끝.\n"));
        assert_eq!(check(&folder.0), [format!("undeclared-recipient - {named}")], "{text}");
        apply(&folder, "privacy.md", named, "Ignore undeclared-recipient here");
        assert_eq!(check(&folder.0), [""; 0], "{}", folder.read("privacy.md"));
    }
}

#[test]
fn a_missing_country_joins_the_row() {
    let yaml = "transfers:\n  - recipient: Alipay\n    role: processor\n    countries: [CN, SG]\n";
    for (cell, expected) in [
        ("싱가포르", "싱가포르, 중국"),
        ("싱가포르、일본", "싱가포르、일본、중국"),
        ("중국", "중국, 싱가포르"),
        ("😀 Singapore", "😀 Singapore, 중국"),
    ] {
        let policy = format!(
            "# 방침\n\n## 개인정보 처리의 위탁 및 국외 이전\n\n| 수탁자 | 이전되는 국가 | 업무 |\n|---|---|---|\n| Alipay | {cell} | 결제 |\n"
        );
        let folder = folder(yaml, &policy);
        let code = if cell == "중국" { "SG" } else { "CN" };
        assert!(check(&folder.0).contains(&format!("undisclosed-country alipay {code}")), "{cell}");
        let (path, new) = apply(&folder, "divulge.yaml", code, "Add ");
        assert_eq!((path.as_str(), new), ("privacy.md", policy.replace(cell, expected)));
        assert!(!check(&folder.0).iter().any(|one| one.starts_with("undisclosed-country")), "{cell}");
    }
}

/// A transfer with much that is declared.
const FULL: &str = "  - recipient: Alipay | Co.\n    role: processor\n    countries: [CN, SG]\n    data: [email address]\n    \
    purposes: [결제]\n    retention: 5년\n";

#[test]
fn a_missing_row_takes_the_form_of_its_table() {
    let pipes = |rows: &str| {
        format!(
            "| 수탁자 | 이전되는 국가 | 항목 | 업무 | 보유기간 | 방법 |\n|---|---|---|---|---|---|\n{rows}\n"
        )
    };
    let html = "<table>\n<tr><th>수탁자</th><th>국가</th><th>업무</th></tr>\n  <tr><td>가온(주)</td><td><b>한국</b></td><td>전산</td></tr>\n</table>\n";
    for (table, row) in [
        (pipes("| 가온(주) | 한국 | 이메일 | 전산 | 1년 | 전송 |"), r"| Alipay \| Co. | 중국, 싱가포르 | 이메일주소 | 결제 | 5년 | [TODO] |"),
        (pipes("가온(주)|한국|이메일|전산|1년|전송"), r"Alipay \| Co.|중국, 싱가포르|이메일주소|결제|5년|[TODO]"),
        (
            "> | 순번 | 수탁자 | 국가 | 업무 |\n> | --- | --- | --- | --- |\n> | 1 | 가온(주) | 한국 | 전산 |\n".to_owned(),
            r"> | 2 | Alipay \| Co. | 중국, 싱가포르 | 결제 |",
        ),
        (html.to_owned(), "  <tr><td>Alipay | Co.</td><td><b>중국, 싱가포르</b></td><td>결제</td></tr>"),
    ] {
        let policy = format!("# 방침 😀\n\n## 개인정보 처리의 위탁 및 국외 이전\n\n{table}\n## 문의\n\n끝.\n");
        let folder = folder(&format!("{GAON}{FULL}"), &policy);
        let before = check(&folder.0);
        assert!(before.iter().any(|one| one.starts_with("undisclosed-recipient")), "{before:?} {table}");
        let (path, new) = apply(&folder, "divulge.yaml", "Alipay", "Add the missing row on Alipay | Co. to privacy.md");
        assert_eq!((path.as_str(), added(&policy, &new)), ("privacy.md", vec![row.to_owned()]));
        let after = check(&folder.0);
        let rules = ["undisclosed-recipient", "undisclosed-country", "undisclosed-outsourcing"];
        let missing: Vec<&String> =
            after.iter().filter(|one| rules.iter().any(|rule| one.starts_with(rule))).collect();
        assert!(missing.is_empty(), "{missing:?} after {new}");
    }
}

#[test]
fn a_row_is_in_the_language_and_the_columns_of_its_table() {
    let policy = "# Privacy policy\n\n## Processors\n\nWe share data with these processors.\n\n\
                  | Processor | Purpose      | Location             |\n\
                  | --------- | ------------ | -------------------- |\n\
                  | Gaon Ltd. | hosting 😀   | South Korea          |\n\nEnd.\n";
    let yaml = "transfers:\n  - recipient: Gaon Ltd.\n    role: processor\n  - recipient: Ali Inc.\n    role: processor\n    \
                country: 중국\n    purposes: [payments]\n";
    let folder = folder(yaml, policy);
    assert!(check(&folder.0).contains(&"undisclosed-country ali-inc CN".to_owned()));
    let (_, new) = apply(&folder, "privacy.md", "Processors", "Add the missing row on Ali Inc.");
    assert_eq!(added(policy, &new), ["| Ali Inc.  | payments     | China                |"]);
    assert_eq!(check(&folder.0), [""; 0]);
}

#[test]
fn line_breaks_of_windows_stay() {
    let policy = PROCESSORS.replace('\n', "\r\n");
    let yaml = format!("{HEAD}{GAON}  - recipient: Alipay\n    role: processor\n").replace('\n', "\r\n");
    let folder = Folder::new();
    folder.write("divulge.yaml", &yaml);
    folder.write("privacy.md", &policy);
    let (_, new) = apply(&folder, "privacy.md", "개인정보 처리의", "Add the missing row on Alipay");
    assert_eq!(added(&policy, &new), ["| Alipay | [TODO] |\r"]);
    folder.write("privacy.md", &policy);
    let (_, new) = apply(&folder, "divulge.yaml", "Alipay", "Accept");
    assert!(!new.replace("\r\n", "").contains('\n'), "{new}");
}

#[test]
fn kakao_pay_is_mended_by_two_actions() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kakao-pay");
    let folder = Folder::new();
    for name in ["divulge.yaml", "privacy-policy.ko.md", "privacy-policy.en.md"] {
        folder.write(name, std::fs::read(fixture.join(name)).unwrap());
    }
    let errors = || {
        let status = Command::new(env!("CARGO_BIN_EXE_divulge"))
            .args(["check", "--today", "2026-11-22"])
            .current_dir(&folder.0)
            .output()
            .unwrap();
        (status.status.code(), String::from_utf8(status.stdout).unwrap())
    };
    assert_eq!(errors().0, Some(1));
    for name in ["privacy-policy.ko.md", "privacy-policy.en.md"] {
        let old = folder.read(name);
        let title =
            format!("Add the missing 2 rows on Alipay Singapore E-Commerce Private Limited to {name}");
        let (path, new) = apply(&folder, "divulge.yaml", "Alipay\n    role: processor", &title);
        assert_eq!((path.as_str(), added(&old, &new).len()), (name, 2), "{:#?}", added(&old, &new));
    }
    let (status, output) = errors();
    assert_eq!(status, Some(0), "{output}");
}

#[test]
fn nothing_is_offered_where_nothing_is_wrong_or_asked() {
    let folder = folder(GAON, PROCESSORS);
    let client = Client::new(&folder.0, "utf-16");
    let text = client.open_saved("privacy.md");
    assert_eq!(offered(&client, "privacy.md", &text, "끝"), [Value::Null; 0]);
    let params = json!({
        "textDocument": { "uri": client.uri("privacy.md") },
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } },
        "context": { "diagnostics": [], "only": ["refactor"] },
    });
    assert_eq!(client.request("textDocument/codeAction", params), json!([]));
}
