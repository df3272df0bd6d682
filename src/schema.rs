//! The JSON Schemas (draft-07, which every editor reads) of the declaration, of the language files, of law packs and of the
//! `json` report.
//!
//! They are written by hand, since the declaration is read by hand: tests beside what they describe hold every key and word
//! of them against the code. Only what the code lists anyway, rules and marks, is filled in here, so that a new one is one
//! line.

use serde_json::{Map, Value, json};

use crate::laws::{Basis, Element, Form, Kind, Status, Verified, When};
use crate::lexicon::places::Group;
use crate::lexicon::{Chapter, Column, Concept, Cue, DataCategory, Part, Purpose, Term, Topic, Trace};
use crate::rules::RuleId;

/// Every schema, in the order in which help lists them.
pub const SCHEMAS: &[Schema] = &[
    Schema { name: "declaration", about: "divulge.yaml", make: declaration },
    Schema { name: "lexicon", about: "the words of a language, src/lexicon/languages/*.yaml", make: lexicon },
    Schema { name: "law-pack", about: "a law pack, src/laws/packs/*.yaml or your own", make: law_pack },
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

/// The schema of a declaration, for whoever completes one.
pub(crate) fn declaration() -> serde_json::Result<Value> {
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

fn lexicon() -> serde_json::Result<Value> {
    let mut schema: Value = serde_json::from_str(include_str!("../schemas/lexicon.schema.json"))?;
    let marks = [
        ("topics", Topic::KEYS),
        ("columns", Column::KEYS),
        ("cues", Cue::KEYS),
        ("upkeep", Trace::KEYS),
        ("terms", Term::KEYS),
    ];
    for (name, keys) in marks {
        let properties: Map<String, Value> =
            keys.iter().map(|&(key, about)| ((*key).to_owned(), phrases(Some(about.trim())))).collect();
        schema["definitions"][name] = closed(properties);
    }
    for (name, ids) in [("data", DataCategory::taxonomy()), ("purposes", Purpose::taxonomy())] {
        let properties = ids.ids().map(|id| (id.to_owned(), phrases(None))).collect();
        schema["definitions"][name] = closed(properties);
    }
    for (name, of, keys) in [("sections", "opening", Chapter::KEYS), ("titles", "line", Part::KEYS)] {
        let property = |about: &str| {
            let reference = json!({ "$ref": format!("#/definitions/{of}") });
            json!({ "description": about.trim(), "allOf": [reference] })
        };
        let properties = keys.iter().map(|&(key, about)| (key.to_owned(), property(about))).collect();
        let mut all = closed(properties);
        all["required"] = keys.iter().map(|(key, _)| *key).collect();
        schema["definitions"][name] = all;
    }
    let places = Group::ALL.into_iter().map(|group| (group.key().to_owned(), phrases(None))).collect();
    schema["definitions"]["places"] = closed(places);
    Ok(schema)
}

/// A mapping with no other keys than these.
fn closed(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn phrases(about: Option<&str>) -> Value {
    let phrases = json!({ "$ref": "#/definitions/phrases" });
    match about {
        Some(about) => json!({ "description": about, "allOf": [phrases] }),
        None => phrases,
    }
}

/// The rows of a pack's lists have keys in common; which others a list's rows have is as in `laws/format.rs`.
fn law_pack() -> serde_json::Result<Value> {
    let mut schema: Value = serde_json::from_str(include_str!("../schemas/law-pack.schema.json"))?;
    let elements = json!({
        "description": "What must be stated.",
        "type": "array",
        "minItems": 1,
        "items": choice(Element::ALL.iter().map(|it| it.name())),
    });
    let unless = json!({
        "description": "Other grounds that the law accepts.",
        "type": "array",
        "items": choice(Basis::ALL.iter().map(|it| it.name())),
    });
    let mut form = choice(Form::ALL.iter().map(|it| it.name()));
    form["description"] =
        json!("Whether recipients and countries must be named, or a category of them suffices.");
    let asks = json!({ "description": "What the law asks for, in words.", "type": "string", "minLength": 1 });
    for (list, own, required) in [
        ("requirement", vec![("elements", elements), ("form", form)], Some("elements")),
        ("consent", vec![("unless", unless)], None),
        ("closed-list", vec![], None),
        ("unchecked", vec![("asks", asks)], Some("asks")),
    ] {
        let mut row = law_row();
        for (key, value) in own {
            row["properties"][key] = value;
        }
        let needed = ["kinds", "status", "citation", "verified"].into_iter().chain(required);
        row["required"] = needed.collect();
        schema["definitions"][list] = row;
    }
    Ok(schema)
}

/// What every row of a law pack may hold.
fn law_row() -> Value {
    let status = |word: &str| json!({ "const": word });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "kinds": {
                "description": "Kinds of transfers; the row holds for a transfer of any of them.",
                "type": "array",
                "minItems": 1,
                "items": choice(Kind::ALL.iter().map(|it| it.name())),
            },
            "status": choice(Status::ALL.iter().map(|it| it.name())),
            "when": choice(When::ALL.iter().map(|it| it.name())),
            "exempt": { "$ref": "#/definitions/areas" },
            "from": { "$ref": "#/definitions/day" },
            "citation": { "description": "The article, shown with every finding.", "type": "string", "minLength": 1 },
            "link": { "$ref": "#/definitions/link" },
            "verified": choice(Verified::ALL.iter().map(|it| it.name())),
            "checked": { "$ref": "#/definitions/moment" },
            "note": { "description": "What else to know; a conditional row must state its case.", "type": "string" },
        },
        "if": { "properties": { "status": status(Status::Conditional.name()) } },
        "then": { "required": ["note"] },
    })
}

