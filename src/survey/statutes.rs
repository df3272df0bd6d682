//! The laws that a policy names.

use crate::declaration::Located;
use crate::disclosure;
use crate::laws::{self, Area, Pack};
use crate::lexicon::country::Country;
use crate::lexicon::{ends_word, starts_word};
use crate::policy::{Policy, Text};

/// Adds the packs of the laws that a policy names, each at the first place.
pub(super) fn named(policy: &Policy, known: &mut Vec<Located<String>>) {
    for text in disclosure::texts(policy) {
        for (start, end, pack) in in_text(text) {
            if known.iter().all(|law| law.value != pack.id) {
                known.push(Located { value: pack.id.to_string(), location: text.locate(start, end) });
            }
        }
    }
}

/// The country of the one law that is named, where that is the law of one country.
pub(super) fn only_country(laws: &[Located<String>]) -> Option<Country> {
    let [law] = laws else { return None };
    let pack = laws::shipped().iter().find(|pack| pack.id == law.value)?;
    match *pack.domestic {
        [Area::Country(code)] => Country::from_code(std::str::from_utf8(&code).ok()?),
        _ => None,
    }
}

/// The names in a text, in order, none inside another: `UK GDPR` is not the GDPR.
fn in_text(text: &Text) -> Vec<(usize, usize, &'static Pack)> {
    let words = text.as_str();
    let mut found: Vec<(usize, usize, &'static Pack)> = Vec::new();
    for pack in laws::shipped() {
        for name in pack.names.iter() {
            let places = words.match_indices(name.as_ref()).map(|(at, name)| (at, at + name.len(), pack));
            found.extend(places.filter(|&(from, to, _)| starts_word(words, from) && ends_word(words, to)));
        }
    }
    found.sort_by_key(|&(from, to, _)| (from, std::cmp::Reverse(to)));
    let mut free_from = 0;
    found.retain(|&(from, to, _)| {
        let is_free = from >= free_from;
        free_from = if is_free { to } else { free_from };
        is_free
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Location, Source, Sources, Span};

    fn of(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("p.md", text));
        let mut laws = Vec::new();
        named(&Policy::parse(&[(id, text)]), &mut laws);
        laws.into_iter().map(|law| law.value).collect()
    }

    #[test]
    fn a_law_is_known_by_its_names() {
        for (text, laws) in [
            ("Under Art. 13 GDPR and the CCPA you may ask.", &["eu-gdpr", "us-ca-ccpa"][..]),
            ("In the United Kingdom the UK GDPR applies.", &["uk-gdpr"]),
            ("회사는 개인정보보호법을 준수합니다.", &["kr-pipa"]),
            ("根据《个人信息保护法》", &["cn-pipl"]),
            ("Wir halten die DSGVO ein.", &["eu-gdpr"]),
            ("LGPDs are lamps.", &[]),
        ] {
            assert_eq!(of(text), laws, "{text}");
        }
    }

    #[test]
    fn one_law_of_one_country_tells_where_a_controller_is() {
        let law = |id: &str| {
            let source = Sources::default().add(Source::new("p.md", ""));
            Located { value: id.to_owned(), location: Location { source, span: Span::new(0, 0) } }
        };
        let code = |ids: &[&str]| {
            let laws: Vec<Located<String>> = ids.iter().map(|id| law(id)).collect();
            only_country(&laws).map(|country| country.code())
        };
        assert_eq!(code(&["kr-pipa"]), Some("KR"));
        assert_eq!((code(&["eu-gdpr"]), code(&["kr-pipa", "jp-appi"]), code(&[])), (None, None, None));
    }
}
