//! Compiles `src/lexicon/languages/*.yaml` into tables that need no parsing at start-up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use serde_yaml::Spanned;

// The library exports what only is private here.
#[allow(dead_code, unreachable_pub)]
#[path = "../src/lexicon/marks.rs"]
mod marks;
#[allow(dead_code)]
#[path = "../src/lexicon/trie.rs"]
mod trie;

use crate::vocabulary::{Hierarchy, Vocabulary};
use marks::{Column, Cue, Term, Topic};
use trie::Trie;

type Phrases = BTreeMap<String, Vec<Spanned<String>>>;

/// One language file. Its format is documented in `src/lexicon/languages/README.md`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Language {
    language: String,
    /// Which side of a verb its denial stands on.
    denial: Spanned<String>,
    abbreviations: Vec<String>,
    legal_forms: Vec<String>,
    particles: Vec<String>,
    prepositions: Vec<String>,
    common_words: Vec<String>,
    generic_names: Vec<String>,
    topics: Phrases,
    columns: Phrases,
    cues: Phrases,
    places: Phrases,
    #[serde(default)]
    terms: Phrases,
    #[serde(default)]
    data: Phrases,
    #[serde(default)]
    purposes: Phrases,
}

/// Writes `languages.rs` into `out`.
///
/// # Errors
/// Says file and line of what is wrong in a language file.
pub(super) fn compile(root: &Path, out: &Path) -> Result<(), Vec<String>> {
    let vocabulary = Vocabulary::read(root)?;
    compile_all(&root.join("src/lexicon/languages"), &vocabulary, out).map_err(|error| vec![error])
}

