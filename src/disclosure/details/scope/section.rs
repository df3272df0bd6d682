//! What a section says around a claim: below its heading, before a list and behind it.

use std::ops::Range;

use crate::declaration::RecipientId;
use crate::lexicon::Cue;
use crate::policy::{Block, BlockId, BlockKind, Item, SectionId, Text};

use super::super::super::Claim;
use super::super::super::label;
use super::super::super::roster::Setting;
use super::super::super::sentence::recipient_of;
use super::super::super::table;
use super::super::Frame;
use super::{Extent, Scopes, whole};

/// How many bytes behind `these` the word may stand that it points with.
const BESIDE: usize = 24;

/// How many blocks below a heading are read as being about the recipient that it names.
const MOST_BELOW: usize = 512;

/// How far from its heading a section is searched for what it says of all transfers in it.
const MOST_AROUND: usize = 64;

/// The levels of headings that Markdown marks as such and that are no title of the document.
const LEAST_RANK: u8 = 2;
const MOST_RANKS: u8 = 6;

impl<'p> Scopes<'p> {
    /// The paragraphs and items of the section in which no recipient is disclosed.
    pub(super) fn around(&self, id: BlockId, block: &Block) -> Vec<Extent<'p>> {
        let Some(section) = self.policy.sections.get(block.section) else { return Vec::new() };
        let first = section.heading.unwrap_or_default();
        let blocks = self.policy.blocks.iter().enumerate().skip(first).take(MOST_AROUND);
        let mut extents = Vec::new();
        for (other, text) in blocks
            .filter(|(other, around)| around.section == block.section && !self.claims_in(*other))
            .filter(|(_, around)| matches!(around.kind, BlockKind::Paragraph(_) | BlockKind::Item(_)))
            .filter_map(|(other, _)| Some((other, self.text(other)?)))
        {
            extents.push(Extent::whole(Frame::Section, text));
            if other < id {
                extents.extend(self.general(text));
            } else if self.is_next_text(id, other) {
                extents.extend(self.referring_back(text));
            }
        }
        extents
    }

    /// `We transfer your name and address to our carriers in order to deliver your parcel.`: what is said of all recipients
    /// before they are listed.
    fn general(&self, text: &'p Text) -> Vec<Extent<'p>> {
        let scanned = self.scans.of(text, Setting::Prose);
        let has = |range: &Range<usize>, marks: &[Cue]| {
            scanned.scan.cues_in(range).any(|cue| marks.contains(&cue.mark))
        };
        let is_general = |range: &&Range<usize>| {
            has(range, &[Cue::Share])
                && has(range, &[Cue::Processors, Cue::Recipients, Cue::ThirdParties])
                && !has(range, &[Cue::Negation, Cue::Denial, Cue::Future, Cue::Recital])
        };
        // `The data that we share with them may include …`
        let goes_on = |range: &Range<usize>| {
            has(range, &[Cue::Share])
                && has(range, &[Cue::Them])
                && !has(range, &[Cue::Negation, Cue::Denial, Cue::Future, Cue::Recital])
        };
        let governing = |range: &Range<usize>| Extent { frame: Frame::Governing, text, range: range.clone() };
        let mut was_general = false;
        let mut counts = |range: &&Range<usize>| {
            was_general = is_general(range) || was_general && goes_on(range);
            was_general
        };
        scanned.sentences.iter().filter(|range| counts(range)).map(governing).collect()
    }

    /// Whether a paragraph is the first one behind a block.
    fn is_next_text(&self, id: BlockId, paragraph: BlockId) -> bool {
        let between = self.policy.blocks.get(id + 1..paragraph).unwrap_or_default();
        between.iter().all(|block| !matches!(block.kind, BlockKind::Paragraph(_)))
    }

    /// `These recipients receive ordinary network requests (in particular the IP address).`: what is said behind a list of all
    /// that it lists.
    fn referring_back(&self, text: &'p Text) -> Vec<Extent<'p>> {
        let scanned = self.scans.of(text, Setting::Prose);
        let scan = &scanned.scan;
        let has = |range: &Range<usize>, marks: &[Cue]| marks.iter().any(|&mark| scan.has(range, mark));
        let refers = |range: &&Range<usize>| {
            let mut pointers = scan.cues_of(range, Cue::Above).filter(|above| above.start == range.start);
            let group = pointers.any(|above| {
                let subject = range.start..range.end.min(above.end + BESIDE);
                has(&subject, &[Cue::Processors, Cue::Recipients, Cue::ThirdParties])
            });
            let is_unsaid = has(range, &[Cue::Negation, Cue::Denial, Cue::Future, Cue::Recital]);
            group && has(range, &[Cue::Receive, Cue::Share]) && !is_unsaid
        };
        let governing = |range: &Range<usize>| Extent { frame: Frame::Governing, text, range: range.clone() };
        scanned.sentences.iter().filter(refers).map(governing).collect()
    }

    /// `We may ask for: name, address. The data sent may be shared with: X`: what a section asks for before it says who gets it.
    pub(super) fn asked_for(&self, id: BlockId, block: &'p Block, claim: &Claim) -> Vec<Extent<'p>> {
        let lead_in = match &block.kind {
            BlockKind::Item(item) => item.lead_in,
            BlockKind::Table(table) => table.lead_in,
            _ => None,
        };
        let passes_on = match (lead_in, &block.kind) {
            (Some(lead_in), _) => self.text(lead_in).is_some_and(|text| self.passes_data_on(text, None)),
            (None, BlockKind::Paragraph(text)) => self.passes_data_on(text, Some(claim)),
            _ => false,
        };
        if !passes_on {
            return Vec::new();
        }
        self.asked_before(lead_in.unwrap_or(id), block)
            .into_iter()
            .flat_map(|item| self.lines(&item.text))
            .collect()
    }

    /// Whether the sentence of a claim, or the last one of a text that leads to it, passes data as such on to somebody.
    fn passes_data_on(&self, text: &'p Text, claim: Option<&Claim>) -> bool {
        let scanned = self.scans.of(text, Setting::Prose);
        let scan = &scanned.scan;
        let sentence = match claim {
            Some(claim) => scanned.naming(claim).and_then(|own| {
                scanned.sentences.iter().find(|range| range.start <= own.start && own.start < range.end)
            }),
            None => scanned.sentences.last(),
        };
        let has = |range: &Range<usize>, marks: &[Cue]| marks.iter().any(|&mark| scan.has(range, mark));
        sentence.is_some_and(|range| {
            has(range, &[Cue::Share])
                && has(range, &[Cue::Data])
                && !has(range, &[Cue::Item, Cue::Negation, Cue::Denial, Cue::Future, Cue::Recital])
        })
    }

    /// The items of the last list of data above a block of its section, where none of them names a recipient.
    fn asked_before(&self, id: BlockId, block: &Block) -> Vec<&'p Item> {
        let item = |at: BlockId| match &self.policy.blocks.get(at)?.kind {
            BlockKind::Item(item) => Some(item),
            _ => None,
        };
        let above = (0..id)
            .rev()
            .take(MOST_AROUND)
            .take_while(|&at| self.policy.blocks.get(at).is_some_and(|above| above.section == block.section));
        let Some(last) = above.clone().find(|&at| item(at).is_some()) else { return Vec::new() };
        let lead_in = item(last).and_then(|item| item.lead_in);
        let lists_data = lead_in.and_then(|lead_in| self.text(lead_in)).is_some_and(|text| {
            let scanned = self.scans.of(text, Setting::Prose);
            let has = |marks: &[Cue]| {
                scanned
                    .sentences
                    .last()
                    .is_some_and(|range| marks.iter().any(|&mark| scanned.scan.has(range, mark)))
            };
            has(&[Cue::Data]) && !has(&[Cue::Negation, Cue::Denial])
        });
        let list = above.skip_while(|&at| at != last).map_while(|at| Some((at, item(at)?)));
        let list = list.take_while(|(_, item)| item.lead_in == lead_in);
        let items: Vec<(BlockId, &Item)> = list.collect();
        if !lists_data || items.iter().any(|(at, _)| self.claims_in(*at)) {
            return Vec::new();
        }
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// Everything below a heading that names the recipient, down to the next heading of its rank.
    pub(super) fn section(&self, id: BlockId, heading: &Block) -> Vec<Extent<'p>> {
        let blocks = self.below(id, heading.section, MOST_BELOW);
        let mut extents = Vec::new();
        for (id, block) in blocks {
            match &block.kind {
                BlockKind::Table(table) if !self.claims_in(id) => {
                    let records = table::records(self.reader.lexicon, self.reader.roster, table);
                    extents.extend(records.iter().flat_map(|record| &record.fields).flat_map(whole));
                }
                BlockKind::Paragraph(text) | BlockKind::Code(text) => {
                    extents.extend(self.block(id, block, text))
                }
                BlockKind::Item(item)
                    if self.title(block, item).is_some_and(|title| self.is_denied(title)) => {}
                BlockKind::Item(item) => extents.extend(self.block(id, block, &item.text)),
                BlockKind::Table(_) | BlockKind::Heading(_) => {}
            }
        }
        extents
    }

    /// `### Usage data`, `We send usage data to X.`, `**What is sent:**`: what lists under such a title hold, in a section that
    /// speaks of no other recipient.
    pub(super) fn sent_below(&self, block: &Block, claim: &Claim) -> Vec<Extent<'p>> {
        let mut top = Some(block.section);
        let rank = |section: SectionId| self.policy.sections.get(section).map_or(0, |section| section.level);
        while let Some(section) = top.filter(|section| rank(*section) > MOST_RANKS) {
            top = self.policy.sections.get(section).and_then(|section| section.parent);
        }
        let Some(section) = top.filter(|section| rank(*section) >= LEAST_RANK) else { return Vec::new() };
        let Some(heading) = self.policy.sections.get(section).and_then(|section| section.heading) else {
            return Vec::new();
        };
        if self.only_recipient(heading, section) != Some(claim.recipient) {
            return Vec::new();
        }
        let blocks = self.below(heading, section, MOST_AROUND);
        let sent = blocks.filter_map(|(id, block)| match &block.kind {
            BlockKind::Item(item) if !self.claims_in(id) => {
                self.title(block, item).is_some_and(|title| self.says_sent(title)).then_some(item)
            }
            _ => None,
        });
        sent.flat_map(|item| self.lines(&item.text)).collect()
    }

    /// The one recipient that a section speaks of, in text and not in tables. Asked once, however many claims a section makes.
    fn only_recipient(&self, heading: BlockId, section: SectionId) -> Option<RecipientId> {
        let read = || {
            let texts = self.below(heading, section, MOST_AROUND).map(|(id, _)| self.text(id));
            let mut only = None;
            for text in texts {
                let scanned = self.scans.of(text?, Setting::Prose);
                for recipient in scanned.scan.names.iter().filter_map(recipient_of) {
                    if *only.get_or_insert(recipient) != recipient {
                        return None;
                    }
                }
            }
            only
        };
        *self.only.borrow_mut().entry(section).or_insert_with(read)
    }

    /// The blocks behind a heading that its section holds, with the sections in it, up to a number of them.
    fn below(
        &self,
        heading: BlockId,
        section: SectionId,
        most: usize,
    ) -> impl Iterator<Item = (BlockId, &'p Block)> {
        let sections = &self.policy.sections;
        let inside = move |block: &Block| {
            let up = |at: &SectionId| sections.get(*at).and_then(|section| section.parent);
            std::iter::successors(Some(block.section), up).any(|at| at == section)
        };
        let behind = self.policy.blocks.iter().enumerate().skip(heading + 1).take(most);
        behind.take_while(move |(_, block)| inside(block))
    }

    /// What stands over a list: the text that leads to it, or the line that heads its section.
    fn title(&self, block: &Block, item: &Item) -> Option<&'p Text> {
        let section = self.policy.sections.get(block.section).filter(|section| section.level > MOST_RANKS);
        self.text(item.lead_in.or_else(|| section?.heading)?)
    }

    /// `What is sent:`, `전송하는 내용:`.
    fn says_sent(&self, title: &'p Text) -> bool {
        let scanned = self.scans.of(title, Setting::Prose);
        let has = |mark: Cue| scanned.sentences.last().is_some_and(|range| scanned.scan.has(range, mark));
        has(Cue::Share) && ![Cue::Negation, Cue::Denial, Cue::Future].into_iter().any(has)
    }

    /// `What we do NOT send to X:`.
    fn is_denied(&self, title: &'p Text) -> bool {
        let scanned = self.scans.of(title, Setting::Prose);
        let has = |mark: Cue| scanned.sentences.last().is_some_and(|range| scanned.scan.has(range, mark));
        (has(Cue::Negation) || has(Cue::Denial))
            && !has(Cue::Exception)
            && title.as_str().trim_end().ends_with(':')
    }

    fn block(&self, id: BlockId, block: &'p Block, text: &'p Text) -> Vec<Extent<'p>> {
        let fields = label::read(self.reader, &block.kind).fields;
        if fields.is_empty() && self.claims_in(id) {
            return Vec::new();
        }
        if fields.is_empty() { self.lines(text) } else { fields.iter().flat_map(whole).collect() }
    }
}
