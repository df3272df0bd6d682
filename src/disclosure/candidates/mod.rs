//! Names that a policy may disclose as recipients, before anybody has declared one: all that are, and some that are not.
//! Which ones it discloses is told by reading it again with these declared.
//!
//! `search` goes through the texts, `extent` tells where a name begins and ends, `telling` whether it is one, `publisher`
//! whose policy it is.

mod extent;
mod publisher;
mod search;
mod telling;

use std::collections::BTreeMap;

use crate::declaration::Declaration;
use crate::policy::{BlockId, BlockKind, Policy, Text, fold};
use crate::source::Location;

use super::roster::Roster;
use super::scan::Reader;
use super::{Memory, document, lexicon};

use search::{Origin, Part, Search};

pub use publisher::publisher;

/// A name that may be a recipient's.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// As the policy writes it first, normalised.
    pub name: String,
    /// Its other names: in brackets behind it, or with another legal form.
    pub aliases: Vec<String>,
    /// Where it stands first.
    pub location: Location,
}

/// All names in a policy that may be recipients', in reading order, each once. `nobody` is a declaration without recipients,
/// which knows the controller.
#[must_use]
pub fn candidates(policy: &Policy, language: Option<&str>, nobody: &Declaration) -> Vec<Candidate> {
    let lexicon = lexicon(policy, language);
    let roster = Roster::new(nobody, &lexicon);
    let memory = Memory::default();
    let reader = Reader { lexicon: &lexicon, roster: &roster, memory: &memory };
    let search = Search::new(reader, policy, &nobody.controller);
    let mut found = document::read(policy, reader).named;
    found.retain(|named| !search.is_nobody(&named.name));
    for (id, block) in policy.blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Heading(text) => found.extend(search.runs(text, Part::Heading)),
            BlockKind::Paragraph(text) | BlockKind::Code(text) => {
                found.extend(search.runs(text, Part::Prose));
                found.extend(text.lines().iter().flat_map(|line| search.head(line, Origin::Words)));
            }
            BlockKind::Item(item) => {
                found.extend(search.head(&item.text, origin(policy, id, &item.text)));
                found.extend(search.runs(&item.text, Part::Prose));
            }
            BlockKind::Table(table) => {
                let cells = table.rows.iter().skip(table.header_rows).flat_map(|row| &row.cells);
                found.extend(cells.flat_map(|cell| search.cell(&cell.text)));
            }
        }
    }
    let texts = texts(policy);
    found.extend(texts.iter().flat_map(|text| search.known(text)));
    found.sort_by_key(|named| (named.location.source, named.location.span.start));
    merge(&roster, found.into_iter().map(|named| search.with_alias(named, &texts)))
}

/// Whether an item begins with a link that leads elsewhere.
fn origin(policy: &Policy, block: BlockId, text: &Text) -> Origin {
    if policy.opens_with_link(block, text) { Origin::Link } else { Origin::Words }
}

/// One candidate per organisation, by its name without legal forms.
fn merge(roster: &Roster, all: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let key = |name: &str| fold(&roster.legal_forms().strip(name)).replace([' ', '-'], "");
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut merged: Vec<Candidate> = Vec::new();
    for candidate in all {
        let names: Vec<String> = std::iter::once(candidate.name).chain(candidate.aliases).collect();
        let at = names.iter().find_map(|name| known.get(&key(name)).copied());
        let at = at.unwrap_or(merged.len());
        if at == merged.len() {
            let first = names.first().cloned().unwrap_or_default();
            merged.push(Candidate { name: first, aliases: Vec::new(), location: candidate.location });
        }
        for name in names {
            let is_new = known.insert(key(&name), at).is_none();
            if is_new && merged[at].name != name {
                merged[at].aliases.push(name);
            }
        }
    }
    merged
}

/// Every text of a policy that a reader sees, in order.
#[must_use]
pub fn texts(policy: &Policy) -> Vec<&Text> {
    let of_block = |kind| -> Vec<&Text> {
        match kind {
            &BlockKind::Heading(ref text) | &BlockKind::Paragraph(ref text) | &BlockKind::Code(ref text) => {
                vec![text]
            }
            BlockKind::Item(item) => vec![&item.text],
            BlockKind::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text).collect()
            }
        }
    };
    policy.blocks.iter().flat_map(|block| of_block(&block.kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    fn with<T>(text: &str, ask: impl FnOnce(&Policy, &Declaration) -> T) -> T {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("p.md", text));
        let nobody = Declaration::empty(sources.add(Source::new("divulge.yaml", "")));
        ask(&Policy::parse(&[(id, text)]), &nobody)
    }

    fn names(text: &str) -> Vec<String> {
        with(text, |policy, nobody| candidates(policy, None, nobody))
            .into_iter()
            .map(|one| one.name)
            .collect()
    }

    #[test]
    fn names_are_told_from_words() {
        for (text, expected) in [
            (
                "We use providers such as Coinway (Lithuania), Payloop and Stripe.",
                &["Coinway", "Payloop", "Stripe"][..],
            ),
            ("We share Personal Data with our Partners. Our partners keep personal data.", &[]),
            ("However, we share data under the Standard Contractual Clauses.", &[]),
            ("We share your data with our partner Riders. The riders bring it.", &[]),
            (
                "We share data with partners through APIs, and with Nordmail AS by way of SDKs.",
                &["Nordmail AS"],
            ),
            ("We send your orders to our partner Lifelane so that it can deliver them.", &["Lifelane"]),
            ("We transfer data to Nordmail AS. However, it deletes them.", &["Nordmail AS."]),
            ("우리는 구글에 데이터를 제공합니다.", &["구글"]),
            ("我们集成了上海某某文化传播有限公司的SDK,与其共享设备信息。", &["上海某某文化传播有限公司"]),
            ("当社は株式会社サンプル配送に住所を提供します。", &["株式会社サンプル配送"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn the_publisher_is_introduced_or_stands_in_the_title() {
        for (text, expected) in [
            ("# Privacy\n\nAt Harbour Notes (\"Harbour\"), we care.", Some("Harbour Notes")),
            ("# Policy\n\nHarbour Notes, Inc. (\"we\", \"us\") runs this.", Some("Harbour Notes, Inc.")),
            ("# 방침\n\n주식회사 나루(이하 '회사')는 법을 따릅니다.", Some("주식회사 나루")),
            ("# Privacy\n\nUnder Regulation (EU) 2016/679 (\"GDPR\") you may ask.", None),
        ] {
            let found = with(text, |policy, nobody| publisher(policy, None, nobody));
            assert_eq!(found.map(|found| found.name).as_deref(), expected, "{text}");
        }
    }
}
