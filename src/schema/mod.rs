//! The JSON Schemas (draft-07, which every editor reads) of the declaration, of the language files, of law packs and of the
//! `json` report.
//!
//! They stand in `schemas/`, and are made from the types that read and write these files: a test holds the two equal, and
//! `UPDATE_EXPECT=1 cargo test --lib schema` writes the files anew. Nothing that makes them is in the program, which has the
//! files alone.

#[cfg(test)]
mod declaration;
#[cfg(test)]
mod generate;
#[cfg(test)]
pub(crate) mod law_pack;
#[cfg(test)]
pub(crate) mod lexicon;
#[cfg(test)]
mod report;
#[cfg(test)]
mod tests;

use serde_json::Value;

/// The schema of a declaration, for whoever reads its text or its keys.
const DECLARATION: &str = include_str!("../../schemas/declaration.schema.json");

/// Every schema, in the order in which help lists them.
pub const SCHEMAS: &[Schema] = &[
    Schema {
        name: "declaration",
        about: "divulge.yaml",
        text: DECLARATION,
        #[cfg(test)]
        made: declaration::schema,
    },
    Schema {
        name: "lexicon",
        about: "the words of a language, src/lexicon/languages/*.yaml",
        text: include_str!("../../schemas/lexicon.schema.json"),
        #[cfg(test)]
        made: lexicon::schema,
    },
    Schema {
        name: "law-pack",
        about: "a law pack, src/laws/packs/*.yaml or your own",
        text: include_str!("../../schemas/law-pack.schema.json"),
        #[cfg(test)]
        made: law_pack::schema,
    },
    Schema {
        name: "report",
        about: "what `divulge check --format json` writes",
        text: include_str!("../../schemas/report.schema.json"),
        #[cfg(test)]
        made: report::schema,
    },
];

/// The JSON Schema of one kind of file.
#[derive(Debug)]
pub struct Schema {
    /// The name after `divulge schema`.
    pub name: &'static str,
    /// What it describes, on one line.
    pub about: &'static str,
    /// The schema itself, as JSON.
    pub text: &'static str,
    /// Makes it from the types.
    #[cfg(test)]
    made: fn() -> schemars::Schema,
}

impl Schema {
    /// The schema of this name, where there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        SCHEMAS.iter().find(|schema| schema.name == name)
    }
}

/// The schema of a declaration, for whoever completes one.
pub(crate) fn declaration() -> serde_json::Result<Value> {
    serde_json::from_str(DECLARATION)
}
