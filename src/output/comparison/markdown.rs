//! `markdown`: a comment on a pull request, or a part of release notes.

use std::io::{self, Write};

use super::Format;
use super::words::{closing, groups};
use crate::comparison::{Comparison, Weight};
use crate::output::markdown_text::escape;

pub(super) const FORMAT: Format =
    Format { name: "markdown", about: "the same as a list, for a comment or release notes", render };

fn render(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## What has changed about personal data\n\n{}", escape(&closing(comparison)))?;
    for group in groups(comparison) {
        writeln!(out, "\n### {}\n", escape(&group.title))?;
        for line in &group.lines {
            let call = match line.weight() {
                Weight::Notice => " **calls for a notice**",
                Weight::Loss => " **says less of what goes on**",
                Weight::Plain => "",
            };
            let place = line.place().map_or_else(String::new, |place| format!(" ({})", escape(&place)));
            writeln!(out, "- {}{place}{call}", escape(&line.words()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::comparison::sample;

    #[test]
    fn a_list_per_transfer_in_which_nothing_is_markup() {
        let text = sample::rendered(&FORMAT, &sample::comparison());
        for line in [
            "### Alipay (nsf-score)",
            "- transfer added: processor; CN, SG (divulge.yaml:5) **calls for a notice**",
            "- disclosure in privacy.md weakened: country US (clear -> vague) (privacy.md:9) **says less of what goes on**",
            "### Evil␛\\[31m Ads",
        ] {
            assert!(text.lines().any(|one| one == line), "{line}\n{text}");
        }
    }
}
