//! Compiles `src/lexicon/languages/*.yaml` into tables that need no parsing at start-up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_yaml::Spanned;

#[path = "../src/lexicon/format.rs"]
mod format;
// The library exports what only is private here.
#[allow(dead_code, unreachable_pub)]
#[path = "../src/lexicon/marks.rs"]
mod marks;

use crate::places::fold;
use crate::trie::Trie;
use crate::vocabulary::Vocabulary;
use format::{Language, Phrases};
use marks::{Chapter, Column, Cue, Part, Term, Topic, Trace};

/// The number that a key of a language file stands for.
type Number<'a> = &'a dyn Fn(&str) -> Option<usize>;

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
    let mut function_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, file) in files.into_iter().enumerate() {
        println!("cargo::rerun-if-changed={}", file.display());
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let language: Language =
            serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        for word in &language.function_words {
            function_words.entry(lower(word)).or_default().push(index);
        }
        emit(index, &language, &file, vocabulary, out, &mut code)?;
    }
    code.push_str("];\n");
    emit_function_words(&function_words, out, &mut code)?;
    println!("cargo::rerun-if-changed={}", sources.display());
    std::fs::write(out.join("languages.rs"), code).map_err(|error| error.to_string())
}

/// Common words, and the numbers of the languages that they are common in.
fn emit_function_words(
    words: &BTreeMap<String, Vec<usize>>,
    out: &Path,
    code: &mut String,
) -> Result<(), String> {
    let sets: BTreeSet<&Vec<usize>> = words.values().collect();
    let sets: Vec<&Vec<usize>> = sets.into_iter().collect();
    let number_of = |set| sets.binary_search(&set).ok().and_then(|number| u16::try_from(number).ok());
    let texts: Vec<(&str, u16)> =
        words.iter().filter_map(|(word, set)| Some((word.as_str(), number_of(set)?))).collect();
    let path = out.join("function-words-trie.bin");
    std::fs::write(&path, Trie::minimal(&texts).bytes())
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let _ = writeln!(
        code,
        "/// Common words; a trie whose numbers are places in the next table.\n\
         pub(super) static FUNCTION_WORDS: &[u8] = include_bytes!({path:?});\n\
         /// Numbers of languages that words are common in.\n\
         pub(super) static FUNCTION_LANGUAGES: &[&[u8]] = &["
    );
    for set in sets {
        let _ = writeln!(code, "    &{set:?},");
    }
    code.push_str("];\n");
    Ok(())
}

fn emit(
    number: usize,
    language: &Language,
    file: &Path,
    vocabulary: &Vocabulary,
    out: &Path,
    code: &mut String,
) -> Result<(), String> {
    let variants = Variants::new(file, &language.variants)?;
    let _ = writeln!(
        code,
        "Language {{\n    tag: {:?},\n    number: {number},\n    script: Script::{:?},\n    adpositions: Side::{:?},",
        language.language, language.script, language.adpositions
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
        ("fillers", &language.fillers),
        ("endings", &language.endings),
    ] {
        let mut words: Vec<String> = words.iter().flat_map(|word| variants.spellings(lower(word))).collect();
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
        words.dedup();
        let _ = writeln!(code, "    {field}: &{words:?},");
    }
    let source = Source { file, variants };
    let tables: [(&str, &Phrases, Number<'_>); 7] = [
        ("topics", &language.topics, &|key| Topic::from_key(key).map(|topic| topic as usize)),
        ("columns", &language.columns, &|key| Column::from_key(key).map(|column| column as usize)),
        ("cues", &language.cues, &|key| Cue::from_key(key).map(|cue| cue as usize)),
        ("upkeep", &language.upkeep, &|key| Trace::from_key(key).map(|trace| trace as usize)),
        ("terms", &language.terms, &|key| Term::from_key(key).map(|term| term as usize)),
        ("data", &language.data, &|key| vocabulary.data.number(key)),
        ("purposes", &language.purposes, &|key| vocabulary.purposes.number(key)),
    ];
    for (field, phrases, number) in tables {
        let rows = source.rows(field, phrases, number)?;
        emit_phrases(field, &rows, &out.join(format!("{}-{field}", language.language)), code)?;
    }
    source.places(language, out, code)?;
    source.drafting(language, vocabulary, code)?;
    code.push_str("},\n");
    Ok(())
}

/// Letters and those that stand for them in a part of a language's texts.
struct Variants(Vec<(char, char)>);

impl Variants {
    fn new(file: &Path, pairs: &[Spanned<String>]) -> Result<Self, String> {
        let pair = |pair: &Spanned<String>| match pair.value.chars().collect::<Vec<_>>()[..] {
            [one, other] if one != other => Ok((one, other)),
            _ => Err(at(file, pair, "not a letter and its variant")),
        };
        pairs.iter().map(pair).collect::<Result<_, _>>().map(Self)
    }

    /// A text, and the same in the other letters where it has any.
    fn spellings(&self, text: String) -> Vec<String> {
        let variant =
            |letter: char| self.0.iter().find(|(one, _)| *one == letter).map_or(letter, |pair| pair.1);
        let other: String = text.chars().map(variant).collect();
        if other == text { vec![text] } else { vec![text, other] }
    }
}

/// A language file and how its letters vary.
struct Source<'a> {
    file: &'a Path,
    variants: Variants,
}

