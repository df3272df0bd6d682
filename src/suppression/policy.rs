//! Comments in a policy.

use super::directive::{self, Directive, Keyword};
use super::{Lapse, Medium, Reach, RuleName, Suppression};
use crate::policy::{Block, BlockKind, Hidden, HiddenKind, Policy, Table};
use crate::source::{Location, Sources, Span};

/// Takes the comments that accept findings out of a policy, in reading order. They are no part of its text: a recipient
/// that a reason names is not hidden from anybody.
pub fn take(policy: &mut Policy, sources: &Sources) -> Vec<Suppression> {
    let mut found: Vec<(Location, Directive)> = Vec::new();
    policy.hidden.retain(|hidden| match directive(hidden) {
        Some(directive) => {
            found.push((hidden.text.location(), directive));
            false
        }
        None => true,
    });
    found.sort_by_key(|&(location, _)| location);
    let mut reader = Reader { policy, sources, suppressions: Vec::new(), open: Vec::new() };
    for (location, directive) in found {
        reader.add(location, directive);
    }
    reader.suppressions
}

fn directive(hidden: &Hidden) -> Option<Directive> {
    if hidden.kind != HiddenKind::Comment {
        return None;
    }
    let text = hidden.text.as_str().trim();
    // MDX comments are kept with their brackets.
    let text = text.strip_prefix("{/*").and_then(|text| text.strip_suffix("*/}")).unwrap_or(text);
    directive::parse(text)
}

struct Reader<'a> {
    policy: &'a Policy,
    sources: &'a Sources,
    suppressions: Vec<Suppression>,
    /// Indices of those that no `divulge-enable` has ended yet.
    open: Vec<usize>,
}

impl Reader<'_> {
    fn add(&mut self, location: Location, directive: Directive) {
        let Directive { keyword, rules, reason } = directive;
        let reach = match keyword {
            Keyword::Enable => return self.end(location, rules),
            Keyword::Ignore => self.target(location).map_or(Reach::Nowhere(Lapse::NoBlock), Reach::Policy),
            Keyword::IgnoreFile => Reach::Policy(self.document(location, 0)),
            Keyword::Disable => Reach::Policy(self.document(location, location.span.end)),
            Keyword::Misspelt(word) => Reach::Nowhere(Lapse::Misspelt(word)),
        };
        for rule in rules {
            if keyword == Keyword::Disable {
                self.open.push(self.suppressions.len());
            }
            let (reason, reach) = (reason.clone(), reach.clone());
            self.suppressions.push(Suppression { location, medium: Medium::Policy, rule, reason, reach });
        }
    }

    /// Ends the ranges of these rules, or all of them where no rule is named.
    fn end(&mut self, location: Location, rules: Vec<RuleName>) {
        for rule in rules {
            let before = self.open.len();
            let suppressions = &mut self.suppressions;
            self.open.retain(|&index| {
                let Some(open) = suppressions.get_mut(index) else { return false };
                let is_meant = rule == RuleName::Missing || open.rule == rule;
                match &mut open.reach {
                    Reach::Policy(range) if is_meant && range.source == location.source => {
                        *range =
                            Location { span: Span::new(range.span.start, location.span.start), ..*range };
                        false
                    }
                    _ => true,
                }
            });
            if self.open.len() == before {
                // `divulge-enable` alone is complete: it lacks no rule.
                let reach = Reach::Nowhere(Lapse::NothingToEnd);
                let ended = Suppression { location, medium: Medium::Policy, rule, reason: None, reach };
                self.suppressions.push(ended);
            }
        }
    }

    /// The file of a comment from this byte on.
    fn document(&self, location: Location, start: usize) -> Location {
        // One byte past the end, so that what is found at the end of the file lies in it.
        let end = self.sources.get(location.source).text().len() + 1;
        Location { source: location.source, span: Span::new(start, end) }
    }

    /// What a comment is for: the block or table row that it stands in, the one that ends before it on its line, or the
    /// next one.
    fn target(&self, comment: Location) -> Option<Location> {
        let blocks = || self.policy.blocks.iter().filter(|block| block.location.source == comment.source);
        let around = blocks().rfind(|block| block.location.span.contains(comment.span));
        let before = || {
            let is_trailing = self.trails(comment);
            blocks().rfind(|block| is_trailing && block.location.span.start < comment.span.start)
        };
        if let Some(block) = around.or_else(before) {
            return Some(part(block, comment));
        }
        blocks().find(|block| block.location.span.start >= comment.span.end).map(|block| block.location)
    }

    /// Whether text stands before a comment on its line.
    fn trails(&self, comment: Location) -> bool {
        let source = self.sources.get(comment.source);
        let line = source.line_span(source.position(comment.span.start).line);
        let before = source.slice(Span::new(line.start, comment.span.start)).trim_end();
        let before = before.strip_suffix("<!--").unwrap_or(before);
        let before = before.trim_matches(|letter: char| letter.is_whitespace() || letter == '>');
        !before.is_empty() && !before.starts_with("<!--")
    }
}

