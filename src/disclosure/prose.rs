//! Running text: its sentences one after the other, each in the light of those before it.

use std::collections::HashMap;
use std::ops::Range;

use crate::declaration::{RecipientId, Role};
use crate::lexicon::organisations;
use crate::lexicon::{Cue, Hit};
use crate::policy::BlockKind;
use crate::source::Location;

use super::general::{self, FollowUp};
use super::lead_in::{self, LeadIn};
use super::own_servers;
use super::refusal;
use super::roster::Setting;
use super::scan::{Reader, Scan};
use super::sentence::{self, Surroundings, destination, destinations};
use super::stance;
use super::{Claim, Content, Destination, GeneralClaim, Naming, Stance};

/// What surrounds a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    /// Bare names are recipients here.
    pub(super) discloses: bool,
    /// Recipients are listed here.
    pub(super) lists: bool,
    /// The section is about where data goes.
    pub(super) locates: bool,
    /// The lead-in denies what is listed.
    pub(super) is_denied: bool,
    /// Bare names are not recipients here.
    pub(super) is_averse: bool,
    /// Only a sentence that sends data names a recipient here.
    pub(super) is_strict: bool,
    /// The capacity that the lead-in or the section states.
    pub(super) stated: Option<Role>,
    /// The capacity that follows from what the section has said.
    pub(super) implied: Option<Role>,
    /// Where the lead-in or the heading says that the listed are.
    pub(super) places: Vec<Destination>,
    /// Whom the item or heading around names.
    pub(super) subjects: Vec<RecipientId>,
    /// It is a list item.
    pub(super) is_item: bool,
    /// A text before it in its section speaks of recipients without naming them all.
    pub(super) is_announced: bool,
    /// How the block after it begins.
    pub(super) next: Opening,
}

/// How a block begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opening {
    /// Like any other.
    #[default]
    Plain,
    /// `However, …`, `다만 …`.
    Reversal,
}

/// What a text says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) claims: Vec<Claim>,
    pub(super) general: Vec<GeneralClaim>,
    /// Places in sentences that name nobody, for whom the heading or the item around names.
    pub(super) subject: Vec<Destination>,
    /// Places of everybody that was listed before.
    pub(super) above: Vec<Destination>,
    /// The same as claims on all of their kind, for a section that lists nobody.
    pub(super) above_general: Vec<GeneralClaim>,
    pub(super) deferrals: Vec<Location>,
    /// Those whose software runs with the controller.
    pub(super) on_own_servers: Vec<RecipientId>,
    /// Software that it does not name does.
    pub(super) has_own_servers: bool,
    pub(super) lead_in: LeadIn,
    /// The capacity of recipients that the text speaks of.
    pub(super) role: Option<Role>,
    /// The capacity that it states of all those that it points at.
    pub(super) stated: Option<Role>,
}

/// `We use X. … See the notice of X GmbH, Berlin, Germany.`: what a document says of the place of a recipient counts wherever
/// in it the recipient is disclosed. Where a company of the same group is, says nothing of the recipient.
pub(super) fn gather_places(claims: &mut [Claim]) {
    let mut disclosed: HashMap<RecipientId, usize> = HashMap::new();
    for (index, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.stance == Stance::Affirmed) {
        disclosed.entry(claim.recipient).or_insert(index);
    }
    for index in 0..claims.len() {
        let claim = &claims[index];
        let is_mentioned = claim.stance == Stance::Mentioned && claim.naming != Naming::Sister;
        if let Some(&first) = disclosed.get(&claim.recipient).filter(|_| is_mentioned) {
            let places = claim.destinations.clone();
            claims[first].destinations.extend(places);
        }
    }
}

/// Where the head of `㈜비즈엠 : 카카오 알림톡 발송 대행` ends: the name of the recipient, before what it does.
fn item_head(reader: Reader<'_>, scan: &Scan<'_>) -> Option<stance::Head> {
    let text = scan.text.as_str();
    let end = [": ", " - ", " : "].iter().filter_map(|mark| text.find(mark)).min()?;
    let name =
        scan.names.iter().find(|name| name.start <= 2 && name.end <= end + 1 && name.naming == Naming::Name);
    let head = text.get(..end).unwrap_or_default();
    let has_form = reader.roster.legal_forms().strip(head) != head;
    (name.is_some() || has_form)
        .then(|| stance::Head { end, organisation: name.map(|name| name.organisation) })
}

