//! A record as claims: whom it names, in which capacity, and where their data goes.

use std::ops::Range;

use crate::declaration::Role;
use crate::lexicon::places::PlaceMention;
use crate::lexicon::{Column, Cue, Hit};

use super::bracket;
use super::field::{Field, column_role};
use super::name_list;
use super::roster::{Mention, Setting};
use super::scan::{Reader, Scan};
use super::sentence::{bare_role, bracketed_role, destination, meant, recipient_of, role_of};
use super::table::Record;
use super::{Capacity, Claim, Destination, NamedRecipient, Stance};

/// What surrounds a record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// The section or the lead-in says that recipients are listed.
    pub(super) discloses: bool,
    /// The section or the lead-in is about recipients and not only about technology.
    pub(super) lists: bool,
    /// The lead-in denies what is listed.
    pub(super) is_denied: bool,
    /// The section is about those who give data.
    pub(super) is_source: bool,
    /// The section is about whom to write or complain to, links, words or changes.
    pub(super) is_averse: bool,
    /// The capacity that the section or the lead-in states.
    pub(super) stated: Option<Role>,
    /// Of that, what the lead-in states.
    pub(super) told: Option<Role>,
    /// The capacity that follows from what was said before.
    pub(super) implied: Option<Role>,
}

/// What a record says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) claims: Vec<Claim>,
    pub(super) named: Vec<NamedRecipient>,
    /// Where data goes, for a record that names no recipient.
    pub(super) destinations: Vec<Destination>,
}

/// Reads one record.
pub(super) fn read(reader: Reader<'_>, record: &Record<'_>, around: Surroundings) -> Reading {
    let has_recipient = record.fields.iter().any(Field::is_recipient);
    let has_source = record.fields.iter().any(|field| field.column == Some(Column::Source));
    let mut reading = Reading::default();
    if (has_source || around.is_source) && !has_recipient || around.is_source && !has_stated_recipient(record)
    {
        return reading;
    }
    if around.is_averse && !has_stated_recipient(record) && !tells_what_for(record) {
        return reading;
    }
    let scans: Vec<(&Field<'_>, Scan<'_>)> =
        record.fields.iter().map(|field| (field, Scan::new(reader, field.text, Setting::Field))).collect();
    let discloses = around.discloses
        || lists_services(record)
        || scans.iter().any(|(field, scan)| sends_data(field, scan));
    let is_denied = around.is_denied
        || scans.iter().any(|(field, scan)| {
            !field.is_recipient()
                && field.column != Some(Column::Refusal)
                && (denies(scan, &field.range) && !is_remark(reader, field, scan) || is_over(field, scan))
        });
    let role = role(&scans);
    let places = Places::of(reader, &scans);
    for (field, scan) in &scans {
        let names_recipients = match has_recipient {
            true => field.is_recipient() || is_providers_service(record, field),
            false => discloses && may_name_recipients(field),
        };
        if !names_recipients {
            continue;
        }
        let capacity = Capacity {
            stated: role
                .or(overruled(field, around))
                .or(field.column.and_then(column_role))
                .or(heading_role(field))
                .or(around.stated),
            implied: implied(&scans, around),
        };
        let cell = Cell::new(reader, field, scan);
        for name in scan.names_in(&field.range) {
            let Some(recipient) = recipient_of(name) else { continue };
            let capacity = Capacity { stated: cell.own_role(name).or(capacity.stated), ..capacity };
            reading.claims.push(Claim {
                recipient,
                naming: name.naming,
                stance: match is_denied {
                    true => Stance::Denied,
                    false if bracket::is_contact(reader, scan, field.range.start, name) => Stance::Mentioned,
                    false => Stance::Affirmed,
                },
                capacity,
                destinations: match field.is_recipient() || !has_recipient {
                    true => places.tied_to(&cell, name),
                    false => places.of_provider(),
                },
                location: field.text.locate(name.start, name.end),
                details: Vec::new(),
            });
        }
        if field.is_recipient()
            && lists_names(field, &scans)
            && !is_denied
            && (around.lists || field.column.and_then(column_role).is_some())
        {
            reading.named.extend(name_list::names(reader, field, scan));
        }
    }
    if !has_recipient && reading.claims.is_empty() {
        reading.destinations = places.all();
    }
    reading
}

