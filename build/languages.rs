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

use marks::{Column, Cue, Topic};
use trie::Trie;

type Phrases = BTreeMap<String, Vec<Spanned<String>>>;

/// One language file. Its format is documented in `src/lexicon/languages/README.md`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Language {
    language: String,
    script: Spanned<String>,
    /// The side of a name that its adpositions stand on.
    adpositions: Spanned<String>,
    /// The commonest words, where the script does not tell the language.
    #[serde(default)]
    function_words: Vec<String>,
    abbreviations: Vec<String>,
    legal_forms: Vec<String>,
    /// Those that stand before a name.
    #[serde(default)]
    leading_legal_forms: Vec<String>,
    particles: Vec<String>,
    prepositions: Vec<String>,
    common_words: Vec<String>,
    generic_names: Vec<String>,
    #[serde(default)]
    no_name_starts: Vec<String>,
    #[serde(default)]
    no_names: Vec<String>,
    #[serde(default)]
    conjunctions: Vec<String>,
    #[serde(default)]
    run_on_words: Vec<String>,
    #[serde(default)]
    opening_words: Vec<String>,
    #[serde(default)]
    sentence_ends: Vec<String>,
    topics: Phrases,
    columns: Phrases,
    cues: Phrases,
    places: Phrases,
    /// Forms of countries' names that CLDR lacks, by code: inflected ones above all.
    #[serde(default)]
    countries: Phrases,
}

/// Writes `languages.rs` into `out`.
///
/// # Errors
/// Says file and line of what is wrong in a language file.
pub(super) fn compile(root: &Path, out: &Path) -> Result<(), Vec<String>> {
    compile_all(&root.join("src/lexicon/languages"), out).map_err(|error| vec![error])
}

