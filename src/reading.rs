//! A policy as the checks read it, for questions about single places of it.

use crate::Checked;
use crate::declaration::RecipientId;
use crate::disclosure::{self, Organisation, Roster};
use crate::lexicon::country::Country;
use crate::lexicon::places::{Place, Setting};
use crate::lexicon::{Drafting, Language, Lexicon};
use crate::policy::{Block, BlockKind, Policy, Text};
use crate::source::{Location, SourceId, Span};
use crate::suppression;

/// One policy with its annexes.
pub(crate) struct Reading {
    /// Its blocks.
    pub(crate) policy: Policy,
    /// The words that it is read with.
    pub(crate) lexicon: Lexicon,
    /// The names that are looked for.
    pub(crate) roster: Roster,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    /// The name of a declared recipient.
    Recipient(RecipientId),
    /// A country.
    Country(Country),
}

impl Reading {
    /// Reads the policy with this index.
    pub(crate) fn new(checked: &Checked, policy: usize) -> Option<Self> {
        let entry = checked.declaration.policies.get(policy)?;
        let files = checked.documents.get(policy)?;
        let texts: Vec<(SourceId, &str)> =
            files.iter().map(|&id| (id, checked.sources.get(id).text())).collect();
        let mut policy = Policy::parse(&texts);
        // Comments that accept findings are no part of the text.
        suppression::take(&mut policy, &checked.sources);
        let language = entry.language.as_ref().map(|language| language.value.as_str());
        let lexicon = disclosure::lexicon(&policy, language);
        let roster = Roster::new(&checked.declaration, &lexicon);
        Some(Self { policy, lexicon, roster })
    }

    /// The tag of its main language.
    pub(crate) fn language(&self) -> &'static str {
        self.lexicon.languages().first().map_or("en", |language| language.tag)
    }

    /// The words to write in its main language; in English where there are none.
    pub(crate) fn drafting(&self) -> Option<(&'static Language, &'static Drafting)> {
        let main = self.lexicon.languages().first().copied();
        main.into_iter().chain(Lexicon::english()).find_map(|one| Some((one, one.drafting()?)))
    }

    /// What stands at a byte, and where.
    pub(crate) fn thing_at(&self, source: SourceId, offset: usize) -> Option<(Thing, Location)> {
        let here = Span::new(offset, offset);
        let holds = |place: Location| place.source == source && place.span.contains(here);
        let blocks = self.policy.blocks.iter().filter(|block| holds(block.location));
        blocks.flat_map(texts).find_map(|(text, is_cell)| self.thing_in(text, is_cell, holds))
    }

    fn thing_in(
        &self,
        text: &Text,
        is_cell: IsCell,
        holds: impl Fn(Location) -> bool,
    ) -> Option<(Thing, Location)> {
        if !holds(text.location()) {
            return None;
        }
        let (plain, folded) = (text.as_str(), text.folded());
        let (places, names) = match is_cell {
            IsCell::Yes => (Setting::CountryColumn, disclosure::Setting::Field),
            IsCell::No => (Setting::Prose, disclosure::Setting::Prose),
        };
        let mut found = Vec::new();
        self.lexicon.places.find(plain, folded, places, &mut found);
        for mention in self.roster.find(plain, folded, &found, names) {
            let place = text.locate(mention.start, mention.end);
            if let Organisation::Recipient(recipient) = mention.organisation
                && holds(place)
            {
                return Some((Thing::Recipient(recipient), place));
            }
        }
        found.iter().find_map(|mention| {
            let place = text.locate(mention.start, mention.end);
            match mention.place {
                Place::Country(country) | Place::Within(country) if holds(place) => {
                    Some((Thing::Country(country), place))
                }
                _ => None,
            }
        })
    }
}

/// Whether a text stands alone in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum IsCell {
    Yes,
    No,
}

/// The texts of a block.
fn texts(block: &Block) -> Vec<(&Text, IsCell)> {
    match &block.kind {
        BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => {
            vec![(text, IsCell::No)]
        }
        BlockKind::Item(item) => vec![(&item.text, IsCell::No)],
        BlockKind::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).map(|cell| (&cell.text, IsCell::Yes)).collect()
        }
    }
}
