//! The schema of a declaration against what the loader knows.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::entries::{self, parse_role};
use super::super::fields::Shape;
use super::super::main_file::{self, parse_level};
use super::{Folder, minimal};
use crate::rules::RuleId;
use crate::schema::Schema;

fn schema() -> Value {
    serde_json::from_str(Schema::named("declaration").unwrap().text).unwrap()
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

/// A declaration in which the key of a mapping has this value, and the others that it needs are there.
fn declared(definition: &str, key: &str, value: &str) -> Folder {
    let (list, needed): (&str, &[(&str, &str)]) = match definition {
        "controller" => ("controller", &[]),
        "policy" => ("policies", &[("path", "p.md")]),
        "recipient" => ("recipients", &[("name", "Acme")]),
        "transfer" => ("transfers", &[("recipient", "Acme")]),
        "exception" => ("exceptions", &[("rule", "vague-country"), ("reason", "agreed")]),
        other => panic!("no mapping is called {other}"),
    };
    let others = needed.iter().filter(|(other, _)| *other != key);
    let others: String = others.map(|(other, value)| format!("{other}: {value}, ")).collect();
    let mapping = format!("{list}: {{{others}{key}: {value}}}\n");
    match list {
        "policies" => Folder::new(format!("version: 1\n{mapping}")),
        _ => minimal(&mapping),
    }
}

/// Whether the loader says something that holds these words of a declaration.
fn says(folder: &Folder, words: &str) -> bool {
    let problems = folder.load().0.err().unwrap_or_default();
    problems.iter().any(|problem| problem.message.contains(words))
}

#[test]
fn every_key_holds_what_the_loader_takes_there() {
    let schema = schema();
    let mut count = 0;
    for definition in ["controller", "policy", "recipient", "transfer", "exception"] {
        for (key, property) in properties(&schema, definition) {
            let target = property["allOf"][0]["$ref"].as_str().unwrap();
            let types = &schema.pointer(target.trim_start_matches('#')).unwrap()["type"];
            let takes =
                |name: &str| types == name || types.as_array().is_some_and(|all| all.contains(&name.into()));
            let required = schema["definitions"][definition]["required"].as_array();
            let is_required = required.is_some_and(|keys| keys.contains(&Value::from(key.as_str())));
            let refuses = |value: &str, words: &str| says(&declared(definition, key, value), words);
            assert_eq!(
                refuses("[Korea]", "not a list"),
                !takes("array"),
                "a list in `{key}` of {definition}"
            );
            assert!(refuses("{a: b}", "not a mapping"), "a mapping in `{key}` of {definition}");
            assert_eq!(refuses("null", &format!("needs `{key}`")), is_required, "no `{key}` in {definition}");
            assert!(!(is_required && takes("null")), "`{key}` of {definition}");
            count += 1;
        }
    }
    assert!(count > 35, "only {count} keys were looked at");
}
