//! What only the main file says: controller, laws, policies, includes, rules and exceptions.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::path::{Path, PathBuf};

use super::entries::{Body, parse_country, parse_date, value};
use super::fields::{self, Fields, Refusal, Shape};
use super::laws::LawNames;
use super::paths::plain;
use super::problem::Problems;
use super::quote::Quoted;
use super::yaml::{Entry, Node, Value};
use super::{Controller, Date, Level, Located, PolicyEntry, suggest};
use crate::rules::{RuleId, Severity};
use crate::source::Location;

/// The only format there is.
pub(crate) const VERSION: &str = "1";

/// What a rule can be set to, by its name.
pub(crate) const LEVELS: [(&str, Level); 4] = [
    ("error", Level::At(Severity::Error)),
    ("warning", Level::At(Severity::Warning)),
    ("info", Level::At(Severity::Info)),
    ("off", Level::Off),
];

pub(super) const MAIN: Shape = Shape {
    name: "a declaration",
    keys: &[
        "version",
        "controller",
        "laws",
        "policies",
        "include",
        "recipients",
        "transfers",
        "rules",
        "exceptions",
    ],
};

pub(super) const INCLUDED: Shape =
    Shape { name: "an included file", keys: &["version", "recipients", "transfers"] };

pub(super) const CONTROLLER: Shape = Shape { name: "the controller", keys: &["name", "aliases", "country"] };

pub(super) const POLICY: Shape = Shape { name: "a policy", keys: &["path", "language", "laws", "annexes"] };

pub(super) const EXCEPTION: Shape =
    Shape { name: "an exception", keys: &["rule", "transfer", "reason", "by", "until"] };

/// The main file, before names are resolved.
#[derive(Debug)]
pub(super) struct MainFile {
    pub(super) controller: Controller,
    pub(super) laws: LawNames,
    pub(super) policies: Vec<PolicyEntry>,
    /// Patterns of the files that add recipients and transfers.
    pub(super) include: Vec<Located<String>>,
    pub(super) body: Body,
    pub(super) severities: BTreeMap<RuleId, Level>,
    pub(super) exceptions: Vec<ExceptionEntry>,
}

/// An exception of the list.
#[derive(Debug)]
pub(super) struct ExceptionEntry {
    pub(super) location: Location,
    /// None where it is missing or unknown, which is reported.
    pub(super) rule: Option<RuleId>,
    pub(super) transfer: Option<Located<String>>,
    pub(super) reason: Option<String>,
    pub(super) by: Option<String>,
    pub(super) until: Option<Located<Date>>,
}

/// Reads the main file; `None` where it is no mapping at all.
pub(super) fn read_main(root: &Node, problems: &mut Problems) -> Option<MainFile> {
    if matches!(*root.value, Value::Empty) {
        problems.report(root.location, "the declaration is empty; expected `version: 1` and `policies`");
        return None;
    }
    let file = Fields::read(root, &MAIN, problems)?;
    let version = file.required_text("version", problems);
    check_version(version.as_ref(), problems);
    let mut body = Body::default();
    body.add(&file, problems);
    let controller = read_controller(&file, problems);
    let everywhere = has_value(&file, "laws").then(|| file.texts("laws", problems));
    let (policies, by_policy) = read_policies(&file, problems).into_iter().unzip();
    Some(MainFile {
        controller,
        laws: LawNames { everywhere, by_policy },
        policies,
        include: optional_texts(&file, "include", problems),
        body,
        severities: read_rules(&file, problems),
        exceptions: file
            .items("exceptions")
            .into_iter()
            .filter_map(|node| read_exception(node, problems))
            .collect(),
    })
}

/// Adds an included file to `body`. One that is empty adds nothing.
pub(super) fn read_included(root: &Node, body: &mut Body, problems: &mut Problems) {
    if matches!(*root.value, Value::Empty | Value::Null) {
        return;
    }
    let Some(file) = Fields::read(root, &INCLUDED, problems) else { return };
    check_version(file.text("version", problems).as_ref(), problems);
    body.add(&file, problems);
}

fn check_version(version: Option<&Located<String>>, problems: &mut Problems) {
    if let Some(version) = version.filter(|version| version.value != VERSION) {
        problems.report(
            version.location,
            format!("unknown version {}; expected `{VERSION}`", Quoted(&version.value)),
        );
    }
}

/// The texts of a key at the top of a file, where a key with nothing below it is an empty list.
fn optional_texts(file: &Fields<'_>, key: &str, problems: &mut Problems) -> Vec<Located<String>> {
    if has_value(file, key) { file.texts(key, problems) } else { Vec::new() }
}

/// Whether something stands below a key.
fn has_value(file: &Fields<'_>, key: &str) -> bool {
    file.entry(key).is_some_and(|entry| !matches!(*entry.value.value, Value::Empty))
}

fn read_controller(file: &Fields<'_>, problems: &mut Problems) -> Controller {
    let fields = file.entry("controller").and_then(|entry| Fields::read(&entry.value, &CONTROLLER, problems));
    let Some(fields) = fields else { return Controller::default() };
    Controller {
        name: fields.text("name", problems).map(value),
        aliases: fields.texts("aliases", problems).into_iter().map(value).collect(),
        country: fields.parsed("country", parse_country, problems).map(value),
    }
}