/// `Analytics: Plausible`, `방문 통계: Fathom`: what something is used for, before nothing but who does it.
fn serves_a_purpose(reader: Reader<'_>, scan: &Scan<'_>, range: &Range<usize>) -> bool {
    /// Bytes of a label.
    const LABEL: usize = 48;
    let folded = scan.text.folded();
    let text = folded.get(range.clone()).unwrap_or_default();
    let end = [": ", ":", " - "].iter().filter_map(|mark| Some((text.find(mark)?, mark.len()))).min();
    let Some((end, mark)) = end.filter(|&(end, _)| end <= LABEL) else { return false };
    let is_blank = |gap: &str| gap.chars().all(|letter| " ,.。、/·".contains(letter));
    let first = range.start + end + mark;
    let mut at = first;
    for name in scan.names_in(range) {
        let gap = folded.get(at..name.start).unwrap_or_default();
        if !is_blank(without_bracket(gap)) {
            return false;
        }
        at = name.end;
    }
    let label = text.get(..end).unwrap_or_default().trim();
    at > first
        && is_blank(without_bracket(folded.get(at..range.end).unwrap_or_default()))
        && reader
            .lexicon
            .vocabulary()
            .purposes
            .find(label)
            .iter()
            .any(|purpose| (purpose.end - purpose.start) * 2 >= label.len())
}

/// What follows the bracket behind a name: `Bugly (Tencent)`.
fn without_bracket(gap: &str) -> &str {
    let inside = gap.trim_start().strip_prefix('(');
    inside.and_then(|inside| inside.split_once(')')).map_or(gap, |(_, rest)| rest)
}

/// How a block begins, for the one before it.
pub(super) fn opening(reader: Reader<'_>, kind: &BlockKind) -> Opening {
    let text = match kind {
        BlockKind::Paragraph(text) => text,
        BlockKind::Item(item) => &item.text,
        BlockKind::Heading(_) | BlockKind::Table(_) | BlockKind::Code(_) => return Opening::Plain,
    };
    let folded = text.folded();
    let end = (0..=40.min(folded.len())).rev().find(|&at| folded.is_char_boundary(at)).unwrap_or_default();
    let cues = reader.lexicon.cues.find(folded.get(..end).unwrap_or_default());
    let reverses = cues.iter().any(|cue| cue.mark == Cue::Reversal && cue.end <= 24);
    if reverses { Opening::Reversal } else { Opening::Plain }
}

/// Reads a text.
pub(super) fn read(reader: Reader<'_>, text: &crate::policy::Text, around: &Prose) -> Reading {
    let scan = Scan::new(reader, text, Setting::Prose);
    let sentences = scan.sentences(reader.lexicon);
    let mut reading = Reading::default();
    let mut lead_places = Vec::new();
    let mut stated = None;
    let mut is_announced = around.is_announced;
    let mut is_refused = false;
    let head = if around.is_item { item_head(reader, &scan) } else { None };
    // The first claims are those on whom the head names.
    let in_head = head.map_or(0, |head| {
        scan.names_in(&(0..head.end)).filter(|name| sentence::recipient_of(name).is_some()).count()
    });
    for (index, range) in sentences.iter().enumerate() {
        let says_who =
            is_announced && lead_in::identifies(&scan, range) || serves_a_purpose(reader, &scan, range);
        let surroundings = Surroundings {
            setting: stance::Setting {
                discloses: around.discloses || says_who,
                is_listed: around.is_item && around.lists || says_who,
                head: head.filter(|_| around.lists),
                is_denied: around.is_denied,
                is_averse: around.is_averse,
                is_strict: around.is_strict,
            },
            stated: stated.or(around.stated),
            implied: reading.role.or(around.implied),
        };
        let mut claims = sentence::read(reader, &scan, range, surroundings);
        if is_refused && scan.has(range, Cue::Share) && !scan.has(range, Cue::Controller) {
            // `If you decline cookies, none are set. No events are sent to X.`
            claims.iter_mut().for_each(take_back_denial);
        }
        is_refused = refusal::is_condition(&scan, range, range.start);
        reading.on_own_servers.extend(own_servers::named(&scan, range));
        let names_somebody = claims.iter().any(|claim| claim.naming == Naming::Name);
        is_announced = !names_somebody && lead_in::announces(&scan, range);
        if !names_somebody {
            let follow_up = follow_up(&scan, &sentences, index, around);
            let general = general::read(reader, &scan, range, follow_up, around.locates);
            reading.has_own_servers |= own_servers::tells_of_software(&scan, range);
            let last = index + 1 == sentences.len();
            let only_here = last && text.as_str().trim_end().ends_with(':');
            let points_up = scan.has(range, Cue::Above) && general.kind.is_some() && !only_here;
            if points_up {
                reading.above.extend(general.places.iter().copied());
            }
            if only_here && !general::denies(&scan, range) {
                lead_places.extend(destinations(&scan, range).iter().map(|place| destination(&scan, place)));
            } else if last || scan.has(range, Cue::Above) || scan.has(range, Cue::Following) {
                lead_places.extend(general.places.iter().copied());
            }
            // `We may also transfer data to partners abroad.`: a group of its own, and not the recipient before it.
            let is_of_others =
                general.is_of_affiliates || general.kind.is_some() && !scan.has(range, Cue::Above);
            if general.places.is_empty() && !is_of_others {
                tell_earlier(&scan, range, &mut reading, around, in_head);
            }
            if takes_back(&scan, range, &general) {
                for claim in &mut reading.claims {
                    claim.stance = Stance::Denied;
                }
            } else if points_up {
                reading.above_general.extend(general.claims);
            } else if !only_here {
                reading.general.extend(general.claims);
            }
        }
        if scan.has(range, Cue::Deferral) {
            reading.deferrals.push(text.locate(range.start, range.end));
        }
        let role = if general::denies(&scan, range) { None } else { lead_in::role(&scan, range) };
        if !names_somebody && lead_in::disclaims_processing(&scan, range) {
            for claim in &mut reading.claims {
                claim.capacity.stated = Some(Role::ThirdParty);
            }
        }
        stated = role.or(stated);
        if !names_somebody && (points_at_them(&scan, range) || scan.has(range, Cue::Following)) {
            reading.stated = role.or(reading.stated);
        }
        reading.role = role.or(reading.role);
        reading.claims.extend(claims);
    }
    deny_head(&mut reading.claims, in_head);
    if let Some(role) = reading.role {
        // `The provider is X. We have concluded a data processing agreement with the provider.`
        for claim in reading.claims.iter_mut().filter(|claim| claim.capacity.stated.is_none()) {
            claim.capacity.implied.get_or_insert(role);
        }
    }
    reading.lead_in = lead_in::read(&scan, &sentences, lead_places);
    reading
}

