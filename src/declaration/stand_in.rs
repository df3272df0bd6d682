//! Stand-in for the loader: enough of the format to run the command.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_yaml::Spanned;

use super::{Controller, Declaration, Exception, Located, PolicyEntry, Problem, Recipient, Role, Transfer};
use crate::lexicon::country::Country;
use crate::rules::RuleId;
use crate::source::{Location, Source, SourceId, Sources, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[allow(dead_code)]
    version: u32,
    #[serde(default)]
    controller: RawController,
    #[serde(default)]
    policies: Vec<Spanned<String>>,
    #[serde(default)]
    transfers: Vec<Spanned<RawTransfer>>,
    #[serde(default)]
    exceptions: Vec<Spanned<RawException>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawController {
    name: Option<String>,
    country: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTransfer {
    id: Option<String>,
    recipient: Spanned<String>,
    role: Option<Spanned<String>>,
    country: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawException {
    rule: String,
    reason: String,
}

fn place(source: SourceId, text: &str, at: serde_yaml::Location, len: usize) -> Location {
    let (line, column) = (at.line() as usize, at.column() as usize);
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let row = text.get(start..).unwrap_or_default();
    let skip: usize = row.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    Location { source, span: Span::new(start + skip, (start + skip + len).min(text.len())) }
}

/// Loads a declaration.
///
/// # Errors
/// Every problem.
pub fn load(path: &Path, shown: &str, sources: &mut Sources) -> Result<Declaration, Vec<Problem>> {
    let fail =
        |message: String| vec![Problem { message, help: None, location: None, path: shown.to_owned() }];
    let text = crate::input::read(path).map_err(|error| fail(error.to_string()))?;
    let source = sources.add(Source::new(shown, text.clone()));
    let file: RawFile = serde_yaml::from_str(&text).map_err(|error| {
        let location = error.location().map(|at| place(source, &text, at, 1));
        let message = error.to_string().lines().next().unwrap_or_default().to_owned();
        vec![Problem { message, help: None, location, path: shown.to_owned() }]
    })?;
    let mut problems = Vec::new();
    let mut recipients = Vec::new();
    let mut transfers = Vec::new();
    for entry in file.transfers {
        let location = place(source, &text, entry.referenced, 1);
        let raw = entry.value;
        let name_at = place(source, &text, raw.recipient.referenced, raw.recipient.value.len());
        let mut countries = Vec::new();
        if let Some(country) = raw.country {
            let location = place(source, &text, country.referenced, country.value.len());
            match Country::from_code(&country.value) {
                Some(value) => countries.push(Located { value, location }),
                None => problems.push(Problem {
                    message: format!("`{}` is no country", country.value),
                    help: Some("write an ISO 3166-1 code such as `KR`".to_owned()),
                    location: Some(location),
                    path: shown.to_owned(),
                }),
            }
        }
        recipients.push(Recipient {
            name: Located { value: raw.recipient.value.clone(), location: name_at },
            aliases: Vec::new(),
            country: None,
            category: None,
            contact: None,
            domains: Vec::new(),
        });
        transfers.push(Transfer {
            id: raw.id.unwrap_or_else(|| raw.recipient.value.to_lowercase().replace(' ', "-")),
            location,
            recipient_location: name_at,
            recipient: recipients.len() - 1,
            role: raw.role.map(|role| Located {
                location: place(source, &text, role.referenced, role.value.len()),
                value: Role::Processor,
            }),
            on_behalf_of: None,
            countries,
            data: Vec::new(),
            subjects: None,
            purposes: Vec::new(),
            retention: None,
            method: None,
            legal_basis: None,
            safeguards: Vec::new(),
            refusal: None,
            automated_decision: None,
            since: None,
            until: None,
            policies: Vec::new(),
        });
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut policies = Vec::new();
    for policy in file.policies {
        let location = place(source, &text, policy.referenced, policy.value.len());
        if !folder.join(&policy.value).exists() {
            problems.push(Problem {
                message: format!("there is no file `{}`", policy.value),
                help: None,
                location: Some(location),
                path: shown.to_owned(),
            });
        }
        policies.push(PolicyEntry {
            path: Located { value: policy.value, location },
            language: None,
            laws: None,
            annexes: Vec::new(),
        });
    }
    let exceptions = file
        .exceptions
        .into_iter()
        .filter_map(|entry| {
            Some(Exception {
                rule: RuleId::parse(&entry.value.rule)?,
                transfer: None,
                location: place(source, &text, entry.referenced, 1),
                reason: entry.value.reason,
                until: None,
            })
        })
        .collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Declaration {
        source,
        controller: Controller {
            name: file.controller.name,
            aliases: Vec::new(),
            country: file.controller.country.and_then(|code| Country::from_code(&code)),
        },
        laws: Vec::new(),
        policies,
        recipients,
        transfers,
        severities: BTreeMap::new(),
        exceptions,
    })
}
