//! Which part of a sentence is about one of the recipients that it names.

use std::ops::Range;

use super::super::Naming;
use super::super::roster::Mention;
use super::super::scan::Scan;
use super::super::sentence::recipient_of;

/// The parts of a sentence that are about one of its names: not what stands beyond a name that is not listed together with
/// it, and not the brackets behind other names.
pub(super) fn about(scan: &Scan<'_>, sentence: &Range<usize>, own: &Mention) -> Vec<Range<usize>> {
    let folded = scan.text.folded();
    let names: Vec<&Mention> = scan
        .names_in(sentence)
        .filter(|name| name.naming != Naming::Category && recipient_of(name).is_some())
        .collect();
    let Some(at) = names.iter().position(|name| name.start == own.start) else {
        return vec![sentence.clone()];
    };
    let joined = |left: usize| {
        let gap = folded.get(names[left].end..names[left + 1].start).unwrap_or_default();
        is_joiner(gap)
    };
    let mut first = at;
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < names.len() && joined(last) {
        last += 1;
    }
    let start = if first == 0 { sentence.start } else { names[first - 1].end };
    let end = names.get(last + 1).map_or(sentence.end, |next| next.start);
    // Behind the last name, the sentence may go on about those in the bracket.
    if last + 1 < names.len()
        && let Some(close) = bracket_around(folded, start..end, own)
    {
        return std::iter::once(start..close).collect();
    }
    let list = names[first].start..names[last].end;
    if first == last || !folded.get(list.start..end).is_some_and(|words| words.contains('(')) {
        return std::iter::once(start..end).collect();
    }
    let bracket = |index: usize| bracket_after(folded, names[index].end, end);
    let tail = bracket(last).filter(|_| last != at).map_or(list.end, |bracket| bracket.end);
    let own = if last == at { None } else { bracket(at) };
    let pieces = [Some(start..list.start), own, Some(tail..end)];
    pieces.into_iter().flatten().filter(|range| range.start < range.end).collect()
}

/// Where the bracket ends in which a name stands after what is said of it: `hosting (Example Cloud, Frankfurt), support (…)`.
fn bracket_around(folded: &str, range: Range<usize>, name: &Mention) -> Option<usize> {
    let before = folded.get(range.start..name.start)?;
    let is_open = before.rfind('(') > before.rfind(')');
    let close = folded.get(name.end..range.end)?.find(')')?;
    let is_apart = folded.get(name.end..name.end + close).is_some_and(|rest| !rest.contains('('));
    (is_open && is_apart).then_some(name.end + close + 1)
}

/// Names are listed together where little stands between them besides brackets, and none closes that is not opened.
fn is_joiner(gap: &str) -> bool {
    // `Google(Firebase)·Expo`: the first of the two may stand in a bracket.
    let gap = gap.strip_prefix(')').unwrap_or(gap);
    if gap.find(')').is_some_and(|close| gap.find('(').is_none_or(|open| close < open)) {
        return false;
    }
    let mut depth = 0_i32;
    let outside: String = gap
        .chars()
        .filter(|letter| {
            depth += i32::from(matches!(letter, '(' | '['));
            let keep = depth == 0;
            depth -= i32::from(matches!(letter, ')' | ']'));
            keep
        })
        .collect();
    let words = outside.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.count() <= 2 && !outside.contains(['.', ';'])
}

/// The bracket that opens right behind a name.
fn bracket_after(folded: &str, name_end: usize, end: usize) -> Option<Range<usize>> {
    let rest = folded.get(name_end..end)?;
    let opens = rest.len() - rest.trim_start().len();
    rest.get(opens..).filter(|rest| rest.starts_with('('))?;
    let closes = rest.find(')')?;
    Some(name_end + opens..name_end + closes + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_little_between_them_are_listed_together() {
        assert!(is_joiner(" (payments), "));
        assert!(is_joiner(" inc. (usa) and ".replace("inc.", "").as_str()));
        assert!(!is_joiner(" to help us understand our services and "));
        assert!(is_joiner(")·"));
        assert!(!is_joiner(". "));
        assert!(!is_joiner(", frankfurt region), customer support ("));
    }

    #[test]
    fn only_a_bracket_right_behind_a_name_is_its_own() {
        let text = "alpha (payments), beta";
        assert_eq!(bracket_after(text, 5, text.len()), Some(6..16));
        assert_eq!(bracket_after("alpha and (beta)", 5, 16), None);
    }
}
