//! A policy read from top to bottom.

mod records;
mod tell;

use std::ops::Range;

use crate::declaration::{RecipientId, Role};
use crate::lexicon::Topic;
use crate::lexicon::places::{Group, Place, PlaceMention};
use crate::policy::{Block, BlockId, BlockKind, HiddenKind, Item, Policy, SectionId, Text};

use super::field::Field;
use super::label;
use super::lead_in::{self, LeadIn};
use super::own_servers::OwnServer;
use super::prose::{self, Prose};
use super::roster::{Naming, Setting};
use super::scan::{Reader, Scan};
use super::sentence::{self, named_recipients, recipient_of};
use super::topic::{self, Topics};
use super::{
    Capacity, Claim, Content, Destination, Disclosures, Grounds, Outline, Stance, Upkeep, name_list,
};

/// Reads a policy.
pub(super) fn read(policy: &Policy, reader: Reader<'_>) -> Disclosures {
    let topics = topic::of_sections(policy, reader.lexicon);
    let out = Disclosures { outline: Outline::new(policy, &topics), ..Disclosures::default() };
    let sections = vec![SectionReading::default(); policy.sections.len()];
    let mut document = Document {
        policy,
        reader,
        topics,
        sections,
        blocks: Vec::new(),
        pending: Vec::new(),
        own_servers: Vec::new(),
        out,
    };
    for (id, block) in policy.blocks.iter().enumerate() {
        document.blocks.push(BlockReading::default());
        document.block(id, block);
    }
    document.flush();
    document.take_back_own_servers();
    prose::gather_places(&mut document.out.claims);
    document.out.first_of_category = reader.roster.first_of_category();
    document.read_hidden();
    document.out.upkeep = Upkeep::read(policy, reader.lexicon, &document.topics, &document.out.claims);
    document.out
}

/// What a section has said so far.
#[derive(Clone, Debug, Default)]
struct SectionReading {
    /// The recipients that its heading names.
    subjects: Vec<RecipientId>,
    /// Where its heading says that its recipients are.
    places: Vec<Destination>,
    /// Its heading denies what stands below: `Keine Verwendung von:`.
    is_denied: bool,
    /// The capacity that its sentences state of all recipients in it.
    stated: Option<Role>,
    /// The capacity that its sentences speak of.
    implied: Option<Role>,
    /// The index of the first claim made in it.
    first_claim: Option<usize>,
}

/// What a block has said.
#[derive(Clone, Debug, Default)]
struct BlockReading {
    lead_in: LeadIn,
    /// The recipients that it names.
    recipients: Vec<RecipientId>,
}

/// The reading so far.
struct Document<'p> {
    policy: &'p Policy,
    reader: Reader<'p>,
    topics: Vec<Topics>,
    sections: Vec<SectionReading>,
    blocks: Vec<BlockReading>,
    /// Labels with their values that may go on in the next block.
    pending: Vec<(BlockId, Vec<Field<'p>>)>,
    own_servers: Vec<OwnServer>,
    out: Disclosures,
}

impl<'p> Document<'p> {
    fn block(&mut self, id: BlockId, block: &'p Block) {
        let claims = self.out.claims.len();
        if let Some(section) = self.sections.get_mut(block.section) {
            section.first_claim.get_or_insert(claims);
        }
        let label::Labelled { mut fields, prose } = label::read(self.reader, &block.kind);
        if self.introduces(id) && fields.iter().all(|field| field.as_str().trim().is_empty()) {
            fields.clear();
        }
        let goes_on =
            self.pending.last().is_none_or(|(last, _)| self.policy.blocks[*last].section == block.section);
        if fields.is_empty() || !goes_on {
            self.flush();
        }
        if !fields.is_empty() {
            self.around_labels(id, block, &prose);
            self.pending.push((id, fields));
            return;
        }
        match &block.kind {
            BlockKind::Heading(text) => self.heading(block.section, text),
            BlockKind::Paragraph(text) => self.prose(id, block, text, None),
            BlockKind::Code(text) => self.code(id, block, text),
            BlockKind::Item(item) => self.item(id, block, item),
            BlockKind::Table(table) => self.table(id, block, table),
        }
    }

