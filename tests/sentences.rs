//! Judges every sentence of `tests/sentences/<language>.txt` as a policy of its own, and compares the verdict with the label.
//!
//! A line is a label and a sentence, in which braces mark the recipient; `\n` ends a line of the policy:
//!
//! ```text
//! clear: Crash reports go to {Sentry}.
//! clear, role incorrect|vague: …      # of a transfer to a processor
//! gap incorrect: …                    # right, and not yet met by the program
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
    ("de", "# Datenschutzerklärung\n\nWir verarbeiten personenbezogene Daten wie folgt."),
    ("en", "# Privacy Policy\n\nWe process personal data as follows."),
    ("es", "# Política de privacidad\n\nTratamos sus datos personales de la siguiente manera."),
    ("fr", "# Politique de confidentialité\n\nNous traitons vos données personnelles comme suit."),
    ("ja", "# プライバシーポリシー\n\n当社は以下のとおり個人情報を取り扱います。"),
    ("ko", "# 개인정보 처리방침\n\n회사는 다음과 같이 개인정보를 처리합니다."),
    ("pt", "# Política de privacidade\n\nTratamos os seus dados pessoais da seguinte forma."),
    ("zh", "# 隐私政策\n\n我们按照以下方式处理您的个人信息。"),
];

/// A labelled sentence.
struct Labelled<'a> {
    /// `en:12`.
    place: String,
    is_gap: bool,
    recipient: Vec<&'a str>,
    /// Empty where the role does not matter.
    role: Vec<&'a str>,
    sentence: &'a str,
}

impl<'a> Labelled<'a> {
    fn read(language: &str, number: usize, line: &'a str) -> Self {
        let place = format!("{language}:{number}");
        let (label, sentence) = line.split_once(": ").unwrap_or_else(|| panic!("{place}: no label"));
        let (is_gap, label) = label.strip_prefix("gap ").map_or((false, label), |label| (true, label));
        let (recipient, role) = label.split_once(", role ").unwrap_or((label, ""));
        let verdicts = |text: &'a str| text.split('|').filter(|verdict| !verdict.is_empty()).collect();
        Self { place, is_gap, recipient: verdicts(recipient), role: verdicts(role), sentence }
    }

    /// The name in the first braces.
    fn name(&self) -> &'a str {
        let name = self.sentence.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
        name.unwrap_or_else(|| panic!("{}: no recipient in braces", self.place)).0
    }

    /// What is wrong; none where nothing is.
    fn mistake(&self, opening: &str) -> Option<String> {
        let (recipient, role) = self.judge(opening);
        let is_met = self.recipient.contains(&recipient.as_str())
            && (self.role.is_empty() || self.role.contains(&role.as_str()));
        let Self { place, sentence, .. } = self;
        match (is_met, self.is_gap) {
            (true, false) | (false, true) => None,
            (true, true) => Some(format!("{place}: the gap is closed, take the word off: {sentence}")),
            (false, false) => {
                let (wanted, roles) = (self.recipient.join("|"), self.role.join("|"));
                Some(format!("{place}: want {wanted} {roles}, got {recipient} {role}: {sentence}"))
            }
        }
    }

    /// The verdicts on the recipient and on its role as a processor.
    fn judge(&self, opening: &str) -> (String, String) {
        let name = self.name().replace('"', "\\\"");
        let text: String = self.sentence.chars().filter(|letter| !"{}".contains(*letter)).collect();
        let files = Texts {
            declaration: format!(
                "version: 1\ncontroller: {{name: Acme, country: IS}}\npolicies: [policy.md]\n\
                 transfers:\n  - {{recipient: \"{name}\", role: processor}}\n"
            ),
            policy: format!("{opening}\n\n{}\n", text.replace("\\n", "\n")),
        };
        let request = Request::all(PathBuf::from("divulge.yaml"), Reach::Anywhere);
        let today = Date::parse("2026-11-28").unwrap();
        let checked = check_one(&request, &files, Path::new(""), today)
            .unwrap_or_else(|_| panic!("{}: cannot be checked", self.place));
        let elements = &checked.assessments[0].transfers[0].elements;
        let verdict = |wanted: Element| {
            let element = elements.iter().find(|element| element.element == wanted).unwrap();
            element.verdict.name().to_owned()
        };
        (verdict(Element::Recipient), verdict(Element::Role))
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

#[test]
fn sentences_are_judged_as_labelled() {
    let mut mistakes = Vec::new();
    let mut count = 0;
    for (language, opening) in OPENINGS {
        let path = format!("{}/tests/sentences/{language}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).unwrap();
        let lines: Vec<Labelled<'_>> = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(index, line)| Labelled::read(language, index + 1, line))
            .collect();
        count += lines.len();
        mistakes.extend(lines.par_iter().filter_map(|line| line.mistake(opening)).collect::<Vec<_>>());
    }
    assert!(mistakes.is_empty(), "{}\n{} of {count} sentences", mistakes.join("\n"), mistakes.len());
}
