//! The day that a document gives for its own last change.

use super::Updated;
use super::upkeep::Traces;
use crate::declaration::Date;
use crate::lexicon::{Hit, Trace};

/// How far a day may stand from the words that announce it.
const REACH: usize = 40;

/// The latest day that the text announces as one of its own changes: a history of changes lists older ones too.
pub(super) fn updated(traces: &Traces<'_>) -> Option<Updated> {
    let (text, folded) = (traces.text, traces.text.folded());
    // Most texts hold no year, and no day then.
    if !folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = Days { text: folded, hits: traces.all() };
    let announced = traces.showing(Trace::Dated).filter_map(|hit| days.first(hit.end, hit.end + REACH));
    // The nearest day before the verb: others in the sentence are about something else.
    let dated = traces
        .showing(Trace::InForce)
        .filter_map(|hit| days.last(hit.start.saturating_sub(REACH), hit.start));
    let latest = announced.chain(dated).max_by_key(|found| found.date)?;
    let (start, end) = latest.span;
    Some(Updated { date: latest.date, location: text.locate(start, end) })
}

/// A day in a text.
#[derive(Clone, Copy, Debug)]
struct Found {
    date: Date,
    span: (usize, usize),
}

/// Looks for days in a folded text whose months are known.
#[derive(Clone, Copy)]
struct Days<'t> {
    text: &'t str,
    hits: &'t [Hit<Trace>],
}

impl<'t> Days<'t> {
    /// The first day that begins between two bytes.
    fn first(self, from: usize, to: usize) -> Option<Found> {
        self.starts(from, to).find_map(|at| self.at(at))
    }

    /// The last one.
    fn last(self, from: usize, to: usize) -> Option<Found> {
        self.starts(from, to).rev().find_map(|at| self.at(at))
    }

    fn starts(self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = usize> {
        let (from, to) = (boundary(self.text, from), boundary(self.text, to));
        self.text.get(from..to).unwrap_or_default().char_indices().map(move |(at, _)| from + at)
    }

    /// The day that begins exactly here, and with no digit or letter before it.
    fn at(self, at: usize) -> Option<Found> {
        let before = self.text.get(..at)?.chars().next_back();
        if before.is_some_and(|letter| letter.is_ascii_alphanumeric()) {
            return None;
        }
        let forms = [Scanner::year_first, Scanner::day_first, Scanner::month_first, Scanner::dotted];
        forms.into_iter().find_map(|form| {
            let mut scanner = Scanner { days: self, at };
            let date = form(&mut scanner)?;
            Some(Found { date, span: (at, scanner.at) })
        })
    }
}

/// Reads a day piece by piece.
struct Scanner<'t> {
    days: Days<'t>,
    at: usize,
}

impl<'t> Scanner<'t> {
    /// `2024-05-03`, `2024. 5. 3`, `2024/5/3`, `2024년 5월 3일`.
    fn year_first(&mut self) -> Option<Date> {
        let year = self.number(4)?;
        self.separator(&['-', '.', '/', '년', '年'])?;
        let month = self.number(2)?;
        self.separator(&['-', '.', '/', '월', '月'])?;
        let day = self.number(2)?;
        date(year, month, day)
    }

    /// `3 May 2024`, `3rd of May, 2024`, `3. Mai 2024`, `1er mars 2024`, `3 de mayo de 2024`.
    fn day_first(&mut self) -> Option<Date> {
        let day = self.number(2)?;
        self.skip(&["st", "nd", "rd", "th", "er", "."]);
        self.blank();
        self.short_word();
        let month = self.month()?;
        self.skip(&[".", ","]);
        self.blank();
        self.short_word();
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

    /// `3.5.2024`: with full stops the day comes first everywhere; `3/5/2024` is a day in one place and a month in another.
    fn dotted(&mut self) -> Option<Date> {
        let day = self.number(2)?;
        self.separator(&['.'])?;
        let month = self.number(2)?;
        self.separator(&['.'])?;
        let year = self.number(4)?;
        date(year, month, day)
    }

    fn rest(&self) -> &'t str {
        self.days.text.get(self.at..).unwrap_or_default()
    }

    /// A number of up to so many digits; a year has all of them.
    fn number(&mut self, digits: usize) -> Option<u16> {
        let rest = self.rest();
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        if len == 0 || len > digits || (digits == 4 && len != 4) {
            return None;
        }
        self.at += len;
        rest.get(..len)?.parse().ok()
    }

