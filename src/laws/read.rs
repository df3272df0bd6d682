//! YAML -> [`Pack`]. The build script reads the packs of the program with this file, and the program those of its users: one
//! format, one reader.

use serde_yaml::Spanned;

use super::Date;
use super::format::{AREA_GROUPS, Entry, File, List};
use super::model::{Adequate, Area, Asks, Example, Pack, Row, Text};
use super::words::{Basis, Element, Form, Kind, Status, Verified, When};

/// One thing that is wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in one sentence without its full stop.
    pub message: String,
}

/// Reads a pack. `is_country` knows the codes of ISO 3166-1.
///
/// # Errors
/// Everything that is wrong with it; where it is no YAML or its keys are wrong, the first such mistake.
pub(super) fn pack(text: &str, is_country: fn(&str) -> bool) -> Result<Pack, Vec<Fault>> {
    let file: File = serde_yaml::from_str(text).map_err(|error| vec![malformed(&error)])?;
    let mut reader = Reader { faults: Vec::new(), is_country };
    let pack = reader.pack(file);
    if reader.faults.is_empty() { Ok(pack) } else { Err(reader.faults) }
}

/// The parser's own words, without the place, which is told apart.
fn malformed(error: &serde_yaml::Error) -> Fault {
    let message = error.without_snippet().to_string();
    let message = message.split_once(" at line ").map_or(message.as_str(), |(before, _)| before);
    let line = error.location().map_or(1, |location| location.line());
    Fault { line: usize::try_from(line).unwrap_or(1).max(1), message: message.to_owned() }
}

/// Collects what is wrong, and reads on.
struct Reader {
    faults: Vec<Fault>,
    is_country: fn(&str) -> bool,
}

impl Reader {
    fn pack(&mut self, file: File) -> Pack {
        let defaults = Defaults { link: file.link, checked: self.moment(&file.checked) };
        self.identifier(&file.pack);
        let lists = [
            (List::Requirements, file.requirements),
            (List::Consent, file.consent),
            (List::ClosedLists, file.closed_lists),
            (List::Unchecked, file.unchecked),
        ];
        let mut rows = Vec::new();
        for (list, entries) in lists {
            rows.extend(entries.into_iter().filter_map(|entry| self.row(list, entry, &defaults)));
        }
        if rows.is_empty() {
            self.fault(&file.pack, "the pack asks for nothing".to_owned());
        }
        Pack {
            id: file.pack.value.into(),
            title: text(file.title),
            jurisdiction: text(file.jurisdiction),
            about: text(file.about),
            checked: defaults.checked,
            names: file.names.into_iter().map(text).collect(),
            domestic: self.areas(&file.domestic).into(),
            adequate: file.adequate.map(|entry| Adequate {
                as_of: self.moment(&entry.as_of),
                areas: self.areas(&entry.areas).into(),
                citation: text(entry.citation),
            }),
            rows: rows.into(),
            example: file
                .example
                .map(|entry| Example { fails: text(entry.fails), passes: text(entry.passes) }),
        }
    }

    fn row(&mut self, list: List, entry: Entry, defaults: &Defaults) -> Option<Row> {
        let place = &entry.citation;
        let keys = [
            ("elements", entry.elements.is_some()),
            ("form", entry.form.is_some()),
            ("unless", entry.unless.is_some()),
            ("asks", entry.asks.is_some()),
        ];
        let is_strange = |key| List::owner(key).is_some_and(|owner| owner != list);
        for (key, _) in keys.into_iter().filter(|&(key, is_there)| is_there && is_strange(key)) {
            self.fault(place, format!("`{key}` does not belong into this list"));
        }
        let asks = self.asks(list, &entry);
        let status =
            self.word(&entry.status, "status", Status::from_name, Status::ALL.iter().map(|it| it.name()));
        let kinds = self.words(&entry.kinds, "kind", Kind::from_name, Kind::ALL.iter().map(|it| it.name()));
        let verified = self.word(
            &entry.verified,
            "evidence",
            Verified::from_name,
            Verified::ALL.iter().map(|it| it.name()),
        );
        let when = entry
            .when
            .as_ref()
            .and_then(|when| self.word(when, "case", When::from_name, When::ALL.iter().map(|it| it.name())));
        let from = entry.from.as_ref().and_then(|day| self.day(day));
        let exempt = self.areas(&entry.exempt);
        let checked = entry.checked.as_ref().map(|moment| self.moment(moment));
        if kinds.is_empty() {
            self.fault(&entry.citation, "the row has no `kinds`".to_owned());
        }
        if status == Some(Status::Conditional) && entry.note.is_none() {
            self.fault(&entry.status, "a conditional row needs a `note` that states the case".to_owned());
        }
        let Some(link) = entry.link.or_else(|| defaults.link.clone()) else {
            self.fault(&entry.citation, "the row has no `link`, and neither has the pack".to_owned());
            return None;
        };
        Some(Row {
            asks: asks?,
            kinds: kinds.into(),
            status: status?,
            when,
            exempt: exempt.into(),
            from,
            citation: text(entry.citation.value),
            link: text(link),
            verified: verified?,
            checked: checked.unwrap_or_else(|| defaults.checked.clone()),
            note: entry.note.map(text),
        })
    }

