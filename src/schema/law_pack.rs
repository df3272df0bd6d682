//! The schema of a law pack: what `src/laws/format.rs` refers to.

#![expect(
    dead_code,
    reason = "the types are there for what they say of the format; nothing is read into them"
)]

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::generate;
use crate::laws::{AREA_GROUPS, Entry, File, List, Status};
use crate::lexicon::country::Country;

pub(super) fn schema() -> Schema {
    generate::read().into_root_schema_for::<File>()
}

/// A month or a day.
#[derive(JsonSchema)]
#[schemars(rename = "moment")]
pub(crate) struct Moment(#[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"))] String);

#[derive(JsonSchema)]
#[schemars(rename = "day")]
pub(crate) struct Day(#[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))] String);

#[derive(JsonSchema)]
#[schemars(rename = "link")]
pub(crate) struct Link(#[schemars(length(min = 1))] String);

#[derive(JsonSchema)]
#[schemars(rename = "areas")]
pub(crate) struct Areas(Vec<Area>);

/// A country, by the two letters of its ISO 3166-1 code, the European Union or the European Economic Area.
struct Area;

impl JsonSchema for Area {
    fn schema_name() -> Cow<'static, str> {
        "area".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let groups = AREA_GROUPS.into_iter().map(|(name, _)| name);
        let words: Vec<&str> = groups.chain(Country::all().map(|country| country.code())).collect();
        json_schema!({ "type": "string", "enum": words })
    }
}

pub(crate) fn requirements(generator: &mut SchemaGenerator) -> Schema {
    rows(generator, List::Requirements, Some("elements"))
}

pub(crate) fn consent(generator: &mut SchemaGenerator) -> Schema {
    rows(generator, List::Consent, None)
}

pub(crate) fn closed_lists(generator: &mut SchemaGenerator) -> Schema {
    rows(generator, List::ClosedLists, None)
}

pub(crate) fn unchecked(generator: &mut SchemaGenerator) -> Schema {
    rows(generator, List::Unchecked, Some("asks"))
}

/// The rows of a list: those of any list, without the keys that only others have. One of its own may be needed.
fn rows(generator: &mut SchemaGenerator, list: List, needed: Option<&str>) -> Schema {
    let mut row = Entry::json_schema(generator);
    if let Some(Value::Object(properties)) = row.get_mut("properties") {
        properties.retain(|key, _| List::owner(key).is_none_or(|owner| owner == list));
    }
    if let Some(Value::Array(required)) = row.get_mut("required") {
        required.extend(needed.map(Value::from));
    }
    row.insert(
        "if".to_owned(),
        json!({ "properties": { "status": { "const": Status::Conditional.name() } } }),
    );
    row.insert("then".to_owned(), json!({ "required": ["note"] }));
    json_schema!({ "type": "array", "items": row })
}
