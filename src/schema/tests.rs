//! The committed schemas against the types, and against the files that they describe.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

use super::{SCHEMAS, Schema, generate};

fn value(name: &str) -> Value {
    serde_json::from_str(Schema::named(name).unwrap().text).unwrap()
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let mut wrong = Vec::new();
    for schema in SCHEMAS {
        let made = generate::text(&(schema.made)()).unwrap();
        let file = format!("schemas/{}.schema.json", schema.name);
        if made == schema.text {
            continue;
        }
        if env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
            fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file), made).unwrap();
            continue;
        }
        let diff = similar::TextDiff::from_lines(schema.text, &made);
        wrong.push(diff.unified_diff().header(&file, "the types").to_string());
    }
    let hint = "UPDATE_EXPECT=1 cargo test --lib schema rewrites these files, if what changed is right";
    assert!(wrong.is_empty(), "{}\n{hint}", wrong.join("\n"));
}

/// Every YAML file of a folder of the repository.
fn files(folder: &str) -> Vec<(String, Value)> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.display().to_string(), serde_yaml::from_str(&text).unwrap())
        })
        .collect()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn required(schema: &Value) -> BTreeSet<&str> {
    schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

/// The build takes no language file with other fields than it knows: those that were built show them all.
#[test]
fn language_files_have_just_the_keys_of_their_schema() {
    let schema = value("lexicon");
    let fields = &schema["properties"];
    let languages = files("src/lexicon/languages");
    let mut written = BTreeSet::new();
    for (path, language) in &languages {
        assert!(keys(language).is_superset(&required(&schema)), "{path}");
        written.extend(keys(language));
        for (field, table) in language.as_object().unwrap() {
            // `countries` takes every code, `drafting` has tables of its own.
            if table.is_object() && field != "countries" && field != "drafting" {
                assert!(keys(table).is_subset(&keys(&fields[field]["properties"])), "{path}: {field}");
            }
        }
        let Some(drafting) = language.get("drafting") else { continue };
        for table in ["sections", "titles"] {
            let described = &fields["drafting"]["properties"][table];
            assert_eq!(keys(&drafting[table]), keys(&described["properties"]), "{path}: {table}");
            assert_eq!(keys(&drafting[table]), required(described), "{path}: {table}");
        }
    }
    assert_eq!(written, keys(fields));
}

#[test]
fn every_key_of_a_language_file_is_explained() {
    let schema = value("lexicon");
    let fields = &schema["properties"];
    assert_eq!(
        fields["cues"]["properties"]["reading"]["description"],
        "Reading matter: the privacy policy of, terms of."
    );
    for field in ["topics", "columns", "cues", "upkeep", "terms"] {
        for (key, value) in fields[field]["properties"].as_object().unwrap() {
            assert!(value["description"].as_str().is_some_and(|text| text.ends_with('.')), "{key}");
        }
    }
}

/// The reader of packs takes no other keys than it knows: those of the program show them all.
#[test]
fn law_packs_have_just_the_keys_of_their_schema() {
    let schema = value("law-pack");
    let row = |list: &str| &schema["properties"][list]["items"];
    let lists = ["requirements", "consent", "closed-lists", "unchecked"];
    let packs = files("src/laws/packs");
    let (mut written, mut in_rows) = (BTreeSet::new(), BTreeSet::new());
    for (path, pack) in &packs {
        written.extend(keys(pack));
        for list in lists {
            for entry in pack[list].as_array().into_iter().flatten() {
                assert!(keys(entry).is_subset(&keys(&row(list)["properties"])), "{path}: {entry}");
                assert!(keys(entry).is_superset(&required(row(list))), "{path}: {entry}");
                in_rows.extend(keys(entry));
            }
        }
    }
    assert_eq!(written, keys(&schema["properties"]));
    let described: BTreeSet<&str> =
        lists.into_iter().flat_map(|list| keys(&row(list)["properties"])).collect();
    assert_eq!(in_rows, described);
}

/// What one list's rows have alone is in no other's, as its reader wants it.
#[test]
fn each_list_of_a_law_pack_has_its_own_keys() {
    let schema = value("law-pack");
    let own = |list: &str| {
        let row = &schema["properties"][list]["items"];
        let shared = keys(&schema["properties"]["closed-lists"]["items"]["properties"]);
        keys(&row["properties"]).difference(&shared).map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(own("requirements"), ["elements", "form"]);
    assert_eq!(own("consent"), ["unless"]);
    assert_eq!(own("unchecked"), ["asks"]);
}
