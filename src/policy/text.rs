//! Text as a reader sees it, with a way back to the bytes of the file.

use unicode_normalization::UnicodeNormalization;

use super::letters::{fold, is_invisible, is_kept, is_mark_of_trade, joins_previous, plain_form};
use crate::source::{Location, SourceId, Span};

/// A piece of visible text in the form that matching wants: Unicode NFKC (full-width letters, `㈜`, NFD and no-break
/// spaces become their ordinary forms), typographic quotes and dashes as ASCII, no zero-width characters, runs of blanks as
/// one. Letters keep their case. The file keeps what was written: [`Text::locate`] leads back to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    plain: String,
    folded: String,
    /// Where runs of `plain` stand in the file, by ascending `plain` offset.
    runs: Vec<Run>,
    source: SourceId,
}

/// `len` bytes of the plain text from `plain` that came from the file's bytes `span`. Where `linear`, byte `n` of the run
/// is byte `n` of the span; otherwise the run stands for the span as a whole (an entity, a ligature, a folded character).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    plain: usize,
    len: usize,
    span: Span,
    linear: bool,
}

impl Text {
    /// The normalised text, letters in their own case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.plain
    }

    /// The same in lower case, byte for byte aligned with [`Text::as_str`] (the few letters whose lower case has
    /// another length keep their case).
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether there is nothing but blanks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.trim().is_empty()
    }

    /// The lines that are not blank, each as a text of its own.
    #[must_use]
    pub fn lines(&self) -> Vec<Self> {
        let mut start = 0;
        let mut lines = Vec::new();
        for line in self.plain.split('\n') {
            let body = line.trim();
            if !body.is_empty() {
                let from = start + (line.len() - line.trim_start().len());
                lines.push(self.slice(from, from + body.len()));
            }
            start += line.len() + 1;
        }
        lines
    }

    /// Bytes `start..end`, which must lie on character boundaries, as a text of its own.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let runs = self
            .runs
            .iter()
            .filter(|run| run.plain < end && run.plain + run.len > start)
            .map(|run| {
                let from = run.plain.max(start);
                let to = (run.plain + run.len).min(end);
                let span = if run.linear {
                    Span::new(run.span.start + from - run.plain, run.span.start + to - run.plain)
                } else {
                    run.span
                };
                Run { plain: from - start, len: to - from, span, linear: run.linear }
            })
            .collect();
        Self {
            plain: self.plain.get(start..end).unwrap_or_default().to_owned(),
            folded: self.folded.get(start..end).unwrap_or_default().to_owned(),
            runs,
            source: self.source,
        }
    }

    /// The file it came from.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Where bytes `start..end` of the normalised text stand in the file: the smallest span on character boundaries that
    /// covers them, markup between them included.
    #[must_use]
    pub fn locate(&self, start: usize, end: usize) -> Location {
        let from = self.origin(start).start;
        let to = if end > start { self.origin(end - 1).end } else { from };
        Location { source: self.source, span: Span::new(from, to) }
    }

    /// The place of the whole text.
    #[must_use]
    pub fn location(&self) -> Location {
        self.locate(0, self.plain.len())
    }

    /// The text in pieces that tile it, each with the file's bytes that it came from. Where the two are equally long they are
    /// the same bytes; otherwise the piece stands for its bytes as a whole.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Span)> {
        self.runs.iter().map(|run| {
            let plain = self.plain.get(run.plain..run.plain + run.len).unwrap_or_default();
            (plain, run.span)
        })
    }

    /// The bytes of the file that one byte of the plain text came from: a whole character.
    fn origin(&self, at: usize) -> Span {
        let index = self.runs.partition_point(|run| run.plain <= at).saturating_sub(1);
        let Some(run) = self.runs.get(index) else { return Span::new(0, 0) };
        if !run.linear {
            return run.span;
        }
        let mut start = at.min(run.plain + run.len - 1);
        let mut end = start + 1;
        while !self.plain.is_char_boundary(start) {
            start -= 1;
        }
        while end < self.plain.len() && !self.plain.is_char_boundary(end) {
            end += 1;
        }
        Span::new(run.span.start + start - run.plain, run.span.start + end - run.plain)
    }
}

/// Builds a [`Text`] from pieces of a file.
#[derive(Debug)]
pub struct TextBuilder {
    plain: String,
    runs: Vec<Run>,
    source: SourceId,
}

