//! [`Baseline`](super::Baseline) -> YAML, one key a line, so that a review shows what is accepted and nothing else.

use std::io;
use std::path::Path;

use super::Entry;
use crate::declaration::scalar;
use crate::replace::replace;

const HEAD: &str = "\
# Findings that `divulge check --baseline` accepts. `divulge baseline` adds new ones, `divulge baseline --prune` removes those
# that are gone; both keep a `reason` and an `until: YYYY-MM-DD` that you add to an entry, and no other comments.
version: 1
findings:";

/// Writes entries to `path` in one step: there is the old file or the new one, never half of one.
///
/// # Errors
/// Those of the file system; then the old file stands.
pub fn save(path: &Path, entries: &[Entry]) -> io::Result<()> {
    replace(path, render(entries).as_bytes())
}

/// The whole file.
fn render(entries: &[Entry]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str(if entries.is_empty() { " []\n" } else { "\n" });
    for entry in entries {
        let (key, until) = (&entry.key, entry.until.map(|until| until.to_string()));
        let lines = [
            ("declaration", Some(&key.declaration)),
            ("policy", key.policy.as_ref()),
            ("transfer", key.transfer.as_ref()),
            ("element", key.element.as_ref()),
            ("rule", Some(&key.rule)),
            ("subject", key.subject.as_ref()),
            ("reason", entry.reason.as_ref()),
        ];
        let mut mark = '-';
        for (name, value) in lines.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            text.push_str(&format!("  {mark} {name}: {}\n", scalar::in_block(value)));
            mark = ' ';
        }
        if let Some(until) = until {
            text.push_str(&format!("    until: {until}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::baseline::{Key, read};
    use crate::declaration::Date;
    use crate::source::Span;

    fn entry(subject: &str) -> Entry {
        let key = Key {
            declaration: "divulge.yaml".to_owned(),
            policy: Some("a b/개인정보.md".to_owned()),
            transfer: Some("nsf-score".to_owned()),
            element: Some("country".to_owned()),
            rule: "undisclosed-country".to_owned(),
            subject: Some(subject.to_owned()),
        };
        let until = Date::parse("2027-01-31");
        Entry { key, reason: Some("why: \"so\"\nand so".to_owned()), until, span: Span::new(0, 0) }
    }

    fn round_trip(subject: &str) -> Entry {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.yaml");
        save(&path, &[entry(subject)]).unwrap();
        let mut read = read(&path, folder.path()).unwrap();
        assert_eq!(read.entries.len(), 1);
        read.entries.remove(0)
    }

    #[test]
    fn an_entry_reads_well_in_a_review() {
        let text = render(&[entry("NO")]);
        let expected = "  - declaration: divulge.yaml\n    policy: a b/개인정보.md\n    transfer: nsf-score\n    \
                        element: country\n    rule: undisclosed-country\n    subject: \"NO\"\n    \
                        reason: \"why: \\\"so\\\"\\nand so\"\n    until: 2027-01-31\n";
        assert_eq!(text.strip_prefix(HEAD).unwrap().strip_prefix('\n').unwrap(), expected);
        assert!(render(&[]).ends_with("findings: []\n"));
    }

    #[test]
    fn what_looks_like_another_value_stays_a_text() {
        for subject in
            ["NO", "null", "~", "012", "- a", "a: b", "a # b", "'", "\"", "\u{202e}x", "a\u{2028}b", "*a"]
        {
            let read = round_trip(subject);
            let written = entry(subject);
            assert_eq!((read.key, read.reason, read.until), (written.key, written.reason, written.until));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_subject_comes_back(subject in "\\PC{1,12}") {
            prop_assume!(!crate::policy::normalise(&subject).is_empty() && subject.trim() == subject);
            prop_assert_eq!(round_trip(&subject).key, entry(&subject).key);
        }
    }
}
