//! Recipients and transfers as one file lists them, before names are resolved.

use super::fields::{Fields, Refusal, Shape};
use super::problem::Problems;
use super::quote::Quoted;
use super::yaml::Node;
use super::{Date, Located, Role, suggest};
use crate::lexicon::country::Country;
use crate::source::Location;

pub(super) const RECIPIENT: Shape =
    Shape { name: "a recipient", keys: &["name", "aliases", "country", "category", "contact", "domains"] };

pub(super) const TRANSFER: Shape = Shape {
    name: "a transfer",
    keys: &[
        "id",
        "recipient",
        "aliases",
        "role",
        "on_behalf_of",
        "country",
        "countries",
        "access_from",
        "data",
        "subjects",
        "purposes",
        "retention",
        "method",
        "legal_basis",
        "safeguards",
        "refusal",
        "automated_decision",
        "since",
        "until",
        "policies",
    ],
};

/// What a transfer can say of its role, by its name.
pub(crate) const ROLES: [(&str, Role); 3] = [
    ("processor", Role::Processor),
    ("third-party", Role::ThirdParty),
    ("joint-controller", Role::JointController),
];

/// A recipient of the list.
#[derive(Debug)]
pub(super) struct RecipientEntry {
    pub(super) name: Located<String>,
    pub(super) aliases: Vec<Located<String>>,
    pub(super) country: Option<Located<Country>>,
    pub(super) category: Option<String>,
    pub(super) contact: Option<String>,
    pub(super) domains: Vec<String>,
}

/// A transfer of the list.
#[derive(Debug)]
pub(super) struct TransferEntry {
    pub(super) location: Location,
    pub(super) id: Option<Located<String>>,
    /// None where it is missing, which is reported: the rest is still checked.
    pub(super) recipient: Option<Located<String>>,
    pub(super) aliases: Vec<Located<String>>,
    pub(super) countries: Vec<Located<Country>>,
    pub(super) access_from: Vec<Located<Country>>,
    pub(super) policies: Vec<Located<String>>,
    pub(super) facts: Facts,
}

/// What a transfer says that refers to nothing else.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) role: Option<Located<Role>>,
    pub(super) on_behalf_of: Option<Located<String>>,
    pub(super) data: Vec<Located<String>>,
    pub(super) subjects: Option<Located<String>>,
    pub(super) purposes: Vec<Located<String>>,
    pub(super) retention: Option<Located<String>>,
    pub(super) method: Option<Located<String>>,
    pub(super) legal_basis: Option<Located<String>>,
    pub(super) safeguards: Vec<Located<String>>,
    pub(super) refusal: Option<Located<String>>,
    pub(super) automated_decision: Option<Located<String>>,
    pub(super) since: Option<Located<Date>>,
    pub(super) until: Option<Located<Date>>,
}

/// What the main file and its includes list alike.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) recipients: Vec<RecipientEntry>,
    pub(super) transfers: Vec<TransferEntry>,
}

impl Body {
    /// Adds the lists of one file.
    pub(super) fn add(&mut self, file: &Fields<'_>, problems: &mut Problems) {
        let recipients = file.items("recipients");
        self.recipients.extend(recipients.into_iter().filter_map(|node| read_recipient(node, problems)));
        let transfers = file.items("transfers");
        self.transfers.extend(transfers.into_iter().filter_map(|node| read_transfer(node, problems)));
    }
}

fn read_recipient(node: &Node, problems: &mut Problems) -> Option<RecipientEntry> {
    let fields = Fields::read(node, &RECIPIENT, problems)?;
    let name = fields.required_text("name", problems);
    let aliases = fields.texts("aliases", problems);
    let country = fields.parsed("country", parse_country, problems);
    let category = fields.text("category", problems).map(value);
    let contact = fields.text("contact", problems).map(value);
    let domains = fields.texts("domains", problems).into_iter().map(value).collect();
    Some(RecipientEntry { name: name?, aliases, country, category, contact, domains })
}

fn read_transfer(node: &Node, problems: &mut Problems) -> Option<TransferEntry> {
    let fields = Fields::read(node, &TRANSFER, problems)?;
    Some(TransferEntry {
        location: node.location,
        id: fields.text("id", problems),
        recipient: fields.required_text("recipient", problems),
        aliases: fields.texts("aliases", problems),
        countries: read_countries(&fields, problems),
        access_from: fields.parsed_list("access_from", parse_country, problems),
        policies: fields.texts("policies", problems),
        facts: read_facts(&fields, problems),
    })
}

fn read_countries(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Located<Country>> {
    if let (Some(one), Some(many)) = (fields.entry("country"), fields.entry("countries")) {
        let (first, second) = if one.key_location < many.key_location { (one, many) } else { (many, one) };
        let message = "a transfer has both `country` and `countries`; expected one of them";
        problems.report_clash(second.key_location, message, first.key_location);
    }
    let mut countries = fields.parsed_list("country", parse_country, problems);
    countries.extend(fields.parsed_list("countries", parse_country, problems));
    countries
}

fn read_facts(fields: &Fields<'_>, problems: &mut Problems) -> Facts {
    let since = fields.parsed("since", parse_date, problems);
    let until = fields.parsed("until", parse_date, problems);
    if let (Some(since), Some(until)) = (&since, &until)
        && since.value > until.value
    {
        let message = format!("`until` {} lies before `since` {}", until.value, since.value);
        problems.report_clash(until.location, message, since.location);
    }
    Facts {
        role: fields.parsed("role", parse_role, problems),
        on_behalf_of: fields.text("on_behalf_of", problems),
        data: fields.texts("data", problems),
        subjects: fields.text("subjects", problems),
        purposes: fields.texts("purposes", problems),
        retention: fields.text("retention", problems),
        method: fields.text("method", problems),
        legal_basis: fields.text("legal_basis", problems),
        safeguards: fields.texts("safeguards", problems),
        refusal: fields.text("refusal", problems),
        automated_decision: fields.text("automated_decision", problems),
        since,
        until,
    }
}

/// Reads a country by its code or any of its names.
pub(super) fn parse_country(text: &str) -> Result<Country, Refusal> {
    // In a list of countries a code in small letters can be nothing else.
    Country::parse(text).or_else(|| Country::from_code(text)).ok_or_else(|| Refusal {
        message: match Country::suggest(text) {
            Some(name) => format!("unknown country {}; did you mean `{name}`?", Quoted(text)),
            None => format!("unknown country {}", Quoted(text)),
        },
        help: "a country is an ISO 3166-1 alpha-2 code, such as `KR`, or any name of the country".to_owned(),
    })
}

/// Reads an ISO 8601 day.
pub(crate) fn parse_date(text: &str) -> Result<Date, Refusal> {
    Date::parse(text).ok_or_else(|| Refusal {
        message: format!("{} is no date of the calendar", Quoted(text)),
        help: "a date is a year, a month and a day, such as `2026-11-22`".to_owned(),
    })
}

pub(super) fn parse_role(text: &str) -> Result<Role, Refusal> {
    ROLES.iter().find(|(name, _)| *name == text).map(|&(_, role)| role).ok_or_else(|| Refusal {
        message: format!(
            "unknown role {}{}",
            Quoted(text),
            suggest::ending(text, ROLES.map(|(name, _)| name))
        ),
        help: "a role is `processor`, `third-party` or `joint-controller`".to_owned(),
    })
}

/// A value without its place, where the model keeps none.
pub(super) fn value<T>(located: Located<T>) -> T {
    located.value
}
