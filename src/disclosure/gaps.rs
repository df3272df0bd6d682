//! What a document leaves unread: it has no words of its own, or words in a drawn table.

use super::Disclosures;
use crate::policy::{BlockKind, Policy};
use crate::source::Location;

/// How many letters a page may have that says no more than where the policy is:
/// `We have moved. Please read our [privacy policy](https://example.com/privacy).`
const SIGNPOST: usize = 200;

/// What of a document cannot be judged, since there is nothing that could be read.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    /// Why the document says nothing; none where it has words.
    pub wordless: Option<Wordless>,
    /// Tables that are drawn with letters, and read as loose lines.
    pub drawn_tables: Vec<Location>,
}

/// Why a document says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wordless {
    /// It has no text but headings; this is where it begins.
    Empty(Location),
    /// It leads to another page, here, and says no more.
    Elsewhere(Location),
}

impl Gaps {
    /// The gaps of a document that discloses this.
    pub(super) fn read(policy: &Policy, disclosures: &Disclosures) -> Self {
        Self { wordless: wordless(policy, disclosures), drawn_tables: policy.drawn_tables.clone() }
    }
}

fn wordless(policy: &Policy, disclosures: &Disclosures) -> Option<Wordless> {
    let letters = letters(policy).take(SIGNPOST + 1).count();
    if letters == 0 {
        return policy.start.map(Wordless::Empty);
    }
    let says = !disclosures.claims.is_empty()
        || !disclosures.general.is_empty()
        || !disclosures.named.is_empty()
        || !disclosures.deferrals.is_empty();
    if letters > SIGNPOST || says {
        return None;
    }
    leaves(policy).map(Wordless::Elsewhere)
}

/// The letters and digits that a reader sees below the headings.
fn letters(policy: &Policy) -> impl Iterator<Item = char> {
    let texts = policy.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::Heading(_) => Vec::new(),
        BlockKind::Paragraph(text) | BlockKind::Code(text) => vec![text],
        BlockKind::Item(item) => vec![&item.text],
        BlockKind::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text).collect()
        }
    });
    texts.flat_map(|text| text.as_str().chars()).filter(|letter| letter.is_alphanumeric())
}

/// Where the document leads to another page.
fn leaves(policy: &Policy) -> Option<Location> {
    let leads_out = |target: &str| {
        !target.starts_with('#') && !target.starts_with("mailto:") && !target.starts_with("tel:")
    };
    let link = policy.links.iter().find(|link| leads_out(&link.target)).map(|link| link.location);
    // An address without any markup is no link, but it is one to a reader.
    let address = || {
        policy.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(text) if text.as_str().contains("://") => Some(text.location()),
            _ => None,
        })
    };
    link.or_else(address)
}
