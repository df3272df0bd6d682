//! Which text is tied to a claim.

mod section;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::declaration::RecipientId;
use crate::lexicon::Cue;
use crate::policy::{Block, BlockId, BlockKind, Item, Policy, SectionId, Table, Text};
use crate::source::Location;

use super::super::Claim;
use super::super::field::Field;
use super::super::label;
use super::super::roster::{Naming, Setting};
use super::super::scan::Reader;
use super::super::sentence::recipient_of;
use super::super::table::{self, Record};
use super::places::{Blocks, Rows, holds};
use super::scans::Scans;
use super::{Frame, clause};

/// A piece of a text that is tied to a claim.
#[derive(Clone, Debug)]
pub(super) struct Extent<'p> {
    pub(super) frame: Frame,
    pub(super) text: &'p Text,
    /// Bytes of the normalised text.
    pub(super) range: Range<usize>,
}

impl<'p> Extent<'p> {
    fn whole(frame: Frame, text: &'p Text) -> Self {
        Self { frame, text, range: 0..text.as_str().len() }
    }
}

/// Finds what is tied to a claim.
pub(super) struct Scopes<'p> {
    policy: &'p Policy,
    reader: Reader<'p>,
    scans: &'p Scans<'p>,
    blocks: Blocks<'p>,
    /// By block: whether a claim is made in it.
    has_claim: Vec<bool>,
    tables: RefCell<HashMap<BlockId, Rc<Rows<'p>>>>,
    labelled: RefCell<HashMap<BlockId, bool>>,
    /// By section: the one recipient that it speaks of.
    only: RefCell<HashMap<SectionId, Option<RecipientId>>>,
}

impl<'p> Scopes<'p> {
    /// `claims` are the places of all statements that affirm a recipient.
    pub(super) fn new(policy: &'p Policy, scans: &'p Scans<'p>, claims: &[Location]) -> Self {
        let blocks = Blocks::new(policy);
        let mut has_claim = vec![false; policy.blocks.len()];
        for id in claims.iter().filter_map(|place| blocks.at(*place)) {
            if let Some(has_claim) = has_claim.get_mut(id) {
                *has_claim = true;
            }
        }
        Self {
            policy,
            reader: scans.reader,
            scans,
            blocks,
            has_claim,
            tables: RefCell::default(),
            labelled: RefCell::default(),
            only: RefCell::default(),
        }
    }

    /// The heading that a claim is made in, where it is made in one: all claims in it have the same tied to them.
    pub(super) fn heading(&self, claim: &Claim) -> Option<BlockId> {
        let id = self.blocks.at(claim.location)?;
        matches!(self.policy.blocks.get(id)?.kind, BlockKind::Heading(_)).then_some(id)
    }

