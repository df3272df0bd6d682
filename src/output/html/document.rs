//! A policy as it was read, with every piece of evidence marked and every gap told where it belongs.

use std::collections::BTreeMap;
use std::ops::Range;

use super::anchors::Anchor;
use super::markup::{escape, prose};
use super::passage::{Breaks, Passages};
use super::section::{Entry, Section};
use super::verdicts::severity_sign;
use crate::declaration::TransferId;
use crate::lexicon::Lexicon;
use crate::output::located::sentence;
use crate::policy::{Block, BlockId, BlockKind, Item, Policy, Table};
use crate::source::{Location, SourceId, Span};

/// The policy's headings stand below that of its part of the page.
const TOP_LEVEL: usize = 4;
/// HTML has no deeper ones.
const LAST_LEVEL: usize = 6;
/// Letters of `(xviii)`: what is longer is no number of an item.
const LONGEST_NUMBER: usize = 8;

/// Writes one policy with its annexes.
pub(super) fn write(section: &Section<'_>, policy: usize, out: &mut String) {
    let Some(files) = section.checked.documents.get(policy).filter(|files| !files.is_empty()) else { return };
    let sources = &section.checked.sources;
    let texts: Vec<(SourceId, &str)> = files.iter().map(|&id| (id, sources.get(id).text())).collect();
    let read = Policy::parse(&texts);
    let path = escape(section.checked.policy_path(policy));
    let id = section.anchors.part(&format!("policy{policy}"));
    out.push_str(&format!("<h3 id=\"{id}\">{path}</h3>\n"));
    out.push_str("<p class=\"hint\">The words as divulge read them. A number behind a mark leads back to the matrix.</p>\n");
    let language = section.checked.declaration.policies.get(policy).and_then(|entry| entry.language.as_ref());
    let language = language.map(|tag| tag.value.as_str());
    let language =
        language.or_else(|| texts.iter().find_map(|(_, text)| Lexicon::detect(text)).map(|found| found.tag));
    let language = language.map_or_else(String::new, |tag| format!(" lang=\"{}\"", escape(tag)));
    out.push_str(&format!("<article class=\"policy\"{language}>\n"));
    let mut document = Document::new(section, &read, files);
    document.write();
    out.push_str(&document.out);
    out.push_str("</article>\n");
}

/// A block of a file, or what stands before all of its blocks.
type Home = (SourceId, Option<BlockId>);

struct Document<'a> {
    section: &'a Section<'a>,
    policy: &'a Policy,
    passages: Passages<'a>,
    /// What is found at each block.
    notes: BTreeMap<Home, Vec<Entry<'a>>>,
    /// The places that begin in each block.
    anchors: BTreeMap<Home, Vec<&'a Anchor>>,
    files: &'a [SourceId],
    /// The lists that are open, outermost first.
    lists: Vec<usize>,
    tables: usize,
    out: String,
}

impl<'a> Document<'a> {
    fn new(section: &'a Section<'a>, policy: &'a Policy, files: &'a [SourceId]) -> Self {
        let homes = Homes::new(&policy.blocks);
        let mut notes: BTreeMap<Home, Vec<Entry<'a>>> = BTreeMap::new();
        for &entry in &section.entries {
            if let Some(place) = entry.finding.policy.filter(|place| files.contains(&place.source)) {
                notes.entry((place.source, homes.of(place))).or_default().push(entry);
            }
        }
        let mut anchors: BTreeMap<Home, Vec<&'a Anchor>> = BTreeMap::new();
        for &source in files {
            for anchor in section.anchors.of(source) {
                let block = homes.of(Location { source, span: anchor.span });
                anchors.entry((source, block)).or_default().push(anchor);
            }
        }
        let passages = Passages::new(&section.checked.sources, &section.anchors, &section.names);
        Self {
            section,
            policy,
            passages,
            notes,
            anchors,
            files,
            lists: Vec::new(),
            tables: 0,
            out: String::new(),
        }
    }

    fn write(&mut self) {
        let mut blocks = self.policy.blocks.iter().enumerate().peekable();
        for &file in self.files {
            if self.files.len() > 1 {
                let path = escape(self.section.checked.sources.get(file).path());
                self.out.push_str(&format!("<p class=\"file\">{path}</p>\n"));
            }
            self.close_lists(0);
            self.surroundings(file, None);
            while let Some((id, block)) = blocks.next_if(|(_, block)| block.location.source == file) {
                self.block(id, block);
            }
            self.close_lists(0);
        }
    }

    fn block(&mut self, id: BlockId, block: &'a Block) {
        if let BlockKind::Item(item) = &block.kind {
            self.open_item(item);
        } else {
            self.close_lists(0);
        }
        let html = match &block.kind {
            BlockKind::Heading(text) => {
                let level = self.level(block.section);
                format!("<h{level}>{}</h{level}>", self.passages.text(text, Breaks::Flowing))
            }
            BlockKind::Paragraph(text) => format!("<p>{}</p>", self.passages.text(text, Breaks::Flowing)),
            BlockKind::Item(item) => {
                let marker = self.marker(block, item);
                format!("{marker}{}", self.passages.text(&item.text, Breaks::Flowing))
            }
            BlockKind::Code(text) => {
                format!("<pre tabindex=\"0\">{}</pre>", self.passages.text(text, Breaks::Verbatim))
            }
            BlockKind::Table(table) => self.table(table),
        };
        self.out.push_str(&html);
        self.out.push('\n');
        self.surroundings(block.location.source, Some(id));
    }

