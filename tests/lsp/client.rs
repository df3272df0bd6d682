//! A client that talks to the server in memory.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use divulge::declaration::Date;
use divulge::lsp::{self, Ending};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use crate::support::Folder;

pub const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// How long an answer may take before the test fails: a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    connection: Connection,
    server: Option<JoinHandle<Ending>>,
    last: RefCell<i32>,
    /// What the server sent unasked.
    pub told: RefCell<Vec<Message>>,
    pub encoding: &'static str,
    root: PathBuf,
    kept: RefCell<Vec<Folder>>,
}

impl Client {
    /// A client that has opened a folder.
    pub fn new(root: &Path, encoding: &'static str) -> Self {
        Self::with(root, encoding, json!({}))
    }

    /// A client that can do more than others.
    pub fn with(root: &Path, encoding: &'static str, capabilities: Value) -> Self {
        let client = Self::silent(root, encoding);
        let mut all = json!({ "general": { "positionEncodings": [encoding] } });
        merge(&mut all, capabilities);
        let folders = [json!({ "uri": client.uri(""), "name": "folder" })];
        let params = json!({ "processId": null, "capabilities": all, "workspaceFolders": folders });
        let answer = client.request("initialize", params);
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
        client.notify("initialized", json!({}));
        client
    }

    /// A client that has said nothing yet.
    pub fn silent(root: &Path, encoding: &'static str) -> Self {
        let (server, connection) = Connection::memory();
        let thread = thread::spawn(move || {
            let day = Date::parse("2026-11-22").unwrap();
            lsp::serve(&server, Box::new(move || day))
        });
        let root = root.canonicalize().unwrap();
        let (last, told) = (RefCell::new(0), RefCell::new(Vec::new()));
        Self { connection, server: Some(thread), last, told, encoding, root, kept: RefCell::new(Vec::new()) }
    }

    /// Keeps a folder as long as the client is there.
    pub fn keep(&self, folder: Folder) {
        self.kept.borrow_mut().push(folder);
    }

    pub fn uri(&self, path: &str) -> String {
        let full = self.root.join(path);
        let encoded: String = full
            .to_str()
            .unwrap()
            .bytes()
            .map(|byte| match byte {
                b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .collect();
        format!("file://{}", encoded.trim_end_matches('/'))
    }

    pub fn send(&self, method: &str, params: Value) -> i32 {
        *self.last.borrow_mut() += 1;
        let id = *self.last.borrow();
        let request = Request::new(RequestId::from(id), method.to_owned(), params);
        self.connection.sender.send(request.into()).unwrap();
        id
    }

    /// Answers a request of the server.
    pub fn reply(&self, id: &Value, result: Value) {
        let id: RequestId = serde_json::from_value(id.clone()).unwrap();
        self.connection.sender.send(Response::new_ok(id, result).into()).unwrap();
    }

    /// The answer to a request, or its error.
    pub fn receive(&self, id: i32) -> Result<Value, Value> {
        loop {
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Response(response) => {
                    assert_eq!(response.id, RequestId::from(id), "answers come in order");
                    return response.response_result.map_err(|error| json!(error.code));
                }
                other => self.told.borrow_mut().push(other),
            }
        }
    }

    pub fn ask(&self, method: &str, params: Value) -> Result<Value, Value> {
        self.receive(self.send(method, params))
    }

    pub fn request(&self, method: &str, params: Value) -> Value {
        self.ask(method, params).unwrap()
    }

    pub fn notify(&self, method: &str, params: Value) {
        let notification = Notification::new(method.to_owned(), params);
        self.connection.sender.send(notification.into()).unwrap();
    }

    pub fn open(&self, path: &str, text: &str) {
        let document = json!({ "uri": self.uri(path), "languageId": "x", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Opens a file as it is on the disk, and gives its text.
    pub fn open_saved(&self, path: &str) -> String {
        let text = std::fs::read_to_string(self.root.join(path)).unwrap();
        self.open(path, &text);
        text
    }

    pub fn close(&self, path: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": self.uri(path) } }));
    }

    pub fn change(&self, path: &str, changes: Value) {
        let document = json!({ "uri": self.uri(path), "version": 2 });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// What the server finds wrong with a file, when it is asked.
    pub fn pull(&self, path: &str) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": self.uri(path) } });
        let report = self.request("textDocument/diagnostic", params);
        report["items"].as_array().unwrap().clone()
    }

    /// The rules of these, sorted.
    pub fn codes(&self, path: &str) -> Vec<String> {
        let mut codes: Vec<String> =
            self.pull(path).iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes
    }

    /// Waits for diagnostics of a file that are sent unasked.
    pub fn pushed(&self, path: &str) -> Value {
        loop {
            let known = self.told.borrow_mut().drain(..).collect::<Vec<_>>();
            let next = || self.connection.receiver.recv_timeout(PATIENCE).unwrap();
            let news = if known.is_empty() { vec![next()] } else { known };
            let mut found = None;
            for message in news {
                match message {
                    Message::Notification(one)
                        if one.method == "textDocument/publishDiagnostics"
                            && one.params["uri"] == self.uri(path) =>
                    {
                        found = Some(one.params);
                    }
                    _ => {}
                }
            }
            if let Some(found) = found {
                return found;
            }
        }
    }

    /// A request at a place of a file: behind the first `needle`, or `skip` bytes into it.
    pub fn at(&self, method: &str, path: &str, text: &str, needle: &str, skip: usize) -> Value {
        let offset = text.find(needle).unwrap_or_else(|| panic!("{needle:?} in {text}")) + skip;
        let params = json!({
            "textDocument": { "uri": self.uri(path) },
            "position": self.position(text, offset),
            "context": { "includeDeclaration": true, "triggerKind": 1 },
        });
        self.request(method, params)
    }

    /// A position as a client counts it.
    pub fn position(&self, text: &str, offset: usize) -> Value {
        let before = &text[..offset];
        let lines = before.replace("\r\n", " \n").replace('\r', "\n");
        let line = lines.matches('\n').count();
        let start = lines.rfind('\n').map_or(0, |at| at + 1);
        let column = &before[start..];
        let character = match self.encoding {
            "utf-8" => column.len(),
            "utf-16" => column.encode_utf16().count(),
            _ => column.chars().count(),
        };
        json!({ "line": line, "character": character })
    }

    /// The byte at a position.
    pub fn offset(&self, text: &str, position: &Value) -> usize {
        let found = text.char_indices().map(|(at, _)| at).chain([text.len()]).find(|&at| {
            self.position(text, at) == *position
                && !(text[..at].ends_with('\r') && text[at..].starts_with('\n'))
        });
        found.unwrap_or_else(|| panic!("{position} is nowhere"))
    }

    /// The text at a range.
    pub fn slice<'t>(&self, text: &'t str, range: &Value) -> &'t str {
        &text[self.offset(text, &range["start"])..self.offset(text, &range["end"])]
    }

    /// Ends the conversation as the protocol wants it.
    pub fn finish(mut self) -> Ending {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }

    /// Ends it without a word.
    pub fn leave(mut self) -> Ending {
        self.notify("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }
}

fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}