/// Whether the names of a field are recipients of their own: not a product's where another column says whose it is, and not
/// its maker's where the declaration knows it by the product.
fn lists_names(field: &Field<'_>, scans: &[(&Field<'_>, Scan<'_>)]) -> bool {
    let is_product = |other: &Field<'_>| other.column == Some(Column::Product);
    let mut others = scans.iter().filter(|(other, _)| other.is_recipient() && other.column != field.column);
    match is_product(field) {
        true => others.next().is_none(),
        false => {
            !others.any(|(other, scan)| is_product(other) && scan.names_in(&other.range).next().is_some())
        }
    }
}

/// A column that says in so many words that its entries receive.
fn has_stated_recipient(record: &Record<'_>) -> bool {
    record.fields.iter().any(|field| {
        matches!(field.column, Some(Column::Processor | Column::ThirdParty | Column::JointController))
    })
}

/// `We communicate your device data to our partner X`, `under the joint responsibility of us and X` in a cell: the row is
/// about a recipient, whatever the table is about.
fn sends_data(field: &Field<'_>, scan: &Scan<'_>) -> bool {
    let has = |cue: Cue| scan.has(&field.range, cue);
    let sends = has(Cue::Share) && has(Cue::Toward) && (has(Cue::Recipients) || has(Cue::Processors));
    (sends || has(Cue::JointController)) && !has(Cue::Negation) && !has(Cue::Denial)
}

/// How many bytes of a particle may stand between the word for data and the verb that is denied: `개인정보를 제공하지 않음`.
const PARTICLE: usize = 4;

/// `Döviz kuru (kişisel veri aktarılmaz)`, `exchange rates; no personal data is transferred`: a cell that denies for its row
/// that any data goes there, and not that it goes to others, abroad, or without consent.
fn denies(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let limits = [Cue::Abroad, Cue::Recipients, Cue::ThirdParty, Cue::Exception, Cue::Item];
    let is_limited = |clause: &Range<usize>| {
        limits.iter().any(|&limit| scan.has(clause, limit)) || scan.places_in(clause).next().is_some()
    };
    let ends_at = |verb: &Hit<Cue>| {
        let rest = scan.text.folded().get(verb.end..range.end).unwrap_or_default();
        !rest.trim_start_matches(char::is_alphanumeric).starts_with(' ')
    };
    let is_denied = |data: &Hit<Cue>| {
        let negations = scan.cues_of(range, Cue::Negation);
        let is_negated = negations.clone().any(|no| no.end <= data.start && data.start - no.end <= 1);
        let denies = |verb: &&Hit<Cue>| match verb.mark {
            Cue::Share => is_negated && verb.start >= data.end,
            Cue::Denial => verb.start >= data.end && verb.start - data.end <= PARTICLE,
            _ => false,
        };
        scan.cues_in(range).filter(denies).any(|verb| ends_at(verb) && !is_limited(&(data.start..verb.end)))
    };
    scan.cues_of(range, Cue::Data).any(is_denied)
}

/// `No longer used`, `2023年に利用終了`: a cell on the state of its row that says nothing else.
fn is_over(field: &Field<'_>, scan: &Scan<'_>) -> bool {
    /// Bytes beside the words: a date.
    const DATE: usize = 12;
    matches!(field.column, None | Some(Column::Generic))
        && scan.cues_in(&field.range).any(|cue| {
            matches!(cue.mark, Cue::Denial | Cue::Gone | Cue::Unused)
                && cue.start - field.range.start + field.range.end.saturating_sub(cue.end) <= DATE
        })
}

/// `IP 주소, 앱 버전. 계정 정보는 전송되지 않습니다`: behind data that is given, a denial is of what else there is.
fn is_remark(reader: Reader<'_>, field: &Field<'_>, scan: &Scan<'_>) -> bool {
    let first = scan.sentences(reader.lexicon).into_iter().find(|range| range.end > field.range.start);
    field.column == Some(Column::Data) && first.is_some_and(|first| !denies(scan, &first))
}

/// `Service | Purpose | Data involved`: whatever it stands under, such a table says who gets what.
fn lists_services(record: &Record<'_>) -> bool {
    let has = |column: Column| record.fields.iter().any(|field| field.column == Some(column));
    has(Column::Service) && has(Column::Purpose) && has(Column::Data)
}