/// The policies, each with the names of the laws that are in force for it alone.
fn read_policies(
    file: &Fields<'_>,
    problems: &mut Problems,
) -> Vec<(PolicyEntry, Option<Vec<Located<String>>>)> {
    const HELP: &str = "write the path of a policy, such as `policies: privacy.md`";
    let Some(entry) = file.entry("policies") else {
        problems.report_with_help(file.head(), "a declaration needs `policies`", HELP);
        return Vec::new();
    };
    let nodes = file.items("policies");
    if nodes.is_empty() {
        problems.report_with_help(entry.key_location, "`policies` is empty; expected at least one", HELP);
    }
    let policies: Vec<_> = nodes.into_iter().filter_map(|node| read_policy(node, entry, problems)).collect();
    report_repeated(policies.iter().map(|(policy, _)| policy), problems);
    policies
}

/// A policy is its path alone, or a mapping.
fn read_policy(
    node: &Node,
    list: &Entry,
    problems: &mut Problems,
) -> Option<(PolicyEntry, Option<Vec<Located<String>>>)> {
    if !matches!(*node.value, Value::Map(_)) {
        let path = fields::text(node, list, problems)?;
        return Some((PolicyEntry { path, language: None, laws: None, annexes: Vec::new() }, None));
    }
    let fields = Fields::read(node, &POLICY, problems)?;
    let path = fields.required_text("path", problems);
    let language = fields.parsed("language", parse_language, problems);
    let laws = fields.entry("laws").map(|_| fields.texts("laws", problems));
    let annexes = fields.texts("annexes", problems);
    Some((PolicyEntry { path: path?, language, laws: None, annexes }, laws))
}

fn report_repeated<'p>(policies: impl Iterator<Item = &'p PolicyEntry>, problems: &mut Problems) {
    let mut seen: BTreeMap<PathBuf, Location> = BTreeMap::new();
    for PolicyEntry { path, .. } in policies {
        match seen.entry(plain(Path::new(&path.value))) {
            Slot::Vacant(slot) => {
                slot.insert(path.location);
            }
            Slot::Occupied(first) => {
                let message = format!("policy {} is listed twice", Quoted(&path.value));
                problems.report_clash(path.location, message, *first.get());
            }
        }
    }
}

fn read_rules(file: &Fields<'_>, problems: &mut Problems) -> BTreeMap<RuleId, Level> {
    let mut severities = BTreeMap::new();
    let Some(rules) = file.entry("rules").filter(|entry| !matches!(*entry.value.value, Value::Empty)) else {
        return severities;
    };
    for entry in fields::entries(&rules.value, "`rules`", problems).unwrap_or_default() {
        let name = Located { value: entry.key.clone(), location: entry.key_location };
        let rule = fields::parsed(&name, parse_rule, problems);
        let level = fields::text(&entry.value, entry, problems)
            .and_then(|text| fields::parsed(&text, parse_level, problems));
        if let (Some(rule), Some(level)) = (rule, level) {
            severities.insert(rule.value, level.value);
        }
    }
    severities
}

fn read_exception(node: &Node, problems: &mut Problems) -> Option<ExceptionEntry> {
    let fields = Fields::read(node, &EXCEPTION, problems)?;
    let rule = fields.required_text("rule", problems);
    Some(ExceptionEntry {
        location: node.location,
        rule: rule.and_then(|rule| fields::parsed(&rule, parse_rule, problems)).map(value),
        transfer: fields.text("transfer", problems),
        reason: fields.required_text("reason", problems).map(value),
        by: fields.text("by", problems).map(value),
        until: fields.parsed("until", parse_date, problems),
    })
}

fn parse_rule(text: &str) -> Result<RuleId, Refusal> {
    RuleId::parse(text).ok_or_else(|| Refusal {
        message: format!(
            "unknown rule {}{}",
            Quoted(text),
            suggest::ending(text, RuleId::all().map(RuleId::name))
        ),
        help: "a rule is called as findings show it, such as `undisclosed-country`".to_owned(),
    })
}

pub(super) fn parse_level(text: &str) -> Result<Level, Refusal> {
    LEVELS.iter().find(|(name, _)| *name == text).map(|&(_, level)| level).ok_or_else(|| Refusal {
        message: format!(
            "unknown level {}{}",
            Quoted(text),
            suggest::ending(text, LEVELS.map(|(name, _)| name))
        ),
        help: "a level is `error`, `warning`, `info` or `off`".to_owned(),
    })
}

/// Reads a tag that is formed as BCP 47 wants it. Whether its language is one that divulge reads is asked later.
fn parse_language(text: &str) -> Result<String, Refusal> {
    if is_language(text) {
        return Ok(text.to_owned());
    }
    Err(Refusal {
        message: format!("{} is no language tag", Quoted(text)),
        help: "a language is a BCP 47 tag, such as `ko` or `pt-BR`".to_owned(),
    })
}

/// Whether a text is formed as a tag of BCP 47.
pub(crate) fn is_language(text: &str) -> bool {
    let is_subtag =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut parts = text.split('-');
    let has_language = parts.next().is_some_and(|language| {
        (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    has_language && parts.all(is_subtag)
}
