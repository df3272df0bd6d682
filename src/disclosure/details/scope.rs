//! Which text is tied to a claim.

use std::ops::Range;

use crate::lexicon::Column;
use crate::policy::{Block, BlockId, BlockKind, Item, Policy, Table, Text};
use crate::source::Location;

use super::super::Claim;
use super::super::field::Field;
use super::super::label;
use super::super::roster::{Mention, Naming, Setting};
use super::super::scan::{Reader, Scan};
use super::super::sentence::recipient_of;
use super::super::table::{self, Record};
use super::Frame;

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
    /// By block: whether a claim is made in it.
    has_claim: Vec<bool>,
}

impl<'p> Scopes<'p> {
    /// `claims` are the places of all statements that affirm a recipient.
    pub(super) fn new(policy: &'p Policy, reader: Reader<'p>, claims: &[Location]) -> Self {
        let mut scopes = Self { policy, reader, has_claim: vec![false; policy.blocks.len()] };
        for id in claims.iter().filter_map(|place| block_at(policy, *place)).collect::<Vec<_>>() {
            if let Some(has_claim) = scopes.has_claim.get_mut(id) {
                *has_claim = true;
            }
        }
        scopes
    }

    /// Everything that is tied to a claim.
    pub(super) fn of(&self, claim: &Claim) -> Vec<Extent<'p>> {
        let Some(id) = block_at(self.policy, claim.location) else { return Vec::new() };
        let Some(block) = self.policy.blocks.get(id) else { return Vec::new() };
        let mut extents = self.governing(block);
        match &block.kind {
            BlockKind::Heading(text) => {
                extents.push(Extent::whole(Frame::Governing, text));
                extents.extend(self.section(id, block));
            }
            BlockKind::Table(table) => extents.extend(self.row(table, claim)),
            BlockKind::Paragraph(text) | BlockKind::Code(text) => {
                extents.extend(self.labels(id, claim).unwrap_or_else(|| self.sentences(text, claim)));
            }
            BlockKind::Item(item) => match self.labels(id, claim) {
                Some(fields) => extents.extend(fields),
                None => {
                    extents.extend(self.sentences(&item.text, claim));
                    extents.extend(self.children(id));
                    extents.extend(item.parent.into_iter().flat_map(|parent| self.siblings(id, parent)));
                }
            },
        }
        extents.extend(self.around(block));
        extents
    }

    /// The paragraphs and items of the section in which no recipient is disclosed.
    fn around(&self, block: &Block) -> Vec<Extent<'p>> {
        let blocks = self.policy.blocks.iter().enumerate();
        let same = blocks.filter(|(id, other)| other.section == block.section && !self.claims_in(*id));
        same.filter(|(_, other)| matches!(other.kind, BlockKind::Paragraph(_) | BlockKind::Item(_)))
            .filter_map(|(id, _)| self.text(id))
            .map(|text| Extent::whole(Frame::Section, text))
            .collect()
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
        texts.into_iter().map(|text| Extent::whole(Frame::Governing, text)).collect()
    }

    fn text(&self, id: BlockId) -> Option<&'p Text> {
        match &self.policy.blocks.get(id)?.kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => Some(text),
            BlockKind::Item(item) => Some(&item.text),
            BlockKind::Table(_) => None,
        }
    }

    /// The fields of the row (or column) that holds the claim.
    fn row(&self, table: &'p Table, claim: &Claim) -> Vec<Extent<'p>> {
        let records = table::records(self.reader.lexicon, self.reader.roster, table);
        let holds = |field: &Field<'_>| {
            field.text.source() == claim.location.source
                && field.text.location().span.start <= claim.location.span.start
                && claim.location.span.end <= field.text.location().span.end
        };
        let holding = records.iter().filter(|record| record.fields.iter().any(&holds));
        holding.flat_map(|record| self.fields(record, claim, &holds)).collect()
    }

    /// What the fields of a record say of the recipient that a claim names.
    fn fields(
        &self,
        record: &Record<'p>,
        claim: &Claim,
        holds: &impl Fn(&Field<'_>) -> bool,
    ) -> Vec<Extent<'p>> {
        let own = record.fields.iter().find(|field| holds(field));
        let line = own.map(|field| line_of(field, claim));
        let mut extents = Vec::new();
        for field in &record.fields {
            let frame = match field.column {
                Some(Column::Generic) | None => Frame::Cell,
                Some(column) => Frame::Column(column),
            };
            if holds(field) {
                extents.push(Extent { frame, text: field.text, range: field.range.clone() });
                extents.extend(self.beside(field.text, field.range.clone(), claim));
            } else if !field.is_recipient() {
                let range = line.and_then(|line| same_line(field, line)).unwrap_or(field.range.clone());
                extents.push(Extent { frame, text: field.text, range });
            } else {
                extents.push(Extent { frame, text: field.text, range: field.range.clone() });
            }
        }
        extents
    }

    /// What follows a name in its own cell, up to the next name: `Cloudflare, Inc. (R2 스토리지, CDN)`; all of the cell
    /// where it names nobody else.
    fn beside(&self, text: &'p Text, range: Range<usize>, claim: &Claim) -> Option<Extent<'p>> {
        let scan = Scan::new(self.reader, text, Setting::Field);
        let own = scan.names_in(&range).find(|name| is_of(text, name, claim))?.clone();
        let next = scan
            .names_in(&range)
            .find(|name| name.start >= own.end && name.organisation != own.organisation)
            .map_or(range.end, |name| name.start);
        (own.end < next).then_some(Extent { frame: Frame::Cell, text, range: own.end..next })
    }

    /// The labelled values around a claim: `제공받는 자: …`, `항목: …`.
    fn labels(&self, id: BlockId, claim: &Claim) -> Option<Vec<Extent<'p>>> {
        let fields_of = |id: BlockId| {
            let block = self.policy.blocks.get(id)?;
            let fields = label::read(self.reader, &block.kind).fields;
            (!fields.is_empty()).then_some((id, fields))
        };
        let own = fields_of(id)?;
        let section = self.policy.blocks.get(id)?.section;
        let same_section =
            |id: &BlockId| self.policy.blocks.get(*id).is_some_and(|block| block.section == section);
        let mut run: Vec<(BlockId, Vec<Field<'p>>)> =
            (0..id).rev().take_while(same_section).map_while(fields_of).collect();
        run.reverse();
        run.push(own);
        run.extend((id + 1..self.policy.blocks.len()).take_while(same_section).map_while(fields_of));
        let holds = |field: &Field<'_>| {
            let place = field.text.locate(field.range.start, field.range.end);
            place.source == claim.location.source
                && place.span.start <= claim.location.span.start
                && claim.location.span.end <= place.span.end
        };
        let records = label::records(run);
        let record = records.iter().find(|record| record.fields.iter().any(&holds))?;
        let mut extents = self.fields(record, claim, &holds);
        extents.extend(record.fields.iter().find(|field| holds(field)).map(label_of));
        Some(extents)
    }

    /// The part of the claim's sentence that is about its recipient, and the sentences after it that name nobody else.
    fn sentences(&self, text: &'p Text, claim: &Claim) -> Vec<Extent<'p>> {
        let scan = Scan::new(self.reader, text, Setting::Prose);
        let sentences = scan.sentences(self.reader.lexicon);
        let prose = |range: Range<usize>| Extent { frame: Frame::Prose, text, range };
        let mut extents = Vec::new();
        let mut goes_on = false;
        for range in sentences {
            let own = scan.names_in(&range).find(|name| is_of(text, name, claim)).cloned();
            if let Some(own) = own {
                extents.extend(about(&scan, &range, &own).into_iter().map(prose));
                goes_on = true;
            } else if goes_on {
                let names_other = scan.names_in(&range).any(|name| {
                    name.naming == Naming::Name && recipient_of(name).is_some_and(|id| id != claim.recipient)
                });
                if names_other {
                    break;
                }
                extents.push(prose(range));
            }
        }
        extents
    }

    /// The items nested in the claim's own, where they name no other recipient.
    fn children(&self, id: BlockId) -> Vec<Extent<'p>> {
        let blocks = self.policy.blocks.iter().enumerate().skip(id + 1);
        blocks
            .map_while(|(child, block)| match &block.kind {
                BlockKind::Item(item) => Some((child, item)),
                _ => None,
            })
            .filter(|(child, item)| item.parent == Some(id) && !self.claims_in(*child))
            .flat_map(|(_, item)| self.lines(&item.text))
            .collect()
    }

    /// The other items under the same one, where the claim's own is the only one of them that names a recipient.
    fn siblings(&self, id: BlockId, parent: BlockId) -> Vec<Extent<'p>> {
        let is_alone = self.policy.blocks.iter().enumerate().skip(parent + 1).all(|(other, block)| {
            !matches!(&block.kind, BlockKind::Item(item) if item.parent == Some(parent))
                || other == id
                || !self.claims_in(other)
        });
        if is_alone { self.children(parent) } else { Vec::new() }
    }

    /// Everything below a heading that names the recipient, down to the next heading of its rank.
    fn section(&self, id: BlockId, heading: &Block) -> Vec<Extent<'p>> {
        let inside = |block: &&Block| {
            let mut section = Some(block.section);
            while let Some(at) = section {
                if at == heading.section {
                    return true;
                }
                section = self.policy.sections.get(at).and_then(|section| section.parent);
            }
            false
        };
        let blocks =
            self.policy.blocks.iter().enumerate().skip(id + 1).take_while(|(_, block)| inside(block));
        let mut extents = Vec::new();
        for (id, block) in blocks {
            match &block.kind {
                BlockKind::Table(table) if !self.claims_in(id) => {
                    let records = table::records(self.reader.lexicon, self.reader.roster, table);
                    extents.extend(records.iter().flat_map(|record| record.fields.iter().map(framed)));
                }
                BlockKind::Paragraph(text) | BlockKind::Code(text) => {
                    extents.extend(self.block(id, block, text))
                }
                BlockKind::Item(item) => extents.extend(self.block(id, block, &item.text)),
                BlockKind::Table(_) | BlockKind::Heading(_) => {}
            }
        }
        extents
    }

    fn block(&self, id: BlockId, block: &'p Block, text: &'p Text) -> Vec<Extent<'p>> {
        let fields = label::read(self.reader, &block.kind).fields;
        if fields.is_empty() && self.claims_in(id) {
            return Vec::new();
        }
        if fields.is_empty() { self.lines(text) } else { fields.iter().map(framed).collect() }
    }

    /// The sentences of a text.
    fn lines(&self, text: &'p Text) -> Vec<Extent<'p>> {
        let scan = Scan::new(self.reader, text, Setting::Prose);
        let ranges = scan.sentences(self.reader.lexicon);
        ranges.into_iter().map(|range| Extent { frame: Frame::Prose, text, range }).collect()
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

fn framed<'p>(field: &Field<'p>) -> Extent<'p> {
    let frame = match field.column {
        Some(Column::Generic) | None => Frame::Cell,
        Some(column) => Frame::Column(column),
    };
    Extent { frame, text: field.text, range: field.range.clone() }
}

