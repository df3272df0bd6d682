//! What the client writes is what the server reads.

use serde_json::json;

use crate::client::{Client, ENCODINGS};
use crate::support::{DECLARATION, Folder, OPEN, SILENT};

const MISSING: [&str; 2] = ["undisclosed-country", "undisclosed-recipient"];

#[test]
fn unsaved_texts_of_both_files_count() {
    let folder = Folder::with_policy(SILENT);
    let client = Client::new(&folder.0, "utf-16");
    assert_eq!(client.codes("divulge.yaml"), MISSING);
    client.open("privacy.md", OPEN);
    assert_eq!(client.codes("divulge.yaml"), [""; 0]);
    client.open("divulge.yaml", &DECLARATION.replace("CN", "JP"));
    assert_eq!(client.codes("divulge.yaml"), ["undisclosed-country"]);
    client.close("divulge.yaml");
    assert_eq!(client.codes("divulge.yaml"), [""; 0], "the disk counts again");
    client.close("privacy.md");
    assert_eq!(client.codes("divulge.yaml"), MISSING);
}

#[test]
fn an_annex_and_an_included_file_count_too() {
    let folder = Folder::new();
    let main = "version: 1\ncontroller: {name: Example, country: KR}\ninclude: parts/*.yaml\n\
                policies: [{path: p.md, annexes: [annex.md]}]\n";
    folder.write("divulge.yaml", main);
    folder.write("p.md", SILENT);
    folder.write("annex.md", "# Annex\n");
    folder.write("parts/a.yaml", "transfers:\n  - {recipient: Alipay, country: CN}\n");
    let client = Client::new(&folder.0, "utf-16");
    assert_eq!(client.codes("parts/a.yaml"), MISSING);
    client.open("annex.md", OPEN);
    assert_eq!(client.codes("parts/a.yaml"), [""; 0]);
    client.open("parts/a.yaml", "transfers:\n  - {recipient: Alipay, country: JP}\n");
    assert_eq!(client.codes("parts/a.yaml"), ["undisclosed-country"]);
}

#[test]
fn a_declaration_that_nobody_has_saved_counts() {
    let folder = Folder::new();
    folder.write("privacy.md", SILENT);
    let client = Client::new(&folder.0, "utf-16");
    assert_eq!(client.codes("divulge.yaml"), [""; 0]);
    client.open("divulge.yaml", DECLARATION);
    assert_eq!(client.codes("divulge.yaml"), MISSING);
}

#[test]
fn files_outside_of_every_folder_are_found_when_they_are_opened() {
    let (folder, other) = (Folder::with_policy(SILENT), Folder::new());
    let client = Client::new(&other.0, "utf-16");
    let uri = client
        .uri("x")
        .replace(other.0.file_name().unwrap().to_str().unwrap(), "")
        .replace("/x", folder.0.file_name().unwrap().to_str().unwrap());
    let address = format!("{}/privacy.md", uri.trim_end_matches('/'));
    let document = json!({ "uri": address, "languageId": "markdown", "version": 1, "text": SILENT });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": address } }));
    assert_eq!(report["items"].as_array().unwrap().len(), 1, "{report}");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": address } }));
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": address } }));
    assert_eq!(report["items"], json!([]));
}

#[test]
fn folders_come_and_go() {
    let (one, two) = (Folder::with_policy(SILENT), Folder::with_policy(SILENT));
    let client = Client::new(&one.0, "utf-16");
    let other = Client::silent(&two.0, "utf-16");
    let pull = || {
        let params = json!({ "textDocument": { "uri": other.uri("divulge.yaml") } });
        client.request("textDocument/diagnostic", params)["items"].as_array().unwrap().len()
    };
    assert_eq!(pull(), 0);
    let folder = json!([{ "uri": other.uri(""), "name": "two" }]);
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": folder, "removed": [] } }),
    );
    assert_eq!((pull(), client.codes("divulge.yaml").len()), (2, 2));
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [], "removed": folder } }),
    );
    assert_eq!((pull(), client.codes("divulge.yaml").len()), (0, 2));
}

#[test]
fn changes_on_the_disk_count_when_the_client_tells() {
    let folder = Folder::with_policy(SILENT);
    let client = Client::new(&folder.0, "utf-16");
    assert_eq!(client.codes("divulge.yaml"), MISSING);
    let tell = |path: &str, kind: u8| {
        let changes = json!([{ "uri": client.uri(path), "type": kind }]);
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    };
    folder.write("privacy.md", OPEN);
    tell("privacy.md", 2);
    assert_eq!(client.codes("divulge.yaml"), [""; 0]);
    folder.write("other/divulge.yaml", DECLARATION);
    folder.write("other/privacy.md", SILENT);
    tell("other/divulge.yaml", 1);
    assert_eq!(client.codes("other/divulge.yaml"), MISSING);
    std::fs::remove_file(folder.0.join("other/divulge.yaml")).unwrap();
    tell("other/divulge.yaml", 3);
    assert_eq!(client.codes("other/divulge.yaml"), [""; 0]);
    std::fs::remove_file(folder.0.join("privacy.md")).unwrap();
    tell("privacy.md", 3);
    assert_eq!(client.codes("divulge.yaml"), ["invalid-declaration"]);
    folder.write("privacy.md", SILENT);
    tell("privacy.md", 1);
    assert_eq!(client.codes("divulge.yaml"), MISSING);
}

