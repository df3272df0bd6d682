//! The day that a document gives for its own last change.

use super::Updated;
use crate::declaration::Date;
use crate::policy::Text;

/// What announces the day of a change, in lower case.
const LABELS: &[&str] = &[
    "last updated",
    "last revised",
    "last modified",
    "last amended",
    "updated on",
    "updated:",
    "effective date",
    "effective as of",
    "effective:",
    "date of last revision",
    "시행일",
    "시행 일자",
    "적용일",
    "최종 개정",
    "최종개정",
    "개정일",
    "최종 수정",
    "최종수정",
    "변경일",
];

/// What follows the day instead, in languages that put the verb last: `2024년 1월 15일부터 적용됩니다`.
const ENDINGS: &[&str] =
    &["부터 적용", "부터 시행", "자로 시행", "자로 적용", "일 시행", "일 개정", "일부로 시행"];

/// How far a day may stand from the words that announce it.
const REACH: usize = 40;

/// The English months; three letters suffice.
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The latest day that the text announces as one of its own changes: a history of changes lists older ones too.
pub(super) fn updated(text: &Text) -> Option<Updated> {
    let folded = text.folded();
    // Most texts hold no year, and no day then.
    if !folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let announced = LABELS
        .iter()
        .flat_map(|label| folded.match_indices(label).map(move |(at, _)| at + label.len()))
        .filter_map(|after| first_date(folded, after, after + REACH));
    let dated = ENDINGS.iter().flat_map(|ending| folded.match_indices(ending)).filter_map(|(end, _)| {
        let start = boundary(folded, end.saturating_sub(REACH));
        // The nearest day before the verb: others in the sentence are about something else.
        let after: Vec<usize> = folded.get(start..end)?.char_indices().map(|(at, _)| start + at).collect();
        after.into_iter().rev().find_map(|at| date_at(folded, at))
    });
    let latest = announced.chain(dated).max_by_key(|found| found.date)?;
    let (start, end) = latest.span;
    // Folding changes no length where days are written.
    let is_aligned = text.as_str().len() == folded.len();
    let location = if is_aligned { text.locate(start, end) } else { text.location() };
    Some(Updated { date: latest.date, location })
}

/// A day in a text.
#[derive(Clone, Copy, Debug)]
struct Found {
    date: Date,
    span: (usize, usize),
}

/// The first day that begins between two bytes.
fn first_date(text: &str, from: usize, to: usize) -> Option<Found> {
    let to = boundary(text, to);
    let starts: Vec<usize> = text.get(from..to)?.char_indices().map(|(at, _)| from + at).collect();
    starts.into_iter().find_map(|at| date_at(text, at))
}

/// The day that begins exactly here, and with no digit or letter before it.
fn date_at(text: &str, at: usize) -> Option<Found> {
    let before = text.get(..at)?.chars().next_back();
    if before.is_some_and(|letter| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let mut scanner = Scanner { rest: text.get(at..)? };
    let date = scanner.year_first().or_else(|| {
        scanner = Scanner { rest: text.get(at..)? };
        scanner.day_first()
    });
    let date = date.or_else(|| {
        scanner = Scanner { rest: text.get(at..)? };
        scanner.month_first()
    })?;
    Some(Found { date, span: (at, text.len() - scanner.rest.len()) })
}

/// Reads a day piece by piece.
struct Scanner<'t> {
    rest: &'t str,
}

impl Scanner<'_> {
    /// `2024-05-03`, `2024. 5. 3`, `2024/5/3`, `2024년 5월 3일`.
    fn year_first(&mut self) -> Option<Date> {
        let year = self.number(4)?;
        self.separator(&['-', '.', '/', '년', '年'])?;
        let month = self.number(2)?;
        self.separator(&['-', '.', '/', '월', '月'])?;
        let day = self.number(2)?;
        date(year, month, day)
    }

    /// `3 May 2024`, `3rd of May, 2024`.
    fn day_first(&mut self) -> Option<Date> {
        let day = self.number(2)?;
        self.skip(&["st", "nd", "rd", "th"]);
        self.blank();
        self.skip(&["of "]);
        let month = self.month()?;
        self.skip(&[".", ","]);
        self.blank();
        let year = self.number(4)?;
        date(year, month, day)
    }

    /// `May 3, 2024`, `May 3rd 2024`.
    fn month_first(&mut self) -> Option<Date> {
        let month = self.month()?;
        self.skip(&["."]);
        self.blank();
        let day = self.number(2)?;
        self.skip(&["st", "nd", "rd", "th"]);
        self.skip(&[","]);
        self.blank();
        let year = self.number(4)?;
        date(year, month, day)
    }

    /// A number of up to so many digits; a year has all of them.
    fn number(&mut self, digits: usize) -> Option<u16> {
        let len = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if len == 0 || len > digits || (digits == 4 && len != 4) {
            return None;
        }
        let (number, rest) = self.rest.split_at(len);
        self.rest = rest;
        number.parse().ok()
    }

    fn month(&mut self) -> Option<u16> {
        let len = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (word, rest) = self.rest.split_at(len);
        let short = word.get(..3)?;
        let month = MONTHS.iter().position(|known| *known == short)?;
        self.rest = rest;
        u16::try_from(month + 1).ok()
    }

    fn separator(&mut self, known: &[char]) -> Option<()> {
        self.blank();
        let letter = self.rest.chars().next().filter(|letter| known.contains(letter))?;
        self.rest = self.rest.get(letter.len_utf8()..)?;
        self.blank();
        Some(())
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    fn skip(&mut self, words: &[&str]) {
        if let Some(rest) = words.iter().find_map(|word| self.rest.strip_prefix(word)) {
            self.rest = rest;
        }
    }
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The nearest character boundary at or before a byte of the text.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::upkeep::testing::words;

    fn found(markdown: &str) -> Vec<(String, String)> {
        words(markdown, |text| {
            updated(text).map(|it| (it.date.to_string(), it.location)).into_iter().collect()
        })
    }

    #[test]
    fn days_are_read_as_policies_write_them() {
        for (text, day, at) in [
            ("Last updated: 3 May 2024", "2024-05-03", "3 May 2024"),
            ("Last Updated on May 3rd, 2024.", "2024-05-03", "May 3rd, 2024"),
            ("Effective date: 2024-05-03", "2024-05-03", "2024-05-03"),
            ("시행일: 2024. 5. 3.", "2024-05-03", "2024. 5. 3"),
            ("시행일자 : 2024년 1월 15일 (버전 7.2)", "2024-01-15", "2024년 1월 15"),
            ("최종 개정일: 2024년 3월 1일", "2024-03-01", "2024년 3월 1"),
            ("① 이 개인정보 처리방침은 2024년 1월 15일부터 적용됩니다.", "2024-01-15", "2024년 1월 15"),
            ("**Last modified** 2024/5/3", "2024-05-03", "2024/5/3"),
        ] {
            assert_eq!(found(text), [(day.to_owned(), at.to_owned())], "{text}");
        }
    }

    #[test]
    fn a_day_that_nothing_announces_is_not_the_documents() {
        for text in [
            "We were founded on 3 May 2024.",
            "Last updated: 05/03/2024",
            "2024년 5월 3일에 가입한 회원",
            "Last updated: 31 February 2024",
            "Last updated: soon",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn of_several_days_the_latest_counts() {
        let text = "시행일: 2023. 1. 1. / 개정일: 2024. 5. 3. / 시행일: 2020. 1. 1.";
        assert_eq!(found(text)[0].0, "2024-05-03");
    }
}
