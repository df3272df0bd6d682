//! A sentence as claims: who is named, what is said of them, and where their data goes.

use std::ops::Range;

use crate::declaration::{RecipientId, Role};
use crate::lexicon::organisations;
use crate::lexicon::places::{Group, Place, PlaceMention};
use crate::lexicon::{Cue, Hit, Lexicon, Side, is_spaced};

use super::bracket;
use super::roster::{Mention, Naming, Organisation};
use super::scan::{Reader, Scan};
use super::stance::{Sentence, Setting};
use super::{Capacity, Claim, Destination};

/// What surrounds a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// How names are taken.
    pub(super) setting: Setting,
    /// The capacity that the section or the lead-in states.
    pub(super) stated: Option<Role>,
    /// The capacity that follows from what was said before in the section.
    pub(super) implied: Option<Role>,
}

/// Reads one sentence.
pub(super) fn read(
    reader: Reader<'_>,
    scan: &Scan<'_>,
    range: &Range<usize>,
    around: Surroundings,
) -> Vec<Claim> {
    let sentence = Sentence { scan, range: range.clone() };
    let names: Vec<&Mention> = scan.names_in(range).collect();
    let tied = tie_places(reader, scan, range, &names);
    let mut claims = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let Some(recipient) = recipient_of(name) else { continue };
        let stance = sentence.stance(name, around.setting);
        let destinations = tied
            .iter()
            .filter(|(_, tied)| tied.contains(&index))
            .map(|(place, _)| destination(scan, place))
            .collect();
        claims.push(Claim {
            recipient,
            naming: name.naming,
            stance,
            grounds: sentence.grounds(name, around.setting),
            capacity: capacity(scan, range, name, around),
            destinations,
            location: scan.text.locate(name.start, name.end),
            details: Vec::new(),
        });
    }
    claims
}

/// The recipient that a naming is of.
pub(super) fn recipient_of(name: &Mention) -> Option<RecipientId> {
    match name.organisation {
        Organisation::Recipient(recipient) => Some(recipient),
        Organisation::Controller | Organisation::Principal(_) => None,
    }
}

/// A place and its words.
pub(super) fn destination(scan: &Scan<'_>, place: &PlaceMention) -> Destination {
    Destination { place: place.place, location: scan.text.locate(place.start, place.end) }
}

/// The places of a sentence that data goes to: not where the reader lives, which law governs, who supervises.
/// `outside Australia` is somewhere abroad, and `not to Ireland` nowhere.
pub(super) fn destinations(scan: &Scan<'_>, range: &Range<usize>) -> Vec<PlaceMention> {
    scan.places_in(range)
        .filter(|place| {
            !is_residence(scan, range, place)
                && !is_negated(scan, range, place)
                && !is_origin(scan, range, place)
        })
        .map(|place| meant(scan, range, place))
        .collect()
}

/// A place as it is meant: `outside Australia` is somewhere abroad.
pub(super) fn meant(scan: &Scan<'_>, range: &Range<usize>, place: &PlaceMention) -> PlaceMention {
    let place_meant = match place.place {
        _ if !is_outside(scan, range, place) => place.place,
        Place::Group(group) if group != Group::Abroad => Place::Outside(group),
        _ => Place::Group(Group::Abroad),
    };
    PlaceMention { place: place_meant, ..*place }
}

fn is_outside(scan: &Scan<'_>, range: &Range<usize>, place: &PlaceMention) -> bool {
    scan.cues_of(range, Cue::Outside).any(|cue| {
        cue.end <= place.start && place.start - cue.end <= 8
            || cue.start >= place.end && cue.start - place.end <= 4
    })
}

/// `transfers of personal data from the EU`: where data comes from.
fn is_origin(scan: &Scan<'_>, range: &Range<usize>, place: &PlaceMention) -> bool {
    let from = scan.cues_in(range).find(|cue| {
        cue.mark == Cue::From
            && cue.language.adpositions == Side::Before
            && cue.end <= place.start
            && place.start - cue.end <= 24
    });
    from.is_some_and(|from| {
        scan.cues_in(&(range.start..from.start))
            .any(|cue| from.start - cue.end <= 40 && cue.mark == Cue::Transfer)
    })
}