#[test]
fn a_client_that_can_is_asked_to_watch() {
    let folder = Folder::with_policy(SILENT);
    let watch = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let client = Client::with(&folder.0, "utf-16", watch);
    client.codes("divulge.yaml");
    let told = client.told.borrow();
    assert!(format!("{told:?}").contains("client/registerCapability"), "{told:?}");
}

/// The next of a row of numbers that look like chance, the same in every run.
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 33).unwrap()
}

const PIECES: [&str; 16] = [
    "",
    "a",
    "가나다",
    "😀",
    "e\u{301}",
    "👩‍👧",
    "\n",
    "\r\n",
    "\r",
    "| x | y |\n",
    "  - recipient: Alipay\n",
    "# ",
    "country: CN\n",
    "[",
    "\"",
    "\t",
];

#[test]
fn after_any_edits_the_server_has_the_clients_text() {
    let folder = Folder::with_policy(OPEN);
    let mut state = 0x9E37_79B9_7F4A_7C15;
    for encoding in ENCODINGS {
        let client = Client::new(&folder.0, encoding);
        let mut texts = [("divulge.yaml", DECLARATION.to_owned()), ("privacy.md", OPEN.to_owned())];
        for (path, text) in &texts {
            client.open(path, text);
        }
        for round in 0..3_400 {
            let (path, text) = &mut texts[next(&mut state) % 2];
            let boundaries: Vec<usize> = text
                .char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .filter(|&at| !splits_break(text, at))
                .collect();
            let start = boundaries[next(&mut state) % boundaries.len()];
            let end =
                boundaries.iter().copied().find(|&at| at >= start + next(&mut state) % 12).unwrap_or(start);
            let piece = PIECES[next(&mut state) % PIECES.len()];
            let range = json!({ "start": client.position(text, start), "end": client.position(text, end.max(start)) });
            text.replace_range(start..end.max(start), piece);
            client.change(path, json!([{ "range": range, "text": piece }]));
            if text.len() > 2000 {
                *text = DECLARATION.to_owned();
                client.change(path, json!([{ "text": text }]));
            }
            if round % 200 == 0 {
                let held = client.request("divulge/text", json!({ "uri": client.uri(path) }));
                assert_eq!(held, json!(text), "{encoding} {round}");
            }
        }
        for (path, text) in &texts {
            let held = client.request("divulge/text", json!({ "uri": client.uri(path) }));
            assert_eq!(held, json!(text), "{encoding} {path}");
        }
        client.finish();
    }
}

/// No editor has a place between the two characters of a line break.
fn splits_break(text: &str, at: usize) -> bool {
    text[..at].ends_with('\r') && text[at..].starts_with('\n')
}

/// Every request that is about a file or a place in it.
const REQUESTS: [&str; 9] = [
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/documentLink",
];

#[test]
fn no_request_at_any_place_of_any_text_ends_the_server() {
    let table = "# 방침 😀\n\n## 개인정보 처리의 위탁\n\n| 수탁자 | 국가 |\n| --- | --- |\n| Alipay | 싱가포르 |\n\n<table><tr><th>수탁자</th></tr><tr><td>나루 주식회사</td></tr></table>\n";
    let yaml = DECLARATION.replace("CN", "[CN, SG] # 😀");
    let mut state = 0x0123_4567_89AB_CDEF;
    for encoding in ENCODINGS {
        let folder = Folder::with_policy(table);
        folder.write("divulge.yaml", &yaml);
        let client = Client::new(&folder.0, encoding);
        for round in 0..24 {
            let mut texts = [("divulge.yaml", yaml.clone()), ("privacy.md", table.to_owned())];
            // Most declarations that are changed by chance are none: then nothing is judged.
            let changed = usize::from(round % 4 != 0);
            for _ in 0..round % 6 {
                let text = &mut texts[changed].1;
                let at: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let start = at[next(&mut state) % at.len()];
                let end = at.iter().copied().find(|&at| at >= start + next(&mut state) % 20).unwrap_or(start);
                text.replace_range(start..end.max(start), PIECES[next(&mut state) % PIECES.len()]);
            }
            for (path, text) in &texts {
                client.open(path, text);
            }
            for (path, text) in &texts {
                let at: Vec<usize> =
                    text.char_indices().map(|(at, _)| at).filter(|&at| !splits_break(text, at)).collect();
                let place = client.position(text, at[next(&mut state) % at.len()]);
                for method in REQUESTS {
                    let params = json!({
                        "textDocument": { "uri": client.uri(path) },
                        "position": place,
                        "range": { "start": { "line": 0, "character": 0 }, "end": place },
                        "context": { "includeDeclaration": true, "triggerKind": 1, "diagnostics": [] },
                    });
                    assert!(client.ask(method, params).is_ok(), "{method} in {text}");
                }
            }
        }
        client.finish();
    }
}
