//! In a policy: the recipients that are declared and that it does not disclose.

use lsp_types::{CompletionItemKind, Uri};

use super::Proposal;
use crate::assessment::{Element, Verdict};
use crate::lsp::desk::{Desk, Seen};
use crate::lsp::subject;
use crate::source::{Source, Span};

/// Their names, where one of them is begun, or where a cell or an item is.
pub(super) fn proposals(
    desk: &Desk,
    uri: &Uri,
    source: &Source,
    offset: usize,
) -> Option<(Span, Vec<Proposal>)> {
    let line = source.line_span(source.position(offset).line);
    let before = source.slice(Span::new(line.start, offset));
    let names: Vec<(String, String)> = desk.seen(uri).iter().flat_map(missing).collect();
    let begun = names.iter().filter_map(|(name, _)| begun(before, name)).max();
    let is_place = before.trim_end().ends_with(['|', '-', '*', '•']) || before.trim().is_empty();
    let length = match begun {
        Some(length) => length,
        None if is_place => 0,
        None => return None,
    };
    let typed = before.get(before.len() - length..).unwrap_or_default().to_lowercase();
    let mut proposals: Vec<Proposal> = Vec::new();
    for (name, transfer) in names {
        let is_new = proposals.iter().all(|known| known.label != name);
        if is_new && name.to_lowercase().starts_with(&typed) {
            let detail = Some(format!("{transfer}: declared and not disclosed here"));
            proposals.push(Proposal { detail, ..Proposal::new(&name, &name, CompletionItemKind::CLASS) });
        }
    }
    Some((Span::new(offset - length, offset), proposals))
}

/// The names of the recipients that a policy lacks, each with the transfer.
fn missing(seen: &Seen<'_>) -> Vec<(String, String)> {
    let declaration = &seen.checked.declaration;
    let Some(policy) = seen.policy() else { return Vec::new() };
    let is_missing = |element: &&crate::assessment::ElementAssessment| {
        element.element == Element::Recipient && element.required && element.verdict != Verdict::Clear
    };
    let mut names = Vec::new();
    for (id, _) in subject::elements(seen, policy).filter(|(_, element)| is_missing(element)) {
        let Some(transfer) = declaration.transfers.get(id) else { continue };
        let Some(recipient) = declaration.recipients.get(transfer.recipient) else { continue };
        let all = std::iter::once(&recipient.name.value).chain(&recipient.aliases);
        names.extend(all.map(|name| (name.clone(), transfer.id.clone())));
    }
    names
}

/// How many bytes at the end of a line begin a name.
fn begun(before: &str, name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    let starts = before.char_indices().map(|(at, _)| at);
    let is_start = |at: &usize| {
        !before.get(..*at).and_then(|text| text.chars().next_back()).is_some_and(char::is_alphanumeric)
    };
    starts.filter(is_start).find_map(|at| {
        let word = before.get(at..)?;
        (!word.trim().is_empty() && name.starts_with(&word.to_lowercase())).then_some(word.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_begun_at_the_start_of_a_word() {
        assert_eq!(begun("| Ali", "Alipay"), Some(3));
        assert_eq!(begun("we use Ant Gr", "Ant Group"), Some(6));
        assert_eq!(begun("| 알리", "알리페이"), Some(6));
        assert_eq!(begun("Kali", "Alipay"), None);
        assert_eq!(begun("| ", "Alipay"), None);
    }
}
