//! The language server: an editor opens any declaration and policy, sends any messages, and asks for everything.
//!
//! An input has three parts: the declaration, the policy, and messages, one JSON value a line. The files exist only in the
//! editor.

#![no_main]

use divulge::lsp::{serve, transport};
use divulge_fuzz::case::{SEPARATOR, text, today};
use divulge_fuzz::ranges;
use libfuzzer_sys::{Corpus, fuzz_target};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

/// A folder that does not exist: nothing of the disk is read.
const DECLARATION: &str = "file:///divulge-fuzz/divulge.yaml";
const POLICY: &str = "file:///divulge-fuzz/policy.md";

/// So many messages are read of one input.
const MESSAGES: usize = 20;

fuzz_target!(|data: &[u8]| -> Corpus {
    let text = text(data);
    // Patterns and folders of the workspace would be searched for on the disk.
    if text.replace("includeDeclaration", "").contains("include") || text.contains("Folders") {
        return Corpus::Reject;
    }
    let parts: Vec<&str> = text.splitn(3, SEPARATOR).collect();
    let [declaration, policy, messages] = parts[..] else { return Corpus::Reject };
    let (server, client) = Connection::memory();
    let send = |message: Message| client.sender.send(message).expect("the server is there");
    let files = [(DECLARATION, declaration), (POLICY, policy)];
    let written = messages.lines().take(MESSAGES).filter_map(framed);
    let written =
        written.filter(|message| !matches!(message, Message::Request(one) if one.method == "initialize"));
    // What the messages have not closed is asked about at last.
    let encoding = ["utf-8", "utf-16", "utf-32"][text.len() % 3];
    beginning(encoding, files).for_each(&send);
    written.for_each(&send);
    files.into_iter().flat_map(|(uri, text)| questions(uri, text)).for_each(&send);
    ending().for_each(&send);
    serve(&server, Box::new(today));
    drop(server);
    ranges::lie_in_the_files(&answers(&client), encoding);
    Corpus::Keep
});

/// What the last questions were answered, each with the file that it is about.
fn answers(client: &Connection) -> Vec<(String, Value)> {
    let mut answers = Vec::new();
    for answer in client.receiver.iter() {
        let Message::Response(Response { id, response_result }) = answer else { continue };
        let Ok(result) = response_result else {
            let internal = ErrorCode::InternalError as i32;
            assert!(!response_result.is_err_and(|error| error.code == internal), "{id:?}");
            continue;
        };
        // Between the messages, the files were others.
        let about = id.to_string().trim_matches('"').to_owned();
        if [DECLARATION, POLICY].contains(&about.as_str()) {
            answers.push((about, result));
        }
    }
    answers
}

fn beginning<'a>(encoding: &str, files: [(&'a str, &'a str); 2]) -> impl Iterator<Item = Message> {
    let opened = files.into_iter().map(|(uri, text)| {
        let document = json!({"uri": uri, "languageId": "x", "version": 1, "text": text});
        notification("textDocument/didOpen", json!({"textDocument": document}))
    });
    let begun = notification("initialized", json!({}));
    [request("initialize", initialize(encoding)), begun].into_iter().chain(opened)
}

fn initialize(encoding: &str) -> Value {
    let capabilities = json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "diagnostic": {},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "hover": {"contentFormat": ["markdown"]},
        },
    });
    json!({"processId": null, "capabilities": capabilities})
}

/// Everything that can be asked of a file, and of some places in it.
fn questions(uri: &str, text: &str) -> impl Iterator<Item = Message> {
    const OF_A_FILE: [&str; 6] = [
        "textDocument/diagnostic",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/documentLink",
        "textDocument/codeLens",
        "divulge/text",
    ];
    const OF_A_PLACE: [&str; 4] = [
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/definition",
        "textDocument/references",
    ];
    let lines = text.split('\n').count();
    let place = |line: usize| json!({"line": line, "character": text.len() % 31});
    let file = json!({"uri": uri});
    // The answers come back with the id alone: it says what they are about.
    let request = |method: &str, params: Value| -> Message {
        Request::new(RequestId::from(uri.to_owned()), method.to_owned(), params).into()
    };
    let of_file = OF_A_FILE.map(|method| request(method, json!({"textDocument": file, "uri": uri})));
    let range = json!({"start": place(0), "end": place(lines)});
    let params = json!({"textDocument": file, "range": range, "context": {"diagnostics": []}});
    let actions = request("textDocument/codeAction", params);
    let of_places = (0..3).flat_map(|third| {
        let context = json!({"includeDeclaration": true, "triggerKind": 1});
        let params = json!({"textDocument": file, "position": place(lines * third / 3), "context": context});
        OF_A_PLACE.map(|method| request(method, params.clone()))
    });
    of_file.into_iter().chain([actions]).chain(of_places).collect::<Vec<_>>().into_iter()
}

fn ending() -> impl Iterator<Item = Message> {
    [request("shutdown", Value::Null), notification("exit", Value::Null)].into_iter()
}

fn request(method: &str, params: Value) -> Message {
    Request::new(RequestId::from(method.to_owned()), method.to_owned(), params).into()
}

fn notification(method: &str, params: Value) -> Message {
    Notification::new(method.to_owned(), params).into()
}

/// A message as it comes over the wire; none where it is none.
fn framed(body: &str) -> Option<Message> {
    let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    match transport::read(&mut frame.as_bytes()).expect("a frame can be read") {
        transport::Incoming::Message(message) => Some(message),
        transport::Incoming::Malformed(answer) => {
            assert!(answer["error"]["code"].is_i64(), "{answer}");
            None
        }
        transport::Incoming::End => panic!("the frame has a body"),
    }
}
