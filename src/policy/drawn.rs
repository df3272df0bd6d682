//! Tables that are drawn with letters and that no markup makes tables: grids of `+---+`, columns under runs of dashes, rows of pipes
//! that nothing joins. A reader sees columns where the blocks hold loose lines.

use std::ops::Range;

use super::{BlockKind, Policy};
use crate::source::{Location, SourceId, Span};

/// Lines between two drawn ones that still belong to the same table: the words of a row.
const MAX_GAP: usize = 2;

/// The drawn tables of a document whose blocks have just been read, in order.
pub(super) fn tables(policy: &Policy, source: SourceId, text: &str) -> Vec<Location> {
    let read: Vec<Span> = spans(policy, source);
    let is_read = |line: &Range<usize>| {
        let after = read.partition_point(|span| span.end <= line.start);
        read.get(after).is_some_and(|span| span.start < line.end)
    };
    let mut found: Vec<(usize, Span)> = Vec::new();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if !is_drawn(line.trim()) || is_read(&range) {
            continue;
        }
        match found.last_mut() {
            Some((last, span)) if number - *last <= MAX_GAP + 1 => {
                (*last, span.end) = (number, range.end);
            }
            _ => found.push((number, Span::new(range.start, range.end))),
        }
    }
    found.into_iter().map(|(_, span)| Location { source, span }).collect()
}

/// What is a table already, or seen by nobody, in order and apart.
fn spans(policy: &Policy, source: SourceId) -> Vec<Span> {
    let tables = policy.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Table(_)));
    let hidden = policy.hidden.iter().map(|hidden| hidden.text.location());
    let all = tables.map(|block| block.location).chain(hidden);
    let mut all: Vec<Span> =
        all.filter(|location| location.source == source).map(|location| location.span).collect();
    all.sort_unstable();
    // A table in a cell of another, a comment in a table.
    all.dedup_by(|next, last| {
        let overlaps = next.start < last.end;
        if overlaps {
            last.end = last.end.max(next.end);
        }
        overlaps
    });
    all
}

fn is_drawn(line: &str) -> bool {
    line.starts_with(['+', '|', '-', '=', '┌', '├', '└', '╔', '╠', '╚', '│', '║'])
        && (is_border(line) || is_row(line))
}

/// `+-----+----+`, `|----|`, `┌──┬──┐`, or `------ ----`; one run of dashes alone is a rule or underlines a heading.
fn is_border(line: &str) -> bool {
    let is_dash = |letter: char| matches!(letter, '-' | '=' | '─' | '━' | '═');
    let is_joint = |letter: char| matches!(letter, '+' | '|' | ':' | '┌'..='╬');
    let mut runs = line.split(|letter| !is_dash(letter)).filter(|run| run.chars().count() >= 3);
    let is_ruled = runs.next().is_some();
    let has_more = runs.next().is_some() || line.contains(|letter| is_joint(letter) && !is_dash(letter));
    is_ruled && has_more && line.chars().all(|letter| is_dash(letter) || is_joint(letter) || letter == ' ')
}

/// `| a | b`: a row that opens, and has a cell before the next bar.
fn is_row(line: &str) -> bool {
    ['|', '│', '║'].iter().any(|&bar| {
        let cell = line.strip_prefix(bar).and_then(|rest| rest.split_once(bar)).map(|(cell, _)| cell);
        cell.is_some_and(|cell| !cell.trim().is_empty())
    })
}

#[cfg(test)]
mod tests {
    use crate::policy::Policy;
    use crate::source::{Source, Sources};

    /// The texts that are drawn as tables in a policy.
    fn drawn(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("p.md", text));
        let policy = Policy::parse(&[(id, sources.get(id).text())]);
        policy.drawn_tables.iter().map(|&location| sources.slice(location).to_owned()).collect()
    }

    #[test]
    fn grids_columns_and_stray_rows_are_drawn() {
        for table in [
            "+------+----+\n| Acme | US |\n+------+----+",
            "┌──────┬────┐\n│ Acme │ US │\n└──────┴────┘",
            "------ ----",
            "| Processor | Country\nAcme | US\n| ---",
        ] {
            let text = format!("# Processors\n\nWe share data with these.\n\n{table}\n\nThat is all.\n");
            assert_eq!(drawn(&text), [table], "{text}");
        }
        let two = "+---+---+\n| a | b |\n+---+---+\n\none\n\ntwo\n\nthree\n\n+---+---+\n";
        assert_eq!(drawn(two).len(), 2);
    }

    #[test]
    fn what_is_read_as_a_table_or_is_none_is_not_drawn() {
        for text in [
            "| a | b |\n| --- | --- |\n| c | d |\n",
            "| a | b |\n| c | d |\n",
            "a | b\n--- | ---\nc | d\n",
            "Title\n=====\n\ntext\n\n---\n\n***\n\n-----------\n",
            "<!--\n+---+\n| a | b |\n+---+\n-->\n\ntext\n",
            "Home | Privacy | Terms\n",
            "- item\n- - nested\n\n+ item\n\n|| a\n",
            "---\ntitle: x\n---\n\ntext\n",
        ] {
            assert_eq!(drawn(text), [""; 0], "{text}");
        }
    }
}
