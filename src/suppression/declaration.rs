//! Comments in a declaration and the files that it includes.

use super::directive::{self, Directive, Keyword};
use super::{Lapse, Medium, Reach, Suppression};
use crate::declaration::comments::{comments, entries};
use crate::source::{Location, Source, SourceId, Sources};

/// The comments of one file that accept findings, in order.
#[must_use]
pub fn read(sources: &Sources, id: SourceId) -> Vec<Suppression> {
    let source = sources.get(id);
    // Most files have none, and need not be parsed again.
    if !source.text().contains("divulge-") {
        return Vec::new();
    }
    let directives: Vec<_> = comments(id, source.text())
        .into_iter()
        .filter_map(|comment| Some((comment.location, directive::parse(&comment.text)?)))
        .collect();
    let entries = if directives.is_empty() { Vec::new() } else { entries(id, source.text()) };
    directives
        .into_iter()
        .flat_map(|(location, directive)| suppressions(source, &entries, location, directive))
        .collect()
}

fn suppressions(
    source: &Source,
    entries: &[Location],
    location: Location,
    directive: Directive,
) -> impl Iterator<Item = Suppression> + use<> {
    let Directive { keyword, rules, reason } = directive;
    let reach = match keyword {
        Keyword::Ignore => reach(source, entries, location),
        Keyword::IgnoreFile | Keyword::Disable | Keyword::Enable => Reach::Nowhere(Lapse::OnlyInPolicies),
        Keyword::Misspelt(word) => Reach::Nowhere(Lapse::Misspelt(word)),
    };
    rules.into_iter().map(move |rule| {
        let (reason, reach) = (reason.clone(), reach.clone());
        Suppression { location, medium: Medium::Declaration, rule, reason, reach }
    })
}

fn reach(source: &Source, entries: &[Location], comment: Location) -> Reach {
    let line = target_line(source, comment);
    let has_line = |entry: &&Location| {
        let first = source.position(entry.span.start).line;
        // The last byte, and not the one behind it, which may be on the next line.
        let last = source.position(entry.span.end.saturating_sub(1).max(entry.span.start)).line;
        (first..=last).contains(&line)
    };
    let reached: Vec<_> = entries.iter().filter(has_line).copied().collect();
    if reached.is_empty() { Reach::Nowhere(Lapse::NoEntry) } else { Reach::Entries(reached) }
}

/// The line that a comment is about: its own where something stands before it, else the next that is not a comment too.
fn target_line(source: &Source, comment: Location) -> usize {
    let mut line = source.position(comment.span.start).line;
    let text = |line| source.slice(source.line_span(line)).trim_start();
    while text(line).starts_with('#') {
        line += 1;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// The first line of each entry that each comment reaches.
    fn reached(text: &str) -> Vec<Result<Vec<String>, Lapse>> {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("divulge.yaml", text));
        let first =
            |place: &Location| sources.slice(*place).lines().next().unwrap_or_default().trim_end().to_owned();
        read(&sources, id)
            .into_iter()
            .map(|one| match one.reach {
                Reach::Entries(entries) => Ok(entries.iter().map(first).collect()),
                Reach::Nowhere(lapse) => Err(lapse),
                Reach::Policy(_) => unreachable!(),
            })
            .collect()
    }

    fn entries(names: &[&str]) -> Result<Vec<String>, Lapse> {
        Ok(names.iter().map(|&name| name.to_owned()).collect())
    }

    #[test]
    fn a_comment_is_for_the_entry_below_or_at_its_line() {
        let text = "\
transfers:
  # divulge-ignore vague-country: above
  # and more words
  - id: one
    recipient: A
  - id: two # divulge-ignore vague-country: at the first line
    recipient: B
  - id: three
    recipient: C # divulge-ignore vague-country: within
  - id: four
    # divulge-ignore vague-country: above a line within
    country: CN
    # divulge-ignore vague-country: above the next
  - {id: five, recipient: D}
recipients:
  - name: A # divulge-ignore vague-country: a recipient
";
        let all = reached(text);
        let expected = [
            "id: one",
            "id: two # divulge-ignore vague-country: at the first line",
            "id: three",
            "id: four",
            "{id: five, recipient: D}",
            "name: A",
        ];
        assert_eq!(all, expected.map(|name| entries(&[name])));
    }

    #[test]
    fn comments_that_are_none_or_reach_nothing() {
        let quoted = "transfers:\n  - id: 'a # divulge-ignore vague-country: no comment'\n    method: |\n      # divulge-ignore vague-country: no\n";
        assert_eq!(reached(quoted), []);
        let text = "# divulge-ignore vague-country: head\nversion: 1\ntransfers:\n  - id: a\n\n# divulge-ignore vague-country: end\n";
        assert_eq!(reached(text), [Err(Lapse::NoEntry), Err(Lapse::NoEntry)]);
        let other = "transfers:\n  # divulge-disable vague-country: range\n  - id: a\n";
        assert_eq!(reached(other), [Err(Lapse::OnlyInPolicies)]);
    }
}