impl Source<'_> {
    /// Every reading of every phrase, with what its key stands for.
    fn rows<V: Ord + Clone>(
        &self,
        field: &str,
        phrases: &Phrases,
        value: impl Fn(&str) -> Option<V>,
    ) -> Result<BTreeSet<(String, V)>, String> {
        let mut rows = BTreeSet::new();
        for (key, list) in phrases {
            let value = value(key).ok_or_else(|| self.unknown(field, key, list))?;
            for phrase in list {
                for text in self.readings(phrase)? {
                    let folded = lower(&text);
                    let words = folded.trim_matches('*').trim();
                    if words.is_empty() {
                        return Err(at(self.file, phrase, "an empty phrase"));
                    }
                    if words.contains('*') {
                        return Err(at(
                            self.file,
                            phrase,
                            "a `*` that is neither at the end nor at the beginning",
                        ));
                    }
                    rows.insert((folded, value.clone()));
                }
            }
        }
        Ok(rows)
    }

    /// Names of groups, and forms of countries' names, case kept, by their lower case. Of equal ones a group stays.
    fn places(&self, language: &Language, out: &Path, code: &mut String) -> Result<(), String> {
        let mut names: BTreeMap<String, (String, String)> = BTreeMap::new();
        self.pairs("countries", &language.countries, &mut names, |key| {
            is_code(key).then(|| format!("Meaning::Country({key:?})"))
        })?;
        self.pairs("places", &language.places, &mut names, |key| {
            Some(format!("Meaning::Group(Group::{})", camel(key)))
        })?;
        let texts: Vec<(&str, u16)> = names.keys().map(String::as_str).zip(0..).collect();
        let path = out.join(format!("{}-places-trie.bin", language.language));
        std::fs::write(&path, Trie::minimal(&texts).bytes())
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let rows: String = names.values().map(|(name, meaning)| format!("({name:?}, {meaning}), ")).collect();
        let _ = writeln!(
            code,
            "    places: places::Phrases {{ trie: include_bytes!({path:?}), names: &[{rows}] }},"
        );
        Ok(())
    }

    /// Adds names by their lower case, with what their key stands for.
    fn pairs(
        &self,
        field: &str,
        phrases: &Phrases,
        names: &mut BTreeMap<String, (String, String)>,
        meaning: impl Fn(&str) -> Option<String>,
    ) -> Result<(), String> {
        for (key, list) in phrases {
            let meaning = meaning(key).ok_or_else(|| self.unknown(field, key, list))?;
            for phrase in list {
                let readings = self.readings(phrase)?.into_iter();
                let texts = readings.map(|text| text.replace('İ', "I").replace('ı', "i"));
                names.extend(texts.map(|text| (fold(&text), (text, meaning.clone()))));
            }
        }
        Ok(())
    }

    /// The words to write: all of them, by the numbers of what they are for.
    fn drafting(
        &self,
        language: &Language,
        vocabulary: &Vocabulary,
        code: &mut String,
    ) -> Result<(), String> {
        let Some(drafting) = &language.drafting else {
            code.push_str("    drafting: None,\n");
            return Ok(());
        };
        let (mut sections, mut titles) = (String::new(), String::new());
        for (key, _) in Chapter::KEYS {
            let opening = drafting.sections.get(*key).ok_or_else(|| self.lacks("sections", key))?;
            let (heading, sentence) = (self.words(&opening.heading)?, self.words(&opening.sentence)?);
            let _ = write!(sections, "Words {{ heading: {heading:?}, sentence: {sentence:?} }}, ");
        }
        for (key, _) in Part::KEYS {
            let title = drafting.titles.get(*key).ok_or_else(|| self.lacks("titles", key))?;
            let _ = write!(titles, "{:?}, ", self.words(title)?);
        }
        if drafting.sections.len() > Chapter::KEYS.len() || drafting.titles.len() > Part::KEYS.len() {
            return Err(format!("{}: `drafting` has a key that means nothing", self.file.display()));
        }
        let data = self.names(&language.data, &|key| vocabulary.data.number(key))?;
        let purposes = self.names(&language.purposes, &|key| vocabulary.purposes.number(key))?;
        let _ = writeln!(
            code,
            "    drafting: Some(&Drafting {{ sections: &[{sections}], titles: &[{titles}], data: &[{data}], \
             purposes: &[{purposes}] }}),"
        );
        Ok(())
    }

    fn lacks(&self, field: &str, key: &str) -> String {
        format!("{}: `{field}` of `drafting` lacks `{key}`", self.file.display())
    }

    /// Words that stand on one line and say something.
    fn words<'w>(&self, words: &'w Spanned<String>) -> Result<&'w str, String> {
        let is_line = !words.value.trim().is_empty() && !words.value.contains(['\n', '|']);
        if is_line { Ok(&words.value) } else { Err(at(self.file, words, "no words on one line")) }
    }

    /// What each entry of a hierarchy is called: its first phrase that is a whole word.
    fn names(&self, phrases: &Phrases, number: Number<'_>) -> Result<String, String> {
        let mut names = String::new();
        for (key, list) in phrases {
            let Some(number) = number(key) else { continue };
            for phrase in list {
                let readings = self.readings(phrase)?;
                let Some(name) = readings.first().filter(|name| !name.contains('*')) else { continue };
                let _ = write!(names, "({number}, {:?}), ", name.trim());
                break;
            }
        }
        Ok(names)
    }

    /// Every reading of a phrase, in all its spellings.
    fn readings(&self, phrase: &Spanned<String>) -> Result<Vec<String>, String> {
        let readings = expand(&phrase.value).map_err(|error| at(self.file, phrase, &error))?;
        Ok(readings.into_iter().flat_map(|reading| self.variants.spellings(reading)).collect())
    }

    /// A key that the field does not have.
    fn unknown(&self, field: &str, key: &str, list: &[Spanned<String>]) -> String {
        let message = format!("`{field}` has no `{key}`");
        let place = list.first().map(|phrase| at(self.file, phrase, &message));
        place.unwrap_or_else(|| format!("{}: {message}", self.file.display()))
    }
}

