//! How schemas are made from types: of files that people write, and of files that the program writes.

use schemars::generate::{GenTransform, SchemaGenerator, SchemaSettings};
use schemars::transform::{RecursiveTransform, RestrictFormats};
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Map, Value, json};

/// Makes schemas of files that people write.
pub(super) fn read() -> SchemaGenerator {
    with(SchemaSettings::draft07().for_deserialize(), vec![Box::new(RecursiveTransform(absent))])
}

/// Makes schemas of files that the program writes: every key is there.
pub(super) fn written() -> SchemaGenerator {
    // Validators take no word and no format that is not of the draft: not what editors show, and no sizes of numbers.
    let plain = RecursiveTransform(|schema: &mut Schema| drop(schema.remove(ABOUT_WORDS)));
    let also: [Box<dyn GenTransform>; 2] = [Box::new(plain), Box::new(RestrictFormats::default())];
    with(SchemaSettings::draft07().for_serialize(), also.into())
}

fn with(settings: SchemaSettings, also: Vec<Box<dyn GenTransform>>) -> SchemaGenerator {
    let (lines, words) = (RecursiveTransform(on_one_line), RecursiveTransform(words));
    let all: [Box<dyn GenTransform>; 2] = [Box::new(lines), Box::new(words)];
    // Those of the draft come last: they see to what it forbids, such as keys beside a `$ref`.
    let own = all.into_iter().chain(also);
    settings.with(|settings| drop(settings.transforms.splice(0..0, own))).into_generator()
}

/// What editors show of each word of an `enum`, in its order; no word of the draft.
const ABOUT_WORDS: &str = "enumDescriptions";

/// The lines of a comment are one text.
fn on_one_line(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace('\n', " ");
    }
}

/// The values of an enum, each with its comment, become a list of words and, beside it, what editors show of each.
fn words(schema: &mut Schema) {
    let Some(choices) = schema.get("oneOf").and_then(Value::as_array) else { return };
    let each = |key: &str| choices.iter().map(|choice| choice.get(key).cloned()).collect::<Option<Vec<_>>>();
    let (Some(words), Some(about)) = (each("const"), each("description")) else { return };
    schema.remove("oneOf");
    schema.insert("type".to_owned(), "string".into());
    schema.insert("enum".to_owned(), words.into());
    schema.insert(ABOUT_WORDS.to_owned(), about.into());
}

/// A key that may be left out is left out: `null` in its place says nothing, and an editor should not write out that a list
/// or a table is empty. Where a type of the format takes `null`, its own schema says so.
fn absent(schema: &mut Schema) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for property in properties.values_mut().filter_map(Value::as_object_mut) {
        without_null(property);
        property.retain(|key, value| key != "default" || (*value != json!([]) && *value != json!({})));
    }
}

fn without_null(property: &mut Map<String, Value>) {
    let null = json!({ "type": "null" });
    if let Some(Value::Array(choices)) = property.remove("anyOf") {
        match &choices[..] {
            [Value::Object(only), other] if *other == null => {
                let missing = only.iter().filter(|(key, _)| !property.contains_key(*key));
                let missing: Vec<_> = missing.map(|(key, value)| (key.clone(), value.clone())).collect();
                property.extend(missing);
            }
            _ => drop(property.insert("anyOf".to_owned(), choices.into())),
        }
    }
    if let Some(Value::Array(words)) = property.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    let Some(types) = property.get_mut("type") else { return };
    if let Value::Array(all) = types {
        all.retain(|one| one != "null");
        if let [only] = &all[..] {
            *types = only.clone();
        }
    }
}

/// A mapping with these keys and no others, whose values are of one kind. Each key has its explanation, where there is one.
pub(super) fn closed<'k, T: JsonSchema>(
    generator: &mut SchemaGenerator,
    keys: impl IntoIterator<Item = (&'k str, Option<&'k str>)>,
) -> Schema {
    let value = generator.subschema_for::<T>();
    let mut properties = Map::new();
    for (key, about) in keys {
        let mut property = value.clone();
        if let Some(about) = about {
            property.insert("description".to_owned(), about.trim().into());
        }
        properties.insert(key.to_owned(), property.to_value());
    }
    json_schema!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// Columns of the committed files.
const WIDTH: usize = 120;

/// The text of a schema: what fits on one line stands on one.
pub(super) fn text(schema: &Schema) -> serde_json::Result<String> {
    let pretty = serde_json::to_string_pretty(schema)?;
    let lines: Vec<&str> = pretty.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut text = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let closes = |other: &&str| indent(other) == indent(line);
        let whole = match lines[at + 1..].iter().position(closes) {
            Some(between) if line.ends_with(['{', '[']) => &lines[at..at + between + 2],
            _ => &lines[at..=at],
        };
        let joined = joined(whole);
        if indent(line) + joined.chars().count() <= WIDTH {
            text.extend([&line[..indent(line)], &joined, "\n"]);
            at += whole.len();
        } else {
            text.extend([line, "\n"]);
            at += 1;
        }
    }
    Ok(text)
}

/// Lines as one, without their indentation.
fn joined(lines: &[&str]) -> String {
    let mut joined = String::new();
    for line in lines {
        if joined.ends_with(',') {
            joined.push(' ');
        }
        joined.push_str(line.trim_start());
    }
    joined
}