/// The block that a place lies in: the last that begins no later.
fn block_at(policy: &Policy, place: Location) -> Option<BlockId> {
    let blocks = policy.blocks.iter().enumerate();
    let inside = blocks.filter(|(_, block)| {
        block.location.source == place.source
            && block.location.span.start <= place.span.start
            && place.span.end <= block.location.span.end
    });
    inside.last().map(|(id, _)| id)
}

/// Whether a naming is the claim's.
fn is_of(text: &Text, name: &Mention, claim: &Claim) -> bool {
    recipient_of(name) == Some(claim.recipient) && text.locate(name.start, name.end) == claim.location
}

/// On which of how many lines of its field a claim stands.
fn line_of(field: &Field<'_>, claim: &Claim) -> (usize, usize) {
    let mut start = field.range.start;
    let mut line = 0;
    for (index, words) in field.as_str().split_inclusive('\n').enumerate() {
        if field.text.locate(start, start + words.len()).span.start <= claim.location.span.start {
            line = index;
        }
        start += words.len();
    }
    (line, field.as_str().lines().count())
}

/// The same line of another field with as many lines.
fn same_line(field: &Field<'_>, (line, lines): (usize, usize)) -> Option<Range<usize>> {
    let words = field.as_str();
    if lines < 2 || words.lines().count() != lines {
        return None;
    }
    let start = field.range.start + words.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let end = start + words.split('\n').nth(line).map_or(0, str::len);
    Some(start..end)
}