    /// What belongs to a block besides its text: ids of places that the text did not show, and what was found there.
    fn surroundings(&mut self, file: SourceId, block: Option<BlockId>) {
        let anchors = self.anchors.remove(&(file, block)).unwrap_or_default();
        let ids = self.passages.unplaced(&anchors);
        self.out.push_str(&ids);
        let Some(entries) = self.notes.remove(&(file, block)) else { return };
        let mut by_transfer: Vec<(Option<TransferId>, Vec<Entry<'a>>)> = Vec::new();
        for entry in entries {
            match by_transfer.iter_mut().find(|(transfer, _)| *transfer == entry.finding.transfer) {
                Some((_, known)) => known.push(entry),
                None => by_transfer.push((entry.finding.transfer, vec![entry])),
            }
        }
        for (transfer, entries) in by_transfer {
            let note = self.note(transfer, &entries);
            self.out.push_str(&note);
        }
    }

    fn note(&self, transfer: Option<TransferId>, entries: &[Entry<'_>]) -> String {
        let title = transfer.map_or_else(String::new, |transfer| {
            let number = transfer + 1;
            format!("<p><strong>{number}. {}</strong></p>", escape(&self.section.names.transfer(transfer)))
        });
        let items = entries.iter().map(|entry| {
            let finding = entry.finding;
            let state = if entry.accepted.is_some() { " (accepted)" } else { "" };
            format!(
                "<li><span class=\"s {}\"><span aria-hidden=\"true\">{}</span> {}{state}</span> {} <a href=\"#{}\">{}</a></li>",
                finding.severity,
                severity_sign(finding.severity),
                finding.severity,
                prose(&sentence(&finding.message)),
                self.section.anchors.finding(entry.index),
                finding.rule,
            )
        });
        let items: String = items.collect();
        format!("<div role=\"note\" class=\"note\" lang=\"en\">{title}<ul>{items}</ul></div>\n")
    }

    /// Headings that are nested in each other, whatever levels the policy gives them.
    fn level(&self, section: usize) -> usize {
        let mut depth = 0;
        let mut current = self.policy.sections.get(section).and_then(|section| section.parent);
        while let Some(section) = current.and_then(|parent| self.policy.sections.get(parent)) {
            depth += usize::from(section.heading.is_some());
            current = section.parent;
        }
        (TOP_LEVEL + depth).min(LAST_LEVEL)
    }

    fn open_item(&mut self, item: &Item) {
        let parent = item.parent.and_then(|parent| match &self.policy.blocks.get(parent)?.kind {
            BlockKind::Item(parent) => Some(parent.list),
            _ => None,
        });
        let depth_of = |list: usize| self.lists.iter().position(|&open| open == list);
        if let Some(depth) = depth_of(item.list) {
            self.close_lists(depth + 1);
            self.out.push_str("</li>\n");
        } else {
            let depth = parent.and_then(depth_of).map_or(0, |depth| depth + 1);
            self.close_lists(depth);
            self.lists.push(item.list);
            self.out.push_str("<ul>\n");
        }
    }

    /// Closes all lists but this many.
    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            self.lists.pop();
            self.out.push_str("</li></ul>\n");
        }
    }

    /// The beginning of an item, with the number that the policy writes before it: `3.`, `①`, `가.`.
    fn marker(&self, block: &Block, item: &Item) -> String {
        let source = self.section.checked.sources.get(item.text.source());
        let start = block.location.span.start;
        let before = Span::new(start, item.text.location().span.start.max(start));
        let written = source.slice(before).split_whitespace().next().unwrap_or_default();
        let is_bullet = written.chars().all(|letter| letter.is_ascii_punctuation() || letter == '•');
        if is_bullet || written.contains('<') || written.chars().count() > LONGEST_NUMBER {
            "<li>".to_owned()
        } else {
            format!("<li class=\"numbered\">{} ", escape(written))
        }
    }

    fn table(&mut self, table: &'a Table) -> String {
        self.tables += 1;
        let label = format!("table {}", self.tables);
        let mut html =
            format!("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\n<table>\n");
        if let Some(caption) = &table.caption {
            html.push_str(&format!("<caption>{}</caption>\n", self.passages.text(caption, Breaks::Kept)));
        }
        for (at, row) in table.rows.iter().enumerate() {
            html.push_str("<tr>");
            for cell in &row.cells {
                let text = self.passages.text(&cell.text, Breaks::Kept);
                let is_heading = (cell.is_header || at < table.header_rows) && !cell.text.is_empty();
                let scope = if at < table.header_rows { "col" } else { "row" };
                html.push_str(&if is_heading {
                    format!("<th scope=\"{scope}\">{text}</th>")
                } else {
                    format!("<td>{text}</td>")
                });
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</table>\n</div>");
        html
    }
}

/// Which blocks each file has: they stand together, in ascending order.
struct Homes<'a> {
    blocks: &'a [Block],
    ranges: BTreeMap<SourceId, Range<BlockId>>,
}

impl<'a> Homes<'a> {
    fn new(blocks: &'a [Block]) -> Self {
        let mut ranges: BTreeMap<SourceId, Range<BlockId>> = BTreeMap::new();
        for (id, block) in blocks.iter().enumerate() {
            ranges.entry(block.location.source).or_insert(id..id).end = id + 1;
        }
        Self { blocks, ranges }
    }

    /// The block in which a place begins: the last that begins no later; none before all blocks of its file.
    fn of(&self, place: Location) -> Option<BlockId> {
        let range = self.ranges.get(&place.source)?.clone();
        let first = range.start;
        let blocks = self.blocks.get(range)?;
        let count = blocks.partition_point(|block| block.location.span.start <= place.span.start);
        count.checked_sub(1).map(|index| first + index)
    }
}