fn choice(words: impl Iterator<Item = &'static str>) -> Value {
    json!({ "enum": words.collect::<Vec<_>>() })
}

fn report() -> serde_json::Result<Value> {
    serde_json::from_str(include_str!("../schemas/report.schema.json"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The build takes no language file with other fields than it knows: those that were built show them all.
    #[test]
    fn language_files_have_just_the_keys_of_their_schema() {
        let schema = lexicon().unwrap();
        let described: BTreeSet<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let required: BTreeSet<&str> =
            schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let mut all = BTreeSet::new();
        for entry in
            fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon/languages")).unwrap()
        {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "yaml") {
                continue;
            }
            let language: Map<String, Value> =
                serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let written: BTreeSet<&str> = language.keys().map(String::as_str).collect();
            assert!(written.is_subset(&described) && written.is_superset(&required), "{}", path.display());
            all.extend(language.keys().cloned());
            for field in ["topics", "columns", "cues", "places"] {
                let known = &schema["definitions"][field]["properties"];
                for key in language[field].as_object().unwrap().keys() {
                    assert!(known.get(key).is_some(), "{}: `{key}` under `{field}`", path.display());
                }
            }
        }
        assert!(all.iter().map(String::as_str).eq(described), "{all:?}");
    }

    /// The reader of packs takes no other keys than it knows: those of the program show them all.
    #[test]
    fn law_packs_have_just_the_keys_of_their_schema() {
        let schema = law_pack().unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        let lists = [
            ("requirements", "requirement"),
            ("consent", "consent"),
            ("closed-lists", "closed-list"),
            ("unchecked", "unchecked"),
        ];
        let mut written = BTreeSet::new();
        let mut rows = BTreeSet::new();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/laws/packs")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "yaml") {
                continue;
            }
            let pack: Value = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            written.extend(keys(&pack));
            for (list, definition) in lists {
                for row in pack[list].as_array().into_iter().flatten() {
                    let described = keys(&schema["definitions"][definition]["properties"]);
                    assert!(keys(row).is_subset(&described), "{}: {row}", path.display());
                    rows.extend(keys(row));
                }
            }
        }
        assert_eq!(written, keys(&schema["properties"]));
        let described = lists.map(|(_, definition)| keys(&schema["definitions"][definition]["properties"]));
        assert_eq!(rows, described.into_iter().flatten().collect());
    }

    #[test]
    fn every_key_of_a_language_file_is_explained() {
        let schema = lexicon().unwrap();
        assert_eq!(
            schema["definitions"]["cues"]["properties"]["reading"]["description"],
            "Reading matter: the privacy policy of, terms of."
        );
        for field in ["topics", "columns", "cues"] {
            for (key, value) in schema["definitions"][field]["properties"].as_object().unwrap() {
                assert!(value["description"].as_str().is_some_and(|text| text.ends_with('.')), "{key}");
            }
        }
    }
}