    fn month(&mut self) -> Option<u16> {
        let first = self.days.hits.partition_point(|hit| hit.start < self.at);
        let here = self.days.hits.get(first..)?.iter().take_while(|hit| hit.start == self.at);
        let (month, end) = here.filter_map(|hit| Some((hit.mark.month()?, hit.end))).next()?;
        self.at = end;
        Some(u16::from(month))
    }

    fn separator(&mut self, known: &[char]) -> Option<()> {
        self.blank();
        let letter = self.rest().chars().next().filter(|letter| known.contains(letter))?;
        self.at += letter.len_utf8();
        self.blank();
        Some(())
    }

    fn blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(' ').len();
    }

    fn skip(&mut self, words: &[&str]) {
        let rest = self.rest();
        self.at += words.iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    }

    /// `of`, `de`: what may stand between the parts of a day, in any language.
    fn short_word(&mut self) {
        const LONGEST: usize = 3;
        let rest = self.rest();
        let letters = rest.chars().take_while(|letter| letter.is_alphabetic()).count();
        let word: usize = rest.chars().take(letters).map(char::len_utf8).sum();
        if (1..=LONGEST).contains(&letters) && rest.get(word..).is_some_and(|rest| rest.starts_with(' ')) {
            let before = self.at;
            self.at += word + 1;
            // `3 may 2024`: a short month is no such word.
            let is_month = self.days.hits.iter().any(|hit| hit.start == before && hit.mark.month().is_some());
            if is_month {
                self.at = before;
            }
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
    use crate::disclosure::upkeep::testing::words_in;

    fn found(markdown: &str) -> Vec<(String, String)> {
        found_in("ko", markdown)
    }

    fn found_in(language: &str, markdown: &str) -> Vec<(String, String)> {
        words_in(language, markdown, |traces| {
            updated(traces).map(|it| (it.date.to_string(), it.location)).into_iter().collect()
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

    /// One sentence or line that policies of each language have.
    #[test]
    fn every_language_says_when_it_was_changed() {
        for (language, text, at) in [
            ("de", "Stand: 3. Mai 2024", "3. Mai 2024"),
            ("de", "Zuletzt aktualisiert am 03.05.2024", "03.05.2024"),
            ("fr", "Dernière mise à jour : 3 mai 2024", "3 mai 2024"),
            ("fr", "Date d'entrée en vigueur : 1er août 2024", "1er août 2024"),
            ("es", "Última actualización: 3 de mayo de 2024", "3 de mayo de 2024"),
            ("pt", "Última atualização em 3 de maio de 2024", "3 de maio de 2024"),
            ("it", "Ultimo aggiornamento: 3 maggio 2024", "3 maggio 2024"),
            ("nl", "Laatst bijgewerkt op 3 mei 2024", "3 mei 2024"),
            ("pl", "Ostatnia aktualizacja: 3 maja 2024", "3 maja 2024"),
            ("tr", "Son güncelleme tarihi: 3 Mayıs 2024", "3 Mayıs 2024"),
            ("vi", "Cập nhật lần cuối: 2024-05-03", "2024-05-03"),
            ("id", "Terakhir diperbarui: 3 Mei 2024", "3 Mei 2024"),
            ("sv", "Senast uppdaterad den 3 maj 2024", "3 maj 2024"),
            ("da", "Senest opdateret den 3. maj 2024", "3. maj 2024"),
            ("nb", "Sist oppdatert 3. mai 2024", "3. mai 2024"),
            ("fi", "Päivitetty viimeksi 3. toukokuuta 2024", "3. toukokuuta 2024"),
            ("cs", "Účinné od 3. května 2024", "3. května 2024"),
            ("uk", "Останнє оновлення: 3 травня 2024 року", "3 травня 2024"),
            ("ru", "Дата последнего обновления: 3 мая 2024 г.", "3 мая 2024"),
            ("ja", "最終更新日：2024年5月3日", "2024年5月3"),
            ("ja", "2024年5月3日改定", "2024年5月3"),
            ("zh", "生效日期：2024年5月3日", "2024年5月3"),
        ] {
            let found = found_in(language, text);
            assert!(found.iter().any(|(_, place)| place == at), "{language}: {text}: {found:?}");
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
            // A law has its day too.
            "RGPD entré en vigueur le 25 mai 2018, un délégué a été désigné.",
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