    /// Everything that is tied to a claim.
    pub(super) fn of(&self, claim: &Claim) -> Vec<Extent<'p>> {
        let Some(id) = self.blocks.at(claim.location) else { return Vec::new() };
        let Some(block) = self.policy.blocks.get(id) else { return Vec::new() };
        let mut extents = self.governing(block);
        match &block.kind {
            BlockKind::Heading(text) => {
                extents.push(Extent::whole(Frame::Governing, text));
                extents.extend(self.section(id, block));
            }
            BlockKind::Table(table) => extents.extend(self.row(id, table, claim)),
            BlockKind::Paragraph(text) | BlockKind::Code(text) => {
                extents.extend(
                    self.labels(id, claim).unwrap_or_else(|| self.sentences(text, claim, Unit::Paragraph)),
                );
                extents.extend(self.listed(id, text, claim));
            }
            BlockKind::Item(item) => match self.labels(id, claim) {
                Some(fields) => extents.extend(fields),
                None => {
                    extents.extend(self.sentences(&item.text, claim, Unit::Item));
                    extents.extend(self.children(id));
                    extents.extend(item.parent.into_iter().flat_map(|parent| self.siblings(id, parent)));
                }
            },
        }
        extents.extend(self.under_its_name(id, block, claim));
        extents.extend(self.asked_for(id, block, claim));
        extents.extend(self.sent_below(block, claim));
        extents.extend(self.around(id, block));
        extents
    }

    /// `### Disqus` above the claim: what stands under the name of a recipient is about it, wherever below it is spoken of.
    fn under_its_name(&self, id: BlockId, block: &Block, claim: &Claim) -> Vec<Extent<'p>> {
        let heading = self.policy.sections.get(block.section).and_then(|section| section.heading);
        let Some((at, text)) = heading.filter(|at| *at != id).and_then(|at| Some((at, self.text(at)?)))
        else {
            return Vec::new();
        };
        let scanned = self.scans.of(text, Setting::Field);
        let mut names = scanned.scan.names.iter().filter_map(recipient_of).peekable();
        if names.peek().is_none() || names.any(|recipient| recipient != claim.recipient) {
            return Vec::new();
        }
        self.policy.blocks.get(at).map(|heading| self.section(at, heading)).unwrap_or_default()
    }

    /// The heading of the section, and the lead-ins of a list or table.
    fn governing(&self, block: &Block) -> Vec<Extent<'p>> {
        let mut texts = Vec::new();
        let heading = self.policy.sections.get(block.section).and_then(|section| section.heading);
        texts.extend(heading.and_then(|heading| self.text(heading)));
        let mut lead_in = match &block.kind {
            BlockKind::Item(item) => item.lead_in,
            BlockKind::Table(table) => table.lead_in,
            _ => None,
        };
        while let Some(id) = lead_in {
            texts.extend(self.text(id));
            lead_in = match self.policy.blocks.get(id).map(|block| &block.kind) {
                Some(BlockKind::Item(Item { lead_in, .. })) => *lead_in,
                _ => None,
            };
        }
        texts.into_iter().map(|text| self.ending(text)).collect()
    }

    /// What leads to a list stands at the end of the text before it: its last two sentences.
    fn ending(&self, text: &'p Text) -> Extent<'p> {
        let scanned = self.scans.of(text, Setting::Prose);
        let start = scanned.sentences.iter().nth_back(1).or(scanned.sentences.last());
        let range = start.map_or(0, |sentence| sentence.start)..text.as_str().len();
        Extent { frame: Frame::Governing, text, range }
    }

    fn text(&self, id: BlockId) -> Option<&'p Text> {
        match &self.policy.blocks.get(id)?.kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => Some(text),
            BlockKind::Item(item) => Some(&item.text),
            BlockKind::Table(_) => None,
        }
    }

    /// The fields of the row (or column) that holds the claim.
    fn row(&self, id: BlockId, table: &'p Table, claim: &Claim) -> Vec<Extent<'p>> {
        let read = || Rc::new(Rows::new(table::records(self.reader.lexicon, self.reader.roster, table)));
        let rows = Rc::clone(self.tables.borrow_mut().entry(id).or_insert_with(read));
        let holds = |field: &Field<'_>| holds(field.text.location(), claim.location);
        rows.holding(claim.location).flat_map(|record| self.fields(record, claim, &holds)).collect()
    }

    /// What the fields of a record say of the recipient that a claim names.
    fn fields(
        &self,
        record: &Record<'p>,
        claim: &Claim,
        holds: &impl Fn(&Field<'_>) -> bool,
    ) -> Vec<Extent<'p>> {
        let own = record.fields.iter().find(|field| holds(field));
        let mut extents = Vec::new();
        for field in &record.fields {
            let holds = holds(field);
            let line =
                own.filter(|_| !holds && !field.is_recipient()).and_then(|own| same_line(own, claim, field));
            extents.extend(framed(field, line.unwrap_or(field.range.clone())));
            if holds {
                extents.extend(self.beside(field.text, field.range.clone(), claim));
            }
        }
        extents
    }

    /// What follows a name in its own cell, up to the next name: `Cloudflare, Inc. (R2 스토리지, CDN)`; all of the cell
    /// where it names nobody else.
    fn beside(&self, text: &'p Text, range: Range<usize>, claim: &Claim) -> Option<Extent<'p>> {
        let scanned = self.scans.of(text, Setting::Field);
        let scan = &scanned.scan;
        let own = scanned.naming(claim)?;
        let next = scan
            .names_in(&(own.end..range.end))
            .find(|name| name.organisation != own.organisation)
            .map_or(range.end, |name| name.start);
        (own.end < next).then_some(Extent { frame: Frame::Cell, text, range: own.end..next })
    }

    /// Whether a block holds labelled values. Asked once, however many claims a block holds.
    fn is_labelled(&self, id: BlockId) -> bool {
        let read = || {
            self.policy
                .blocks
                .get(id)
                .is_some_and(|block| !label::read(self.reader, &block.kind).fields.is_empty())
        };
        *self.labelled.borrow_mut().entry(id).or_insert_with(read)
    }

    /// The labelled values around a claim: `제공받는 자: …`, `항목: …`.
    fn labels(&self, id: BlockId, claim: &Claim) -> Option<Vec<Extent<'p>>> {
        let fields_of = |id: BlockId| {
            let block = self.policy.blocks.get(id)?;
            let fields = label::read(self.reader, &block.kind).fields;
            (!fields.is_empty()).then_some((id, fields))
        };
        if !self.is_labelled(id) {
            return None;
        }
        let own = fields_of(id)?;
        let section = self.policy.blocks.get(id)?.section;
        let same_section =
            |id: &BlockId| self.policy.blocks.get(*id).is_some_and(|block| block.section == section);
        let names_recipient =
            |(_, fields): &(BlockId, Vec<Field<'p>>)| fields.iter().any(Field::is_recipient);
        // A record begins with its recipient: none reaches back beyond one, or on to the next.
        let mut run: Vec<(BlockId, Vec<Field<'p>>)> = Vec::new();
        for block in (0..id).rev().take_while(same_section).map_while(fields_of) {
            let begins = names_recipient(&block);
            run.push(block);
            if begins {
                break;
            }
        }
        run.reverse();
        run.push(own);
        let following = (id + 1..self.policy.blocks.len()).take_while(same_section).map_while(fields_of);
        run.extend(following.take_while(|block| !names_recipient(block)));
        let holds =
            |field: &Field<'_>| holds(field.text.locate(field.range.start, field.range.end), claim.location);
        let records = label::records(run);
        let record = records.iter().find(|record| record.fields.iter().any(&holds))?;
        let mut extents = self.fields(record, claim, &holds);
        extents.extend(record.fields.iter().find(|field| holds(field)).map(label_of));
        Some(extents)
    }

    /// The part of the claim's sentence that is about its recipient, and the sentences after it that name nobody; those before
    /// it in an item, or where the claim's own points back at them: `We share this information with X`.
    fn sentences(&self, text: &'p Text, claim: &Claim, unit: Unit) -> Vec<Extent<'p>> {
        let scanned = self.scans.of(text, Setting::Prose);
        let scan = &scanned.scan;
        let prose = |range: Range<usize>| Extent { frame: Frame::Prose, text, range };
        let Some(own) = scanned.naming(claim) else { return Vec::new() };
        let at = scanned.sentences.partition_point(|range| range.end <= own.start);
        let (before, rest) = scanned.sentences.split_at(at);
        let Some((sentence, after)) = rest.split_first() else { return Vec::new() };
        let names_nobody = |range: &&Range<usize>| {
            !scan.names_in(range).any(|name| name.naming == Naming::Name && recipient_of(name).is_some())
        };
        let mut extents: Vec<Extent<'p>> =
            clause::about(scan, sentence, &own).into_iter().map(prose).collect();
        extents.extend(after.iter().take_while(names_nobody).cloned().map(prose));
        match unit {
            // `Fraud prevention: we may share … to detect cheating. Such partners include X. Software of Y does the rest.`
            Unit::Item => extents.extend(before.iter().filter(names_nobody).cloned().map(prose)),
            Unit::Paragraph if scan.has(sentence, Cue::Above) => {
                extents.extend(before.iter().rev().take_while(names_nobody).cloned().map(prose));
            }
            Unit::Paragraph => {}
        }
        extents.extend(self.head(text, own.start));
        extents
    }

    /// `Data storage partners: we store some of your information with X, as well as Y`, `Billing and payment services (e.g. X, Y)`: what
    /// an item or paragraph is about, by the label or the words before the bracket at its head, where they name nobody.
    fn head(&self, text: &'p Text, until: usize) -> Option<Extent<'p>> {
        /// Bytes of a label.
        const LABEL: usize = 64;
        let before = text.as_str().get(..until)?;
        let open =
            before.rfind('(').filter(|&open| !before.get(open..).is_some_and(|rest| rest.contains(')')));
        let end = before.find(": ").or(open).filter(|&end| end <= LABEL)?;
        let scanned = self.scans.of(text, Setting::Prose);
        let names_somebody = scanned.scan.names_in(&(0..end)).next().is_some();
        (!names_somebody).then_some(Extent { frame: Frame::Governing, text, range: 0..end })
    }

    /// The items nested in the claim's own, where they name no recipient.
    fn children(&self, id: BlockId) -> Vec<Extent<'p>> {
        let below = self.items_below(id).filter(|(child, _)| !self.claims_in(*child));
        below.flat_map(|(_, item)| self.lines(&item.text)).collect()
    }

    /// `We send to X:` and the list behind it, where that names no recipient.
    fn listed(&self, id: BlockId, text: &'p Text, claim: &Claim) -> Vec<Extent<'p>> {
        let scanned = self.scans.of(text, Setting::Prose);
        let last = scanned.sentences.last().filter(|_| text.as_str().trim_end().ends_with(':'));
        let leads = scanned.naming(claim).zip(last).is_some_and(|(own, last)| own.start >= last.start);
        let items = self.policy.blocks.iter().enumerate().skip(id + 1);
        let items = items.map_while(|(item, block)| match &block.kind {
            BlockKind::Item(own) => Some((item, own)),
            _ => None,
        });
        let own: Vec<(BlockId, &Item)> =
            items.filter(|(_, item)| leads && item.lead_in == Some(id)).collect();
        if own.iter().any(|(item, _)| self.claims_in(*item)) {
            return Vec::new();
        }
        own.into_iter().flat_map(|(_, item)| self.lines(&item.text)).collect()
    }

    /// The items right under one, in order.
    fn items_below(&self, id: BlockId) -> impl Iterator<Item = (BlockId, &'p Item)> {
        let blocks = self.policy.blocks.iter().enumerate().skip(id + 1);
        let items = blocks.map_while(|(child, block)| match &block.kind {
            BlockKind::Item(item) => Some((child, item)),
            _ => None,
        });
        let nested = items.take_while(move |(_, item)| item.parent.is_some_and(|parent| parent >= id));
        nested.filter(move |(_, item)| item.parent == Some(id))
    }

    /// The other items under the same one, where the claim's own is the only one of them that names a recipient.
    fn siblings(&self, id: BlockId, parent: BlockId) -> Vec<Extent<'p>> {
        let is_alone = self.items_below(parent).all(|(other, _)| other == id || !self.claims_in(other));
        if is_alone { self.children(parent) } else { Vec::new() }
    }

    /// The sentences of a text.
    fn lines(&self, text: &'p Text) -> Vec<Extent<'p>> {
        let scanned = self.scans.of(text, Setting::Prose);
        let prose = |range: &Range<usize>| Extent { frame: Frame::Prose, text, range: range.clone() };
        scanned.sentences.iter().map(prose).collect()
    }

    fn claims_in(&self, id: BlockId) -> bool {
        self.has_claim.get(id).copied().unwrap_or_default()
    }
}

/// The words before a value, which may say more than that somebody follows: `Cloud service providers: X`.
fn label_of<'p>(field: &Field<'p>) -> Extent<'p> {
    let before = field.text.as_str().get(..field.range.start).unwrap_or_default();
    let start = before.trim_end().rfind('\n').map_or(0, |at| at + 1);
    Extent { frame: Frame::Cell, text: field.text, range: start..field.range.start }
}

/// A field under each thing that its heading announces.
fn whole<'p>(field: &Field<'p>) -> Vec<Extent<'p>> {
    framed(field, field.range.clone())
}

