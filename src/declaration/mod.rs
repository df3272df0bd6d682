//! `divulge.yaml` -> [`Declaration`]: what really happens, every value with its place in the YAML.
//!
//! A declaration is loaded in two steps: unvalidated values with spans, then the valid form, or every problem at once.

mod stand_in;

pub use stand_in::load;

use std::collections::BTreeMap;
use std::fmt;

use crate::lexicon::country::Country;
use crate::rules::{RuleId, Severity};
use crate::source::{Location, SourceId};

/// A value and where the declaration says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place in the YAML.
    pub location: Location,
}

/// Something wrong in a declaration.
#[derive(Debug)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where.
    pub location: Option<Location>,
    /// The file as it is shown.
    pub path: String,
}

/// A valid declaration.
#[derive(Debug)]
pub struct Declaration {
    /// The main file.
    pub source: SourceId,
    /// Who publishes the policies.
    pub controller: Controller,
    /// Law packs in force for every policy that names none itself.
    pub laws: Vec<Located<String>>,
    /// The policies to check, in the order of the file.
    pub policies: Vec<PolicyEntry>,
    /// Who receives data: those listed, then those that only a transfer names.
    pub recipients: Vec<Recipient>,
    /// What happens, in the order of the file and its includes.
    pub transfers: Vec<Transfer>,
    /// Severity per rule, where it is not the rule's own.
    pub severities: BTreeMap<RuleId, Level>,
    /// Accepted findings.
    pub exceptions: Vec<Exception>,
}

/// Who publishes the policies.
#[derive(Debug, Default)]
pub struct Controller {
    /// The name as declared.
    pub name: Option<String>,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// Where it is established; unknown where it is not declared: then every country must be disclosed.
    pub country: Option<Country>,
}

/// One policy to check.
#[derive(Debug)]
pub struct PolicyEntry {
    /// The path as declared, relative to the declaration.
    pub path: Located<String>,
    /// BCP 47 language as declared.
    pub language: Option<Located<String>>,
    /// Law packs for this policy alone.
    pub laws: Option<Vec<Located<String>>>,
    /// More files, read as part of this policy.
    pub annexes: Vec<Located<String>>,
}

/// An organisation that receives data.
#[derive(Debug)]
pub struct Recipient {
    /// The name as declared.
    pub name: Located<String>,
    /// Other names of the same organisation.
    pub aliases: Vec<String>,
    /// Where it is established.
    pub country: Option<Located<Country>>,
    /// What a policy may call it generically.
    pub category: Option<String>,
    /// How it is reached.
    pub contact: Option<String>,
    /// Internet domains of it.
    pub domains: Vec<String>,
}

/// Index of a recipient in its [`Declaration`].
pub type RecipientId = usize;
/// Index of a transfer in its [`Declaration`].
pub type TransferId = usize;

/// One flow of personal data.
#[derive(Debug)]
pub struct Transfer {
    /// Unique; a slug of the recipient where none is declared.
    pub id: String,
    /// The whole entry.
    pub location: Location,
    /// The place of the name after `recipient:`.
    pub recipient_location: Location,
    /// Who receives.
    pub recipient: RecipientId,
    /// In which capacity; judged only where it is declared.
    pub role: Option<Located<Role>>,
    /// For whom the recipient processes.
    pub on_behalf_of: Option<Located<String>>,
    /// Where data goes or is seen from (`countries` and `access_from`; the recipient's country where neither is
    /// declared), each once.
    pub countries: Vec<Located<Country>>,
    /// Categories of data as declared.
    pub data: Vec<Located<String>>,
    /// Whose data.
    pub subjects: Option<Located<String>>,
    /// What for.
    pub purposes: Vec<Located<String>>,
    /// How long.
    pub retention: Option<Located<String>>,
    /// By which means.
    pub method: Option<Located<String>>,
    /// On which ground.
    pub legal_basis: Option<Located<String>>,
    /// What protects a transfer abroad.
    pub safeguards: Vec<Located<String>>,
    /// How a person refuses, and the effect.
    pub refusal: Option<Located<String>>,
    /// What is decided about people from it.
    pub automated_decision: Option<Located<String>>,
    /// The first day.
    pub since: Option<Located<Date>>,
    /// The last day: a transfer that has ended need not be disclosed.
    pub until: Option<Located<Date>>,
    /// The policies that must disclose it, as indices into [`Declaration::policies`]; empty means all.
    pub policies: Vec<usize>,
}

/// The capacity in which a recipient acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Processes on someone's behalf (GDPR Art. 4(8); 수탁자, PIPA Art. 26).
    Processor,
    /// Receives for its own purposes (제3자 제공, PIPA Art. 17).
    ThirdParty,
    /// Decides together with the controller (GDPR Art. 26).
    JointController,
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Processor => "processor",
            Self::ThirdParty => "third party",
            Self::JointController => "joint controller",
        })
    }
}

/// What `rules:` sets a rule to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule is not applied.
    Off,
    /// Its findings have this severity.
    At(Severity),
}

/// An accepted finding.
#[derive(Debug)]
pub struct Exception {
    /// Of which rule.
    pub rule: RuleId,
    /// On which transfer; on any where none is named.
    pub transfer: Option<TransferId>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Located<Date>>,
    /// The whole entry.
    pub location: Location,
}

/// A calendar day, compared by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day with these numbers, months and days from 1, where the calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// Reads `2026-11-22` (ISO 8601).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits =
            |part: &str, len: usize| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day, in UTC, that is so many days after 1970-01-01.
    #[must_use]
    pub fn from_unix_days(days: u64) -> Option<Self> {
        // Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let shifted = days + 719_468;
        let (era, of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert!(Date::parse("2024-02-29").is_some());
        for wrong in
            ["2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "20240101", "2024-01-01-", "+024-01-01"]
        {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Date::from_unix_days(0).unwrap().to_string(), "1970-01-01");
        assert_eq!(Date::from_unix_days(20_779).unwrap().to_string(), "2026-11-22");
    }
}
