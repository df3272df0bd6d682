//! Legal forms at the ends of names: `Kakao Corp.`, `㈜카카오` and `주식회사 카카오` are one organisation.

use std::collections::HashSet;
use std::ops::Range;

use crate::lexicon::{Lexicon, ends_word, starts_word};
use crate::policy::fold;

use super::roster::is_hangul;

/// The legal forms of a lexicon's languages.
#[derive(Debug)]
pub struct LegalForms {
    /// Folded, without dots and blanks: `s.à r.l` and `pte. ltd` become `sàrl` and `pteltd`.
    forms: HashSet<String>,
    /// Folded, as they are glued to a name in scripts without blanks.
    glued: Vec<&'static str>,
    /// Folded, those that stand before a name, longest first.
    leading: Vec<&'static str>,
    longest: usize,
    common_words: HashSet<&'static str>,
    /// What may be attached to a Latin word in a script that writes words apart in blocks: `LLC에게`.
    particles: Vec<&'static str>,
}

impl LegalForms {
    /// The legal forms of these languages.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let all = lexicon.languages().iter().flat_map(|language| language.legal_forms.iter().copied());
        let forms: HashSet<String> = all.clone().map(bare).collect();
        let glued = all
            .filter(|form| {
                form.chars().any(|letter| !letter.is_ascii() && !letter.is_alphabetic() || is_cjk(letter))
            })
            .collect();
        let longest = forms.iter().map(String::len).max().unwrap_or_default();
        let mut leading: Vec<&'static str> = lexicon
            .languages()
            .iter()
            .flat_map(|language| language.leading_legal_forms.iter().copied())
            .collect();
        leading.sort_by_key(|form| std::cmp::Reverse(form.len()));
        let common_words =
            lexicon.languages().iter().flat_map(|language| language.common_words.iter().copied()).collect();
        let particles = lexicon.languages().iter().flat_map(|language| language.particles.iter().copied());
        let particles = particles.filter(|particle| particle.chars().all(is_hangul)).collect();
        Self { forms, glued, leading, longest, common_words, particles }
    }

    /// Whether a name is an ordinary word of one of the languages.
    #[must_use]
    pub fn is_common_word(&self, folded: &str) -> bool {
        self.common_words.contains(folded)
    }

    /// A name without its legal forms at either end; the name itself where nothing else would be left.
    #[must_use]
    pub fn strip(&self, name: &str) -> String {
        let folded = fold(name);
        let (mut start, mut end) = (0, folded.len());
        loop {
            let rest = folded.get(start..end).unwrap_or_default();
            let before = self.len_before(rest);
            let kept = rest.len() - self.len_after_end(rest);
            if before == 0 && kept == rest.len() || before >= kept {
                break;
            }
            start += before;
            end = start + (kept - before);
        }
        let stripped = name
            .get(start..end)
            .unwrap_or(name)
            .trim_matches(|letter: char| letter.is_whitespace() || letter == ',');
        // `ООО «Ромашка»`: the quotes belong to the form.
        let stripped = if start > 0 { stripped.trim_matches(['«', '»', '"', '„']) } else { stripped };
        if stripped.is_empty() { name.to_owned() } else { stripped.to_owned() }
    }

    /// The range of a name together with the legal forms around it.
    #[must_use]
    pub fn around(&self, text: &str, start: usize, end: usize) -> Range<usize> {
        let before = text.get(..start).unwrap_or_default();
        let trimmed = before.trim_end_matches(' ');
        let first = self
            .glued
            .iter()
            .find(|form| trimmed.ends_with(*form))
            .map_or(start, |form| trimmed.len() - form.len());
        first..self.after(text, end)
    }

    /// Where the legal form that follows byte `end` ends; `end` where none follows. A Latin one begins with a capital or
    /// holds a dot: `AS` is one in `Equinor AS`, and `as` none in `Stripe as our processor`.
    #[must_use]
    pub fn after(&self, text: &str, end: usize) -> usize {
        let rest = text.get(end..).unwrap_or_default();
        if let Some(form) = self.glued.iter().find(|form| rest.trim_start_matches(' ').starts_with(*form)) {
            return end + rest.len() - rest.trim_start_matches(' ').len() + form.len();
        }
        let body = rest.trim_start_matches([',', ' ', '\n']);
        if body.len() == rest.len() {
            return end;
        }
        let is_next_line = rest.strip_suffix(body).is_some_and(|gap| gap.contains('\n'));
        let offset = end + rest.len() - body.len();
        let Some(len) = self.len_at_start(&fold(self.reach(body))) else { return end };
        let written = body.get(..len).unwrap_or_default();
        // `, (주)예시`, `, (株)サンプル`: behind a comma, a form in brackets begins the next name.
        let rest = body.get(len..).unwrap_or_default();
        let begins = written.ends_with(')') && rest.trim_start().starts_with(char::is_alphabetic);
        // A paragraph may be broken before a form; but a line of its own may begin with letters that are one as well.
        let stands_alone = rest.trim_start_matches([' ', '.']).starts_with(['(', ')', ',', ';', '\n']);
        if begins
            || self.goes_on(rest)
            || is_next_line && !stands_alone && !rest.trim_matches(['.', ' ']).is_empty()
        {
            return end;
        }
        if written.starts_with(char::is_lowercase)
            && !written.contains('.')
            && !body.get(len..).is_some_and(|rest| rest.starts_with('.'))
        {
            return end;
        }
        let dot = body.get(len..).is_some_and(|rest| rest.starts_with('.'));
        offset + len + usize::from(dot)
    }

    /// `KG` in `포트원, KG이니시스` begins another name: what is attached to a form is particles.
    fn goes_on(&self, rest: &str) -> bool {
        let len = rest.find(|letter| !is_hangul(letter)).unwrap_or(rest.len());
        let mut word = rest.get(..len).unwrap_or_default();
        while let Some(particle) = self.particles.iter().find(|particle| word.starts_with(*particle)) {
            word = word.get(particle.len()..).unwrap_or_default();
        }
        !word.is_empty()
    }

    /// Where the legal form ends that stands at byte `at` of a folded text and is written without blanks; `at` where none does.
    #[must_use]
    pub fn glued_at(&self, folded: &str, at: usize) -> usize {
        let rest = folded.get(at..).unwrap_or_default();
        self.glued.iter().find(|form| rest.starts_with(*form)).map_or(at, |form| at + form.len())
    }

    /// As much of the beginning of a text as a legal form can take, and a letter more: a text may be long.
    fn reach<'t>(&self, text: &'t str) -> &'t str {
        let mut bytes = 0;
        let end = text.char_indices().find_map(|(at, letter)| {
            let is_past = bytes > self.longest;
            bytes += if matches!(letter, '.' | ' ' | ',') { 0 } else { letter.len_utf8() };
            is_past.then_some(at + letter.len_utf8())
        });
        end.and_then(|end| text.get(..end)).unwrap_or(text)
    }

    /// Bytes of the longest legal form that begins a text.
    fn len_at_start(&self, text: &str) -> Option<usize> {
        let mut key = String::new();
        let mut longest = None;
        for (at, letter) in text.char_indices() {
            if matches!(letter, '.' | ' ' | ',') {
                continue;
            }
            key.push(letter);
            if key.len() > self.longest {
                break;
            }
            let end = at + letter.len_utf8();
            if ends_word(text, end) && self.forms.contains(&key) {
                longest = Some(end);
            }
        }
        longest
    }

    /// Bytes of a legal form that begins a name, with the blank after it: `㈜카카오`, `PT Kurir`, `ООО «Ромашка»`.
    fn len_before(&self, text: &str) -> usize {
        let glued = self.glued.iter().find(|form| text.starts_with(*form));
        let apart = || {
            self.leading.iter().find(|form| {
                text.strip_prefix(*form).is_some_and(|rest| rest.starts_with([' ', '.', '«', '"', '„']))
            })
        };
        glued.or_else(apart).map_or(0, |form| {
            let rest = text.get(form.len()..).unwrap_or_default();
            form.len() + rest.len() - rest.trim_start_matches([' ', '.']).len()
        })
    }

    /// Bytes of the legal form that ends a name, with the blanks and commas before it.
    fn len_after_end(&self, text: &str) -> usize {
        let trimmed = text.trim_end_matches(['.', ' ', ',']);
        if let Some(form) = self.glued.iter().find(|form| trimmed.ends_with(*form)) {
            return text.len()
                - trimmed.get(..trimmed.len() - form.len()).unwrap_or_default().trim_end().len();
        }
        let starts = trimmed
            .char_indices()
            .filter(|&(at, letter)| at > 0 && letter.is_alphanumeric() && starts_word(trimmed, at))
            .map(|(at, _)| at);
        for start in starts {
            let tail = trimmed.get(start..).unwrap_or_default();
            if tail.len() <= self.longest * 2 && self.forms.contains(&bare(tail)) {
                let body = trimmed.get(..start).unwrap_or_default().trim_end_matches([' ', ',', '\n']);
                return if body.is_empty() || body.len() == start { 0 } else { text.len() - body.len() };
            }
        }
        0
    }
}

