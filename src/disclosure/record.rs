//! A record as claims: whom it names, in which capacity, and where their data goes.

mod cell;
mod places;

use std::ops::Range;

use crate::declaration::Role;
use crate::lexicon::{Column, Cue, Hit};

use super::bracket;
use super::field::{Field, column_role};
use super::name_list;
use super::roster::Setting;
use super::scan::{Reader, Scan};
use super::sentence::{bare_role, recipient_of, role_of};
use super::table::Record;
use super::{Capacity, Claim, Destination, Grounds, NamedRecipient, Stance};
use cell::Cell;
use places::Places;

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
    if lists_others(record, around) {
        return Reading::default();
    }
    let scans: Vec<(&Field<'_>, Scan<'_>)> =
        record.fields.iter().map(|field| (field, Scan::new(reader, field.text, Setting::Field))).collect();
    let entry = Entry {
        reader,
        around,
        has_recipient: record.fields.iter().any(Field::is_recipient),
        is_denied: around.is_denied || is_denied(reader, &scans),
        role: role(&scans),
        places: Places::of(reader, &scans),
        scans: &scans,
    };
    let discloses = around.discloses
        || lists_services(record)
        || scans.iter().any(|(field, scan)| sends_data(field, scan));
    let mut reading = Reading::default();
    for (field, scan) in &scans {
        let names_recipients = match entry.has_recipient {
            true => field.is_recipient() || is_providers_service(record, field),
            false => {
                (discloses || !around.is_averse && names_host(field, scan)) && may_name_recipients(field)
            }
        };
        if names_recipients {
            reading.claims.extend(entry.claims(field, scan));
            if entry.names_others(field) {
                reading.named.extend(name_list::names(reader, field, scan));
            }
        }
    }
    if !entry.has_recipient && reading.claims.is_empty() {
        reading.destinations = entry.places.all();
    }
    reading
}

/// A record of those who give data, or of those to write to.
fn lists_others(record: &Record<'_>, around: Surroundings) -> bool {
    let has_recipient = record.fields.iter().any(Field::is_recipient);
    let has_source = record.fields.iter().any(|field| field.column == Some(Column::Source));
    let is_stated = has_stated_recipient(record);
    (has_source || around.is_source) && !has_recipient
        || around.is_source && !is_stated
        || around.is_averse && !is_stated && !tells_what_for(record)
}

/// A record with what is known of it.
struct Entry<'s, 'p> {
    reader: Reader<'s>,
    scans: &'s [(&'s Field<'p>, Scan<'p>)],
    around: Surroundings,
    has_recipient: bool,
    is_denied: bool,
    /// What a column of roles says.
    role: Option<Role>,
    places: Places<'s, 'p>,
}

impl<'p> Entry<'_, 'p> {
    /// The claims on those that a field names.
    fn claims(&self, field: &Field<'p>, scan: &Scan<'p>) -> Vec<Claim> {
        let stated = self
            .role
            .or(overruled(field, self.around))
            .or(field.column.and_then(column_role))
            .or(heading_role(field))
            .or(self.around.stated);
        let implied = implied(self.scans, self.around).or(field.implied_role());
        let cell = Cell::new(self.reader, field, scan);
        let claim = |name| {
            Some(Claim {
                recipient: recipient_of(name)?,
                naming: name.naming,
                stance: match self.is_denied {
                    true => Stance::Denied,
                    false if bracket::is_contact(self.reader, scan, field.range.start, name) => {
                        Stance::Mentioned
                    }
                    false => Stance::Affirmed,
                },
                grounds: Grounds::Receipt,
                capacity: Capacity { stated: cell.own_role(name).or(stated), implied },
                destinations: match field.is_recipient() || !self.has_recipient {
                    true => self.places.tied_to(&cell, name),
                    false => self.places.of_provider(),
                },
                location: field.text.locate(name.start, name.end),
                details: Vec::new(),
            })
        };
        scan.names_in(&field.range).filter_map(claim).collect()
    }

    /// Whether what else stands in a field is the names of recipients that nothing declares.
    fn names_others(&self, field: &Field<'p>) -> bool {
        field.is_recipient()
            && lists_names(field, self.scans)
            && !self.is_denied
            && (self.around.lists || field.column.and_then(column_role).is_some())
    }
}

/// A cell beside the names says that nothing goes there, or goes there any more.
fn is_denied(reader: Reader<'_>, scans: &[(&Field<'_>, Scan<'_>)]) -> bool {
    scans.iter().any(|(field, scan)| {
        let denies = || denies(scan, &field.range) && !is_remark(reader, field, scan);
        !field.is_recipient() && field.column != Some(Column::Refusal) && (denies() || is_over(field, scan))
    })
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

/// Bytes: a bracket or quotation mark.
const OPENING: usize = 3;

/// `Speicherort: Deutschland (Hetzner)`, `저장 위치 | Supabase Postgres`: whose servers they are that data is on.
pub(super) fn names_host(field: &Field<'_>, scan: &Scan<'_>) -> bool {
    let mut names = scan.names_in(&field.range).peekable();
    field.column == Some(Column::Country)
        && names.peek().is_some()
        && (names.any(|name| name.start <= field.range.start + OPENING)
            || scan.places_in(&field.range).next().is_some())
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
