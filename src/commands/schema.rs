//! `divulge schema`: the JSON Schemas of what is read and written.

use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use divulge::schema::{SCHEMAS, Schema};

/// Print the JSON Schema of a file that divulge reads or writes
///
/// An editor that knows the schema of a declaration completes and checks it: write the schema to a file, and name that
/// file in the first line of the declaration, as `# yaml-language-server: $schema=divulge.schema.json`.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Which file
    #[arg(value_name = "FILE", value_parser = schemas())]
    schema: &'static Schema,
}

fn schemas() -> impl TypedValueParser<Value = &'static Schema> {
    PossibleValuesParser::new(SCHEMAS.iter().map(|schema| PossibleValue::new(schema.name).help(schema.about)))
        .try_map(|name| Schema::named(&name).ok_or("no such schema"))
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    super::print(arguments.schema.text.as_bytes())
}
