//! The loop: messages in, answers and diagnostics out.
//!
//! One thread. Before a request is answered, what has changed is checked; diagnostics are sent once the client is quiet, so
//! that of several changes in a row only the last is checked.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::time::Duration;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use lsp_types::{
    CancelParams, Diagnostic, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, FileChangeType, InitializeParams, MessageType, NumberOrString,
    PublishDiagnosticsParams, RegistrationParams, ShowMessageParams,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::Client;
use super::configuration::Configuration;
use super::desk::{Desk, Today};
use super::docs::Docs;
use super::requests::{self, Refusal};
use super::settings::Settings;
use super::{capabilities, configuration, diagnostics, uris};
use crate::rules::Severity;
use crate::workspace::discovery::FILE_NAME;
use crate::workspace::paths::identity;

/// How long the client must be quiet before diagnostics are sent.
const QUIET: Duration = Duration::from_millis(25);

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As the protocol wants it: `shutdown`, then `exit`.
    Orderly,
    /// `exit` alone, or the client was gone.
    Abrupt,
}

/// How far the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Expected,
    Running,
    Closing,
}

/// Serves one client until it leaves.
pub fn serve(connection: &Connection, today: Today) -> Ending {
    let mut server = Server {
        connection,
        desk: Desk::new(today),
        phase: Phase::Expected,
        configuration: Configuration::default(),
        queue: VecDeque::new(),
        shown: BTreeMap::new(),
        asked: 0,
        is_due: false,
    };
    server.run()
}

struct Server<'c> {
    connection: &'c Connection,
    desk: Desk,
    phase: Phase,
    configuration: Configuration,
    /// What has arrived and waits.
    queue: VecDeque<Message>,
    /// The diagnostics that the client has, by file.
    shown: BTreeMap<PathBuf, Vec<Diagnostic>>,
    /// How many requests were sent to the client.
    asked: i32,
    /// Whether diagnostics may have changed since they were sent.
    is_due: bool,
}

/// What comes next.
enum Next {
    Message(Box<Message>),
    Quiet,
    Gone,
}