impl TextBuilder {
    /// An empty text of this file.
    #[must_use]
    pub fn new(source: SourceId) -> Self {
        Self { plain: String::new(), runs: Vec::new(), source }
    }

    /// Whether nothing visible was added yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.trim().is_empty()
    }

    /// Adds text that stands in the file letter for letter from byte `start`.
    pub fn push(&mut self, text: &str, start: usize) {
        // Most text is kept as it is: it is copied in stretches, and only what changes is looked at letter by letter.
        let mut from = 0;
        let mut at = 0;
        while let Some(len) = kept_stretch(text.as_bytes(), at) {
            at += len;
            let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            let next = at + letter.len_utf8();
            if is_kept(letter) {
                let rest = text.get(next..).unwrap_or_default();
                at = next
                    + rest.find(|letter: char| letter.is_ascii() || !is_kept(letter)).unwrap_or(rest.len());
                continue;
            }
            let cluster = if joins_previous(letter) { last_letter(text, from, at) } else { at };
            self.push_linear(text.get(from..cluster).unwrap_or_default(), start + from);
            let end = cluster_end(text, next);
            self.push_replaced(
                text.get(cluster..end).unwrap_or_default(),
                Span::new(start + cluster, start + end),
            );
            (from, at) = (end, end);
        }
        self.push_linear(text.get(from..).unwrap_or_default(), start + from);
    }

    /// Adds text that stands for other bytes of the file: an entity, an escape, a line break.
    pub fn push_for(&mut self, text: &str, span: Span) {
        self.push_replaced(text, span);
    }

    /// Adds a line break that stands for `span`.
    pub fn push_break(&mut self, span: Span) {
        self.push_blank('\n', span);
    }

    fn push_replaced(&mut self, cluster: &str, span: Span) {
        for letter in cluster.chars().filter(|&letter| !is_mark_of_trade(letter)).nfkc() {
            match letter {
                '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => self.push_blank('\n', span),
                letter if letter.is_whitespace() => self.push_blank(' ', span),
                letter if is_invisible(letter) => {}
                letter => {
                    let start = self.plain.len();
                    self.plain.push(plain_form(letter));
                    self.runs.push(Run { plain: start, len: self.plain.len() - start, span, linear: false });
                }
            }
        }
    }

    /// Adds letters that need no change, single spaces between them included.
    fn push_linear(&mut self, mut text: &str, mut start: usize) {
        if text.starts_with(' ') && matches!(self.plain.as_bytes().last(), None | Some(b' ' | b'\n')) {
            text = text.get(1..).unwrap_or_default();
            start += 1;
        }
        if text.is_empty() {
            return;
        }
        let plain = self.plain.len();
        self.plain.push_str(text);
        self.extend_runs(plain, Span::new(start, start + text.len()));
    }

    /// Notes that the plain text from `plain` on stands letter for letter at `span`.
    fn extend_runs(&mut self, plain: usize, span: Span) {
        if let Some(last) = self.runs.last_mut()
            && last.linear
            && last.span.end == span.start
            && last.plain + last.len == plain
        {
            last.len += span.end - span.start;
            last.span.end = span.end;
            return;
        }
        self.runs.push(Run { plain, len: span.end - span.start, span, linear: true });
    }

    /// One blank at most: a line break wins over a space.
    fn push_blank(&mut self, blank: char, span: Span) {
        match self.plain.as_bytes().last() {
            None | Some(b'\n') => return,
            Some(b' ') if blank == ' ' => return,
            Some(b' ') => self.pop_blank(),
            Some(_) => {}
        }
        let plain = self.plain.len();
        self.plain.push(blank);
        if span.end - span.start == 1 {
            // One byte for one byte: the stretch of text goes on.
            return self.extend_runs(plain, span);
        }
        self.runs.push(Run { plain, len: 1, span, linear: false });
    }

    /// Takes back the blank at the end, one byte always.
    fn pop_blank(&mut self) {
        self.plain.pop();
        match self.runs.last_mut() {
            Some(last) if last.linear && last.len > 1 => {
                last.len -= 1;
                last.span.end -= 1;
            }
            _ => {
                self.runs.pop();
            }
        }
    }

    /// The finished text, without blanks at its end.
    #[must_use]
    pub fn finish(mut self) -> Text {
        while self.plain.ends_with(char::is_whitespace) {
            self.pop_blank();
        }
        let folded = fold(&self.plain);
        Text { plain: self.plain, folded, runs: self.runs, source: self.source }
    }
}

