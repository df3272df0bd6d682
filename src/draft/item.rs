//! One more item of a list of recipients, in the form of the last one.

use super::edit::{Edit, applied, line_break};
use super::row::{PLACEHOLDER, is_name};
use super::values::Facts;
use super::{Candidate, named};
use crate::Checked;
use crate::declaration::TransferId;
use crate::disclosure;
use crate::lexicon::{Column, Part};
use crate::policy::{Block, BlockId, BlockKind, Item};
use crate::reading::Reading;
use crate::source::{Location, Source, Span};

/// How many lists are tried.
const MOST_LISTS: usize = 6;

/// What may stand between a name and what is told of it.
const SEPARATORS: [&str; 6] = [": ", "：", " – ", " — ", " - ", ", "];

/// The item for every list that names recipients.
pub(super) fn candidates(checked: &Checked, reading: &Reading, transfer: TransferId) -> Vec<Candidate> {
    let Some(facts) = Facts::new(&checked.declaration, transfer, reading) else { return Vec::new() };
    let model = Model { reading, facts, named: named(checked) };
    let blocks = &reading.policy.blocks;
    let is_last = |&at: &BlockId| {
        let list = item(blocks, at).filter(|item| item.parent.is_none()).map(|item| item.list);
        let later = (at + 1..blocks.len()).filter_map(|next| item(blocks, next));
        list.is_some_and(|list| later.map(|item| item.list).all(|other| other != list))
    };
    let candidate = |at: BlockId| {
        let file = blocks.get(at)?.location.source;
        let edit = model.behind(at, checked.sources.get(file))?;
        Some(Candidate { file, edits: vec![edit] })
    };
    (0..blocks.len()).filter(is_last).filter_map(candidate).take(MOST_LISTS).collect()
}

fn item(blocks: &[Block], at: BlockId) -> Option<&Item> {
    match &blocks.get(at)?.kind {
        BlockKind::Item(item) => Some(item),
        _ => None,
    }
}

fn holds(block: &Block, place: &Location) -> bool {
    block.location.source == place.source && block.location.span.contains(place.span)
}

/// What a new item is made from.
struct Model<'a> {
    reading: &'a Reading,
    facts: Facts<'a>,
    /// Where recipients are named.
    named: Vec<Location>,
}

impl Model<'_> {
    fn labels(&self, at: BlockId) -> Vec<(Column, Location)> {
        let block = self.reading.policy.blocks.get(at);
        let labels =
            |block: &Block| disclosure::labels(&self.reading.lexicon, &self.reading.roster, &block.kind);
        block.map(labels).unwrap_or_default()
    }

    /// A copy of the record that the last item of a list ends, with other values in it.
    fn behind(&self, last: BlockId, source: &Source) -> Option<Edit> {
        let (first, end) = self.record(last);
        let blocks = &self.reading.policy.blocks;
        let labels: Vec<(Column, Location)> = (first..=end).flat_map(|at| self.labels(at)).collect();
        let block = blocks.get(first)?;
        let name = self.named.iter().rfind(|place| holds(block, place));
        if labels.is_empty() && first == end {
            return worded(&self.facts, block, source, name?.span);
        }
        let mut edits = self.values(&labels);
        for at in (first..=end).filter(|&at| self.labels(at).is_empty()) {
            // Of what has no label only the name that it begins with is understood.
            name.filter(|_| at == first)?;
            edits.push((item(blocks, at)?.text.location().span, self.facts.value(Part::Recipient)));
        }
        copy(source, Span::new(block.location.span.start, blocks.get(end)?.location.span.end), &edits)
    }

    /// From the item that names whom a record is about to its last one.
    fn record(&self, last: BlockId) -> (BlockId, BlockId) {
        let blocks = &self.reading.policy.blocks;
        let is_nested = |at: &BlockId| item(blocks, *at).is_some_and(|item| item.parent.is_some());
        let end = (last + 1..blocks.len()).take_while(is_nested).last().unwrap_or(last);
        let names = |at: &BlockId| self.labels(*at).iter().any(|(column, _)| is_name(*column, &[]));
        let own = self.labels(last);
        if own.is_empty() || names(&last) {
            return (last, end);
        }
        let first = (0..last).rev().take_while(|at| item(blocks, *at).is_some()).find(names);
        (first.unwrap_or(last), end)
    }

    fn values(&self, labels: &[(Column, Location)]) -> Vec<Edit> {
        let mut has_name = false;
        let value = |&(column, place): &(Column, Location)| {
            let is_first = is_name(column, &[]) && !std::mem::replace(&mut has_name, true);
            let value = if is_first {
                self.facts.value(Part::Recipient)
            } else {
                self.facts.under(Some(column)).unwrap_or_else(|| PLACEHOLDER.to_owned())
            };
            (place.span, value)
        };
        labels.iter().map(value).collect()
    }
}

/// The lines of a record once more, with these edits.
fn copy(source: &Source, record: Span, edits: &[Edit]) -> Option<Edit> {
    let start = source.line_span(source.position(record.start).line).start;
    let end = start + source.slice(Span::new(start, record.end)).trim_end().len();
    let within = |(span, text): &Edit| {
        let (from, to) = (span.start.checked_sub(start)?, span.end.checked_sub(start)?);
        (to <= end - start).then(|| (Span::new(from, to), text.clone()))
    };
    let edits: Vec<Edit> = edits.iter().map(within).collect::<Option<_>>()?;
    let text = applied(source.slice(Span::new(start, end)), &edits);
    Some((Span::new(end, end), format!("{}{}", line_break(source.text()), counted(&text))))
}

/// An item that tells in words what its recipient does: the name as the one above, then the countries and the purposes.
fn worded(facts: &Facts<'_>, block: &Block, source: &Source, name: Span) -> Option<Edit> {
    let line = source.line_span(source.position(name.start).line);
    let lead = source.slice(Span::new(line.start, name.start));
    if lead.chars().any(char::is_alphabetic) {
        return None;
    }
    let rest = source.slice(Span::new(name.end, block.location.span.end));
    let close = ["**", "__", "*"].into_iter().find(|mark| lead.ends_with(mark)).unwrap_or_default();
    let separator = SEPARATORS
        .into_iter()
        .filter_map(|separator| Some((rest.find(separator)?, separator)))
        .min()
        .map_or(": ", |(_, separator)| separator);
    let countries = facts.declared(Part::Country).map(|countries| format!(" ({countries})"));
    let told = facts.declared(Part::Purpose).map(|purpose| format!("{separator}{purpose}"));
    let text = format!(
        "{lead}{}{close}{}{}",
        facts.value(Part::Recipient),
        countries.unwrap_or_default(),
        told.unwrap_or_default()
    );
    let end = block.location.span.start + source.slice(block.location.span).trim_end().len();
    Some((Span::new(end, end), format!("{}{}", line_break(source.text()), counted(&text))))
}

/// `3.` comes after `2.`
fn counted(text: &str) -> String {
    let digits = text.trim_start();
    let indent = text.len() - digits.len();
    let length = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(0);
    let number: Option<u32> = digits.get(..length).and_then(|number| number.parse().ok());
    match number.and_then(|number| number.checked_add(1)) {
        Some(next) => format!("{}{next}{}", " ".repeat(indent), &digits[length..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_on() {
        assert_eq!(counted("2. a"), "3. a");
        assert_eq!(counted("- 2 a"), "- 2 a");
    }
}