/// A recipient, which data and what for, wherever that stands: `运营方：…`, `功能：…`, `收集个人信息类型：…`.
fn tells_what_for(record: &Record<'_>) -> bool {
    let has = |column: Column| record.fields.iter().any(|field| field.column == Some(column));
    has(Column::Purpose) && has(Column::Data)
}

/// `サービス | 提供者 | 用途 | 情報`: beside the one that provides it, a service is what goes by its own name: `Firebase`.
fn is_providers_service(record: &Record<'_>, field: &Field<'_>) -> bool {
    let is_provided = record.fields.iter().any(|other| other.column == Some(Column::Recipient));
    field.column == Some(Column::Service) && is_provided && tells_what_for(record)
}

/// In a table without a column of recipients, the cells that may name them all the same.
fn may_name_recipients(field: &Field<'_>) -> bool {
    matches!(
        field.column,
        None | Some(Column::Service | Column::Generic | Column::Link | Column::Purpose | Column::Country)
    )
}

/// `The following companies decide for themselves:` over a column of service providers: the word for their trade is not
/// the capacity that a sentence states.
fn overruled(field: &Field<'_>, around: Surroundings) -> Option<Role> {
    around.told.filter(|role| field.column == Some(Column::Processor) && *role != Role::Processor)
}

/// `Third party (independent controller)`: what the heading over the recipients says beside the word for them.
fn heading_role(field: &Field<'_>) -> Option<Role> {
    field.heading_role.filter(|role| field.is_recipient() && *role != Role::Processor)
}

/// What a column of roles says: `Auftragsverarbeiter`, `처리위탁`, `processor`, `Responsable de traitement`.
fn role(scans: &[(&Field<'_>, Scan<'_>)]) -> Option<Role> {
    let role_of_cell = |(field, scan): &(&Field<'_>, Scan<'_>)| match field.column {
        Some(Column::Role) => bare_role(scan, &field.range),
        // `구분: 위탁`: a short cell that says nothing else.
        None | Some(Column::Service | Column::Generic) if field.as_str().chars().count() <= 12 => {
            only_role(scan, &field.range)
        }
        _ => None,
    };
    scans.iter().find_map(role_of_cell)
}

/// The one capacity that a cell speaks of.
fn only_role(scan: &Scan<'_>, range: &Range<usize>) -> Option<Role> {
    let mut roles: Vec<Role> = scan.cues_in(range).filter_map(|cue| role_of(cue.mark)).collect();
    roles.sort_unstable();
    roles.dedup();
    match roles.as_slice() {
        [role] => Some(*role),
        _ => None,
    }
}

/// What the description of the work lets one conclude: `third-party hosting provider`, `위탁업무 수행 완료 시까지`, or a
/// heading `위탁업무`.
fn implied(scans: &[(&Field<'_>, Scan<'_>)], around: Surroundings) -> Option<Role> {
    let others = || scans.iter().filter(|(field, _)| !field.is_recipient());
    let described = others().find_map(|(field, scan)| only_role(scan, &field.range));
    described.or_else(|| others().find_map(|(field, _)| field.heading_role)).or(around.implied)
}

/// The places of a record.
struct Places<'s, 'p> {
    reader: Reader<'s>,
    scans: &'s [(&'s Field<'p>, Scan<'p>)],
}

