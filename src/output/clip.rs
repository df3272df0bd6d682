//! Long lines, cut to what a terminal shows.

use unicode_width::UnicodeWidthChar;

use super::visible;
use crate::source::Span;

/// Columns on which a cut may move to stand between words.
const WORD_SLACK: usize = 12;

/// Columns that a place gets at least, however many are marked in one line.
const LEAST_WIDTH: usize = 30;

/// Letters of ` … `: leaving out no more than these saves nothing.
const GAP_LETTERS: usize = 3;

/// A line as it is shown, and where the marked spans stand in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clipped {
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
}

/// One character of a line, in the form in which it is shown.
struct Letter {
    at: usize,
    shown: String,
    width: usize,
}

impl Letter {
    fn new((at, letter): (usize, char)) -> Self {
        let mut shown = String::new();
        visible::push(letter, &mut shown);
        let width = shown.chars().map(|letter| letter.width().unwrap_or(0)).sum();
        Self { at, shown, width }
    }
}

/// The line in about `width` columns: where it is longer, the surroundings of each span, with `…` for what is left out.
/// The spans are byte offsets in the line, those of the answer in its text; each covers at least one character there.
pub(super) fn clip(line: &str, spans: &[Span], width: usize) -> Clipped {
    let letters: Vec<Letter> = line.char_indices().map(Letter::new).collect();
    let index = |offset: usize| letters.partition_point(|letter| letter.at < offset);
    let marks: Vec<(usize, usize)> = spans.iter().map(|span| (index(span.start), index(span.end))).collect();
    let windows = windows(&letters, &marks, width);
    let mut text = String::new();
    let mut places: Vec<Option<Span>> = vec![None; letters.len()];
    for &(start, end) in &windows {
        if start > 0 {
            text.push_str(if text.is_empty() { "…" } else { " … " });
        }
        for (letter, place) in letters.iter().zip(&mut places).take(end).skip(start) {
            *place = Some(Span::new(text.len(), text.len() + letter.shown.len()));
            text.push_str(&letter.shown);
        }
    }
    if windows.last().is_some_and(|&(_, end)| end < letters.len()) {
        text.push('…');
    }
    let spans = marks.iter().map(|&mark| place_of(mark, &places, &mut text)).collect();
    Clipped { text, spans }
}

/// Where letters `start..end` stand in the shown text, up to the first that is left out. The end of the line is a place
/// too: a blank is added for it.
fn place_of((start, end): (usize, usize), places: &[Option<Span>], text: &mut String) -> Span {
    let shown = places.get(start..end.max(start + 1)).unwrap_or_default();
    match shown.iter().map_while(|place| *place).reduce(Span::cover) {
        Some(span) => span,
        None => {
            text.push(' ');
            Span::new(text.len() - 1, text.len())
        }
    }
}

/// The ranges of letters to show, ascending and apart.
fn windows(letters: &[Letter], marks: &[(usize, usize)], width: usize) -> Vec<(usize, usize)> {
    if columns(letters) <= width {
        return vec![(0, letters.len())];
    }
    if marks.is_empty() {
        return vec![(0, fitting(letters.iter(), width))];
    }
    let share = (width / marks.len()).max(LEAST_WIDTH);
    let mut windows: Vec<(usize, usize)> = marks.iter().map(|&mark| window(letters, mark, share)).collect();
    windows.sort_unstable();
    windows.dedup_by(|next, last| {
        let touches = next.0 <= last.1 + GAP_LETTERS;
        if touches {
            last.1 = last.1.max(next.1);
        }
        touches
    });
    windows
}