impl Server<'_> {
    fn run(&mut self) -> Ending {
        loop {
            match self.next() {
                Next::Gone => return Ending::Abrupt,
                Next::Quiet => self.tell(),
                Next::Message(message) => match *message {
                    Message::Request(request) => self.answer(request),
                    Message::Notification(notification) if notification.method == "exit" => {
                        return if self.phase == Phase::Closing { Ending::Orderly } else { Ending::Abrupt };
                    }
                    Message::Notification(notification) => self.note(notification),
                    Message::Response(response) => self.learn(response),
                },
            }
        }
    }

    fn next(&mut self) -> Next {
        self.queue.extend(self.connection.receiver.try_iter());
        if let Some(message) = self.queue.pop_front() {
            return Next::Message(Box::new(message));
        }
        if !self.is_due {
            return match self.connection.receiver.recv() {
                Ok(message) => Next::Message(Box::new(message)),
                Err(_) => Next::Gone,
            };
        }
        match self.connection.receiver.recv_timeout(QUIET) {
            Ok(message) => Next::Message(Box::new(message)),
            Err(error) if error.is_timeout() => Next::Quiet,
            Err(_) => Next::Gone,
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // Where nobody listens any more, the next read tells.
        let _ = self.connection.sender.send(message.into());
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, mut params } = request;
        uris::repair(&mut params);
        let outcome = match (method.as_str(), self.phase) {
            _ if self.is_cancelled(&id) => Err((ErrorCode::RequestCanceled, "cancelled".to_owned())),
            ("initialize", Phase::Expected) => self.initialize(params),
            (_, Phase::Expected) => {
                Err((ErrorCode::ServerNotInitialized, "the first request is `initialize`".to_owned()))
            }
            ("shutdown", Phase::Running) => {
                self.phase = Phase::Closing;
                Ok(Value::Null)
            }
            ("initialize", _) | (_, Phase::Closing) => {
                Err((ErrorCode::InvalidRequest, format!("`{method}` comes too late")))
            }
            _ => {
                self.desk.refresh();
                requests::answer(&self.desk, &method, params).map_err(|refusal| match refusal {
                    Refusal::Unknown => {
                        (ErrorCode::MethodNotFound, format!("no request is called `{method}`"))
                    }
                    Refusal::Parameters(reason) => (
                        ErrorCode::InvalidParams,
                        format!("the parameters of `{method}` are wrong: {reason}"),
                    ),
                })
            }
        };
        let response_result =
            outcome.map_err(|(code, message)| ResponseError { code: code as i32, message, data: None });
        self.send(Response { id, response_result });
    }

    /// Whether the client has taken a request back that still waits. The taking back is then done with.
    fn is_cancelled(&mut self, id: &RequestId) -> bool {
        self.queue.extend(self.connection.receiver.try_iter());
        let cancels = |message: &Message| {
            let Message::Notification(notification) = message else { return false };
            notification.method == "$/cancelRequest"
                && serde_json::from_value::<CancelParams>(notification.params.clone()).is_ok_and(|params| {
                    *id == match params.id {
                        NumberOrString::Number(number) => RequestId::from(number),
                        NumberOrString::String(text) => RequestId::from(text),
                    }
                })
        };
        match self.queue.iter().position(cancels) {
            Some(at) => self.queue.remove(at).is_some(),
            None => false,
        }
    }

    fn initialize(&mut self, params: Value) -> Result<Value, (ErrorCode, String)> {
        let wrong = |reason: serde_json::Error| (ErrorCode::InvalidParams, reason.to_string());
        let parsed: InitializeParams = serde_json::from_value(params.clone()).map_err(wrong)?;
        self.desk.client = Client::new(&parsed, &params);
        self.desk.folders = folders(&parsed);
        self.desk.docs = Docs::write();
        self.phase = Phase::Running;
        let read = self.configuration.start(&parsed.initialization_options.unwrap_or_default());
        self.set(read);
        serde_json::to_value(capabilities::result(&self.desk.client)).map_err(wrong)
    }

    /// A notification. One that is wrong, or that nobody knows, is passed over: there is no answer to it.
    fn note(&mut self, notification: Notification) {
        if self.phase != Phase::Running {
            return;
        }
        let Notification { method, mut params } = notification;
        uris::repair(&mut params);
        match method.as_str() {
            "initialized" => self.begin(),
            "textDocument/didOpen" => self.with(params, Self::open),
            "textDocument/didChange" => self.with(params, Self::change),
            "textDocument/didClose" => self.with(params, Self::close),
            "workspace/didChangeWatchedFiles" => self.with(params, Self::changed_outside),
            "workspace/didChangeWorkspaceFolders" => self.with(params, Self::change_folders),
            "workspace/didChangeConfiguration" => self.with(params, Self::configure),
            _ => {}
        }
    }

    fn with<P: DeserializeOwned>(&mut self, params: Value, work: impl FnOnce(&mut Self, P)) {
        if let Ok(params) = serde_json::from_value(params) {
            work(self, params);
            self.is_due = true;
        }
    }

    fn begin(&mut self) {
        let registrations = capabilities::registrations(&self.desk.client);
        if !registrations.is_empty() {
            self.ask("client/registerCapability", RegistrationParams { registrations });
        }
        self.ask_for_settings();
        self.search();
    }

    fn ask_for_settings(&mut self) {
        if self.desk.client.configures {
            self.configuration.asked = Some(self.ask("workspace/configuration", configuration::question()));
        }
    }

    /// Settings have changed. A client that can be asked need not say how.
    fn configure(&mut self, params: DidChangeConfigurationParams) {
        if self.desk.client.configures {
            self.ask_for_settings();
        } else {
            let read = self.configuration.pushed(&params.settings);
            self.set(read);
        }
    }

    /// An answer of the client. Only that on settings changes anything.
    fn learn(&mut self, response: Response) {
        if self.configuration.asked.as_ref() != Some(&response.id) {
            return;
        }
        self.configuration.asked = None;
        if let Ok(answer) = response.response_result {
            let read = self.configuration.answered(&answer);
            self.set(read);
        }
    }

    /// Takes over settings, and tells what is wrong with them.
    fn set(&mut self, (settings, problems): (Settings, Vec<String>)) {
        self.desk.set(settings);
        self.is_due = true;
        for problem in problems {
            let params =
                ShowMessageParams { typ: MessageType::WARNING, message: format!("divulge: {problem}") };
            self.send(Notification::new("window/showMessage".to_owned(), params));
        }
    }

    fn search(&mut self) {
        let Desk { projects, folders, documents, .. } = &mut self.desk;
        projects.search(folders, documents);
        projects.touch_all();
        self.is_due = true;
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Desk { projects, folders, documents, .. } = &mut self.desk;
        let Some(path) = documents.open(document.uri, document.version, document.text) else { return };
        projects.select(folders, documents);
        projects.touch(&path);
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        let encoding = self.desk.client.encoding;
        let documents = &mut self.desk.documents;
        let path = documents.change(&document.uri, document.version, params.content_changes, encoding);
        if let Some(path) = path {
            self.desk.projects.touch(&path);
        }
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) {
        let Desk { projects, folders, documents, .. } = &mut self.desk;
        let Some(path) = documents.close(&params.text_document.uri) else { return };
        projects.touch(&path);
        projects.select(folders, documents);
        if self.shown.remove(&path).is_some() && !self.desk.client.pulls {
            let cleared = PublishDiagnosticsParams::new(params.text_document.uri, Vec::new(), None);
            self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), cleared));
        }
    }

    /// Files came, went or changed on the disk. What a new YAML file means to a declaration that names patterns, only a search
    /// tells; any other file matters where a check has read it, or missed it.
    fn changed_outside(&mut self, params: DidChangeWatchedFilesParams) {
        let mut is_new = false;
        for change in params.changes {
            let Some(path) = uris::path(&change.uri) else { continue };
            let path = identity(&path);
            if self.desk.documents.get(&path).is_some() {
                continue;
            }
            let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
            let is_declaration = path.file_name().is_some_and(|name| name == FILE_NAME);
            is_new |= is_declaration || (is_yaml && change.typ != FileChangeType::CHANGED);
            self.desk.projects.touch(&path);
        }
        if is_new {
            self.search();
        }
    }

    fn change_folders(&mut self, params: DidChangeWorkspaceFoldersParams) {
        let path = |uri| uris::path(uri).map(|path| identity(&path));
        let removed: Vec<PathBuf> =
            params.event.removed.iter().filter_map(|folder| path(&folder.uri)).collect();
        let folders = &mut self.desk.folders;
        folders.retain(|folder| !removed.contains(folder));
        for folder in params.event.added.iter().filter_map(|folder| path(&folder.uri)) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        self.search();
    }

    fn ask(&mut self, method: &str, params: impl Serialize) -> RequestId {
        self.asked += 1;
        let id = RequestId::from(format!("divulge-{}", self.asked));
        self.send(Request::new(id.clone(), method.to_owned(), params));
        id
    }

    /// Sends the diagnostics that have changed of files that are open, or tells the client to ask for them.
    fn tell(&mut self) {
        self.is_due = false;
        self.desk.refresh();
        let client = self.desk.client;
        let mut all = diagnostics::all(&self.desk);
        all.retain(|path, _| self.desk.documents.get(path).is_some());
        for path in self.shown.keys().filter(|path| self.desk.documents.get(path).is_some()) {
            all.entry(path.clone()).or_default();
        }
        if all == self.shown {
            // What is too light to be shown counts above the transfers all the same.
            if client.lenses_again && self.desk.settings.severity > Severity::Info {
                self.ask("workspace/codeLens/refresh", Value::Null);
            }
            return;
        }
        if client.pulls {
            if client.pulls_again {
                self.ask("workspace/diagnostic/refresh", Value::Null);
            }
        } else {
            for (path, items) in &all {
                if self.shown.get(path) != Some(items) {
                    self.publish(path, items);
                }
            }
        }
        self.shown = all;
        if client.lenses_again {
            self.ask("workspace/codeLens/refresh", Value::Null);
        }
    }

    fn publish(&self, path: &std::path::Path, items: &[Diagnostic]) {
        let Some(buffer) = self.desk.documents.get(path) else { return };
        let params = PublishDiagnosticsParams::new(buffer.uri.clone(), items.to_vec(), Some(buffer.version));
        self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), params));
    }
}

/// The folders of the workspace, as every generation of clients tells them.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    #[expect(deprecated, reason = "clients that know no workspace folders name their root")]
    let root = params.root_uri.as_ref();
    let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    let mut found: Vec<PathBuf> = folders.filter_map(uris::path).map(|path| identity(&path)).collect();
    if found.is_empty() {
        found.extend(root.and_then(uris::path).map(|path| identity(&path)));
    }
    found
}