/// The parts of a sentence that are about one of its names: not what stands beyond a name that is not listed together with
/// it, and not the brackets behind other names.
fn about(scan: &Scan<'_>, sentence: &Range<usize>, own: &Mention) -> Vec<Range<usize>> {
    let folded = scan.text.folded();
    let names: Vec<&Mention> = scan
        .names_in(sentence)
        .filter(|name| name.naming != Naming::Category && recipient_of(name).is_some())
        .collect();
    let Some(at) = names.iter().position(|name| name.start == own.start) else {
        return vec![sentence.clone()];
    };
    let joined = |left: usize| {
        let gap = folded.get(names[left].end..names[left + 1].start).unwrap_or_default();
        is_joiner(gap)
    };
    let mut first = at;
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < names.len() && joined(last) {
        last += 1;
    }
    let start = if first == 0 { sentence.start } else { names[first - 1].end };
    let end = names.get(last + 1).map_or(sentence.end, |next| next.start);
    let others = (first..=last).filter(|&index| index != at && names[index].organisation != own.organisation);
    let mut ranges = Vec::new();
    let mut from = start;
    for bracket in others.filter_map(|index| bracket_after(folded, names[index].end, end)) {
        if bracket.start >= from {
            ranges.push(from..bracket.start);
            from = bracket.end;
        }
    }
    ranges.push(from..end);
    ranges.into_iter().filter(|range| range.start < range.end).collect()
}

/// Names are listed together where little stands between them besides brackets.
fn is_joiner(gap: &str) -> bool {
    let mut depth = 0_i32;
    let outside: String = gap
        .chars()
        .filter(|letter| {
            depth += i32::from(matches!(letter, '(' | '['));
            let keep = depth == 0;
            depth -= i32::from(matches!(letter, ')' | ']'));
            keep
        })
        .collect();
    let words = outside.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.count() <= 2 && !outside.contains(['.', ';'])
}

/// The bracket that opens right behind a name.
fn bracket_after(folded: &str, name_end: usize, end: usize) -> Option<Range<usize>> {
    let rest = folded.get(name_end..end)?;
    let opens = rest.len() - rest.trim_start().len();
    rest.get(opens..).filter(|rest| rest.starts_with('('))?;
    let closes = rest.find(')')?;
    Some(name_end + opens..name_end + closes + 1)
}