/// `not to Ireland`, `It is not stored in the United States`.
fn is_negated(scan: &Scan<'_>, range: &Range<usize>, place: &PlaceMention) -> bool {
    scan.cues_in(&(range.start..place.start))
        .filter(|cue| cue.mark == Cue::Negation)
        .any(|cue| place.start - cue.end <= 64 && !scan.has(&(cue.end..place.start), Cue::Break))
}

/// `if you live in Singapore`, `the laws of Ireland`, `residents of Canada`, `대한민국 법률`.
fn is_residence(scan: &Scan<'_>, sentence: &Range<usize>, place: &PlaceMention) -> bool {
    let clause_end = scan
        .cues_in(&(place.end..sentence.end))
        .find(|cue| cue.mark == Cue::Break)
        .map_or(sentence.end, |cue| cue.start);
    scan.cues_in(sentence).any(|cue| {
        if cue.mark != Cue::Residence {
            return false;
        }
        let is_before = cue.end <= place.start && place.start - cue.end <= 48;
        let is_after = cue.start >= place.end && cue.start - place.end <= 12 && cue.start < clause_end;
        let interrupted = is_before
            && scan.cues_in(&(cue.end..place.start)).any(|other| {
                matches!(other.mark, Cue::Share | Cue::Toward | Cue::Engage) || other.mark == Cue::Destination
            });
        (is_before && !interrupted) || is_after
    })
}

/// Which places belong to which names: a bracket to the name before it; a place after names to the last of them and to
/// those joined with it; a place before all names to those that follow.
fn tie_places(
    reader: Reader<'_>,
    scan: &Scan<'_>,
    range: &Range<usize>,
    names: &[&Mention],
) -> Vec<(PlaceMention, Vec<usize>)> {
    let lexicon = reader.lexicon;
    let folded = scan.text.folded();
    let mut tied = Vec::new();
    for place in destinations(scan, range) {
        let before = names
            .iter()
            .enumerate()
            .rfind(|(index, name)| {
                name.end <= place.start && !is_bystander(scan, &names[..*index], name, &place)
            })
            .map(|(index, _)| index);
        let described = names
            .iter()
            .position(|name| name.start >= place.end)
            .filter(|&next| describes(lexicon, folded, &place, names[next]));
        let attributed = attributed(lexicon, scan, names, &place);
        let inside = bracket::behind(scan, &place);
        let is_inside = |name: &&Mention| {
            inside.as_ref().is_some_and(|inside| inside.start <= name.start && name.end <= inside.end)
        };
        let owners = match before {
            _ if names.iter().any(is_inside) => {
                (0..names.len()).filter(|&index| is_inside(&names[index])).collect()
            }
            _ if !attributed.is_empty() => attributed,
            Some(last) if bracket::is_of(scan, names[last], &place) => vec![last],
            Some(last) if bracket::is_of_another(reader, scan, names[last], &place) => Vec::new(),
            Some(last) if is_of_next(lexicon, scan, names[last], &place) => Vec::new(),
            Some(_) if described.is_some() => described.into_iter().collect(),
            Some(last) => {
                let names_all = scan.cues_in(&(names[last].end..place.start)).any(|cue| cue.mark == Cue::All);
                let joined = joined_with(lexicon, folded, names, last);
                let own_places = |index: usize| {
                    let until = names.get(index + 1).map_or(names[last].end, |next| next.start);
                    scan.places.iter().any(|other| names[index].end <= other.start && other.end <= until)
                };
                let first = if names_all { 0 } else { joined };
                (first..=last).filter(|&index| index == last || !own_places(index)).collect()
            }
            None => {
                let until = scan
                    .places_in(range)
                    .find(|other| other.start > place.end && starts_new_list(names, &place, other));
                let end = until.map_or(range.end, |other| other.start);
                let is_of_another =
                    |name: &Mention| bracket::is_of_one_before(reader, scan, range.start, &place, name);
                let behind = names.iter().enumerate().filter(|(_, name)| name.start < end);
                behind.filter(|(_, name)| !is_of_another(name)).map(|(index, _)| index).collect()
            }
        };
        tied.push((place, owners));
    }
    tied
}

