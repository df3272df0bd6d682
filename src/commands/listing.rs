//! `divulge rules` and `divulge laws`: what there is.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use divulge::manual;
use serde_json::Value;

/// List the rules
///
/// `divulge explain RULE` says what one of them checks and why.
#[derive(Args, Debug)]
pub(crate) struct Rules {
    /// How to write the list
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// List the law packs, with how fresh they are
///
/// `divulge explain LAW` shows what one of them asks and on what evidence. Nothing of it is legal advice.
#[derive(Args, Debug)]
pub(crate) struct Laws {
    /// How to write the list
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// One line each
    Text,
    /// Everything, for programs
    Json,
    /// The page of the documentation
    Markdown,
}

/// Runs `divulge rules`.
pub(crate) fn rules(arguments: &Rules) -> ExitCode {
    print(arguments.format, manual::rules_list, manual::rules_json, manual::rules_page)
}

/// Runs `divulge laws`.
pub(crate) fn laws(arguments: &Laws) -> ExitCode {
    print(arguments.format, manual::laws_list, manual::laws_json, manual::laws_page)
}

fn print(format: Format, list: fn() -> String, json: fn() -> Value, page: fn() -> String) -> ExitCode {
    let text = match format {
        Format::Text => list(),
        Format::Json => format!("{:#}\n", json()),
        Format::Markdown => page(),
    };
    super::print(text.as_bytes())
}
