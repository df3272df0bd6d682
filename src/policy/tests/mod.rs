//! The outlines of texts that have the structures of real policies.

mod html;
mod loose;
mod markdown;
mod properties;
mod robustness;
mod tables;
mod templates;

use super::{Block, BlockKind, Policy, Text};
use crate::source::{Source, SourceId, Sources};

pub(super) fn source() -> SourceId {
    Sources::default().add(Source::new("policy.md", ""))
}

pub(super) fn parse(text: &str) -> Policy {
    Policy::parse(&[(source(), text)])
}

/// One line per block, indented by the depth of its section:
/// `# x` a heading (`7 x` a loose one), `= x` a paragraph, `- x` an item under its parents, `` ` x`` code, `| a | b` a row
/// (`|+` in a header row, `^` before a spanned cell). `/` is a line break; `<- n` says how far above the lead-in stands.
pub(super) fn outline(text: &str) -> String {
    let policy = parse(text);
    let mut lines = String::new();
    for (id, block) in policy.blocks.iter().enumerate() {
        let depth = depth(&policy, block);
        for line in block_lines(&policy, id, block) {
            lines.push_str(&"  ".repeat(depth));
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    lines
}

fn depth(policy: &Policy, block: &Block) -> usize {
    let above =
        std::iter::successors(policy.sections[block.section].parent, |&id| policy.sections[id].parent)
            .count();
    above - usize::from(matches!(block.kind, BlockKind::Heading(_)))
}

fn block_lines(policy: &Policy, id: usize, block: &Block) -> Vec<String> {
    let lead = |lead_in: Option<usize>| lead_in.map_or(String::new(), |lead| format!(" <- {}", id - lead));
    match &block.kind {
        BlockKind::Heading(text) => {
            let level = policy.sections[block.section].level;
            let mark = if level == 7 { "7".to_owned() } else { "#".repeat(level.into()) };
            vec![format!("{mark} {}", shown(text))]
        }
        BlockKind::Paragraph(text) => vec![format!("= {}", shown(text))],
        BlockKind::Code(text) => vec![format!("` {}", shown(text))],
        BlockKind::Item(item) => {
            let mut nesting = 0;
            let mut parent = item.parent;
            while let Some(BlockKind::Item(outer)) = parent.map(|id| &policy.blocks[id].kind) {
                nesting += 1;
                parent = outer.parent;
            }
            vec![format!("{}- {}{}", "  ".repeat(nesting), shown(&item.text), lead(item.lead_in))]
        }
        BlockKind::Table(table) => {
            let head = table.caption.as_ref().map_or(String::new(), |caption| format!(" {}", shown(caption)));
            let mut lines = vec![format!("table{head}{}", lead(table.lead_in))];
            for (nth, row) in table.rows.iter().enumerate() {
                let cells: Vec<String> = row
                    .cells
                    .iter()
                    .map(|cell| format!("{}{}", if cell.is_spanned { "^" } else { "" }, shown(&cell.text)))
                    .collect();
                let mark = if nth < table.header_rows { "|+" } else { "|" };
                lines.push(format!("{mark} {}", cells.join(" | ")).trim_end().to_owned());
            }
            lines
        }
    }
}

fn shown(text: &Text) -> String {
    text.as_str().replace('\n', " / ")
}

/// What is hidden, as `Kind text`.
pub(super) fn hidden(text: &str) -> Vec<String> {
    parse(text).hidden.iter().map(|hidden| format!("{:?} {}", hidden.kind, shown(&hidden.text))).collect()
}

/// Every text of a policy, seen or not.
pub(super) fn texts(policy: &Policy) -> Vec<&Text> {
    let mut texts: Vec<&Text> = policy.hidden.iter().map(|hidden| &hidden.text).collect();
    for block in &policy.blocks {
        match &block.kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => texts.push(text),
            BlockKind::Item(item) => texts.push(&item.text),
            BlockKind::Table(table) => {
                texts.extend(&table.caption);
                texts.extend(table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text));
            }
        }
    }
    texts
}

/// What the file has at the place where a policy says `needle`.
pub(super) fn written<'t>(file: &'t str, needle: &str) -> &'t str {
    let policy = parse(file);
    let place = texts(&policy).into_iter().find_map(|text| {
        let at = text.as_str().find(needle)?;
        Some(text.locate(at, at + needle.len()).span)
    });
    let place = place.unwrap_or_else(|| panic!("{needle} is not in the policy"));
    &file[place.start..place.end]
}

/// Asserts an outline that is written indented.
pub(super) fn assert_outline(text: &str, expected: &[&str]) {
    let outline = outline(text);
    let lines: Vec<&str> = outline.lines().collect();
    assert_eq!(lines, expected, "\n{outline}");
}