impl<'s, 'p> Places<'s, 'p> {
    fn of(reader: Reader<'s>, scans: &'s [(&'s Field<'p>, Scan<'p>)]) -> Self {
        Self { reader, scans }
    }

    /// Where the data of one name of the record goes: a bracket behind the name, the same line of the column of
    /// countries, or that whole column.
    fn tied_to(&self, cell: &Cell<'_, 'p>, name: &Mention) -> Vec<Destination> {
        let own = cell.bracketed(self.reader, name);
        if !own.is_empty() {
            // `Stripe, Inc. (in Japan through Stripe Japan KK)` beside `United States`: the column still speaks of the only one.
            return match cell.names_one {
                true => own.into_iter().chain(self.all()).chain(self.described()).collect(),
                false => own,
            };
        }
        let countries = self.column(Column::Country);
        if !countries.is_empty() {
            let line = cell.breaks.partition_point(|&at| at < name.start);
            let lines = cell.breaks.len() + 1;
            let same: Vec<Destination> =
                countries.iter().flat_map(|(field, scan)| line_of(scan, field, line, lines)).collect();
            return if same.is_empty() {
                countries.iter().flat_map(|(field, scan)| all_in(scan, field)).collect()
            } else {
                same
            };
        }
        let seat: Vec<Destination> =
            self.column(Column::Seat).iter().flat_map(|(field, scan)| all_in(scan, field)).collect();
        if seat.is_empty() { self.elsewhere() } else { seat }
    }

    /// `Firebase | Google LLC（米国）`: where the one is that provides a service, or where the record says that data goes.
    fn of_provider(&self) -> Vec<Destination> {
        let countries = self.all();
        if !countries.is_empty() {
            return countries;
        }
        self.column(Column::Recipient).iter().flat_map(|(field, scan)| all_in(scan, field)).collect()
    }

    /// The columns of this kind that are filled.
    fn column(&self, column: Column) -> Vec<&'s (&'s Field<'p>, Scan<'p>)> {
        self.scans
            .iter()
            .filter(|(field, _)| field.column == Some(column) && !field.as_str().trim().is_empty())
            .collect()
    }

    /// Places in cells that may speak of the recipient.
    fn elsewhere(&self) -> Vec<Destination> {
        let read = |(field, scan): &(&Field<'p>, Scan<'p>)| match field.column {
            None => all_in(scan, field),
            Some(Column::Safeguard | Column::Generic | Column::Method | Column::Purpose)
                if scan.has(&field.range, Cue::Destination) =>
            {
                all_in(scan, field)
            }
            Some(_) => Vec::new(),
        };
        self.scans.iter().flat_map(read).chain(self.described()).collect()
    }

    /// Where cells on which data, why or how long say that something is: `Text of the task; processed in the USA`.
    fn described(&self) -> Vec<Destination> {
        let tells = |(field, _): &&(&Field<'p>, Scan<'p>)| {
            matches!(field.column, Some(Column::Data | Column::Retention | Column::Purpose))
        };
        self.scans
            .iter()
            .filter(tells)
            .flat_map(|(field, scan)| located_in(self.reader, scan, field))
            .collect()
    }

    /// Every destination, for a record without a recipient.
    fn all(&self) -> Vec<Destination> {
        self.column(Column::Country).iter().flat_map(|(field, scan)| all_in(scan, field)).collect()
    }
}

fn all_in(scan: &Scan<'_>, field: &Field<'_>) -> Vec<Destination> {
    scan.places_in(&field.range).map(|place| destination(scan, &meant(scan, &field.range, place))).collect()
}

/// The places in those sentences of a field that say that something is somewhere.
fn located_in(reader: Reader<'_>, scan: &Scan<'_>, field: &Field<'_>) -> Vec<Destination> {
    if !scan.has(&field.range, Cue::Destination) || scan.places_in(&field.range).next().is_none() {
        return Vec::new();
    }
    let within = |range: &Range<usize>| field.range.start <= range.start && range.end <= field.range.end;
    let sentences = scan.sentences(reader.lexicon).into_iter().filter(within);
    sentences
        .filter(|range| scan.has(range, Cue::Destination))
        .flat_map(|range| {
            let places = scan.places_in(&range).map(|place| destination(scan, &meant(scan, &range, place)));
            places.collect::<Vec<_>>()
        })
        .collect()
}

/// The places on one line of a cell with as many lines as the names have.
fn line_of(scan: &Scan<'_>, field: &Field<'_>, line: usize, lines: usize) -> Vec<Destination> {
    let words = field.as_str();
    if lines < 2 || words.lines().count() != lines {
        return Vec::new();
    }
    let start = field.range.start + words.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let end = start + words.split('\n').nth(line).map_or(0, str::len);
    scan.places_in(&(start..end)).map(|place| destination(scan, &meant(scan, &(start..end), place))).collect()
}

/// How many bytes a cell may have that is one sentence at the most.
const SENTENCE: usize = 64;

/// A cell that names recipients.
struct Cell<'s, 'p> {
    field: &'s Field<'p>,
    scan: &'s Scan<'p>,
    /// Whether it names one organisation and no other.
    names_one: bool,
    /// Where its lines end.
    breaks: Vec<usize>,
    /// Its sentences, where it is long enough for several.
    sentences: Vec<Range<usize>>,
}

impl<'s, 'p> Cell<'s, 'p> {
    fn new(reader: Reader<'_>, field: &'s Field<'p>, scan: &'s Scan<'p>) -> Self {
        let mut names = scan.names_in(&field.range);
        let first = names.next();
        // One name may be that of two declared units.
        let is_first = |name: &Mention| {
            first.is_some_and(|first| name.organisation == first.organisation || name.start == first.start)
        };
        let names_one = names.all(is_first);
        let words = field.as_str().trim_end();
        let breaks = words.match_indices('\n').map(|(at, _)| field.range.start + at).collect();
        let is_short = words.len() <= SENTENCE;
        let sentences = if is_short { Vec::new() } else { scan.sentences(reader.lexicon) };
        Self { field, scan, names_one, breaks, sentences }
    }

