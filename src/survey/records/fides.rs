//! `fides`: the manifest of [Fides](https://github.com/ethyca/fideslang), version 3: YAML, or the JSON that it exports.
//!
//! A system is a recipient where it is another organisation's: it has a `legal_name` or a `vendor_id`, or its `system_type`
//! says so.

use super::{Format, Input, Records, transfer_to};
use crate::declaration::problem::Problems;
use crate::declaration::quote::Quoted;
use crate::declaration::yaml::{Node, Value, parse};
use crate::declaration::{Located, Problem, Role};
use crate::lexicon::{Concept, DataCategory, Lexicon, Purpose};
use crate::survey::Surveyed;

pub(super) const FORMAT: Format =
    Format { name: "fides", about: "a manifest of Fides: the systems of other organisations", read };

fn read(input: &Input<'_>) -> Result<Records, Vec<Problem>> {
    let mut problems = Problems::default();
    let node = parse(input.source, input.text(), &mut problems);
    let Some(node) = node.filter(|_| problems.is_empty()) else { return Err(problems.finish(input.sources)) };
    let Some(systems) = get(&node, "system").map(items) else {
        return Err(input.refused(None, "there is no `system` in it: it is no manifest of Fides"));
    };
    let mut records = Records::default();
    for system in systems {
        let name = ["legal_name", "name", "fides_key"].into_iter().find_map(|key| text(system, key));
        let Some(name) = name else { continue };
        if is_elsewhere(system) {
            records.transfers.extend(transfers(system, &name));
        } else {
            records
                .remarks
                .push(format!("the system {}, which seems to be one of your own", Quoted(&name.value)));
        }
    }
    Ok(records)
}

fn is_elsewhere(system: &Node) -> bool {
    let kind = text(system, "system_type").map(|kind| kind.value.to_lowercase()).unwrap_or_default();
    ["third", "vendor", "saas", "integration"].iter().any(|word| kind.contains(word))
        || text(system, "legal_name").is_some()
        || text(system, "vendor_id").is_some()
}

/// One transfer: what a system does for different ends is one recipient's.
fn transfers(system: &Node, name: &Located<String>) -> Option<Surveyed> {
    let mut transfer = transfer_to(&name.value, name.location);
    let other = text(system, "name").filter(|other| other.value != name.value);
    transfer.aliases.extend(other.map(|other| other.value));
    transfer.role = role(system);
    let details = &mut transfer.details;
    details.safeguards = get(system, "legal_basis_for_transfers").map_or_else(Vec::new, texts);
    for declared in get(system, "privacy_declarations").map(items).unwrap_or_default() {
        let data = get(declared, "data_categories").map_or_else(Vec::new, texts);
        add(&mut details.data, data.into_iter().map(|key| named(key, data_word)));
        let purpose =
            text(declared, "name").or_else(|| text(declared, "data_use").map(|key| named(key, purpose_word)));
        add(&mut details.purposes, purpose.into_iter());
        details.retention = details.retention.take().or_else(|| text(declared, "retention_period"));
        details.legal_basis =
            details.legal_basis.take().or_else(|| text(declared, "legal_basis_for_processing"));
    }
    Some(transfer)
}

fn role(system: &Node) -> Option<Role> {
    if text(system, "joint_controller_info").is_some() {
        return Some(Role::JointController);
    }
    let said = get(system, "responsibility").map_or_else(Vec::new, texts);
    let says = |word: &str| said.iter().any(|one| one.value.to_lowercase().ends_with(word));
    // `Processor` and `Sub-Processor`.
    if says("processor") {
        Some(Role::Processor)
    } else if says("controller") {
        Some(Role::ThirdParty)
    } else {
        None
    }
}

/// Adds what is not there yet.
fn add(known: &mut Vec<Located<String>>, more: impl Iterator<Item = Located<String>>) {
    for item in more {
        if known.iter().all(|one| one.value != item.value) {
            known.push(item);
        }
    }
}

/// A key of the taxonomy in words.
fn named(key: Located<String>, word: impl Fn(&str) -> Option<&'static str>) -> Located<String> {
    let own = word(&key.value).map(str::to_owned);
    let value = own.unwrap_or_else(|| {
        let narrow = key.value.trim_start_matches("user.");
        narrow.replace(['_', '.'], " ")
    });
    Located { value, location: key.location }
}

fn data_word(key: &str) -> Option<&'static str> {
    let id = key.strip_prefix("user.").unwrap_or(key);
    Lexicon::english()?.drafting()?.word_for_data(DataCategory::with_id(id)?)
}

fn purpose_word(key: &str) -> Option<&'static str> {
    Lexicon::english()?.drafting()?.word_for_purpose(Purpose::with_id(key)?)
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &*node.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
        _ => None,
    }
}

fn items(node: &Node) -> &[Node] {
    match &*node.value {
        Value::List(nodes) => nodes,
        _ => &[],
    }
}

fn text(node: &Node, key: &str) -> Option<Located<String>> {
    words(get(node, key)?)
}

fn texts(node: &Node) -> Vec<Located<String>> {
    items(node).iter().filter_map(words).collect()
}

fn words(node: &Node) -> Option<Located<String>> {
    match &*node.value {
        Value::Text(text) if !text.trim().is_empty() => {
            Some(Located { value: text.trim().to_owned(), location: node.location })
        }
        _ => None,
    }
}
