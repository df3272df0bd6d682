//! `divulge lsp`: the language server over standard input and output.

use std::io::{self, BufReader};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use clap::Args;
use lsp_server::{Connection, Message};
use serde_json::{Value, json};

use divulge::declaration::Date;
use divulge::lsp::transport::{self, Incoming};
use divulge::lsp::{self, Ending, Today};

use super::journey;

/// Serve an editor over standard input and output, in the Language Server Protocol
///
/// It checks the declarations of the opened folders and those next to opened files, as `check` does, with what is typed and
/// not yet saved. docs/editors.md shows how editors are set up. Exit status: 0 the editor has ended it; 1 the editor is gone.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// For editors that say how they talk to a server; this is the only way there is
    #[arg(long)]
    stdio: bool,

    /// The day on which transfers and exceptions are judged, as YYYY-MM-DD; by default today, in UTC
    #[arg(long, value_name = "DATE", value_parser = journey::date)]
    today: Option<Date>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Some(start) = arguments.today.or_else(journey::clock) else { return super::wrong_call() };
    let fixed = arguments.today;
    // An editor stays open over midnight.
    let today: Today = Box::new(move || fixed.or_else(journey::clock).unwrap_or(start));
    let (server, client) = Connection::memory();
    let output: &'static Mutex<io::Stdout> = Box::leak(Box::new(Mutex::new(io::stdout())));
    let Connection { sender, receiver } = client;
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        loop {
            let answer = match transport::read(&mut input) {
                Ok(Incoming::Message(message)) => sender.send(message).map_err(io::Error::other),
                Ok(Incoming::Malformed(answer)) => transport::write(output, &answer),
                Ok(Incoming::End) => return,
                Err(error) => Err(error),
            };
            if answer.is_err() {
                return;
            }
        }
    });
    let writer = thread::spawn(move || {
        for message in receiver {
            // An editor that is gone reads nothing; that it is gone, the end of standard input tells.
            let _ = transport::write(output, &framed(&message));
        }
    });
    let ending = lsp::serve(&server, today);
    drop(server);
    let _ = writer.join();
    if ending == Ending::Orderly { ExitCode::SUCCESS } else { super::findings() }
}

fn framed(message: &Message) -> Value {
    let mut value = serde_json::to_value(message).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("jsonrpc".to_owned(), json!("2.0"));
    }
    value
}
