//! What entries say about each other: recipients, policies and transfers by name.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use unicode_normalization::char::is_combining_mark;

use super::entries::{Facts, TransferEntry};
use super::laws::Laws;
use super::main_file::{ExceptionEntry, MainFile};
use super::names::Names;
use super::paths::plain;
use super::problem::Problems;
use super::quote::Quoted;
use super::{Declaration, Exception, Located, PolicyEntry, Transfer, suggest};
use crate::lexicon::country::Country;
use crate::policy::normalise;
use crate::source::{Location, SourceId};

/// Whether every file of a declaration could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Every one.
    Whole,
    /// Not every one, so that a name that is not found may be in the file that is missing.
    Partial,
}

/// Resolves all names. The result is a valid declaration where `problems` stays empty.
pub(super) fn link(
    source: SourceId,
    main: MainFile,
    laws: Laws,
    extent: Extent,
    problems: &mut Problems,
) -> Declaration {
    let MainFile { controller, mut policies, body, severities, exceptions, .. } = main;
    for (policy, own) in policies.iter_mut().zip(laws.by_policy) {
        policy.laws = own;
    }
    let mut entries = body.transfers;
    let mut names = Names::of_list(body.recipients, problems);
    names.add_unlisted(&mut entries, problems);
    let ids = assign_ids(&entries, problems);
    let exceptions = link_exceptions(exceptions, &ids, extent, problems);
    let by_path = Policies::new(&policies);
    let transfers = entries
        .into_iter()
        .zip(ids)
        .filter_map(|(entry, id)| link_transfer(entry, id, &names, &by_path, problems))
        .collect();
    Declaration {
        source,
        controller,
        laws: laws.everywhere,
        policies,
        recipients: names.into_recipients(),
        transfers,
        severities,
        exceptions,
    }
}

/// The id of each transfer: the declared one, else a slug of the recipient with a number where that is taken.
fn assign_ids(entries: &[TransferEntry], problems: &mut Problems) -> Vec<String> {
    let mut declared: HashMap<&str, Location> = HashMap::new();
    for id in entries.iter().filter_map(|entry| entry.id.as_ref()) {
        if let Some(&first) = declared.get(id.value.as_str()) {
            problems.report_clash(
                id.location,
                format!("transfer id {} is given twice", Quoted(&id.value)),
                first,
            );
        } else {
            declared.insert(&id.value, id.location);
        }
    }
    let mut taken: HashSet<String> = declared.keys().map(|&id| id.to_owned()).collect();
    let mut used: HashMap<String, usize> = HashMap::new();
    entries
        .iter()
        .map(|entry| match (&entry.id, &entry.recipient) {
            (Some(id), _) => id.value.clone(),
            (None, Some(name)) => default_id(slug(&name.value), &mut taken, &mut used),
            (None, None) => String::new(),
        })
        .collect()
}

/// `slug`, or the first of `slug-2`, `slug-3` … that is free. `used` remembers the last number of each slug.
fn default_id(slug: String, taken: &mut HashSet<String>, used: &mut HashMap<String, usize>) -> String {
    let count = used.entry(slug.clone()).or_default();
    loop {
        *count += 1;
        let id = if *count == 1 { slug.clone() } else { format!("{slug}-{count}") };
        if taken.insert(id.clone()) {
            return id;
        }
    }
}

/// A name in lower case, its letters and digits of any script joined by `-`.
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in normalise(name).to_lowercase().chars() {
        if letter.is_alphanumeric() || is_combining_mark(letter) {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "transfer".to_owned() } else { slug }
}

fn link_transfer(
    entry: TransferEntry,
    id: String,
    names: &Names,
    policies: &Policies<'_>,
    problems: &mut Problems,
) -> Option<Transfer> {
    let required_by = policies.link(&entry.policies, problems);
    let TransferEntry { location, recipient, countries, access_from, facts, .. } = entry;
    let name = recipient?;
    let recipient = names.find(&name.value)?;
    let home = names.get(recipient)?.country.clone();
    let destinations = if countries.is_empty() { home.into_iter().collect() } else { countries };
    let Facts { role, on_behalf_of, data, subjects, purposes, retention, method, legal_basis, .. } = facts;
    Some(Transfer {
        id,
        location,
        recipient_location: name.location,
        recipient,
        role,
        on_behalf_of,
        countries: once_each(destinations.into_iter().chain(access_from)),
        data,
        subjects,
        purposes,
        retention,
        method,
        legal_basis,
        safeguards: facts.safeguards,
        refusal: facts.refusal,
        automated_decision: facts.automated_decision,
        since: facts.since,
        until: facts.until,
        policies: required_by,
    })
}

fn once_each(countries: impl Iterator<Item = Located<Country>>) -> Vec<Located<Country>> {
    let mut seen = HashSet::new();
    countries.filter(|country| seen.insert(country.value)).collect()
}

/// The policies of a declaration, by path.
struct Policies<'a> {
    listed: &'a [PolicyEntry],
    by_path: HashMap<PathBuf, usize>,
}

impl<'a> Policies<'a> {
    fn new(listed: &'a [PolicyEntry]) -> Self {
        let by_path = listed
            .iter()
            .enumerate()
            .map(|(index, policy)| (plain(Path::new(&policy.path.value)), index))
            .collect();
        Self { listed, by_path }
    }

    /// The policies with these paths, each once, in the order of the declaration.
    fn link(&self, paths: &[Located<String>], problems: &mut Problems) -> Vec<usize> {
        let mut linked = BTreeSet::new();
        for path in paths {
            if let Some(&index) = self.by_path.get(&plain(Path::new(&path.value))) {
                linked.insert(index);
                continue;
            }
            let known = self.listed.iter().map(|policy| policy.path.value.as_str());
            let ending = suggest::ending(&path.value, known);
            let message = format!("unknown policy {}{ending}", Quoted(&path.value));
            problems.report_with_help(path.location, message, "name a path that `policies` lists");
        }
        linked.into_iter().collect()
    }
}

fn link_exceptions(
    entries: Vec<ExceptionEntry>,
    ids: &[String],
    extent: Extent,
    problems: &mut Problems,
) -> Vec<Exception> {
    let by_id: HashMap<&str, usize> =
        ids.iter().enumerate().map(|(index, id)| (id.as_str(), index)).collect();
    let mut linked = Vec::with_capacity(entries.len());
    for entry in entries {
        let transfer = entry.transfer.as_ref().and_then(|id| by_id.get(id.value.as_str()).copied());
        if let (Some(id), None, Extent::Whole) = (&entry.transfer, transfer, extent) {
            let ending = suggest::ending(&id.value, ids.iter().map(String::as_str));
            let message = format!("unknown transfer {}{ending}", Quoted(&id.value));
            problems.report_with_help(id.location, message, "name the `id` of a transfer");
        }
        if let (Some(rule), Some(reason)) = (entry.rule, entry.reason) {
            let ExceptionEntry { by, until, location, .. } = entry;
            linked.push(Exception { rule, transfer, reason, by, until, location });
        }
    }
    linked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_the_letters_of_every_script() {
        assert_eq!(
            slug("Alipay Singapore E-Commerce Private Ltd."),
            "alipay-singapore-e-commerce-private-ltd"
        );
        assert_eq!(slug("㈜카카오 페이"), "주-카카오-페이");
        assert_eq!(slug("支付宝（中国）"), "支付宝-中国");
        assert_eq!(slug("हिन्दी"), "हिन्दी");
        assert_eq!(slug("***"), "transfer");
    }
}
