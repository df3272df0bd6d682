//! What a comment says: `divulge-ignore rule, rule: reason`.

use super::RuleName;
use crate::rules::RuleId;

/// How a comment that is meant for this program starts.
const PREFIX: &str = "divulge-";

/// Slips of one letter in a keyword that is still recognised.
const SLIPS: usize = 2;

/// What a directive does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    /// For the next block, or for an entry.
    Ignore,
    /// For the document.
    IgnoreFile,
    /// From here on.
    Disable,
    /// Up to here.
    Enable,
    /// A word that is almost this one.
    Misspelt(&'static str),
}

const KEYWORDS: [(&str, Keyword); 4] = [
    ("divulge-ignore", Keyword::Ignore),
    ("divulge-ignore-file", Keyword::IgnoreFile),
    ("divulge-disable", Keyword::Disable),
    ("divulge-enable", Keyword::Enable),
];

/// A comment that is meant for this program.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) keyword: Keyword,
    /// At least one; [`RuleName::Missing`] where none is named.
    pub(super) rules: Vec<RuleName>,
    pub(super) reason: Option<String>,
}

/// Reads a comment, without the signs around it; none where it is for people.
pub(super) fn parse(comment: &str) -> Option<Directive> {
    let comment = comment.trim();
    if !comment.starts_with(PREFIX) {
        return None;
    }
    let end = comment.find(|letter: char| letter.is_whitespace() || is_colon(letter));
    let (word, rest) = comment.split_at(end.unwrap_or(comment.len()));
    let keyword = keyword(word)?;
    let (names, reason) = rest.split_once(is_colon).unwrap_or((rest, ""));
    let mut rules: Vec<_> =
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(rule).collect();
    if rules.is_empty() {
        rules.push(RuleName::Missing);
    }
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Directive { keyword, rules, reason: Some(reason).filter(|reason| !reason.is_empty()) })
}

/// A colon, also as keyboards for Chinese, Japanese and Korean write it.
fn is_colon(letter: char) -> bool {
    matches!(letter, ':' | '：')
}

fn rule(name: &str) -> RuleName {
    RuleId::parse(name).map_or_else(|| RuleName::Unknown(name.to_owned()), RuleName::Known)
}

/// A comment about `divulge-baseline.yaml` is none of ours; one that starts with `divulge-ignore-next` was meant to be.
fn keyword(word: &str) -> Option<Keyword> {
    if let Some(&(_, keyword)) = KEYWORDS.iter().find(|(name, _)| *name == word) {
        return Some(keyword);
    }
    let near = KEYWORDS
        .iter()
        .map(|&(name, _)| (strsim::damerau_levenshtein(word, name), name))
        .filter(|&(slips, name)| slips <= SLIPS || word.starts_with(name))
        .min();
    near.map(|(_, name)| Keyword::Misspelt(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> RuleName {
        RuleName::Known(RuleId::parse(name).unwrap())
    }

    #[test]
    fn rules_and_reasons_are_read() {
        let all =
            parse(" divulge-ignore undisclosed-country,vague-country:  agreed:\n with counsel ").unwrap();
        assert_eq!(all.keyword, Keyword::Ignore);
        assert_eq!(all.rules, [known("undisclosed-country"), known("vague-country")]);
        assert_eq!(all.reason.as_deref(), Some("agreed: with counsel"));
        let korean = parse("divulge-ignore-file vague-country：법무 검토").unwrap();
        assert_eq!((korean.keyword, korean.reason.as_deref()), (Keyword::IgnoreFile, Some("법무 검토")));
    }

    #[test]
    fn what_is_missing_is_told_apart() {
        for text in [
            "divulge-ignore vague-country",
            "divulge-ignore vague-country:",
            "divulge-ignore vague-country: ",
        ] {
            let read = parse(text).unwrap();
            assert_eq!((read.rules, read.reason), (vec![known("vague-country")], None), "{text}");
        }
        assert_eq!(parse("divulge-ignore: why").unwrap().rules, [RuleName::Missing]);
        assert_eq!(
            parse("divulge-disable vague-contry: why").unwrap().rules,
            [RuleName::Unknown("vague-contry".into())]
        );
    }

    #[test]
    fn slips_are_told_and_other_comments_left_alone() {
        let keyword = |text| parse(text).map(|read| read.keyword);
        assert_eq!(keyword("divulge-ignroe vague-country: why"), Some(Keyword::Misspelt("divulge-ignore")));
        assert_eq!(
            keyword("divulge-ignore-next-line vague-country: why"),
            Some(Keyword::Misspelt("divulge-ignore"))
        );
        assert_eq!(keyword("divulge-ignored: why"), Some(Keyword::Misspelt("divulge-ignore")));
        for other in ["divulge-baseline.yaml holds the rest", "we divulge-ignore nothing", "divulge", ""] {
            assert_eq!(keyword(other), None, "{other}");
        }
    }
}