fn compile_all(sources: &Path, out: &Path) -> Result<(), String> {
    let mut files: Vec<_> = std::fs::read_dir(sources)
        .map_err(|error| format!("{}: {error}", sources.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    let mut code =
        String::from("/// Every language, by tag.\npub(super) static LANGUAGES: &[Language] = &[\n");
    let mut function_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, file) in files.into_iter().enumerate() {
        println!("cargo::rerun-if-changed={}", file.display());
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let language: Language =
            serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        for word in &language.function_words {
            function_words.entry(lower(word)).or_default().push(index);
        }
        emit(&language, &file, &mut code)?;
    }
    let function_words: Vec<_> = function_words.into_iter().collect();
    let _ = writeln!(
        code,
        "];\n/// Common words, sorted, and the languages that they are common in, as indices.\n\
         pub(super) static FUNCTION_WORDS: &[(&str, &[u8])] = &["
    );
    for (word, languages) in function_words {
        let _ = writeln!(code, "    ({word:?}, &{languages:?}),");
    }
    code.push_str("];\n");
    println!("cargo::rerun-if-changed={}", sources.display());
    std::fs::write(out.join("languages.rs"), code).map_err(|error| error.to_string())
}

fn emit(language: &Language, file: &Path, code: &mut String) -> Result<(), String> {
    let side = choice(file, &language.adpositions, &["before", "after"])?;
    let script = choice(file, &language.script, &["hangul", "kana", "han", "cyrillic", "latin"])?;
    let _ = writeln!(
        code,
        "Language {{\n    tag: {:?},\n    script: Script::{script},\n    adpositions: Side::{side},",
        language.language
    );
    for (field, words) in [
        ("abbreviations", &language.abbreviations),
        ("legal_forms", &language.legal_forms),
        ("leading_legal_forms", &language.leading_legal_forms),
        ("particles", &language.particles),
        ("prepositions", &language.prepositions),
        ("common_words", &language.common_words),
        ("generic_names", &language.generic_names),
        ("no_name_starts", &language.no_name_starts),
        ("no_names", &language.no_names),
        ("conjunctions", &language.conjunctions),
        ("run_on_words", &language.run_on_words),
        ("opening_words", &language.opening_words),
        ("sentence_ends", &language.sentence_ends),
    ] {
        let mut words: Vec<String> = words.iter().map(|word| lower(word)).collect();
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
        words.dedup();
        let _ = writeln!(code, "    {field}: &{words:?},");
    }
    table(
        file,
        "topics",
        "Topic",
        &language.topics,
        |key| Topic::from_key(key).map(|topic| format!("{topic:?}")),
        code,
    )?;
    table(
        file,
        "columns",
        "Column",
        &language.columns,
        |key| Column::from_key(key).map(|mark| format!("{mark:?}")),
        code,
    )?;
    table(file, "cues", "Cue", &language.cues, |key| Cue::from_key(key).map(|cue| format!("{cue:?}")), code)?;
    pairs(file, "places", &language.places, |key| Some(format!("Group::{}", camel(key))), code)?;
    pairs(file, "countries", &language.countries, |key| is_code(key).then(|| format!("{key:?}")), code)?;
    code.push_str("},\n");
    Ok(())
}

/// The name of one of several values.
fn choice(file: &Path, value: &Spanned<String>, choices: &[&str]) -> Result<String, String> {
    if choices.contains(&value.value.as_str()) {
        Ok(camel(&value.value))
    } else {
        Err(at(file, value, &format!("none of {}", choices.join(", "))))
    }
}

fn table(
    file: &Path,
    field: &str,
    kind: &str,
    phrases: &Phrases,
    value: impl Fn(&str) -> Option<String>,
    code: &mut String,
) -> Result<(), String> {
    let mut rows = BTreeSet::new();
    for (key, list) in phrases {
        let Some(value) = value(key) else {
            return Err(format!("{}: `{field}` has no `{key}`", file.display()));
        };
        for phrase in list {
            for text in expand(&phrase.value).map_err(|error| at(file, phrase, &error))? {
                let folded = lower(&text);
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
    emit_phrases(field, kind, &rows, code);
    Ok(())
}

/// Names with their meaning, case kept. They are few enough to be put among other places when the program starts.
fn pairs(
    file: &Path,
    field: &str,
    phrases: &Phrases,
    value: impl Fn(&str) -> Option<String>,
    code: &mut String,
) -> Result<(), String> {
    let mut rows = BTreeSet::new();
    for (key, list) in phrases {
        let Some(value) = value(key) else {
            return Err(format!("{}: `{field}` has no `{key}`", file.display()));
        };
        for phrase in list {
            for text in expand(&phrase.value).map_err(|error| at(file, phrase, &error))? {
                rows.insert((text.replace('İ', "I").replace('ı', "i"), value.clone()));
            }
        }
    }
    let rows: String = rows.iter().map(|(text, value)| format!("({text:?}, {value}), ")).collect();
    let _ = writeln!(code, "    {field}: &[{rows}],");
    Ok(())
}

/// Lower case, the two letters i of Turkish being one, as in a normalised text.
fn lower(text: &str) -> String {
    text.replace(['İ', 'ı'], "i").to_lowercase()
}

fn is_code(key: &str) -> bool {
    key.len() == 2 && key.chars().all(|letter| letter.is_ascii_uppercase())
}
fn emit_phrases(field: &str, kind: &str, rows: &BTreeSet<(String, String)>, code: &mut String) {
    let mut meanings: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (text, value) in rows {
        let end = if text.ends_with('*') { "Open" } else { "Closed" };
        let meaning = format!("Meaning({end}, {kind}::{value})");
        meanings.entry(text.trim_end_matches('*')).or_default().push(meaning);
    }
    let texts: Vec<&str> = meanings.keys().copied().collect();
    let trie = Trie::new(&texts);
    let mut starts = vec![0];
    for all in meanings.values() {
        starts.push(starts.last().unwrap_or(&0) + all.len());
    }
    let meanings: Vec<String> = meanings.into_values().flatten().collect();
    let _ = writeln!(
        code,
        "    {field}: Phrases {{ labels: &{:?}, first: &{:?}, values: &{:?}, starts: &{starts:?}, meanings: &[{}] }},",
        trie.labels,
        trie.first,
        trie.values,
        meanings.join(", ")
    );
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