/// `米国のStripe`, `미국에 소재한 Stripe`, `米国に所在する当社の子会社であるStripe`: the names that a place says something of by
/// standing before them, the first of them and those joined with it.
fn attributed(lexicon: &Lexicon, scan: &Scan<'_>, names: &[&Mention], place: &PlaceMention) -> Vec<usize> {
    let Some(first) = names.iter().position(|name| name.start >= place.end) else { return Vec::new() };
    let folded = scan.text.folded();
    let gap = place.end..names[first].start;
    let is_blank = |range: Range<usize>| {
        folded.get(range).is_some_and(|gap| gap.chars().all(|letter| " \"'「『".contains(letter)))
    };
    let attributes = || scan.cues_in(&gap).filter(|cue| cue.mark == Cue::Attributive);
    let is_near = gap.len() <= 64 && folded.get(gap.clone()).is_some_and(|gap| !gap.contains(['、', ',']));
    let belongs = is_near
        && attributes().any(|cue| is_blank(gap.start..cue.start))
        && attributes().any(|cue| is_blank(cue.end..gap.end));
    let joined =
        |pair: &[&Mention]| is_joiner(lexicon, folded.get(pair[0].end..pair[1].start).unwrap_or_default());
    let more = names[first..].windows(2).take_while(|pair| joined(pair)).count();
    if belongs { (first..=first + more).collect() } else { Vec::new() }
}

/// `X runs the chat of Acme and sends data to Japan`: the controller is named in passing, and what goes to Japan goes to X.
fn is_bystander(scan: &Scan<'_>, earlier: &[&Mention], name: &Mention, place: &PlaceMention) -> bool {
    recipient_of(name).is_none()
        && scan.has(&(name.end..place.start), Cue::Destination)
        && earlier.iter().any(|other| recipient_of(other).is_some())
}

/// `境外的X`, `アメリカのX`: one letter, in scripts without blanks, makes the place a property of the name behind it.
fn describes(lexicon: &Lexicon, folded: &str, place: &PlaceMention, name: &Mention) -> bool {
    let gap = folded.get(place.end..name.start).unwrap_or_default();
    let mut letters = gap.chars();
    let is_letter = |letter: char| letter.is_alphabetic() && !is_spaced(letter);
    letters.next().is_some_and(is_letter) && letters.next().is_none() && !is_joiner(lexicon, gap)
}

/// A name stands between two places: the second begins a list of its own.
fn starts_new_list(names: &[&Mention], place: &PlaceMention, other: &PlaceMention) -> bool {
    names.iter().any(|name| place.end <= name.start && name.end <= other.start)
}

/// `We use X for support, and Stripe in the United States for payments`: the place of one that nothing declares, and that is
/// joined to a name behind what is said of that.
fn is_of_next(lexicon: &Lexicon, scan: &Scan<'_>, name: &Mention, place: &PlaceMention) -> bool {
    let gap = scan.text.as_str().get(name.end..place.start).unwrap_or_default();
    let is_conjunction = |word: &str| {
        lexicon
            .languages()
            .iter()
            .any(|language| language.conjunctions.contains(&word.to_lowercase().as_str()))
    };
    let is_known = |word: &str| word.starts_with(char::is_uppercase) && organisations::is_known(word);
    let words: Vec<&str> =
        gap.split_whitespace().map(|word| word.trim_matches([',', ';', '(', ')'])).collect();
    let next = words.windows(2).position(|pair| is_conjunction(pair[0]) && is_known(pair[1]));
    next.is_some_and(|at| !is_joiner(lexicon, &words[..at].join(" ").to_lowercase()))
}

/// How many names a sentence joins at the most: the place behind the last of them is that of all.
const LONGEST_LIST: usize = 100;

/// The first of the names that are joined with this one by nothing but commas, brackets and `and`.
fn joined_with(lexicon: &Lexicon, folded: &str, names: &[&Mention], last: usize) -> usize {
    let mut first = last;
    while first > 0 && last - first < LONGEST_LIST {
        let gap = folded.get(names[first - 1].end..names[first].start).unwrap_or_default();
        if !is_joiner(lexicon, gap) {
            break;
        }
        first -= 1;
    }
    first
}

fn is_joiner(lexicon: &Lexicon, gap: &str) -> bool {
    let mut depth = 0_i32;
    // `Google(Firebase)·Expo`: the first of the two may stand in a bracket.
    let gap = gap.strip_prefix(')').unwrap_or(gap);
    let outside: String = gap
        .chars()
        .filter(|letter| {
            depth += i32::from(*letter == '(');
            let keep = depth == 0;
            depth -= i32::from(*letter == ')');
            keep
        })
        .collect();
    outside.split(|letter: char| letter.is_whitespace() || ",/·;、".contains(letter)).all(|word| {
        let bare = word.trim_end_matches('.');
        let joins = |words: &[&str]| words.contains(&bare);
        word.is_empty()
            || lexicon
                .languages()
                .iter()
                .any(|language| joins(language.conjunctions) || joins(language.legal_forms))
    })
}

