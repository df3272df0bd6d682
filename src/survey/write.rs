//! A survey -> the text of a `divulge.yaml`, with the line that each value comes from.

use std::fmt::Write;

use crate::declaration::Located;
use crate::declaration::scalar::anywhere as scalar;
use crate::source::{Location, Sources};

use super::{Origin, Survey, Surveyed};

/// The declaration. What the policies do not say is marked with `TODO`.
#[must_use]
pub fn yaml(survey: &Survey, sources: &Sources) -> String {
    let mut out = Writer { text: String::new(), origin: survey.origin, sources };
    out.line(match survey.origin {
        Origin::Policies => {
            "# Written by `divulge init` from what the policies say: compare it with what really happens.\n\
             # What they do not say is marked TODO. An editor knows the keys by `divulge schema declaration`."
        }
        Origin::Record => {
            "# Written by `divulge init` from a record of what happens: `divulge check` compares the policies with it.\n\
             # What it does not say is marked TODO. An editor knows the keys by `divulge schema declaration`."
        }
    });
    out.line("version: 1\n");
    out.controller(survey);
    out.laws(survey);
    out.line(if survey.policies.is_empty() { "# TODO policies: [privacy-policy.md]" } else { "policies:" });
    for document in &survey.policies {
        out.line(&format!("  - path: {}\n    language: {}", scalar(&document.path), document.language));
    }
    if survey.transfers.is_empty() {
        out.line(match survey.origin {
            Origin::Policies => "\n# The policies name no recipient.\ntransfers: []",
            Origin::Record => "\n# The record names no recipient.\ntransfers: []",
        });
    } else {
        out.line("\ntransfers:");
    }
    for transfer in &survey.transfers {
        out.transfer(survey, transfer);
    }
    if !survey.remarks.is_empty() {
        out.line("\n# Not taken over:");
    }
    for remark in &survey.remarks {
        out.line(&format!("# - {}", remark));
    }
    out.text
}

struct Writer<'a> {
    text: String,
    origin: Origin,
    sources: &'a Sources,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn controller(&mut self, survey: &Survey) {
        // A key without anything below it would be no mapping.
        self.line(match (&survey.controller, survey.country) {
            (None, None) => {
                "# TODO controller: {name: who publishes the policy, country: where}\n\
                             # Until its country is known, every country counts as abroad."
            }
            _ => "controller:",
        });
        if let Some(name) = &survey.controller {
            self.line(&format!("  name: {} # {}", scalar(&name.value), self.place(name.location)));
        }
        self.list(2, "aliases", survey.controller_aliases.iter().map(|alias| scalar(alias)));
        match survey.country {
            Some(country) => {
                self.line(&format!("  country: {} # TODO: guessed from the law", country.code()))
            }
            None if survey.controller.is_some() => {
                self.line("  # TODO country: where it is; until then every country counts as abroad");
            }
            None => {}
        }
        self.line("");
    }

    fn laws(&mut self, survey: &Survey) {
        if survey.laws.is_empty() {
            self.line("# TODO laws: [eu-gdpr]; without any, everything declared must be disclosed\n");
            return;
        }
        self.line("laws:");
        for law in &survey.laws {
            self.line(&format!("  - {} # {}", law.value, self.place(law.location)));
        }
        self.line("");
    }

    fn transfer(&mut self, survey: &Survey, transfer: &Surveyed) {
        let name = &transfer.recipient;
        self.line(&format!("  - recipient: {} # {}", scalar(&name.value), self.place(name.location)));
        self.list(4, "aliases", transfer.aliases.iter().map(|alias| scalar(alias)));
        match transfer.role {
            Some(role) => self.line(&format!("    role: {}", role.to_string().replace(' ', "-"))),
            None => self.todo("role", "processor, third-party or joint-controller"),
        }
        if transfer.countries.is_empty() {
            self.todo("countries", "where the data goes");
        }
        self.list(4, "countries", transfer.countries.iter().map(|country| country.value.code().to_owned()));
        let details = &transfer.details;
        self.items("data", &details.data, "which data");
        self.items("purposes", &details.purposes, "what for");
        match &details.retention {
            Some(retention) => self.line(&format!("    retention: {}", scalar(&retention.value))),
            None => self.todo("retention", "how long"),
        }
        let values = [
            ("method", &details.method),
            ("legal_basis", &details.legal_basis),
            ("refusal", &details.refusal),
        ];
        for (key, value) in values {
            if let Some(value) = value {
                self.line(&format!("    {key}: {}", scalar(&value.value)));
            }
        }
        self.list(4, "safeguards", details.safeguards.iter().map(|item| scalar(&item.value)));
        if transfer.policies.len() < survey.policies.len() {
            let paths = transfer.policies.iter().filter_map(|&id| survey.policies.get(id));
            self.list(4, "policies", paths.map(|document| scalar(&document.path)));
        }
    }

    fn items(&mut self, key: &str, items: &[Located<String>], todo: &str) {
        if items.is_empty() {
            self.todo(key, todo);
        } else {
            let _ = writeln!(self.text, "    {key}:");
        }
        for item in items {
            let _ = writeln!(self.text, "      - {}", scalar(&item.value));
        }
    }

    fn list(&mut self, indent: usize, key: &str, values: impl Iterator<Item = String>) {
        let values: Vec<String> = values.collect();
        if !values.is_empty() {
            let _ = writeln!(self.text, "{:indent$}{key}: [{}]", "", values.join(", "));
        }
    }

    fn todo(&mut self, key: &str, what: &str) {
        let silent = match self.origin {
            Origin::Policies => "the policy",
            Origin::Record => "the record",
        };
        let _ = writeln!(self.text, "    # TODO {key}: {what}; {silent} does not say");
    }

    /// `policy.md:12`
    fn place(&self, location: Location) -> String {
        let source = self.sources.get(location.source);
        format!("{}:{}", source.path(), source.position(location.span.start).line)
    }
}
