//! `schemas/report.schema.json` against what `json` writes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Format, Look, Paint, sample};
use crate::schema::Schema;

/// Follows a value through its schema, and fails where the keys of a mapping are not just those that the schema requires:
/// a validator would let keys pass that nobody has described.
fn compare(root: &Value, schema: &Value, value: &Value, path: &str, seen: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|target| target.strip_prefix("#/definitions/")) {
        seen.insert(name.to_owned());
        return compare(root, &root["definitions"][name], value, path, seen);
    }
    if let Some(alternatives) = schema["anyOf"].as_array() {
        // Each is something or null.
        if let Some(first) = alternatives.first().filter(|_| !value.is_null()) {
            compare(root, first, value, path, seen);
        }
        return;
    }
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{path}: {value} is not among {words:?}");
    }
    match value {
        Value::Object(map) => {
            let described: BTreeSet<&str> =
                schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            let required: BTreeSet<&str> =
                schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let written: BTreeSet<&str> = map.keys().map(String::as_str).collect();
            assert_eq!(written, described, "{path}: keys");
            assert_eq!(required, described, "{path}: required keys");
            for (key, value) in map {
                compare(root, &schema["properties"][key], value, &format!("{path}.{key}"), seen);
            }
        }
        Value::Array(items) => {
            for item in items {
                compare(root, &schema["items"], item, &format!("{path}[]"), seen);
            }
        }
        _ => {}
    }
}

#[test]
fn the_report_has_just_the_keys_of_its_schema() {
    let mut text = Vec::new();
    let look = Look { paint: Paint::Plain, width: 100 };
    (Format::named("json").unwrap().render)(&[sample::checked()], look, &mut text).unwrap();
    let report: Value = serde_json::from_slice(&text).unwrap();
    let schema: Value = serde_json::from_str(&Schema::named("report").unwrap().text().unwrap()).unwrap();
    let mut seen = BTreeSet::new();
    compare(&schema, &schema, &report, "report", &mut seen);
    // The sample has no laws, and thus does not show what a law looks like.
    let described = schema["definitions"].as_object().unwrap().keys();
    let unseen: Vec<_> = described.filter(|name| !seen.contains(*name) && *name != "law").collect();
    assert!(unseen.is_empty(), "nothing in the report uses {unseen:?}");
}