    /// The sentences of a block that also holds labels.
    fn around_labels(&mut self, id: BlockId, block: &'p Block, prose: &[Range<usize>]) {
        let (text, item) = match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Code(text) => (text, None),
            BlockKind::Item(item) => (&item.text, Some(item)),
            BlockKind::Heading(_) | BlockKind::Table(_) => return,
        };
        for range in prose {
            self.prose(id, block, &text.slice(range.start, range.end), item);
        }
    }

    /// `Our service providers:` over a list or table: a label whose values are the entries, and not one of a record.
    fn introduces(&self, id: BlockId) -> bool {
        self.policy.blocks.get(id + 1).is_some_and(|next| match &next.kind {
            BlockKind::Item(item) => item.lead_in == Some(id) || item.parent == Some(id),
            BlockKind::Table(table) => table.lead_in == Some(id),
            BlockKind::Heading(_) | BlockKind::Paragraph(_) | BlockKind::Code(_) => false,
        })
    }

    fn topics(&self, section: SectionId) -> Topics {
        self.topics.get(section).copied().unwrap_or_default()
    }

    /// A heading names the recipients and places that its section is about.
    fn heading(&mut self, section: SectionId, text: &'p Text) {
        let topics = self.topics(section);
        let scan = Scan::new(self.reader, text, Setting::Field);
        let whole = 0..text.as_str().len();
        let places: Vec<Destination> = if topics.lists_recipients() {
            // `Transfers abroad` says nothing of where its recipients are.
            let is_named = |place: &&PlaceMention| {
                !matches!(place.place, Place::Group(Group::Abroad | Group::Worldwide) | Place::Outside(_))
            };
            sentence::destinations(&scan, &whole)
                .iter()
                .filter(is_named)
                .map(|place| sentence::destination(&scan, place))
                .collect()
        } else {
            Vec::new()
        };
        if topics.lists_recipients() {
            for name in &scan.names {
                let Some(recipient) = recipient_of(name) else { continue };
                self.out.claims.push(Claim {
                    recipient,
                    naming: name.naming,
                    stance: Stance::Affirmed,
                    grounds: Grounds::Use,
                    capacity: Capacity { stated: topics.role(), implied: None },
                    destinations: places.clone(),
                    location: text.locate(name.start, name.end),
                    details: Vec::new(),
                });
            }
        }
        if let Some(reading) = self.sections.get_mut(section) {
            // `第三者への提供および委託` announces both.
            reading.stated = if topics.role().is_none() && topics.names_roles() {
                None
            } else {
                lead_in::role(&scan, &whole)
            };
            reading.subjects = named_recipients(&scan);
            reading.is_denied = lead_in::lacks_object(&scan, &whole);
            reading.places = places;
        }
    }

    fn prose(&mut self, id: BlockId, block: &Block, text: &Text, item: Option<&Item>) {
        let around = self.around(id, block, item);
        let mut reading = prose::read(self.reader, text, &around);
        let recipients: Vec<RecipientId> = reading.claims.iter().map(|claim| claim.recipient).collect();
        if let Some(section) = self.sections.get_mut(block.section) {
            section.implied = reading.role.or(section.implied);
            // `These providers are no processors` after their names speaks of them alone.
            if recipients.is_empty() {
                section.stated = reading.stated.or(section.stated);
            }
        }
        self.tell_role(block.section, &mut reading);
        self.tell_own_servers(block.section, &around.subjects, &reading);
        let mut lead_in = reading.lead_in.clone();
        if let (Some(_), true) = (item, lead_in.stated.is_none()) {
            lead_in.stated = around.stated;
        }
        if !self.tell_above(block.section, &mut reading) {
            self.out.general.extend(&reading.above_general);
        }
        self.tell_subjects(&around.subjects, &reading.subject);
        // In a section on something else, `is not shared with others` is about what that section is about.
        let topics = self.topics(block.section);
        let is_about_them = topics.lists_recipients() && !topics.has(Topic::Former);
        let is_general = recipients.is_empty() && (is_about_them || self.has_no_such_section());
        self.out
            .general
            .extend(reading.general.iter().filter(|claim| is_general || claim.content != Content::None));
        if !self.policy.links_in(id).is_empty() {
            self.out.deferrals.extend(&reading.deferrals);
        }
        let places = around.places.clone();
        self.out.claims.extend(reading.claims.into_iter().map(|claim| with_places(claim, &places)));
        self.blocks[id] = BlockReading { lead_in, recipients };
    }

    /// A block that is code only because it is indented holds many paragraphs, one a line.
    fn code(&mut self, id: BlockId, block: &'p Block, text: &Text) {
        for line in text.lines() {
            self.prose(id, block, &line, None);
        }
    }

    fn item(&mut self, id: BlockId, block: &'p Block, item: &'p Item) {
        self.prose(id, block, &item.text, Some(item));
        let lead_in =
            item.lead_in.and_then(|lead_in| self.blocks.get(lead_in)).map(|reading| &reading.lead_in);
        let topics = self.topics(block.section);
        let lists = lead_in
            .is_some_and(|lead_in| lead_in.discloses && !lead_in.is_denied && !lead_in.is_averse)
            || lead_in.is_none() && topics.lists_recipients();
        if lists && self.blocks[id].recipients.is_empty() {
            let opening = if self.policy.opens_with_link(id, &item.text) {
                name_list::Opening::Link
            } else {
                name_list::Opening::Words
            };
            let head = name_list::head(self.reader, &item.text, opening);
            let rest = if head.is_none() { name_list::examples(self.reader, &item.text) } else { Vec::new() };
            self.out.named.extend(head.into_iter().chain(rest));
        }
    }

    /// What introduces an item: its own list's lead-in, and those of the lists around it for what it leaves open.
    fn lead_in(&self, item: &Item) -> LeadIn {
        let mut lead_in = item
            .lead_in
            .and_then(|id| self.blocks.get(id))
            .map(|reading| reading.lead_in.clone())
            .unwrap_or_default();
        let mut parent = item.parent;
        while let Some(BlockKind::Item(around)) =
            parent.and_then(|id| self.policy.blocks.get(id)).map(|block| &block.kind)
        {
            if let Some(outer) = around.lead_in.and_then(|id| self.blocks.get(id)) {
                lead_in.inherit(&outer.lead_in);
            }
            parent = around.parent;
        }
        lead_in
    }

    /// What surrounds the sentences of a block.
    fn around(&self, id: BlockId, block: &Block, item: Option<&Item>) -> Prose {
        let topics = self.topics(block.section);
        let lead_in = item.map(|item| self.lead_in(item)).unwrap_or_default();
        let follow_up = self.policy.blocks.get(id + 1).filter(|next| next.section == block.section);
        let parent = item.and_then(|item| item.parent).and_then(|parent| self.blocks.get(parent));
        let subjects = match parent {
            Some(parent) if !parent.recipients.is_empty() => parent.recipients.clone(),
            _ => self.sections.get(block.section).map(|section| section.subjects.clone()).unwrap_or_default(),
        };
        let places = if lead_in.places.is_empty() {
            self.section_places(block.section)
        } else {
            lead_in.places.clone()
        };
        // `外部送信は、以下の方法で停止できます`: what leads to a list of browsers speaks of sending, too.
        let leads = lead_in.discloses && !topics.has(Topic::OptOut);
        Prose {
            discloses: topics.discloses() || leads,
            lists: topics.lists_recipients() && !lead_in.instructs || leads,
            locates: topics.has(Topic::Transfer),
            is_denied: lead_in.is_denied || self.is_denied(block),
            is_averse: lead_in.is_averse || is_averse(topics),
            is_strict: topics.has(Topic::Sources) && !topics.lists_recipients(),
            stated: lead_in.stated.or(self.stated(block.section)),
            implied: self.implied(block.section),
            places,
            subjects,
            is_item: item.is_some(),
            is_announced: item.is_none() && self.is_announced(id, block.section),
            next: follow_up.map(|next| prose::opening(self.reader, &next.kind)).unwrap_or_default(),
        }
    }

    /// Whether a block is about those that get nothing, by the heading of its section. `Keine Verwendung von:` is about the
    /// list or table below it; a line that only looks like a heading has no end.
    fn is_denied(&self, block: &Block) -> bool {
        let lists = matches!(block.kind, BlockKind::Item(_) | BlockKind::Table(_));
        self.topics(block.section).has(Topic::Former)
            || lists && self.sections.get(block.section).is_some_and(|reading| reading.is_denied)
    }

    /// Whether one of the two paragraphs above a block speaks of recipients without naming any.
    fn is_announced(&self, id: BlockId, section: SectionId) -> bool {
        let above = |at: &BlockId| {
            self.policy.blocks.get(*at).is_some_and(|block| {
                block.section == section && matches!(block.kind, BlockKind::Paragraph(_))
            })
        };
        (id.saturating_sub(2)..id).rev().take_while(above).filter_map(|at| self.blocks.get(at)).any(
            |reading| {
                reading.lead_in.discloses && !reading.lead_in.is_denied && reading.recipients.is_empty()
            },
        )
    }

    /// A document without any section on recipients says what it says of them anywhere.
    fn has_no_such_section(&self) -> bool {
        !self.topics.iter().any(|topics| topics.lists_recipients())
    }

    /// The capacity that a section states: in its heading, else in a sentence on all of those in it.
    fn stated(&self, section: SectionId) -> Option<Role> {
        self.topics(section).role().or_else(|| self.sections.get(section)?.stated)
    }

    fn implied(&self, section: SectionId) -> Option<Role> {
        let mut section = Some(section);
        while let Some(id) = section {
            if let Some(role) = self.sections.get(id).and_then(|reading| reading.implied) {
                return Some(role);
            }
            section = self.policy.sections.get(id).and_then(|section| section.parent);
        }
        None
    }

    fn section_places(&self, section: SectionId) -> Vec<Destination> {
        self.sections.get(section).map(|reading| reading.places.clone()).unwrap_or_default()
    }

    /// Names in text that no reader sees. Link targets hold addresses, not names.
    fn read_hidden(&mut self) {
        for hidden in self.policy.hidden.iter().filter(|hidden| hidden.kind != HiddenKind::LinkTarget) {
            let scan = Scan::new(self.reader, &hidden.text, Setting::Field);
            for name in scan.names.iter().filter(|name| name.naming == Naming::Name) {
                if let Some(recipient) = recipient_of(name) {
                    self.out.hidden.push((recipient, hidden.text.locate(name.start, name.end)));
                }
            }
        }
    }
}

/// In sections on rights, contacts, remedies and changes a bare name is no recipient.
fn is_averse(topics: Topics) -> bool {
    !topics.discloses()
        && [
            Topic::Sources,
            Topic::Contact,
            Topic::Remedies,
            Topic::Changes,
            Topic::Links,
            Topic::Definitions,
            Topic::OptOut,
        ]
        .into_iter()
        .any(|topic| topics.has(topic))
}

/// What governs a list counts for its members that say nothing of their own, or no more than the city: `서울 리전` under
/// `국내 위탁 (대한민국)`.
fn with_places(mut claim: Claim, places: &[Destination]) -> Claim {
    let says_less = |governing: &Destination| {
        claim.destinations.iter().all(|own| match (own.place, governing.place) {
            (Place::Within(city_of), Place::Country(country)) => city_of == country,
            _ => false,
        })
    };
    if claim.stance == Stance::Affirmed {
        let told: Vec<Destination> = places.iter().copied().filter(says_less).collect();
        claim.destinations.extend(told);
    }
    claim
}