/// The letters around one mark that fill `width` columns: the mark in the middle, or as much of it as leaves a third of
/// the width to what stands before and after.
fn window(letters: &[Letter], (start, end): (usize, usize), width: usize) -> (usize, usize) {
    let (before, from_mark) = letters.split_at(start.min(letters.len()));
    let mark = from_mark.get(..end.saturating_sub(start)).unwrap_or(from_mark);
    let kept = fitting(mark.iter(), width * 2 / 3);
    let (mark, after) = from_mark.split_at(kept);
    let room = width.saturating_sub(columns(mark));
    // What one side does not need, the other gets.
    let left = (room / 2).max(room.saturating_sub(columns(after)));
    let mut first = start - fitting(before.iter().rev(), left);
    let right = room.saturating_sub(columns(letters.get(first..start).unwrap_or_default()));
    let mut last = start + kept + fitting(after.iter(), right);
    if first > 0 {
        let blank =
            letters.iter().take(start).skip(first).take(WORD_SLACK).position(|letter| letter.shown == " ");
        first += blank.map_or(0, |blank| blank + 1);
    }
    if last < letters.len() {
        let slack = letters.iter().take(last).skip(start + kept).rev().take(WORD_SLACK);
        last -= slack.into_iter().position(|letter| letter.shown == " ").map_or(0, |blank| blank + 1);
    }
    // A mark that combines with a letter which is left out would combine with the `…`.
    while first < start && letters.get(first).is_some_and(|letter| letter.width == 0) {
        first += 1;
    }
    (first, last)
}

/// How many of these letters fit into so many columns.
fn fitting<'a>(letters: impl Iterator<Item = &'a Letter>, width: usize) -> usize {
    let mut used = 0;
    letters
        .take_while(|letter| {
            used += letter.width;
            used <= width
        })
        .count()
}

fn columns(letters: &[Letter]) -> usize {
    letters.iter().map(|letter| letter.width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clipped(line: &str, marked: &[&str], width: usize) -> (String, Vec<String>) {
        let spans: Vec<Span> = marked
            .iter()
            .map(|part| {
                let at = line.find(part).unwrap();
                Span::new(at, at + part.len())
            })
            .collect();
        let clipped = clip(line, &spans, width);
        let under = clipped.spans.iter().map(|span| clipped.text[span.start..span.end].to_owned()).collect();
        (clipped.text, under)
    }

    #[test]
    fn short_lines_are_whole() {
        assert_eq!(
            clipped("a 😀 가나 b", &["가나"], 40),
            ("a 😀 가나 b".to_owned(), vec!["가나".to_owned()])
        );
    }

    #[test]
    fn long_lines_show_what_is_marked() {
        let line =
            format!("{}to the overseas servers{}", "We care about you. ".repeat(30), " and so on".repeat(60));
        let (text, under) = clipped(&line, &["overseas"], 60);
        assert_eq!(text, "…care about you. to the overseas servers and so on and so…");
        assert_eq!(under, ["overseas"]);
    }

    #[test]
    fn distant_marks_of_one_line_are_joined() {
        let line = format!("Alpha{}Omega", " lorem ipsum".repeat(40));
        let (text, under) = clipped(&line, &["Alpha", "Omega"], 60);
        assert_eq!(text, "Alpha lorem ipsum lorem ipsum … lorem ipsum lorem ipsumOmega");
        assert_eq!(under, ["Alpha", "Omega"]);
    }

    /// Found in fixtures/windows-text: `role: … third-party` left out one blank.
    #[test]
    fn nothing_is_left_out_between_marks_that_nearly_touch() {
        let line = format!(
            "{}recipient: \"Acme\", role: third-party, country: GB # x",
            "- {id: reviews, ".repeat(2)
        );
        let (text, under) = clipped(&line, &["Acme", "GB"], 60);
        assert_eq!(text, "…recipient: \"Acme\", role: third-party, country: GB # x");
        assert_eq!(under, ["Acme", "GB"]);
    }

    #[test]
    fn long_marks_are_shown_in_part() {
        let line = "가나다라마바사".repeat(40);
        let clipped = clip(&line, &[Span::new(0, line.len())], 30);
        assert_eq!(clipped.text, "가나다라마바사가나다라마바사가…");
        assert_eq!(clipped.spans, [Span::new(0, 45)], "all but the `…`");
    }

    #[test]
    fn a_place_without_letters_is_one_column() {
        assert_eq!(
            clip("", &[Span::new(0, 0)], 30),
            Clipped { text: " ".to_owned(), spans: vec![Span::new(0, 1)] }
        );
        assert_eq!(clip("가b", &[Span::new(0, 0)], 30).spans, [Span::new(0, 3)]);
        assert_eq!(clip("ab", &[Span::new(2, 2)], 30).text, "ab ");
    }

    #[test]
    fn what_steers_a_terminal_is_shown() {
        assert_eq!(clipped("a\u{1b}[2J b", &["[2J"], 30), ("a␛[2J b".to_owned(), vec!["[2J".to_owned()]));
    }
}
