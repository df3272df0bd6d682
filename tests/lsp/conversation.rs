//! What is said before, between and after: handshake, errors, cancellation.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use divulge::lsp::Ending;
use serde_json::{Value, json};

use crate::client::{Client, ENCODINGS};
use crate::support::{Folder, OPEN};

#[test]
fn a_conversation_has_its_order() {
    let folder = Folder::with_policy(OPEN);
    let client = Client::silent(&folder.0, "utf-16");
    assert_eq!(client.ask("textDocument/hover", json!({})), Err(json!(-32002)));
    client.notify("textDocument/didOpen", json!({ "nonsense": true }));
    assert_eq!(client.ask("initialize", json!({ "capabilities": 3 })), Err(json!(-32602)));
    let answer = client.request("initialize", json!({ "capabilities": {} }));
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(answer["capabilities"]["diagnosticProvider"]["interFileDependencies"], true);
    assert_eq!(client.ask("initialize", json!({ "capabilities": {} })), Err(json!(-32600)));
    assert_eq!(client.finish(), Ending::Orderly);
    assert_eq!(Client::new(&folder.0, "utf-8").leave(), Ending::Abrupt);
}

#[test]
fn what_is_wrong_is_answered_with_an_error() {
    let folder = Folder::with_policy(OPEN);
    let client = Client::new(&folder.0, "utf-8");
    assert_eq!(client.ask("no/such/request", Value::Null), Err(json!(-32601)));
    for params in [Value::Null, json!([]), json!({ "textDocument": 1 }), json!("x")] {
        assert_eq!(client.ask("textDocument/diagnostic", params.clone()), Err(json!(-32602)));
        for method in ["textDocument/didOpen", "textDocument/didChange", "initialized", "$/unknown"] {
            client.notify(method, params.clone());
        }
    }
    // A file that nobody opened, and an address that is no file.
    client.change("privacy.md", json!([{ "text": "x" }]));
    client.close("privacy.md");
    let document = json!({ "uri": "untitled:x", "languageId": "markdown", "version": 1, "text": "x" });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": "untitled:x" } }));
    assert_eq!(client.codes("privacy.md"), [""; 0]);
    assert_eq!(client.ask("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(client.ask("textDocument/diagnostic", Value::Null), Err(json!(-32600)));
}

#[test]
fn a_request_that_is_taken_back_is_not_answered() {
    let folder = Folder::with_policy(OPEN);
    let client = Client::new(&folder.0, "utf-8");
    // All three are on their way before the first is dealt with, or the answer was faster than the taking back.
    let document = json!({ "textDocument": { "uri": client.uri("privacy.md") } });
    let first = client.send("textDocument/diagnostic", document.clone());
    let second = client.send("textDocument/diagnostic", document);
    client.notify("$/cancelRequest", json!({ "id": second }));
    assert!(client.receive(first).is_ok());
    assert_eq!(client.receive(second), Err(json!(-32800)));
}

#[test]
fn the_client_chooses_what_columns_count() {
    let folder = Folder::with_policy(OPEN);
    for encoding in ENCODINGS {
        Client::new(&folder.0, encoding).finish();
    }
}

/// Runs the program and gives it these bytes.
fn spoken(input: &[u8]) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_divulge"))
        .args(["lsp", "--stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let mut output = String::new();
    child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    (child.wait().unwrap().code(), output)
}

#[test]
fn the_program_survives_what_is_no_message() {
    let frame = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let mut input = String::new();
    for body in [
        "{",
        "[]",
        r#"{"id":9}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#,
    ] {
        input += &frame(body);
    }
    input += &frame(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    input += "Content-Length: none\r\n\r\n";
    input += &frame(r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#);
    let ended = input.clone() + &frame(r#"{"jsonrpc":"2.0","method":"exit"}"#);
    let (status, output) = spoken(ended.as_bytes());
    assert_eq!(status, Some(0), "{output}");
    assert_eq!(output.matches("-32700").count(), 2, "{output}");
    assert_eq!(output.matches("-32600").count(), 2, "{output}");
    assert!(output.contains(r#""id":9"#) && output.contains(r#""id":2"#), "{output}");
    let (status, _) = spoken(input.as_bytes());
    assert_eq!(status, Some(1), "the client was gone");
}