/// The part of a block that a comment in it, or at its end, is for.
fn part(block: &Block, comment: Location) -> Location {
    match &block.kind {
        BlockKind::Table(table) => row(table, comment).unwrap_or(block.location),
        _ => block.location,
    }
}

/// The row around a comment, or the next one where it stands between rows, or the last.
fn row(table: &Table, comment: Location) -> Option<Location> {
    let rows = || table.rows.iter().map(|row| row.location);
    let around = rows().find(|row| row.span.contains(comment.span));
    let next = || rows().find(|row| row.span.start >= comment.span.end);
    around.or_else(next).or_else(|| rows().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// What each suppression of a policy reaches.
    fn reached(text: &str) -> Vec<Result<String, Lapse>> {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("p.md", text));
        let mut policy = Policy::parse(&[(id, text)]);
        let found = take(&mut policy, &sources);
        assert!(policy.hidden.iter().all(|hidden| !hidden.text.as_str().contains("divulge-")), "{text}");
        found
            .into_iter()
            .map(|one| match one.reach {
                Reach::Policy(place) => {
                    let end = place.span.end.min(text.len());
                    Ok(text[place.span.start..end].trim().to_owned())
                }
                Reach::Nowhere(lapse) => Err(lapse),
                Reach::Entries(_) => unreachable!(),
            })
            .collect()
    }

    fn one(text: &str) -> String {
        let all = reached(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.into_iter().next().unwrap().unwrap()
    }

    const IGNORE: &str = "<!-- divulge-ignore vague-country: why -->";

    #[test]
    fn a_comment_on_its_own_line_is_for_the_next_block() {
        assert_eq!(one(&format!("# One\n\n{IGNORE}\n\n## Two\n\nthree\n")), "## Two");
        assert_eq!(one(&format!("one\n{IGNORE}\ntwo\n\nthree\n")), "two");
        assert_eq!(one(&format!("- one\n{IGNORE}\n- two\n- three\n")), "- two");
        assert_eq!(
            one(&format!("one\n\n{IGNORE}\n\n| a | b |\n| - | - |\n| c | d |\n\nend\n")),
            "| a | b |\n| - | - |\n| c | d |"
        );
        assert_eq!(one("{/* divulge-ignore vague-country: why */}\n\none\n\ntwo\n"), "one");
    }

    #[test]
    fn a_comment_beside_text_is_for_that_text() {
        assert_eq!(one(&format!("one\n\ntwo {IGNORE}\n\nthree\n")), format!("two {IGNORE}"));
        assert_eq!(
            one(&format!("- one\n- two\n- three {IGNORE}\n- four\n")).lines().next().map(|it| &it[..7]),
            Some("- three")
        );
        let table = format!("| a | b |\n| - | - |\n| c {IGNORE} | d |\n| e | f |\n");
        assert!(one(&table).starts_with("| c "), "{}", one(&table));
        assert_eq!(one(&table).lines().count(), 1);
    }

    #[test]
    fn a_file_and_a_range_have_their_bounds() {
        let text = "one\n\n<!-- divulge-ignore-file vague-country: why -->\n\ntwo\n";
        assert_eq!(one(text), text.trim());
        let range = "one\n\n<!-- divulge-disable vague-country, cannot-judge: why -->\n\ntwo\n\n\
                     <!-- divulge-enable vague-country -->\n\nthree\n";
        let all: Vec<_> = reached(range).into_iter().map(Result::unwrap).collect();
        assert!(all[0].contains("two") && !all[0].contains("three") && !all[0].contains("one"), "{all:?}");
        assert!(all[1].contains("two") && all[1].contains("three"), "{all:?}");
        let closed =
            reached("<!-- divulge-disable vague-country: why -->\n\none\n\n<!-- divulge-enable -->\n\ntwo\n");
        assert!(!closed[0].as_ref().unwrap().contains("two"));
    }

    #[test]
    fn comments_that_reach_nothing_say_why() {
        assert_eq!(reached(&format!("one\n\n{IGNORE}\n")), [Err(Lapse::NoBlock)]);
        assert_eq!(reached("<!-- divulge-enable vague-country -->\n\none\n"), [Err(Lapse::NothingToEnd)]);
        assert_eq!(reached("<!-- divulge-enable -->\n\none\n"), [Err(Lapse::NothingToEnd)]);
        let slip = reached("<!-- divulge-ignor vague-country: why -->\n\none\n");
        assert_eq!(slip, [Err(Lapse::Misspelt("divulge-ignore"))]);
        assert_eq!(reached(&format!("```\n{IGNORE}\n```\n")), [], "code is no comment");
    }
}