/// A range of a field under each thing that its heading announces.
fn framed<'p>(field: &Field<'p>, range: Range<usize>) -> Vec<Extent<'p>> {
    let mut frames: Vec<Frame> = field.columns().map(Frame::Column).collect();
    if frames.is_empty() {
        frames.push(Frame::Cell);
    }
    frames.into_iter().map(|frame| Extent { frame, text: field.text, range: range.clone() }).collect()
}

/// What sentences stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// All of an item is about what it lists.
    Item,
    /// A paragraph goes on from one thing to the next.
    Paragraph,
}

/// The line of another field that a claim's own line goes with, where both have as many, and more than one.
fn same_line(own: &Field<'_>, claim: &Claim, other: &Field<'_>) -> Option<Range<usize>> {
    let lines = |field: &Field<'_>| field.as_str().lines().count();
    let count = lines(other);
    if count < 2 || lines(own) != count {
        return None;
    }
    let line = line_of(own, claim);
    let words = other.as_str();
    let start = other.range.start + words.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let end = start + words.split('\n').nth(line).map_or(0, str::len);
    Some(start..end)
}

/// On which line of its field a claim stands.
fn line_of(field: &Field<'_>, claim: &Claim) -> usize {
    let mut start = field.range.start;
    let mut line = 0;
    for (index, words) in field.as_str().split_inclusive('\n').enumerate() {
        if field.text.locate(start, start + words.len()).span.start <= claim.location.span.start {
            line = index;
        }
        start += words.len();
    }
    line
}