/// The capacity that a sentence shows a name in. What it says itself counts before what the section says.
fn capacity(scan: &Scan<'_>, range: &Range<usize>, name: &Mention, around: Surroundings) -> Capacity {
    let nearest = scan
        .cues_in(range)
        .filter_map(|cue| Some((stated_role(scan, range, cue)?, distance(name, cue.start, cue.end))))
        .min_by_key(|(role, distance)| (*role == Role::Processor, *distance));
    let stated = bracketed_role(scan, range, name).or(nearest.map(|(role, _)| role)).or(around.stated);
    let engages = scan.has(range, Cue::Engage);
    let shares = scan.has(range, Cue::Share);
    let implied = match (around.implied, engages, shares) {
        (Some(role), _, _) => Some(role),
        (None, true, _) => Some(Role::Processor),
        (None, false, true) => Some(Role::ThirdParty),
        (None, false, false) => None,
    };
    Capacity { stated, implied }
}

/// How many bytes may stand between a denial and the capacity that it denies: `n'est pas notre sous-traitant`.
const DENIED: usize = 24;

/// The role that a cue of a sentence states. Who `is not our processor` decides for itself.
fn stated_role(scan: &Scan<'_>, range: &Range<usize>, cue: &Hit<Cue>) -> Option<Role> {
    let role = role_of(cue.mark)?;
    let near = cue.start.saturating_sub(DENIED).max(range.start)..cue.start;
    let is_denied =
        scan.cues_of(&near, Cue::Negation).any(|negation| !scan.has(&(negation.end..cue.start), Cue::Break));
    match role {
        Role::Processor if is_denied => Some(Role::ThirdParty),
        _ if is_denied => None,
        _ => Some(role),
    }
}

/// `X (controller) and/or Y (our processor)`: what the bracket behind a name says of that name alone.
pub(super) fn bracketed_role(scan: &Scan<'_>, range: &Range<usize>, name: &Mention) -> Option<Role> {
    let rest = scan.text.folded().get(name.end..range.end)?;
    let bracket = rest.trim_start().strip_prefix('(')?;
    let start = range.end - bracket.len();
    bare_role(scan, &(start..start + bracket.find(')')?))
}

/// The one capacity that words speak of which say nothing but a capacity, so that a bare `controller` is one too. Of several,
/// what stands in a bracket explains: `Betalleverantör (egen personuppgiftsansvarig)`.
pub(super) fn bare_role(scan: &Scan<'_>, range: &Range<usize>) -> Option<Role> {
    only_capacity(scan, range).or_else(|| {
        let text = scan.text.folded().get(range.clone())?;
        let opens = text.find('(')?;
        only_capacity(scan, &(range.start + opens..range.start + text.len()))
    })
}

fn only_capacity(scan: &Scan<'_>, range: &Range<usize>) -> Option<Role> {
    let mut roles: Vec<Role> = scan.cues_in(range).filter_map(|cue| role_of(cue.mark)).collect();
    roles.sort_unstable();
    roles.dedup();
    match roles.as_slice() {
        [role] => Some(*role),
        [] => scan.has(range, Cue::ControllerRole).then_some(Role::ThirdParty),
        _ => None,
    }
}

/// The role that a cue states.
pub(super) fn role_of(cue: Cue) -> Option<Role> {
    match cue {
        Cue::Processor => Some(Role::Processor),
        Cue::ThirdParty => Some(Role::ThirdParty),
        Cue::JointController => Some(Role::JointController),
        _ => None,
    }
}

fn distance(name: &Mention, start: usize, end: usize) -> usize {
    if end <= name.start { name.start - end } else { start.saturating_sub(name.end) }
}

/// The recipients that a scan names by name, in order.
pub(super) fn named_recipients(scan: &Scan<'_>) -> Vec<RecipientId> {
    scan.names.iter().filter(|name| name.naming == Naming::Name).filter_map(recipient_of).collect()
}
