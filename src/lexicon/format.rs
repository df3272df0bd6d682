//! A language file as it is written. The build script reads the files with these types, and the tests make the JSON Schema
//! from them; `languages/README.md` describes the format.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::Spanned;

#[cfg(test)]
use {crate::schema::lexicon as schema, schemars::JsonSchema};

/// Phrases by what they mean.
pub(crate) type Phrases = BTreeMap<String, Vec<Spanned<String>>>;

/// The words by which divulge reads policies in one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema), schemars(title = "src/lexicon/languages/*.yaml"))]
pub(crate) struct Language {
    /// The BCP 47 tag of the language, which is the name of the file too.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z]{2,3}$")))]
    pub(crate) language: String,
    /// The script that tells a text's language: kana stands for Japanese, with Han between.
    pub(crate) script: Script,
    /// The side of a name that its adpositions stand on: `to X` before, `X에게` after.
    pub(crate) adpositions: Side,
    /// A letter and what stands for it in a part of the texts: traditional for simplified ones.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<schema::Pair>"))]
    pub(crate) variants: Vec<Spanned<String>>,
    /// The commonest words, where other languages share the script.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) function_words: Vec<String>,
    /// Words whose full stop does not end a sentence, without it.
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) abbreviations: Vec<String>,
    /// Legal forms of companies, stripped from the ends of names before they are compared.
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) legal_forms: Vec<String>,
    /// Legal forms that stand before the name: `PT`, `ООО`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) leading_legal_forms: Vec<String>,
    /// What may follow a name without a blank.
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) particles: Vec<String>,
    /// Words before which the word stands that tells what a heading announces: `Location of processing`.
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) prepositions: Vec<String>,
    /// Names that are ordinary words: in a sentence they count only beside a legal form.
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) common_words: Vec<String>,
    /// A name that ends so, and has no legal form, is a kind of company.
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) generic_names: Vec<String>,
    /// Words that begin so are no name: `our `.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) no_name_starts: Vec<String>,
    /// What stands in a cell instead of a name: `n/a`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) no_names: Vec<String>,
    /// Words that join names.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) conjunctions: Vec<String>,
    /// A line that ends with one of these goes on in the next.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) run_on_words: Vec<String>,
    /// After an abbreviation a new sentence begins only with one of these.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) opening_words: Vec<String>,
    /// How a sentence ends and a name does not: `다`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) sentence_ends: Vec<String>,
    /// Words that say nothing where names of data and purposes are compared.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) fillers: Vec<String>,
    /// What is cut off a word before it is compared.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Words"))]
    pub(crate) endings: Vec<String>,
    /// What a section is about, by its heading.
    #[cfg_attr(test, schemars(schema_with = "schema::topics"))]
    pub(crate) topics: Phrases,
    /// What a column, a row heading or a label announces.
    #[cfg_attr(test, schemars(schema_with = "schema::columns"))]
    pub(crate) columns: Phrases,
    /// What a phrase does in a sentence.
    #[cfg_attr(test, schemars(schema_with = "schema::cues"))]
    pub(crate) cues: Phrases,
    /// Names of vague places.
    #[cfg_attr(test, schemars(schema_with = "schema::places"))]
    pub(crate) places: Phrases,
    /// Forms of countries' names that CLDR lacks, by ISO 3166-1 code: inflected ones, abbreviations.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::countries"))]
    pub(crate) countries: Phrases,
    /// How a document is kept: its date, lists that do not end, blanks that nobody filled in.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::upkeep"))]
    pub(crate) upkeep: Phrases,
    /// How long, on which ground, under which protection, whose data.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::terms"))]
    pub(crate) terms: Phrases,
    /// Names of categories of personal data.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::data"))]
    pub(crate) data: Phrases,
    /// Names of purposes.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::purposes"))]
    pub(crate) purposes: Phrases,
    /// What `divulge draft` writes in this language.
    pub(crate) drafting: Option<Drafting>,
}

/// The script that most texts of a language are in.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema), schemars(inline))]
pub(crate) enum Script {
    Hangul,
    Kana,
    Han,
    Cyrillic,
    Latin,
}

/// The side of a word on which another one stands that belongs to it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema), schemars(inline))]
pub(crate) enum Side {
    Before,
    After,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(JsonSchema), schemars(inline))]
pub(crate) struct Drafting {
    /// How a new section opens, by what it is about.
    #[cfg_attr(test, schemars(schema_with = "schema::sections"))]
    pub(crate) sections: BTreeMap<String, Opening>,
    /// Titles of columns; a placeholder names what it stands for by them.
    #[cfg_attr(test, schemars(schema_with = "schema::titles"))]
    pub(crate) titles: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "opening"))]
pub(crate) struct Opening {
    #[cfg_attr(test, schemars(with = "schema::Line"))]
    pub(crate) heading: Spanned<String>,
    #[cfg_attr(test, schemars(with = "schema::Line"))]
    pub(crate) sentence: Spanned<String>,
}
