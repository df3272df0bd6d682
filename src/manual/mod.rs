//! What rules and laws ask, for people and for programs: `divulge explain`, the lists, and the pages in `docs`.
//!
//! All of it is made from the rules and the packs themselves, so that what is documented is what is applied.

mod laws;
mod rules;

pub use laws::{json as laws_json, list as laws_list, page as laws_page, text as law_text};
pub use rules::{json as rules_json, list as rules_list, page as rules_page, text as rule_text};

/// What every text on a law says.
pub const NO_ADVICE: &str =
    "This is a reading of sources by engineers, not legal advice: ask a lawyer before you rely on it.";

/// Columns of text, each as wide as its widest word; the last is not padded.
fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (word, width) in row.iter().zip(&widths) {
            line.push_str(&format!("{word:width$}  "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A text of Markdown whose headings stand one level lower.
fn lowered(markdown: &str) -> String {
    let lower = |line: &str| if line.starts_with('#') { format!("#{line}") } else { line.to_owned() };
    markdown.lines().map(lower).collect::<Vec<_>>().join("\n")
}
