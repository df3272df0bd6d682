//! The schema of a language file: what `src/lexicon/format.rs` refers to. The keys are those that the code lists.

#![expect(
    dead_code,
    reason = "the types are there for what they say of the format; nothing is read into them"
)]

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::generate::{self, closed};
use crate::lexicon::format::{Language, Opening};
use crate::lexicon::places::Group;
use crate::lexicon::{Chapter, Column, Concept, Cue, DataCategory, Part, Purpose, Term, Topic, Trace};

pub(super) fn schema() -> Schema {
    generate::read().into_root_schema_for::<Language>()
}

#[derive(JsonSchema)]
#[schemars(rename = "words")]
pub(crate) struct Words(#[schemars(inner(length(min = 1)))] Vec<String>);

/// Two letters.
#[derive(JsonSchema)]
#[schemars(inline)]
pub(crate) struct Pair(#[schemars(length(equal = 2))] String);

/// Words that stand on one line and say something.
#[derive(JsonSchema)]
#[schemars(rename = "line")]
pub(crate) struct Line(#[schemars(regex(pattern = r"^[^|\n]*[^|\s][^|\n]*$"))] String);

#[derive(JsonSchema)]
#[schemars(rename = "phrases")]
struct Phrases(Vec<Phrase>);

/// A phrase in lower case. `shar(e|es|ing) (it |)with` stands for every reading; a `*` at the end of a reading lets the word
/// go on, one at its beginning lets it be the last part of a compound.
#[derive(JsonSchema)]
#[schemars(rename = "phrase")]
struct Phrase(#[schemars(regex(pattern = r"^(?!.*[^*(|]\*+[^*)|]).*[^*\s].*$"))] String);

/// The keys of one kind of mark, with what each means.
type Keys = &'static [(&'static str, &'static str)];

fn marks(generator: &mut SchemaGenerator, keys: Keys) -> Schema {
    closed::<Phrases>(generator, keys.iter().map(|&(key, about)| (key, Some(about))))
}

pub(crate) fn topics(generator: &mut SchemaGenerator) -> Schema {
    marks(generator, Topic::KEYS)
}

pub(crate) fn columns(generator: &mut SchemaGenerator) -> Schema {
    marks(generator, Column::KEYS)
}

pub(crate) fn cues(generator: &mut SchemaGenerator) -> Schema {
    marks(generator, Cue::KEYS)
}

pub(crate) fn upkeep(generator: &mut SchemaGenerator) -> Schema {
    marks(generator, Trace::KEYS)
}

pub(crate) fn terms(generator: &mut SchemaGenerator) -> Schema {
    marks(generator, Term::KEYS)
}

pub(crate) fn data(generator: &mut SchemaGenerator) -> Schema {
    closed::<Phrases>(generator, DataCategory::taxonomy().ids().map(|id| (id, None)))
}

pub(crate) fn purposes(generator: &mut SchemaGenerator) -> Schema {
    closed::<Phrases>(generator, Purpose::taxonomy().ids().map(|id| (id, None)))
}

pub(crate) fn places(generator: &mut SchemaGenerator) -> Schema {
    closed::<Phrases>(generator, Group::ALL.map(|group| (group.key(), None)))
}

pub(crate) fn countries(generator: &mut SchemaGenerator) -> Schema {
    let phrases = generator.subschema_for::<Phrases>();
    json_schema!({
        "type": "object",
        "additionalProperties": false,
        "patternProperties": { "^[A-Z]{2}$": phrases },
    })
}

pub(crate) fn sections(generator: &mut SchemaGenerator) -> Schema {
    whole::<Opening>(generator, Chapter::KEYS)
}

pub(crate) fn titles(generator: &mut SchemaGenerator) -> Schema {
    whole::<Line>(generator, Part::KEYS)
}

/// A mapping that has all of these keys.
fn whole<T: JsonSchema>(generator: &mut SchemaGenerator, keys: Keys) -> Schema {
    let mut schema = closed::<T>(generator, keys.iter().map(|&(key, about)| (key, Some(about))));
    schema.insert("required".to_owned(), keys.iter().map(|(key, _)| *key).collect());
    schema
}
