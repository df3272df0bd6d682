//! One report for a person: what is wrong, the lines that it is about, what to do. miette draws it.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as MietteSeverity, SourceCode,
};

use super::excerpt::{Excerpt, Mark};
use super::{Look, Paint, visible};
use crate::rules::Severity;
use crate::source::Sources;

/// Lines are not drawn wider than this on any terminal: they would be hard to read.
const WIDEST: usize = 120;
/// Columns beside a shown line: its number and the line that is drawn there.
const GUTTER: usize = 10;

/// One report for a person.
#[derive(Debug)]
pub(super) struct Card {
    severity: Severity,
    headline: String,
    message: String,
    help: String,
    excerpt: Excerpt,
}

impl Card {
    /// A report with nothing in it but its message.
    pub(super) fn new(severity: Severity, message: &str) -> Self {
        Self {
            severity,
            headline: String::new(),
            message: visible::lines(message),
            help: String::new(),
            excerpt: Excerpt::default(),
        }
    }

    /// With a line above the message.
    pub(super) fn headline(self, headline: &str) -> Self {
        Self { headline: visible::one_line(headline), ..self }
    }

    /// With what to do.
    pub(super) fn help(self, help: &str) -> Self {
        Self { help: visible::lines(help), ..self }
    }

    /// With the lines of these places.
    pub(super) fn marks(self, sources: &Sources, marks: Vec<Mark>, look: Look) -> Self {
        let width = look.width.min(WIDEST).saturating_sub(GUTTER);
        Self { excerpt: Excerpt::new(sources, marks, width), ..self }
    }

    /// Writes the report and an empty line after it.
    pub(super) fn write(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let mut drawn = String::new();
        GraphicalReportHandler::new_themed(self.theme(look.paint))
            .with_links(false)
            .with_width(look.width.min(WIDEST))
            .with_context_lines(1)
            .render_report(&mut drawn, self)
            .map_err(io::Error::other)?;
        for line in drawn.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)
    }

    fn theme(&self, paint: Paint) -> GraphicalTheme {
        let mut theme = match paint {
            Paint::Coloured => GraphicalTheme::unicode(),
            Paint::Plain => GraphicalTheme::none(),
        };
        if paint == Paint::Plain {
            // The default breaks the underline with a bar.
            theme.characters.underbar = '^';
        }
        if self.headline.is_empty() {
            // Nothing else says it.
            theme.characters.error = format!("{}:", self.severity);
        }
        theme
    }
}

impl fmt::Display for Card {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Card {}

impl Diagnostic for Card {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.headline.is_empty()).then(|| Box::new(&self.headline) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<MietteSeverity> {
        Some(match self.severity {
            Severity::Error => MietteSeverity::Error,
            Severity::Warning => MietteSeverity::Warning,
            Severity::Info => MietteSeverity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::{Location, Source, Span};

    /// Text with everything that has broken a drawn line somewhere: wide, combining and invisible characters, tabs, all
    /// kinds of line breaks, escapes, long lines.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[ -~]{0,12}",
            "[가-힣]{0,9}",
            "\\PC{0,6}",
            Just("\r\n".to_owned()),
            Just("\n".to_owned()),
            Just("\r".to_owned()),
            Just("\t".to_owned()),
            Just("\u{1b}[31m".to_owned()),
            Just("👩\u{200d}👧".to_owned()),
            Just("e\u{301}".to_owned()),
            Just("\u{202e}".to_owned()),
            Just("lorem ipsum ".repeat(40)),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    /// A span on character boundaries, from two fractions of the text.
    fn span(text: &str, (from, to): (f64, f64)) -> Span {
        let boundary = |fraction: f64| {
            let at = (text.len() as f64 * fraction) as usize;
            (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
        };
        Span::new(boundary(from.min(to)), boundary(from.max(to)))
    }

    proptest! {
        #[test]
        fn any_place_of_any_text_is_drawn(
            texts in (text(), text()),
            places in proptest::collection::vec((any::<bool>(), (0.0..1.01f64, 0.0..1.01f64)), 0..6),
        ) {
            let mut sources = Sources::default();
            let files = [&texts.0, &texts.1].map(|text| (sources.add(Source::new("개인.md", text)), text));
            let marks = places.into_iter().map(|(second, place)| {
                let (source, text) = files[usize::from(second)];
                Mark { location: Location { source, span: span(text, place) }, text: "here".to_owned() }
            });
            let look = Look { paint: Paint::Plain, width: 80 };
            let card = Card::new(Severity::Error, &texts.0).help(&texts.1).marks(&sources, marks.collect(), look);
            let mut out = Vec::new();
            card.write(look, &mut out).unwrap();
            let drawn = String::from_utf8(out).unwrap();
            prop_assert!(!drawn.chars().any(|letter| letter.is_control() && letter != '\n'), "{drawn}");
            prop_assert!(!drawn.contains("Failed to read"), "{drawn}");
        }
    }
}
