//! Values of a declaration: countries, names, laws, rules, paths.

use std::path::Path;

use ignore::WalkBuilder;
use lsp_types::{CompletionItemKind, Uri};

use super::Proposal;
use super::cursor::{Cursor, Slot};
use crate::declaration::Declaration;
use crate::laws;
use crate::lexicon::country::Country;
use crate::lsp::actions::yaml::scalar;
use crate::lsp::desk::Desk;
use crate::policy::{fold, normalise};
use crate::rules::RuleId;
use crate::workspace::discovery::POLICY_EXTENSIONS;
use crate::workspace::paths::{identity, shown};

/// How many countries are proposed for a few letters.
const MOST_COUNTRIES: usize = 60;
/// How many files, and how deep they lie.
const MOST_FILES: usize = 200;
const DEEPEST_FILE: usize = 4;

/// What the value of the last key may be.
pub(super) fn proposals(desk: &Desk, uri: &Uri, path: &Path, cursor: &Cursor) -> Vec<Proposal> {
    let keys: Vec<&str> = cursor.path.iter().map(String::as_str).collect();
    if cursor.slot == Slot::Key {
        return Vec::new();
    }
    match keys.as_slice() {
        [.., "country" | "countries" | "access_from"] => countries(&cursor.word),
        ["transfers", "recipient" | "on_behalf_of"] => names(desk, uri),
        ["exceptions", "rule"] => rules(),
        ["exceptions", "transfer"] => transfers(desk, uri),
        [.., "laws"] => packs(),
        ["transfers", "policies"] => declared_policies(desk, uri),
        ["policies"] | ["policies", "path" | "annexes"] => files(path),
        _ => Vec::new(),
    }
}

/// Countries whose name in any language, or whose code, begins as what is typed.
fn countries(typed: &str) -> Vec<Proposal> {
    let typed = typed.trim_matches(['"', '\'']);
    let folded = fold(&normalise(typed));
    let one = |name: &str, country: Country| Proposal {
        filter: Some(if folded.is_empty() { format!("{country} {name}") } else { typed.to_owned() }),
        detail: Some(country.english_name().to_owned()),
        ..Proposal::new(format!("{country} {name}"), country.code(), CompletionItemKind::ENUM_MEMBER)
    };
    let by_code = Country::all().filter(|country| country.code().to_lowercase().starts_with(&folded));
    let mut found: Vec<Country> = Vec::new();
    let mut proposals: Vec<Proposal> = Vec::new();
    let named = Country::named_like(&folded).take_while(|_| !folded.is_empty());
    let all = by_code.map(|country| (country.english_name(), country)).chain(named);
    for (name, country) in all {
        let is_new = !found.contains(&country);
        if is_new && (proposals.len() < MOST_COUNTRIES || folded.is_empty()) {
            found.push(country);
            proposals.push(one(name, country));
        }
    }
    proposals
}

/// What is declared, or was when that was last valid, where this file takes part.
fn declarations<'a>(desk: &'a Desk, uri: &Uri) -> Vec<&'a Declaration> {
    let path = crate::lsp::uris::path(uri).map(|path| identity(&path)).unwrap_or_default();
    let is_meant = |project: &&crate::lsp::projects::Project| {
        identity(&project.declaration) == path || project.ids(&path).next().is_some()
    };
    desk.projects.iter().filter(is_meant).filter_map(|project| project.declaration()).collect()
}

fn names(desk: &Desk, uri: &Uri) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for recipient in declarations(desk, uri).into_iter().flat_map(|declaration| &declaration.recipients) {
        let name = recipient.name.value.as_str();
        for word in std::iter::once(name).chain(recipient.aliases.iter().map(String::as_str)) {
            let detail = (word != name).then(|| name.to_owned());
            proposals
                .push(Proposal { detail, ..Proposal::new(word, scalar(word), CompletionItemKind::CLASS) });
        }
    }
    proposals
}

fn rules() -> Vec<Proposal> {
    let one = |rule: RuleId| Proposal {
        detail: Some(rule.summary().to_owned()),
        ..Proposal::new(rule.name(), rule.name(), CompletionItemKind::ENUM_MEMBER)
    };
    RuleId::all().filter(|rule| rule.is_suppressible()).map(one).collect()
}

fn transfers(desk: &Desk, uri: &Uri) -> Vec<Proposal> {
    let transfers = declarations(desk, uri).into_iter().flat_map(|declaration| &declaration.transfers);
    transfers
        .map(|transfer| Proposal::new(&transfer.id, scalar(&transfer.id), CompletionItemKind::EVENT))
        .collect()
}

fn packs() -> Vec<Proposal> {
    let one = |pack: &laws::Pack| Proposal {
        detail: Some(format!("{}: {}", pack.jurisdiction, pack.title)),
        ..Proposal::new(&*pack.id, &*pack.id, CompletionItemKind::MODULE)
    };
    laws::shipped().iter().map(one).collect()
}

fn declared_policies(desk: &Desk, uri: &Uri) -> Vec<Proposal> {
    let policies = declarations(desk, uri).into_iter().flat_map(|declaration| &declaration.policies);
    policies
        .map(|policy| &policy.path.value)
        .map(|path| Proposal::new(path, scalar(path), CompletionItemKind::FILE))
        .collect()
}

/// The policies below the folder of a declaration, without what Git ignores.
fn files(declaration: &Path) -> Vec<Proposal> {
    let Some(folder) = declaration.parent() else { return Vec::new() };
    let walk = WalkBuilder::new(folder)
        .max_depth(Some(DEEPEST_FILE))
        .git_global(false)
        .sort_by_file_path(Path::cmp)
        .build();
    let is_policy = |path: &Path| {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        extension.is_some_and(|extension| POLICY_EXTENSIONS.contains(&extension.as_str()))
    };
    walk.flatten()
        .filter(|entry| is_policy(entry.path()) && entry.file_type().is_some_and(|kind| kind.is_file()))
        .take(MOST_FILES)
        .map(|entry| shown(folder, entry.path()))
        .map(|path| Proposal::new(&path, scalar(&path), CompletionItemKind::FILE))
        .collect()
}