    /// The part of the cell that is about this name alone: all of it, or a line or sentence that names nobody else.
    fn own(&self, name: &Mention) -> Option<Range<usize>> {
        if self.names_one {
            return Some(self.field.range.clone());
        }
        let piece = self.piece(name);
        let is_alone = self.scan.names_in(&piece).all(|other| other.organisation == name.organisation);
        is_alone.then_some(piece)
    }

    /// The sentence in the line that a name stands in.
    fn piece(&self, name: &Mention) -> Range<usize> {
        let range = &self.field.range;
        let line = self.breaks.partition_point(|&at| at < name.start);
        let line_start = line.checked_sub(1).and_then(|before| self.breaks.get(before)).copied();
        let line_end = self.breaks.get(line).copied();
        let sentence = self.sentences.partition_point(|sentence| sentence.end <= name.start);
        let sentence = self.sentences.get(sentence).unwrap_or(range);
        let start = range.start.max(sentence.start).max(line_start.unwrap_or_default());
        let end = range.end.min(sentence.end).min(line_end.unwrap_or(usize::MAX));
        start..end.max(name.end)
    }

    /// `X AB, which provides payments in the role of data controller`: the capacity that the cell tells of one name. In a
    /// column of recipients a bare word for a processor may be that for its trade.
    fn own_role(&self, name: &Mention) -> Option<Role> {
        let piece = self.piece(name);
        if let Some(role) = bracketed_role(self.scan, &piece, name) {
            return Some(role);
        }
        let told = only_role(self.scan, &piece)?;
        let is_trade =
            told == Role::Processor && self.field.is_recipient() && !self.scan.has(&piece, Cue::Capacity);
        (!is_trade).then_some(told)
    }

    /// The place whose bracket a name stands in: `United States (OpenAI, xAI)`; else the places in the brackets that follow
    /// the name: `Infobip (인포빕, 크로아티아)`; and, where the cell names nobody else, any place in it.
    fn bracketed(&self, reader: Reader<'_>, name: &Mention) -> Vec<Destination> {
        let (scan, range) = (self.scan, &self.field.range);
        let is_inside = |place: &&PlaceMention| {
            bracket::behind(scan, place)
                .is_some_and(|inside| inside.start <= name.start && name.end <= inside.end)
        };
        // Only the nearest place: a cell may be endless.
        let before = scan.places.partition_point(|place| place.start < name.start);
        let nearest = before.checked_sub(1).and_then(|at| scan.places.get(at));
        if let Some(place) = nearest.filter(|place| place.start >= range.start).filter(is_inside) {
            return vec![destination(scan, &meant(scan, range, place))];
        }
        let line = self.breaks.partition_point(|&at| at < name.end);
        let line_end = self.breaks.get(line).copied().unwrap_or(range.end);
        let next = scan
            .names_in(&(name.end..range.end))
            .find(|other| other.organisation != name.organisation)
            .map_or(line_end, |next| next.start.min(line_end));
        let gap = scan.text.as_str().get(name.end..next).unwrap_or_default();
        let opens = gap.trim_start().starts_with(['(', '[', ',', '-', ':', '/']);
        let own = self.own(name);
        if own.is_none() && !opens {
            return Vec::new();
        }
        let reach = own.unwrap_or(name.end..next);
        let is_of_another = |place: &PlaceMention| {
            place.start >= name.end && bracket::is_of_another(reader, scan, name, place)
                || place.end <= name.start
                    && bracket::is_of_one_before(reader, scan, range.start, place, name)
        };
        scan.places_in(&reach)
            .filter(|place| !is_of_another(place))
            .map(|place| destination(scan, &meant(scan, range, place)))
            .collect()
    }
}