/// How many bytes from `at` on are printable ASCII with single spaces between them; none at the end of the text.
fn kept_stretch(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
    let mut before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or(b'x');
    let len = rest.iter().position(|&byte| {
        let is_kept = matches!(byte, b'!'..=b'~') || byte == b' ' && before != b' ';
        before = byte;
        !is_kept
    });
    Some(len.unwrap_or(rest.len()))
}

/// Where the last letter before `at` starts; marks and jamo belong to it and are normalised together with it.
fn last_letter(text: &str, from: usize, at: usize) -> usize {
    text.get(from..at)
        .and_then(|stretch| stretch.char_indices().next_back())
        .map_or(at, |(letter, _)| from + letter)
}

/// The end of the marks and jamo that follow a letter.
fn cluster_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|letter: char| !joins_previous(letter)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::normalise;
    use crate::source::{Source, Sources};

    fn text(file: &str) -> (Sources, Text) {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("p.md", file));
        let mut builder = TextBuilder::new(id);
        builder.push(file, 0);
        (sources, builder.finish())
    }

    fn found<'a>(sources: &'a Sources, text: &Text, needle: &str) -> &'a str {
        let at = text.as_str().find(needle).unwrap();
        sources.slice(text.locate(at, at + needle.len()))
    }

    #[test]
    fn normalised_text_leads_back_to_what_was_written() {
        let (sources, text) =
            text("㈜카카오, Ｓｅｎｔｒｙ and\u{a0}\u{a0}Alipay E\u{2011}Commerce 한\u{200b}국");
        assert_eq!(text.as_str(), "(주)카카오, Sentry and Alipay E-Commerce 한국");
        assert_eq!(text.folded(), "(주)카카오, sentry and alipay e-commerce 한국");
        assert_eq!(found(&sources, &text, "(주)카카오"), "㈜카카오");
        assert_eq!(found(&sources, &text, "Sentry"), "Ｓｅｎｔｒｙ");
        assert_eq!(found(&sources, &text, "E-Commerce"), "E\u{2011}Commerce");
        assert_eq!(found(&sources, &text, "한국"), "한\u{200b}국");
    }

    #[test]
    fn decomposed_letters_are_one_character() {
        let (sources, text) = text("미국 e\u{301}te\u{301} x");
        assert_eq!(text.as_str(), "미국 été x");
        assert_eq!(found(&sources, &text, "미국"), "미국");
        assert_eq!(found(&sources, &text, "été"), "e\u{301}te\u{301}");
    }

    #[test]
    fn marks_of_trade_are_no_letters() {
        let (sources, text) = text("Drift, Segment™ and Google® Analytics");
        assert_eq!(text.as_str(), "Drift, Segment and Google Analytics");
        assert_eq!(found(&sources, &text, "Google Analytics"), "Google® Analytics");
        assert_eq!(normalise("Segment™"), "Segment");
    }

    #[test]
    fn the_letters_i_of_turkish_are_one_in_either_case() {
        let (sources, capitals) = text("YURT DIŞINA AKTARIM, İşleyen");
        let (_, small) = text("yurt dışına aktarım, işleyen");
        assert_eq!(capitals.folded(), small.folded());
        assert_eq!(found(&sources, &capitals, "Işleyen"), "İşleyen");
    }

    #[test]
    fn folding_keeps_every_offset() {
        let (_, text) = text("İstanbul ÄÖ Straße ẞ");
        assert_eq!(text.folded().len(), text.as_str().len());
        assert!(text.folded().contains("äö straße"));
    }

    #[test]
    fn a_place_behind_the_last_letter_is_at_the_last_letter() {
        // The label of `제3자: <s>` has an empty value, which stands behind the blank that is cut off.
        let (sources, text) = text("제3자: ");
        let end = text.as_str().len();
        assert_eq!(text.as_str(), "제3자:");
        assert_eq!(sources.slice(text.locate(end, end)), "");
        assert_eq!(sources.slice(text.location()), "제3자:");
    }

    #[test]
    fn blanks_collapse_and_a_break_wins() {
        let (_, text) = text("  a \t b \n  c  ");
        assert_eq!(text.as_str(), "a b\nc");
    }
}
