//! How a document is kept: the day it gives for itself, places that nobody filled in, lists of recipients that do not end.

use std::cell::OnceCell;

use super::topic::Topics;
use super::{Claim, dates, open_lists, placeholders};
use crate::declaration::{Date, RecipientId};
use crate::lexicon::{Hit, Lexicon, Trace};
use crate::policy::{BlockKind, Policy, SectionId, Text};
use crate::source::Location;

/// What a document shows of how it is kept.
#[derive(Clone, Debug, Default)]
pub struct Upkeep {
    /// The day of its last change, as it says itself.
    pub updated: Option<Updated>,
    /// Placeholders that stand where recipients are disclosed.
    pub placeholders: Vec<Location>,
    /// Lists with declared recipients that do not end.
    pub open_lists: Vec<OpenList>,
}

/// The day of a document's last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Updated {
    /// The day.
    pub date: Date,
    /// Where it stands.
    pub location: Location,
}

/// A list that names a recipient, or a country for it, and leaves open whom or what else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenList {
    /// Who is named in it.
    pub recipient: RecipientId,
    /// The words that leave it open.
    pub location: Location,
}

impl Upkeep {
    /// Reads a policy of whose sections the topics are known, and what it claims.
    pub(super) fn read(policy: &Policy, lexicon: &Lexicon, topics: &[Topics], claims: &[Claim]) -> Self {
        let mut upkeep = Self::default();
        let named = open_lists::Named::of(claims);
        let has_list = topics.iter().any(|topics| topics.discloses());
        for (section, text) in texts(policy) {
            let traces = Traces::of(text, lexicon);
            let updated = dates::updated(&traces);
            if updated.map(|it| it.date) > upkeep.updated.map(|it| it.date) {
                upkeep.updated = updated;
            }
            // A document without a section on recipients may disclose them anywhere.
            if !has_list || topics.get(section).is_some_and(|topics| topics.discloses()) {
                upkeep.placeholders.extend(placeholders::find(&traces));
            }
            upkeep.open_lists.extend(open_lists::find(&traces, &named));
        }
        upkeep
    }
}

/// A text, and the phrases in it that show how the document is kept: looked for only where one is asked for.
pub(super) struct Traces<'a> {
    pub(super) text: &'a Text,
    lexicon: &'a Lexicon,
    hits: OnceCell<Vec<Hit<Trace>>>,
}

impl<'a> Traces<'a> {
    pub(super) fn of(text: &'a Text, lexicon: &'a Lexicon) -> Self {
        Self { text, lexicon, hits: OnceCell::new() }
    }

    /// All phrases, by where they start.
    pub(super) fn all(&self) -> &[Hit<Trace>] {
        self.hits.get_or_init(|| self.lexicon.upkeep.find(self.text.folded()))
    }

    /// The phrases that show this.
    pub(super) fn showing(&self, trace: Trace) -> impl Iterator<Item = &Hit<Trace>> {
        self.all().iter().filter(move |hit| hit.mark == trace)
    }
}

/// Every text that a reader sees, with the section that it stands in. A cell that spans several places counts once.
fn texts(policy: &Policy) -> impl Iterator<Item = (SectionId, &Text)> {
    policy.blocks.iter().flat_map(|block| {
        let texts: Vec<&Text> = match &block.kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => vec![text],
            BlockKind::Item(item) => vec![&item.text],
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.filter(|cell| !cell.is_spanned).map(|cell| &cell.text).collect()
            }
        };
        texts.into_iter().map(|text| (block.section, text))
    })
}

#[cfg(test)]
pub(super) mod testing {
    use crate::policy::Policy;
    use crate::source::{Source, Sources};

    /// What each text of a policy gives, as the words at its places.
    pub(crate) fn words<T>(
        markdown: &str,
        read: impl Fn(&super::Traces<'_>) -> Vec<(T, crate::source::Location)>,
    ) -> Vec<(T, String)> {
        words_in("ko", markdown, read)
    }

    /// The same in this language; English is read besides.
    pub(crate) fn words_in<T>(
        language: &str,
        markdown: &str,
        read: impl Fn(&super::Traces<'_>) -> Vec<(T, crate::source::Location)>,
    ) -> Vec<(T, String)> {
        let lexicon = super::Lexicon::new(&[language]);
        let mut sources = Sources::default();
        let source = sources.add(Source::new("p.md", markdown));
        let policy = Policy::parse(&[(source, markdown)]);
        super::texts(&policy)
            .flat_map(|(_, text)| read(&super::Traces::of(text, &lexicon)))
            .map(|(value, location)| (value, sources.slice(location).to_owned()))
            .collect()
    }
}
