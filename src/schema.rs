//! The JSON Schemas (draft-07, which every editor reads) of the declaration and of the `json` report.
//!
//! They are written by hand, since the declaration is read by hand: tests beside what they describe hold every key and word
//! of them against the code. Only the rules are filled in here, so that a new rule is one file and one line.

use serde_json::{Map, Value, json};

use crate::rules::RuleId;

/// Every schema, in the order in which help lists them.
pub const SCHEMAS: &[Schema] = &[
    Schema { name: "declaration", about: "divulge.yaml", make: declaration },
    Schema { name: "report", about: "what `divulge check --format json` writes", make: report },
];

/// The JSON Schema of one kind of file.
#[derive(Debug)]
pub struct Schema {
    /// The name after `divulge schema`.
    pub name: &'static str,
    /// What it describes, on one line.
    pub about: &'static str,
    make: fn() -> serde_json::Result<Value>,
}

impl Schema {
    /// The schema of this name, where there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        SCHEMAS.iter().find(|schema| schema.name == name)
    }

    /// The schema itself, as JSON.
    ///
    /// # Errors
    /// A build in which the schema is no JSON.
    pub fn text(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(&(self.make)()?)? + "\n")
    }
}

fn declaration() -> serde_json::Result<Value> {
    let mut schema: Value = serde_json::from_str(include_str!("../schemas/declaration.schema.json"))?;
    let names: Vec<&str> = RuleId::all().map(RuleId::name).collect();
    let levels: Map<String, Value> =
        RuleId::all().map(|rule| (rule.name().to_owned(), level_of(rule))).collect();
    schema["definitions"]["rule"] = json!({ "enum": names });
    schema["definitions"]["rules"] =
        json!({ "type": ["object", "null"], "additionalProperties": false, "properties": levels });
    Ok(schema)
}

fn level_of(rule: RuleId) -> Value {
    json!({
        "description": format!("{}.", rule.summary()),
        "default": rule.default_severity().name(),
        "allOf": [{ "$ref": "#/definitions/level" }],
    })
}

fn report() -> serde_json::Result<Value> {
    serde_json::from_str(include_str!("../schemas/report.schema.json"))
}