fn is_cjk(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '가'..='힣')
}

fn bare(form: &str) -> String {
    form.chars().filter(|letter| !matches!(letter, '.' | ' ' | ',')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms() -> LegalForms {
        LegalForms::new(&Lexicon::new(&["ko"]))
    }

    #[test]
    fn legal_forms_come_off_either_end() {
        for (name, bare) in [
            ("Kakao Corp.", "Kakao"),
            ("Functional Software, Inc.", "Functional Software"),
            ("Intercom, Inc..", "Intercom"),
            ("(주)카카오", "카카오"),
            ("주식회사 카카오", "카카오"),
            ("카카오(주)", "카카오"),
            ("Alipay Singapore E-Commerce Private Limited", "Alipay Singapore E-Commerce"),
            ("Müller GmbH & Co. KG", "Müller"),
            ("Anthropic, PBC", "Anthropic"),
            ("Spectra Tech, UAB", "Spectra Tech"),
            ("Stripe", "Stripe"),
            ("Inc.", "Inc."),
            ("Seco", "Seco"),
            ("NAVER Cloud", "NAVER Cloud"),
        ] {
            assert_eq!(forms().strip(name), bare, "{name}");
        }
    }

    #[test]
    fn a_legal_form_may_stand_before_the_name() {
        for (language, name, bare) in [
            ("id", "PT Kurir Nusantara Tbk", "Kurir Nusantara"),
            ("id", "PT. Kurir Nusantara", "Kurir Nusantara"),
            ("id", "Ptolemy Labs", "Ptolemy Labs"),
            ("ru", "ООО «Ромашка»", "Ромашка"),
            ("uk", "ТОВ \"Ромашка\"", "Ромашка"),
            ("vi", "Công ty TNHH Hoa Sen", "Hoa Sen"),
        ] {
            assert_eq!(LegalForms::new(&Lexicon::new(&[language])).strip(name), bare, "{name}");
        }
    }

    #[test]
    fn the_beginning_of_the_next_name_is_no_legal_form() {
        for (text, name, whole) in [
            ("포트원, KG이니시스", "포트원", "포트원"),
            ("Google LLC에게 제공", "Google", "Google LLC"),
            ("Google LLC에서는", "Google", "Google LLC"),
            ("Müller, KG", "Müller", "Müller, KG"),
            ("예시, (주)알림터", "예시", "예시"),
            ("サンプル, (株)配送", "サンプル", "サンプル"),
        ] {
            let at = text.find(name).unwrap();
            assert_eq!(&text[forms().around(text, at, at + name.len())], whole, "{text}");
        }
    }

    #[test]
    fn a_mention_takes_its_legal_form_along() {
        let text = "to Functional Software, Inc. (Sentry) and (주)카카오에, Stripe as our processor";
        let at = text.find("Functional Software").unwrap();
        assert_eq!(&text[forms().around(text, at, at + 19)], "Functional Software, Inc.");
        let at = text.find("Stripe").unwrap();
        assert_eq!(&text[forms().around(text, at, at + 6)], "Stripe");
        let at = text.find("카카오").unwrap();
        assert_eq!(&text[forms().around(text, at, at + 9)], "(주)카카오");
    }
}