    fn asks(&mut self, list: List, entry: &Entry) -> Option<Asks> {
        match list {
            List::Requirements => {
                let names = entry.elements.as_deref().unwrap_or_default();
                let elements =
                    self.words(names, "element", Element::from_name, Element::ALL.iter().map(|it| it.name()));
                if names.is_empty() {
                    self.fault(&entry.citation, "the row has no `elements`".to_owned());
                }
                let form = entry.form.as_ref().and_then(|form| {
                    self.word(form, "form", Form::from_name, Form::ALL.iter().map(|it| it.name()))
                });
                let form = form.unwrap_or(Form::Name);
                Some(Asks::Statement { elements: elements.into(), form })
            }
            List::Consent => {
                let names = entry.unless.as_deref().unwrap_or_default();
                let unless =
                    self.words(names, "basis", Basis::from_name, Basis::ALL.iter().map(|it| it.name()));
                Some(Asks::Consent { unless: unless.into() })
            }
            List::ClosedLists => Some(Asks::ClosedList),
            List::Unchecked => {
                let words = entry.asks.as_ref().map(|asks| text(asks.value.clone()));
                if words.is_none() {
                    self.fault(&entry.citation, "the row has no `asks`".to_owned());
                }
                words.map(Asks::Unchecked)
            }
        }
    }

    fn words<T>(
        &mut self,
        names: &[Spanned<String>],
        what: &str,
        parse: fn(&str) -> Option<T>,
        known: impl Iterator<Item = &'static str> + Clone,
    ) -> Vec<T> {
        names.iter().filter_map(|name| self.word(name, what, parse, known.clone())).collect()
    }

    fn word<T>(
        &mut self,
        name: &Spanned<String>,
        what: &str,
        parse: fn(&str) -> Option<T>,
        known: impl Iterator<Item = &'static str>,
    ) -> Option<T> {
        let parsed = parse(&name.value);
        if parsed.is_none() {
            let known: Vec<String> = known.map(|word| format!("`{word}`")).collect();
            self.fault(name, format!("unknown {what} `{}`; expected {}", name.value, known.join(", ")));
        }
        parsed
    }

    fn areas(&mut self, names: &[Spanned<String>]) -> Vec<Area> {
        let mut areas = Vec::with_capacity(names.len());
        for name in names {
            match area(&name.value, self.is_country) {
                Some(area) => areas.push(area),
                None => self.fault(
                    name,
                    format!("unknown area `{}`; expected `eu`, `eea` or a code such as `KR`", name.value),
                ),
            }
        }
        areas
    }

    fn day(&mut self, day: &Spanned<String>) -> Option<Date> {
        let parsed = Date::parse(&day.value);
        if parsed.is_none() {
            self.fault(day, format!("`{}` is no date of the calendar", day.value));
        }
        parsed
    }

    /// A month or a day: nobody notes the hour at which a law was read.
    fn moment(&mut self, moment: &Spanned<String>) -> Text {
        if Date::parse(&moment.value).is_none() && Date::parse(&format!("{}-01", moment.value)).is_none() {
            self.fault(moment, format!("`{}` is no month or day, such as `2026-11`", moment.value));
        }
        text(moment.value.clone())
    }

    fn identifier(&mut self, id: &Spanned<String>) {
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if id.value.is_empty() || !id.value.chars().all(is_plain) {
            self.fault(id, format!("`{}` is no name of a pack: small letters, digits and `-`", id.value));
        }
    }

    fn fault(&mut self, place: &Spanned<String>, message: String) {
        let line = usize::try_from(place.referenced.line()).unwrap_or(1).max(1);
        self.faults.push(Fault { line, message });
    }
}

/// What the rows of a pack share where they say nothing else.
struct Defaults {
    link: Option<String>,
    checked: Text,
}

fn area(name: &str, is_country: fn(&str) -> bool) -> Option<Area> {
    let group = AREA_GROUPS.into_iter().find(|(word, _)| *word == name).map(|(_, group)| group);
    group.or_else(|| match name.as_bytes() {
        &[first, second] if is_country(name) => Some(Area::Country([first, second])),
        _ => None,
    })
}

/// Text without the line breaks that YAML leaves at the end of a block.
fn text(words: String) -> Text {
    words.trim().to_owned().into()
}
