//! The schema of a declaration against what the loader knows.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::entries::{self, parse_role};
use super::super::fields::Shape;
use super::super::main_file::{self, parse_level};
use crate::rules::RuleId;
use crate::schema::Schema;

fn schema() -> Value {
    serde_json::from_str(&Schema::named("declaration").unwrap().text().unwrap()).unwrap()
}

/// The properties of a definition; of the whole schema where the name is empty.
fn properties<'a>(schema: &'a Value, definition: &str) -> &'a Map<String, Value> {
    let place = if definition.is_empty() { schema } else { &schema["definitions"][definition] };
    assert_eq!(place["additionalProperties"], Value::Bool(false), "{definition}");
    place["properties"].as_object().unwrap()
}

fn words(schema: &Value, definition: &str) -> Vec<String> {
    let words = schema["definitions"][definition]["enum"].as_array().unwrap();
    words.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn every_mapping_has_the_keys_that_the_loader_knows() {
    let schema = schema();
    let shapes: [(&str, &Shape); 7] = [
        ("", &main_file::MAIN),
        ("included", &main_file::INCLUDED),
        ("controller", &main_file::CONTROLLER),
        ("policy", &main_file::POLICY),
        ("exception", &main_file::EXCEPTION),
        ("recipient", &entries::RECIPIENT),
        ("transfer", &entries::TRANSFER),
    ];
    for (definition, shape) in shapes {
        let described: BTreeSet<&str> = properties(&schema, definition).keys().map(String::as_str).collect();
        let known: BTreeSet<&str> = shape.keys.iter().copied().collect();
        assert_eq!(described, known, "keys of {} in schemas/declaration.schema.json", shape.name);
    }
}

#[test]
fn every_rule_can_be_set_and_excepted() {
    let schema = schema();
    let known: Vec<&str> = RuleId::all().map(RuleId::name).collect();
    assert_eq!(words(&schema, "rule"), known);
    let rules = properties(&schema, "rules");
    assert!(known.iter().all(|name| rules.contains_key(*name)));
    assert_eq!(rules.len(), known.len());
}

#[test]
fn every_word_of_the_schema_is_one_that_the_loader_reads() {
    let schema = schema();
    assert_eq!(words(&schema, "role").len(), 3);
    for role in words(&schema, "role") {
        assert!(parse_role(&role).is_ok(), "{role}");
    }
    assert_eq!(words(&schema, "level").len(), 4);
    for level in words(&schema, "level") {
        assert!(parse_level(&level).is_ok(), "{level}");
    }
}