fn take_back_denial(claim: &mut Claim) {
    if claim.stance == Stance::Denied {
        claim.stance = Stance::Mentioned;
    }
}

/// `These providers act on our behalf`, and not `This information may also be passed to processors`.
fn points_at_them(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let is_data = |above: &Hit<Cue>| {
        scan.cues_of(range, Cue::Data).any(|data| data.start <= above.end + 1 && above.start < data.end)
    };
    scan.cues_of(range, Cue::Above).any(|above| !is_data(above))
}

/// `OPPO Push: we no longer send anything to OPPO.`: what an item denies of the one at its head, the head does not affirm.
fn deny_head(claims: &mut [Claim], in_head: usize) {
    let (head, rest) = claims.split_at_mut(in_head.min(claims.len()));
    for claim in head.iter_mut().filter(|claim| claim.stance == Stance::Affirmed) {
        let mut told = rest.iter().filter(|other| other.recipient == claim.recipient).peekable();
        if told.peek().is_some() && told.all(|other| other.stance == Stance::Denied) {
            claim.stance = Stance::Denied;
        }
    }
}

/// `No information is sent to these companies`, `This information is not shared with any third parties`: a denial that
/// points at what the text has just named.
fn takes_back(scan: &Scan<'_>, range: &Range<usize>, general: &general::General) -> bool {
    scan.has(range, Cue::Above)
        && general.claims.iter().any(|claim| claim.content == Content::None)
        && !is_of_another(scan, range)
}

/// `Google은 이 정보를 제3자에게 넘기지 않는다고 밝히고 있습니다`: what somebody says of itself, whom nothing declares.
fn is_of_another(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let subject = scan.cues_of(range, Cue::Subject).next().map_or(range.end, |particle| particle.start);
    let words = scan.text.as_str().get(range.start..subject).unwrap_or_default();
    let first = words.split_whitespace().next().unwrap_or_default();
    organisations::is_known(first.trim_end_matches([',', ':']))
}

fn follow_up(scan: &Scan<'_>, sentences: &[Range<usize>], index: usize, around: &Prose) -> FollowUp {
    let reverses = match sentences.get(index + 1) {
        Some(next) => {
            scan.cues_in(&(next.start..next.end.min(next.start + 24))).any(|cue| cue.mark == Cue::Reversal)
        }
        None => around.next == Opening::Reversal || scan.text.as_str().trim_end().ends_with(':'),
    };
    if reverses { FollowUp::Reversal } else { FollowUp::None }
}

/// `We use X. Data is stored in Ireland.`: a sentence that names nobody goes on about the one before it. In a list item any
/// place does, in running text one that data goes to. An item goes on about those that its head names, whoever else it speaks
/// of in between.
fn tell_earlier(
    scan: &Scan<'_>,
    range: &Range<usize>,
    reading: &mut Reading,
    around: &Prose,
    in_head: usize,
) {
    if !(around.is_item || scan.has(range, Cue::Destination)) {
        return;
    }
    let places: Vec<Destination> =
        destinations(scan, range).iter().map(|place| destination(scan, place)).collect();
    let claims = &mut reading.claims;
    if claims.is_empty() && !around.subjects.is_empty() {
        reading.subject.extend(places);
        return;
    }
    let affirmed =
        || claims.iter().filter(|claim| claim.stance == Stance::Affirmed && claim.naming == Naming::Name);
    let Some(recipient) = affirmed().next_back().map(|claim| claim.recipient) else { return };
    let is_alone = affirmed().all(|claim| claim.recipient == recipient);
    let points = scan.has(range, Cue::Above);
    for (index, claim) in claims.iter_mut().enumerate().filter(|(_, claim)| claim.stance == Stance::Affirmed)
    {
        if is_alone || points || index < in_head {
            claim.destinations.extend(places.iter().copied());
        }
    }
}
