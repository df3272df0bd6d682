//! What policies disclose of a transfer, element by element: for hover, for the code lens, and as an answer to a command.

use std::fmt::Write as _;

use lsp_types::{CodeLens, CodeLensParams, Command, ExecuteCommandParams, Uri};
use serde_json::{Value, json};

use super::desk::{Desk, Seen};
use crate::assessment::{ElementAssessment, TransferAssessment, Verdict};
use crate::declaration::TransferId;
use crate::lexicon::country::Country;
use crate::source::Location;

/// The command that answers with the matrix of a transfer, in Markdown.
pub(super) const COMMAND: &str = "divulge.showMatrix";

/// Longer lists of evidence tell nobody more.
const MOST_LINKS: usize = 4;

/// A transfer against one policy, or against all that must disclose it.
pub(super) fn markdown(
    desk: &Desk,
    seen: &Seen<'_>,
    id: TransferId,
    policy: Option<usize>,
) -> Option<String> {
    let transfer = seen.checked.declaration.transfers.get(id)?;
    let recipient = seen.checked.declaration.recipients.get(transfer.recipient)?;
    let role = transfer.role.as_ref().map(|role| format!(", {}", role.value)).unwrap_or_default();
    let name = linked(desk, seen, transfer.recipient_location, &escaped(&transfer.id));
    let mut text = format!("**{name}**: {}{role}\n", escaped(&recipient.name.value));
    for (index, judged) in judged(seen, id) {
        if policy.is_none_or(|policy| policy == index) {
            text.push_str(&section(desk, seen, index, judged));
        }
    }
    Some(text)
}

/// What every policy that was checked says of a transfer.
fn judged<'a>(seen: &Seen<'a>, id: TransferId) -> Vec<(usize, &'a TransferAssessment)> {
    let assessments = &seen.checked.assessments;
    let of = |assessment: &'a crate::assessment::Assessment| {
        let found = assessment.transfers.iter().find(|transfer| transfer.transfer == id)?;
        Some((assessment.policy, found))
    };
    assessments.iter().filter_map(of).collect()
}

fn section(desk: &Desk, seen: &Seen<'_>, policy: usize, judged: &TransferAssessment) -> String {
    let path = escaped(seen.checked.policy_path(policy));
    let mut text = format!("\n| {path} | verdict | where |\n| --- | --- | --- |\n");
    for element in asked(judged) {
        let places: Vec<String> = element
            .evidence
            .iter()
            .take(MOST_LINKS)
            .map(|&place| linked(desk, seen, place, &format!("line {}", line(seen, place))))
            .collect();
        let verdict = match element.verdict {
            Verdict::Clear => "clear".to_owned(),
            other => format!("**{other}**"),
        };
        let _ = writeln!(text, "| {} | {verdict} | {} |", label(element), places.join(", "));
    }
    let missing: Vec<String> = asked(judged).filter(|element| is_missing(element)).map(label).collect();
    if !missing.is_empty() {
        let _ = writeln!(text, "\nMissing: {}.", missing.join(", "));
    }
    text
}

/// What the policy has to say, or says.
fn asked(judged: &TransferAssessment) -> impl Iterator<Item = &ElementAssessment> {
    judged.elements.iter().filter(|element| element.verdict != Verdict::NotRequired)
}

fn is_missing(element: &ElementAssessment) -> bool {
    element.required && !matches!(element.verdict, Verdict::Clear | Verdict::Unknown)
}

/// `country China (CN)`, `data e-mail address`, `retention`.
fn label(element: &ElementAssessment) -> String {
    use crate::assessment::Element::{Country as Land, Data, Purpose, Safeguard};
    let name = element.element.name();
    match element.element {
        Land => {
            let country = Country::from_code(&element.subject);
            let shown = country.map_or("", |country| country.english_name());
            format!("{name} {shown} ({})", element.subject)
        }
        Data | Purpose | Safeguard => format!("{name}: {}", escaped(&element.subject)),
        _ => name.to_owned(),
    }
}

fn line(seen: &Seen<'_>, place: Location) -> usize {
    seen.checked.sources.get(place.source).position(place.span.start).line
}

fn linked(desk: &Desk, seen: &Seen<'_>, place: Location, words: &str) -> String {
    match desk.uri_of(seen.project, place.source) {
        Some(uri) if desk.client.reads_markdown => {
            format!("[{words}]({}#L{})", uri.as_str(), line(seen, place))
        }
        _ => words.to_owned(),
    }
}

/// A text that Markdown takes for words, in a table too.
pub(super) fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' => {
                plain.push('\\');
                plain.push(letter);
            }
            _ if letter.is_control() => plain.push(' '),
            _ => plain.push(letter),
        }
    }
    plain
}

/// `textDocument/codeLens`: how much of each transfer is clear.
pub(super) fn lenses(desk: &Desk, params: CodeLensParams) -> Vec<CodeLens> {
    let uri = &params.text_document.uri;
    let mut lenses: Vec<CodeLens> = Vec::new();
    for seen in desk.seen(uri).iter().filter(|seen| seen.policy().is_none()) {
        for (id, transfer) in seen.checked.declaration.transfers.iter().enumerate() {
            if transfer.location.source != seen.id {
                continue;
            }
            let range = desk.range(seen.source(), transfer.recipient_location.span);
            let arguments = Some(vec![json!(uri), json!(transfer.id)]);
            let command = Command { title: counts(seen, id), command: COMMAND.to_owned(), arguments };
            lenses.push(CodeLens { range, command: Some(command), data: None });
        }
    }
    lenses
}

/// `2 of 16 clear in privacy-policy.ko.md, 3 of 16 in privacy-policy.en.md`
fn counts(seen: &Seen<'_>, id: TransferId) -> String {
    let mut parts = Vec::new();
    for (policy, judged) in judged(seen, id) {
        let clear = asked(judged).filter(|element| element.verdict == Verdict::Clear).count();
        let word = if parts.is_empty() { "clear " } else { "" };
        let path = seen.checked.policy_path(policy);
        parts.push(format!("{clear} of {} {word}in {path}", asked(judged).count()));
    }
    if parts.is_empty() { "no policy has to disclose it".to_owned() } else { parts.join(", ") }
}

/// `workspace/executeCommand`: the matrix of a transfer, by the address of its file and its id.
pub(super) fn execute(desk: &Desk, params: ExecuteCommandParams) -> Option<String> {
    let [uri, id] = params.arguments.as_slice() else { return None };
    let uri: Uri = serde_json::from_value(uri.clone()).ok()?;
    let id = id.as_str().filter(|_| params.command == COMMAND)?;
    desk.seen(&uri).iter().find_map(|seen| {
        let transfers = &seen.checked.declaration.transfers;
        markdown(desk, seen, transfers.iter().position(|transfer| transfer.id == id)?, None)
    })
}

/// Nothing, where a client asks for no command of ours.
pub(super) fn answer(desk: &Desk, params: ExecuteCommandParams) -> Value {
    execute(desk, params).map_or(Value::Null, Value::String)
}
