//! What a finding says, with the laws that ask for what is missing.

use super::{located, one_line};
use crate::rules::Finding;

/// The message on one line, and the laws.
pub(super) fn message(finding: &Finding) -> String {
    format!("{}{}", one_line(&finding.message), laws(finding))
}

/// The message as a sentence with its full stop, and the laws.
pub(super) fn sentence(finding: &Finding) -> String {
    format!("{}{}", located::sentence(&finding.message), laws(finding))
}

/// ` [kr-pipa: PIPA 26(2); PIPA 28-8(2)3] [ch-fadp: FADP 19(4)]`
pub(super) fn laws(finding: &Finding) -> String {
    let mut packs: Vec<(&str, Vec<&str>)> = Vec::new();
    for law in &finding.laws {
        match packs.iter_mut().find(|(pack, _)| *pack == law.pack) {
            Some((_, articles)) => articles.push(&law.article),
            None => packs.push((&law.pack, vec![&law.article])),
        }
    }
    let packs = packs.iter().map(|(pack, articles)| format!("[{pack}: {}]", articles.join("; ")));
    packs.map(|law| format!(" {}", one_line(&law))).collect()
}

#[cfg(test)]
mod tests {
    use crate::laws::Citation;
    use crate::output::{FORMATS, sample};

    /// Every format says which law asks, not only that something is missing.
    #[test]
    fn every_format_names_the_laws() {
        let mut checked = sample::checked();
        let cited = |pack: &'static str, article: &'static str| Citation {
            pack: pack.into(),
            article: article.into(),
        };
        checked.findings[0].laws = vec![
            cited("kr-pipa", "PIPA 26(2)"),
            cited("ch-fadp", "FADP 19(4)"),
            cited("kr-pipa", "PIPA 28-8(2)3"),
        ];
        for format in FORMATS {
            let out = sample::rendered(format, std::slice::from_ref(&checked));
            for word in ["kr-pipa", "PIPA 26(2)", "PIPA 28-8(2)3", "FADP 19(4)"] {
                assert!(out.contains(word), "{}: {word}\n{out}", format.name);
            }
        }
        let concise = sample::rendered(&crate::output::concise::FORMAT, &[checked]);
        let first = concise.lines().next().unwrap();
        assert!(
            first.ends_with("Limited. [kr-pipa: PIPA 26(2); PIPA 28-8(2)3] [ch-fadp: FADP 19(4)]"),
            "{first}"
        );
    }
}
