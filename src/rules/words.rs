//! Wording that several rules share.

use unicode_segmentation::UnicodeSegmentation;

use crate::declaration::Role;
use crate::lexicon::country::Country;
use crate::source::{Location, SourceId, Sources};

/// How much of a policy's own words a message repeats: enough to recognise a sentence.
const QUOTE_LETTERS: usize = 80;

/// A country as both a lawyer and an engineer know it: `China (CN)`.
pub(super) fn country(country: Country) -> String {
    let (name, code) = (country.english_name(), country.code());
    if name == code { code.to_owned() } else { format!("{name} ({code})") }
}

/// `China (CN), Japan (JP) and Singapore (SG)`.
pub(super) fn countries(list: impl IntoIterator<Item = Country>) -> String {
    let mut names: Vec<String> = list.into_iter().map(country).collect();
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => String::new(),
    }
}

/// Where in a policy recipients of this role stand.
pub(super) fn list_of(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Processor) => "the list of processors",
        Some(Role::ThirdParty) => "the list of third parties that receive personal data",
        Some(Role::JointController) => "the list of joint controllers",
        None => "the list of recipients",
    }
}

/// `line 12`, or `line 3 of processors.md` where that is another file than the one the message is about.
pub(super) fn line(sources: &Sources, location: Location, about: SourceId) -> String {
    let source = sources.get(location.source);
    let line = source.position(location.span.start).line;
    if location.source == about {
        format!("line {line}")
    } else {
        format!("line {line} of {}", source.path())
    }
}

/// What a file says, on one line, shortened and in quotation marks.
pub(super) fn quote(sources: &Sources, location: Location) -> String {
    let words: Vec<_> = sources.slice(location).split_whitespace().collect();
    let text = words.join(" ");
    match text.grapheme_indices(true).nth(QUOTE_LETTERS) {
        Some((end, _)) => format!("\"{}…\"", text.get(..end).unwrap_or_default().trim_end()),
        None => format!("\"{text}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    #[test]
    fn lists_of_countries_read_as_prose() {
        let named = |codes: &[&str]| countries(codes.iter().filter_map(|code| Country::from_code(code)));
        assert_eq!(named(&[]), "");
        assert!(!named(&["CN"]).contains("and"));
        let three = named(&["CN", "JP", "SG"]);
        assert_eq!((three.matches(", ").count(), three.matches(" and ").count()), (1, 1), "{three}");
    }

    #[test]
    fn quotes_are_one_short_line() {
        let mut sources = Sources::default();
        let text = format!("overseas\n  servers {}", "가".repeat(100));
        let id = sources.add(Source::new("p.md", text.as_str()));
        let all = quote(&sources, Location { source: id, span: Span::new(0, text.len()) });
        assert!(all.starts_with("\"overseas servers 가가"), "{all}");
        assert!(all.ends_with("가…\""), "{all}");
        assert_eq!(all.chars().count(), QUOTE_LETTERS + 3);
        assert_eq!(quote(&sources, Location { source: id, span: Span::new(0, 8) }), "\"overseas\"");
    }

    #[test]
    fn lines_of_another_file_name_it() {
        let mut sources = Sources::default();
        let policy = sources.add(Source::new("p.md", "one\ntwo"));
        let annex = sources.add(Source::new("a.md", "one"));
        let at = |source, start| Location { source, span: Span::new(start, start) };
        assert_eq!(line(&sources, at(policy, 4), policy), "line 2");
        assert_eq!(line(&sources, at(annex, 0), policy), "line 1 of a.md");
    }
}
