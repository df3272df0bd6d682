//! Which function answers which request.

use lsp_types::TextDocumentIdentifier;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::desk::Desk;
use super::{actions, completion, diagnostics, hover, matrix, navigate, outline};

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// There is no such request.
    Unknown,
    /// Its parameters are not what they should be.
    Parameters(String),
}

/// Answers a request; everything is checked before.
///
/// # Errors
/// Where there is no such request, or its parameters are wrong.
pub(super) fn answer(desk: &Desk, method: &str, params: Value) -> Result<Value, Refusal> {
    match method {
        "divulge/text" => with(desk, params, text),
        "textDocument/diagnostic" => with(desk, params, diagnostics::pull),
        "textDocument/codeAction" => with(desk, params, actions::actions),
        "textDocument/completion" => with(desk, params, completion::complete),
        "textDocument/hover" => with(desk, params, hover::hover),
        "textDocument/definition" => with(desk, params, navigate::definition),
        "textDocument/references" => with(desk, params, navigate::references),
        "textDocument/documentSymbol" => with(desk, params, outline::symbols),
        "textDocument/foldingRange" => with(desk, params, outline::folds),
        "textDocument/documentLink" => with(desk, params, outline::links),
        "textDocument/codeLens" => with(desk, params, matrix::lenses),
        "workspace/executeCommand" => with(desk, params, matrix::answer),
        "workspace/diagnostic" => with(desk, params, diagnostics::pull_all),
        _ => Err(Refusal::Unknown),
    }
}

/// `divulge/text`: what the server holds of an open file, for whoever looks for a fault in the synchronisation.
fn text(desk: &Desk, params: TextDocumentIdentifier) -> Option<String> {
    desk.open(&params.uri).map(|source| source.text().to_owned())
}

fn with<P: DeserializeOwned, R: Serialize>(
    desk: &Desk,
    params: Value,
    work: impl Fn(&Desk, P) -> R,
) -> Result<Value, Refusal> {
    let wrong = |reason: serde_json::Error| Refusal::Parameters(reason.to_string());
    let params = serde_json::from_value(params).map_err(wrong)?;
    serde_json::to_value(work(desk, params)).map_err(wrong)
}