/// Lower case, the two letters i of Turkish being one, as in a normalised text.
fn lower(text: &str) -> String {
    text.replace(['İ', 'ı'], "i").to_lowercase()
}

fn is_code(key: &str) -> bool {
    key.len() == 2 && key.chars().all(|letter| letter.is_ascii_uppercase())
}

/// The phrases of a field. What begins with `*` is a word of its own too.
fn emit_phrases(
    field: &str,
    rows: &BTreeSet<(String, usize)>,
    stem: &Path,
    code: &mut String,
) -> Result<(), String> {
    let blanks = if is_written_freely(field, rows) { "Skip" } else { "Count" };
    let words = rows.iter().map(|(text, number)| (text.trim_start_matches('*'), *number));
    let tails = rows.iter().filter_map(|(text, number)| Some((text.strip_prefix('*')?, *number)));
    let _ = write!(code, "    {field}: Phrases {{ ");
    emit_texts("words", blanks, words, stem, code)?;
    emit_texts("tails", blanks, tails, stem, code)?;
    code.push_str("},\n");
    Ok(())
}

/// Writes the tables of a finder beside the code, as bytes. `stem` is how their files' names begin.
fn emit_texts<'t>(
    field: &str,
    blanks: &str,
    rows: impl Iterator<Item = (&'t str, usize)>,
    stem: &Path,
    code: &mut String,
) -> Result<(), String> {
    let mut meanings: BTreeMap<String, BTreeSet<(bool, usize)>> = BTreeMap::new();
    for (text, number) in rows {
        let mut phrase = text.trim_end_matches('*').to_owned();
        if blanks == "Skip" {
            phrase.retain(|letter| letter != ' ');
        }
        meanings.entry(phrase).or_default().insert((text.ends_with('*'), number));
    }
    // What means the same has one number, so that the trie can share the ends of such texts.
    let mut sets: Vec<&BTreeSet<(bool, usize)>> = meanings.values().collect();
    sets.sort();
    sets.dedup();
    let number_of = |set| sets.binary_search(&set).ok().and_then(|number| u16::try_from(number).ok());
    let texts: Vec<(&str, u16)> =
        meanings.iter().filter_map(|(text, set)| Some((text.as_str(), number_of(set)?))).collect();
    let trie = Trie::minimal(&texts);
    let (mut starts, mut marks) = (Vec::new(), Vec::new());
    for set in &sets {
        starts.extend(bytes_of(marks.len() / 3)?);
        for &(is_open, number) in *set {
            marks.push(u8::from(is_open));
            marks.extend(bytes_of(number)?);
        }
    }
    starts.extend(bytes_of(marks.len() / 3)?);
    let _ = write!(code, "{field}: Texts {{ blanks: Blanks::{blanks}");
    for (name, bytes) in
        [("trie", trie.bytes()), ("starts", starts.as_slice()), ("meanings", marks.as_slice())]
    {
        let path = format!("{}-{field}-{name}.bin", stem.display());
        std::fs::write(&path, bytes).map_err(|error| format!("{path}: {error}"))?;
        let _ = write!(code, ", {name}: include_bytes!({path:?})");
    }
    code.push_str(" }, ");
    Ok(())
}

/// A number in the two bytes that the tables have for it.
fn bytes_of(number: usize) -> Result<[u8; 2], String> {
    u16::try_from(number)
        .map(u16::to_le_bytes)
        .map_err(|_| "more phrases than the tables can number".to_owned())
}

/// In Hangul, Han and kana the words of a compound are written with or without blanks: `휴대폰 번호`. Where names of data and
/// of purposes are in such a script, blanks do not count.
fn is_written_freely(field: &str, rows: &BTreeSet<(String, usize)>) -> bool {
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