fn compile_all(sources: &Path, vocabulary: &Vocabulary, out: &Path) -> Result<(), String> {
    let mut files: Vec<_> = std::fs::read_dir(sources)
        .map_err(|error| format!("{}: {error}", sources.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    let mut code =
        String::from("/// Every language, by tag.\npub(super) static LANGUAGES: &[Language] = &[\n");
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let language: Language =
            serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        emit(&language, &file, vocabulary, &mut code)?;
    }
    code.push_str("];\n");
    println!("cargo::rerun-if-changed={}", sources.display());
    std::fs::write(out.join("languages.rs"), code).map_err(|error| error.to_string())
}

fn emit(language: &Language, file: &Path, vocabulary: &Vocabulary, code: &mut String) -> Result<(), String> {
    let side = match language.denial.value.as_str() {
        "before" => "Before",
        "after" => "After",
        other => {
            return Err(at(file, &language.denial, &format!("`{other}` is neither `before` nor `after`")));
        }
    };
    let _ = writeln!(code, "Language {{\n    tag: {:?},\n    denial: DenialSide::{side},", language.language);
    for (field, words) in [
        ("abbreviations", &language.abbreviations),
        ("legal_forms", &language.legal_forms),
        ("particles", &language.particles),
        ("prepositions", &language.prepositions),
        ("common_words", &language.common_words),
        ("generic_names", &language.generic_names),
    ] {
        let mut words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
        words.dedup();
        let _ = writeln!(code, "    {field}: &{words:?},");
    }
    table(
        file,
        "topics",
        &language.topics,
        |key| Topic::from_key(key).map(|topic| format!("Topic::{topic:?}")),
        code,
    )?;
    table(
        file,
        "columns",
        &language.columns,
        |key| Column::from_key(key).map(|mark| format!("Column::{mark:?}")),
        code,
    )?;
    table(file, "cues", &language.cues, |key| Cue::from_key(key).map(|cue| format!("Cue::{cue:?}")), code)?;
    table(
        file,
        "terms",
        &language.terms,
        |key| Term::from_key(key).map(|term| format!("Term::{term:?}")),
        code,
    )?;
    table(file, "data", &language.data, |key| numbered("DataCategory", &vocabulary.data, key), code)?;
    table(file, "purposes", &language.purposes, |key| numbered("Purpose", &vocabulary.purposes, key), code)?;
    table(file, "places", &language.places, |key| Some(format!("Group::{}", camel(key))), code)?;
    code.push_str("},\n");
    Ok(())
}

/// The entry of a hierarchy with this id.
fn numbered(kind: &str, hierarchy: &Hierarchy, id: &str) -> Option<String> {
    hierarchy.number(id).map(|number| format!("{kind}::new({number})"))
}

fn table(
    file: &Path,
    field: &str,
    phrases: &Phrases,
    value: impl Fn(&str) -> Option<String>,
    code: &mut String,
) -> Result<(), String> {
    let mut rows = BTreeSet::new();
    for (key, list) in phrases {
        let Some(value) = value(key) else {
            let message = format!("`{field}` has no `{key}`");
            let place = list.first().map(|phrase| at(file, phrase, &message));
            return Err(place.unwrap_or_else(|| format!("{}: {message}", file.display())));
        };
        for phrase in list {
            for text in expand(&phrase.value).map_err(|error| at(file, phrase, &error))? {
                let folded = text.to_lowercase();
                if folded.trim_end_matches('*').trim().is_empty() {
                    return Err(at(file, phrase, "an empty phrase"));
                }
                if folded.trim_end_matches('*').contains('*') {
                    return Err(at(file, phrase, "a `*` that is not at the end"));
                }
                rows.insert((folded, value.clone()));
            }
        }
    }
    if field == "places" {
        emit_pairs(field, &rows, code);
    } else {
        emit_phrases(field, &rows, code);
    }
    Ok(())
}

/// Few enough to be put among other places when the program starts.
fn emit_pairs(field: &str, rows: &BTreeSet<(String, String)>, code: &mut String) {
    let pairs: String =
        rows.iter().map(|(text, value)| format!("({:?}, {value}), ", text.trim_end_matches('*'))).collect();
    let _ = writeln!(code, "    {field}: &[{pairs}],");
}

fn emit_phrases(field: &str, rows: &BTreeSet<(String, String)>, code: &mut String) {
    let blanks = if is_written_freely(field, rows) { "Skip" } else { "Count" };
    let mut meanings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (text, value) in rows {
        let end = if text.ends_with('*') { "Open" } else { "Closed" };
        let mut text = text.trim_end_matches('*').to_owned();
        if blanks == "Skip" {
            text.retain(|letter| letter != ' ');
        }
        meanings.entry(text).or_default().insert(format!("Meaning({end}, {value})"));
    }
    let texts: Vec<&str> = meanings.keys().map(String::as_str).collect();
    let trie = Trie::new(&texts);
    let mut starts = vec![0];
    for all in meanings.values() {
        starts.push(starts.last().unwrap_or(&0) + all.len());
    }
    let (labels, first, values) = (&trie.labels, &trie.first, &trie.values);
    let meanings: Vec<String> = meanings.into_values().flatten().collect();
    let meanings = meanings.join(", ");
    let _ = writeln!(
        code,
        "    {field}: Phrases {{ blanks: Blanks::{blanks}, labels: &{labels:?}, first: &{first:?}, values: &{values:?}, \
         starts: &{starts:?}, meanings: &[{meanings}] }},"
    );
}

/// In Hangul, Han and kana the words of a compound are written with or without blanks: `휴대폰 번호`. Where names of data and
/// of purposes are in such a script, blanks do not count.
fn is_written_freely(field: &str, rows: &BTreeSet<(String, String)>) -> bool {
    let freely =
        |letter: char| matches!(letter, '가'..='힣' | '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    matches!(field, "data" | "purposes") && rows.iter().any(|(text, _)| text.contains(freely))
}

/// `shar(e|es|ing) (it |)with` -> every reading of it. Groups may stand in groups.
fn expand(phrase: &str) -> Result<Vec<String>, String> {
    let (readings, rest) = sequence(phrase)?;
    if rest.is_empty() { Ok(readings) } else { Err("a stray `)` or `|`".into()) }
}

/// Reads up to the `|` or `)` that ends this branch of a group, or to the end.
fn sequence(mut rest: &str) -> Result<(Vec<String>, &str), String> {
    let mut readings = vec![String::new()];
    loop {
        let at = rest.find(['(', ')', '|']).unwrap_or(rest.len());
        let (literal, tail) = rest.split_at(at);
        for reading in &mut readings {
            reading.push_str(literal);
        }
        let Some(group) = tail.strip_prefix('(') else { return Ok((readings, tail)) };
        let (choices, after) = choices(group)?;
        readings = readings
            .iter()
            .flat_map(|reading| choices.iter().map(move |choice| format!("{reading}{choice}")))
            .collect();
        rest = after;
    }
}

/// The branches of a group, and what follows its `)`.
fn choices(mut rest: &str) -> Result<(Vec<String>, &str), String> {
    let mut all = Vec::new();
    loop {
        let (mut readings, tail) = sequence(rest)?;
        all.append(&mut readings);
        if let Some(after) = tail.strip_prefix(')') {
            return Ok((all, after));
        }
        rest = tail.strip_prefix('|').ok_or("a `(` without its `)`")?;
    }
}

fn camel(key: &str) -> String {
    key.split('-')
        .map(|word| {
            word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>()
        })
        .collect()
}

fn at(file: &Path, phrase: &Spanned<String>, message: &str) -> String {
    format!("{}:{}: {message}: `{}`", file.display(), phrase.referenced.line(), phrase.value)
}
