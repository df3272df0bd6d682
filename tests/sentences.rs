//! Judges many small policies, a line each, and compares the verdicts with their labels: single sentences in
//! `tests/sentences/<language>.txt`, and headings, tables, lists and labels in `tests/structures/<language>.txt`.
//!
//! A line is a label and a text, in which braces mark the recipient; `\n` ends a line of the policy. The label has the verdict on the
//! recipient and, where they matter, those on its role and its country:
//!
//! ```text
//! clear: Crash reports go to {Sentry}.
//! clear, processor incorrect|vague: …
//! clear, processor clear, US omitted: …
//! gap incorrect: …                       # right, and not yet met by the program
//! ```
//!
//! Lines that begin with `#` are headings. What a whole policy makes of such sentences, `tests/cases.rs` asks.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up should stop it")]

use std::fs;
use std::path::{Path, PathBuf};

use divulge::assessment::Element;
use divulge::declaration::Date;
use divulge::input::{Files, InputError};
use divulge::workspace::{Reach, Request, check_one};
use rayon::prelude::*;

/// How a policy begins in each language: a title, and a sentence that tells the language and discloses nobody.
const OPENINGS: [(&str, &str); 8] = [
    ("de", "# Datenschutzerklärung\n\nWir verarbeiten personenbezogene Daten wie folgt.\n\n"),
    ("en", "# Privacy Policy\n\nWe process personal data as follows.\n\n"),
    ("es", "# Política de privacidad\n\nTratamos sus datos personales de la siguiente manera.\n\n"),
    ("fr", "# Politique de confidentialité\n\nNous traitons vos données personnelles comme suit.\n\n"),
    ("ja", "# プライバシーポリシー\n\n当社は以下のとおり個人情報を取り扱います。\n\n"),
    ("ko", "# 개인정보 처리방침\n\n회사는 다음과 같이 개인정보를 처리합니다.\n\n"),
    ("pt", "# Política de privacidade\n\nTratamos os seus dados pessoais da seguinte forma.\n\n"),
    ("zh", "# 隐私政策\n\n我们按照以下方式处理您的个人信息。\n\n"),
];

/// What is wanted of an element: its verdict is one of these words.
struct Wanted<'a> {
    element: Element,
    /// The role or the country that is declared for it.
    declared: &'a str,
    verdicts: Vec<&'a str>,
}

/// A labelled line.
struct Labelled<'a> {
    /// `sentences/en:12`.
    place: String,
    is_gap: bool,
    wanted: Vec<Wanted<'a>>,
    text: &'a str,
}

impl<'a> Labelled<'a> {
    fn read(place: String, line: &'a str) -> Self {
        let (label, text) = line.split_once(": ").unwrap_or_else(|| panic!("{place}: no label"));
        let (is_gap, label) = label.strip_prefix("gap ").map_or((false, label), |label| (true, label));
        let wanted = label.split(", ").map(|part| {
            let (declared, verdicts) = part.split_once(' ').unwrap_or(("", part));
            let element = match declared {
                "" => Element::Recipient,
                code if code.len() == 2 => Element::Country,
                _ => Element::Role,
            };
            Wanted { element, declared, verdicts: verdicts.split('|').collect() }
        });
        Self { is_gap, wanted: wanted.collect(), text, place }
    }

    /// The name in the first braces.
    fn name(&self) -> &'a str {
        let name = self.text.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
        name.unwrap_or_else(|| panic!("{}: no recipient in braces", self.place)).0
    }

    /// What is wrong; none where nothing is.
    fn mistake(&self, opening: &str) -> Option<String> {
        let verdicts = self.judge(opening);
        let is_met =
            self.wanted.iter().zip(&verdicts).all(|(wanted, got)| wanted.verdicts.contains(&got.as_str()));
        let Self { place, text, .. } = self;
        match (is_met, self.is_gap) {
            (true, false) | (false, true) => None,
            (true, true) => Some(format!("{place}: the gap is closed, take the word off: {text}")),
            (false, false) => Some(format!("{place}: got {}: {text}", verdicts.join(", "))),
        }
    }

    /// The verdicts on what is wanted, in its order.
    fn judge(&self, opening: &str) -> Vec<String> {
        let policy: String = self.text.chars().filter(|letter| !"{}".contains(*letter)).collect();
        let files = Texts {
            declaration: self.declaration(),
            policy: format!("{opening}{}\n", policy.replace("\\n", "\n")),
        };
        let request = Request::all(PathBuf::from("divulge.yaml"), Reach::Anywhere);
        let today = Date::parse("2026-11-28").unwrap();
        let checked = check_one(&request, &files, Path::new(""), today)
            .unwrap_or_else(|_| panic!("{}: cannot be checked", self.place));
        let elements = &checked.assessments[0].transfers[0].elements;
        let verdict = |wanted: &Wanted<'_>| {
            let element = elements.iter().find(|element| element.element == wanted.element).unwrap();
            element.verdict.name().to_owned()
        };
        self.wanted.iter().map(verdict).collect()
    }

    fn declaration(&self) -> String {
        let declared = |wanted: &Wanted<'_>| match wanted.element {
            Element::Role => format!(", role: {}", wanted.declared),
            Element::Country => format!(", country: {}", wanted.declared),
            _ => String::new(),
        };
        format!(
            "version: 1\ncontroller: {{name: Acme, country: IS}}\npolicies: [policy.md]\n\
             transfers:\n  - {{recipient: \"{}\"{}}}\n",
            self.name().replace('"', "\\\""),
            self.wanted.iter().map(declared).collect::<String>()
        )
    }
}

/// A declaration and its policy.
struct Texts {
    declaration: String,
    policy: String,
}

impl Files for Texts {
    fn read_within(&self, path: &Path, _: u64) -> Result<String, InputError> {
        let is_declaration = path.extension().is_some_and(|extension| extension == "yaml");
        Ok(if is_declaration { &self.declaration } else { &self.policy }.clone())
    }

    fn check(&self, _: &Path) -> Result<(), InputError> {
        Ok(())
    }
}

/// Judges the files of a folder, each line behind what `opening` gives for its language.
fn judge(folder: &str, opening: impl Fn(&'static str) -> &'static str + Sync) {
    let mut mistakes = Vec::new();
    let mut count = 0;
    for (language, begins) in OPENINGS {
        let path = format!("{}/tests/{folder}/{language}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).unwrap();
        let lines: Vec<Labelled<'_>> = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(index, line)| Labelled::read(format!("{folder}/{language}:{}", index + 1), line))
            .collect();
        count += lines.len();
        let opening = opening(begins);
        mistakes.extend(lines.par_iter().filter_map(|line| line.mistake(opening)).collect::<Vec<_>>());
    }
    assert!(mistakes.is_empty(), "{}\n{} of {count} lines", mistakes.join("\n"), mistakes.len());
}

#[test]
fn sentences_are_judged_as_labelled() {
    judge("sentences", |opening| opening);
}

#[test]
fn structures_are_judged_as_labelled() {
    judge("structures", |_| "");
}
