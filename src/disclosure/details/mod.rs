//! What a policy says around the naming of a recipient: which data, why, how long, under which protection.
//!
//! Claims are read first; this pass goes back to the blocks that hold them, and only to those. A text is tied to a claim by
//! the same scopes as a country: the row, the sentence or item, the label block, the section whose heading names the
//! recipient, the lead-in and the heading that govern it.

mod citation;
mod clause;
mod contact;
mod content;
mod duration;
mod places;
mod scans;
mod scope;
mod sought;
mod suspended;
mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::declaration::{Declaration, RecipientId};
use crate::lexicon::{Column, Cue};
use crate::policy::{BlockId, Policy};
use crate::source::Location;

pub use citation::Citation;
pub use content::{Content, Found, Part, Weight};
pub use duration::Duration;
pub use sought::{Sought, Value};
pub use words::{Script, Share, Words};

use content::{Contents, Subject};
use scans::Scans;
use scope::{Extent, Scopes};

use super::roster::{Organisation, Setting};
use super::scan::{Reader, Scan};
use super::{Claim, Disclosures, Naming, Stance};

/// Index of a passage in its [`Disclosures`].
pub type PassageId = usize;

/// A piece of text that is tied to at least one claim.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What introduces it.
    pub frame: Frame,
    /// What it says.
    pub content: Content,
    /// The organisations that it names.
    pub organisations: Vec<Organisation>,
    /// Its place.
    pub location: Location,
}

/// What introduces a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frame {
    /// A column or label that says what stands there.
    Column(Column),
    /// A cell or value under words that are in no lexicon.
    Cell,
    /// A sentence or an item.
    Prose,
    /// A lead-in or a heading, which speaks of all that it governs.
    Governing,
    /// A sentence of the same section that names nobody: it may speak of all transfers in it.
    Section,
}

/// The recipients whose surroundings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Those of which the declaration says more than who they are.
    Declared,
    /// All.
    Everyone,
}

/// Reads what surrounds the claims on recipients.
pub(super) fn read(
    policy: &Policy,
    reader: Reader<'_>,
    declaration: &Declaration,
    wanted: Wanted,
    out: &mut Disclosures,
) {
    out.sought = sought::of(declaration, reader.lexicon);
    let wanted: HashSet<RecipientId> = declaration
        .transfers
        .iter()
        .zip(&out.sought)
        .filter(|(_, sought)| wanted == Wanted::Everyone || !sought.is_empty())
        .flat_map(|(transfer, _)| {
            let first = out.first_of_category.get(transfer.recipient).copied();
            [Some(transfer.recipient), first]
        })
        .flatten()
        .collect();
    let asked = |claim: &&mut Claim| {
        claim.stance == Stance::Affirmed
            && claim.naming != Naming::Sister
            && wanted.contains(&claim.recipient)
    };
    let places: Vec<Location> = out
        .claims
        .iter()
        .filter(|claim| claim.stance == Stance::Affirmed)
        .map(|claim| claim.location)
        .collect();
    if wanted.is_empty() {
        return;
    }
    let scans = Scans::new(reader);
    let scopes = Scopes::new(policy, &scans, &places);
    let mut passages = Passages {
        scans: &scans,
        contents: Contents::of_policy(reader.lexicon),
        known: HashMap::new(),
        all: Vec::new(),
    };
    let mut of_headings: HashMap<BlockId, Vec<PassageId>> = HashMap::new();
    for claim in out.claims.iter_mut().filter(asked) {
        let heading = scopes.heading(claim);
        if let Some(known) = heading.and_then(|heading| of_headings.get(&heading)) {
            claim.details.clone_from(known);
            continue;
        }
        let mut details: Vec<PassageId> =
            scopes.of(claim).into_iter().filter_map(|extent| passages.add(&extent)).collect();
        details.sort_unstable();
        details.dedup();
        of_headings.extend(heading.map(|heading| (heading, details.clone())));
        claim.details = details;
    }
    out.passages = passages.all;
}

/// The passages so far, each once.
struct Passages<'p> {
    scans: &'p Scans<'p>,
    contents: Contents,
    known: HashMap<(Location, Frame), PassageId>,
    all: Vec<Passage>,
}

impl<'p> Passages<'p> {
    fn add(&mut self, extent: &Extent<'p>) -> Option<PassageId> {
        let range = extent.range.clone();
        let text = extent.text;
        let folded = text.folded().get(range.clone())?;
        if folded.trim().is_empty() {
            return None;
        }
        let location = text.locate(range.start, range.end);
        if let Some(&known) = self.known.get(&(location, extent.frame)) {
            return Some(known);
        }
        let setting = match extent.frame {
            Frame::Prose | Frame::Governing | Frame::Section => Setting::Prose,
            Frame::Column(_) | Frame::Cell => Setting::Field,
        };
        let scanned = self.scans.of(text, setting);
        let scan = &scanned.scan;
        let content = self.contents.of_text(
            folded,
            subject(scan, extent),
            |start, end| text.locate(range.start + start, range.start + end),
            |start, end| is_denied(scan, extent, &(range.start + start..range.start + end)),
        );
        let organisations = scan.names_in(&range).map(|name| name.organisation).collect();
        self.all.push(Passage { frame: extent.frame, content, organisations, location });
        self.known.insert((location, extent.frame), self.all.len() - 1);
        Some(self.all.len() - 1)
    }
}

/// What an extent is about, by its heading or by what its sentence does.
fn subject(scan: &Scan<'_>, extent: &Extent<'_>) -> Subject {
    let shares = || {
        [Cue::Share, Cue::Handle, Cue::Data, Cue::Item].into_iter().any(|cue| scan.has(&extent.range, cue))
    };
    match extent.frame {
        Frame::Column(Column::Data) => Subject::Data,
        Frame::Prose | Frame::Governing if shares() => Subject::Sharing,
        _ => Subject::Else,
    }
}

/// `X does not receive your e-mail address`, `이메일은 X에 제공하지 않습니다`. A column says what goes, not what stays; but in any text what
/// is left out of a list does not go.
fn is_denied(scan: &Scan<'_>, extent: &Extent<'_>, words: &Range<usize>) -> bool {
    if is_left_out(scan, extent, words) {
        return true;
    }
    if !matches!(extent.frame, Frame::Prose | Frame::Cell | Frame::Section) {
        return false;
    }
    let has = |range: Range<usize>, marks: &[Cue]| scan.cues_in(&range).any(|cue| marks.contains(&cue.mark));
    scan.cues_in(&extent.range).any(|cue| match cue.mark {
        Cue::Negation => {
            cue.end <= words.start
                && words.start - cue.end <= 80
                && !has(cue.end..words.start, &[Cue::Break, Cue::Exception])
        }
        Cue::Denial => {
            cue.start >= words.end
                && cue.start - words.end <= 120
                && !has(words.end..cue.start, &[Cue::Break])
                && !has(extent.range.start..cue.end, &[Cue::Exception])
        }
        _ => false,
    })
}

/// `search terms, without your name`, `搜索词, 不含你的简历`.
fn is_left_out(scan: &Scan<'_>, extent: &Extent<'_>, words: &Range<usize>) -> bool {
    /// Bytes: `你的`, `your `.
    const GAP: usize = 12;
    let text = scan.text.folded();
    scan.cues_of(&extent.range, Cue::Without).any(|cue| {
        cue.end <= words.start
            && words.start - cue.end <= GAP
            && text
                .get(cue.end..words.start)
                .is_some_and(|gap| !gap.contains([',', '、', ';', '.', '/', ':']))
    })
}
