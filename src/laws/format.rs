//! A pack as it is written, which `read.rs` turns into a [`Pack`](super::Pack) and from which the tests make the JSON Schema.
//! `packs/README.md` describes the format.

use serde::Deserialize;
use serde_yaml::Spanned;

use super::model::Area;
#[cfg(test)]
use super::words::{Basis, Element, Form, Kind, Status, Verified, When};
#[cfg(test)]
use {crate::schema::law_pack as schema, schemars::JsonSchema};

/// What a law asks a privacy policy to state of a transfer: src/laws/packs/*.yaml, and the packs of projects that `laws:` of
/// a declaration names by their path.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema), schemars(title = "A law pack"))]
pub(crate) struct File {
    /// The id: the name of the file, in small letters, digits and `-`.
    #[cfg_attr(test, schemars(with = "String", regex(pattern = "^[a-z0-9-]+$")))]
    pub(super) pack: Spanned<String>,
    /// The law's own title.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub(super) title: String,
    /// Where it holds, in words.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub(super) jurisdiction: String,
    /// What the pack was made from, how fresh it is, and what was not read.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub(super) about: String,
    /// The month or day on which the rows were checked; a row may have its own.
    #[cfg_attr(test, schemars(with = "schema::Moment"))]
    pub(super) checked: Spanned<String>,
    /// Where to read the law; a row may have its own.
    #[cfg_attr(test, schemars(with = "Option<schema::Link>"))]
    pub(super) link: Option<String>,
    /// What policies call the law, in any language.
    #[serde(default)]
    #[cfg_attr(test, schemars(inner(length(min = 1))))]
    pub(super) names: Vec<String>,
    /// Where data does not leave the law's area.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Areas"))]
    pub(super) domestic: Vec<Spanned<String>>,
    /// Countries held to protect data well enough; it informs and excuses nothing.
    pub(super) adequate: Option<AdequateEntry>,
    /// What a policy must state.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::requirements"))]
    pub(super) requirements: Vec<Entry>,
    /// Where disclosure is not enough (rule missing-consent).
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::consent"))]
    pub(super) consent: Vec<Entry>,
    /// Where lists must be whole (rule open-ended-list).
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::closed_lists"))]
    pub(super) closed_lists: Vec<Entry>,
    /// What the law asks for and divulge does not look for; `divulge explain` shows it.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "schema::unchecked"))]
    pub(super) unchecked: Vec<Entry>,
    /// A text that does not meet the law, and one that does.
    pub(super) example: Option<ExampleEntry>,
}

/// One thing that the law asks of some kinds of transfers.
// A row of any of the lists: which keys a list has is checked in `Reader::row`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema))]
pub(crate) struct Entry {
    /// What must be stated.
    #[cfg_attr(test, schemars(with = "Option<Vec<Element>>", length(min = 1)))]
    pub(super) elements: Option<Vec<Spanned<String>>>,
    /// Whether recipients and countries must be named, or a category of them suffices.
    #[cfg_attr(test, schemars(with = "Option<Form>"))]
    pub(super) form: Option<Spanned<String>>,
    /// Other grounds that the law accepts.
    #[cfg_attr(test, schemars(with = "Option<Vec<Basis>>"))]
    pub(super) unless: Option<Vec<Spanned<String>>>,
    /// What the law asks for, in words.
    #[cfg_attr(test, schemars(with = "Option<String>", length(min = 1)))]
    pub(super) asks: Option<Spanned<String>>,
    /// Kinds of transfers; the row holds for a transfer of any of them.
    #[cfg_attr(test, schemars(with = "Vec<Kind>", length(min = 1)))]
    pub(super) kinds: Vec<Spanned<String>>,
    /// How strongly the law asks.
    #[cfg_attr(test, schemars(with = "Status"))]
    pub(super) status: Spanned<String>,
    /// In which case alone the row holds, where the declaration tells.
    #[cfg_attr(test, schemars(with = "Option<When>"))]
    pub(super) when: Option<Spanned<String>>,
    /// Destinations that the row does not hold for, besides the pack's `domestic`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Areas"))]
    pub(super) exempt: Vec<Spanned<String>>,
    /// The first day on which it is in force, where that lies ahead or behind.
    #[cfg_attr(test, schemars(with = "Option<schema::Day>"))]
    pub(super) from: Option<Spanned<String>>,
    /// The article, shown with every finding.
    #[cfg_attr(test, schemars(with = "String", length(min = 1)))]
    pub(super) citation: Spanned<String>,
    /// Where to read it, if not where the pack says.
    #[cfg_attr(test, schemars(with = "Option<schema::Link>"))]
    pub(super) link: Option<String>,
    /// What the row rests on.
    #[cfg_attr(test, schemars(with = "Verified"))]
    pub(super) verified: Spanned<String>,
    /// When that was checked, if not when the pack says.
    #[cfg_attr(test, schemars(with = "Option<schema::Moment>"))]
    pub(super) checked: Option<Spanned<String>>,
    /// What else to know; a conditional row must state its case.
    pub(super) note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "adequate", extend("type" = ["object", "null"])))]
pub(crate) struct AdequateEntry {
    /// The month or day of the list.
    #[cfg_attr(test, schemars(with = "schema::Moment"))]
    pub(super) as_of: Spanned<String>,
    /// The countries.
    #[cfg_attr(test, schemars(with = "schema::Areas"))]
    pub(super) areas: Vec<Spanned<String>>,
    /// What the list rests on.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub(super) citation: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "example", extend("type" = ["object", "null"])))]
pub(crate) struct ExampleEntry {
    /// A text that does not meet the law.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub(super) fails: String,
    /// One that does.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub(super) passes: String,
}

/// The list that a row stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Requirements,
    Consent,
    ClosedLists,
    Unchecked,
}

impl List {
    /// The only list whose rows may have this key; none where those of all may.
    pub(crate) fn owner(key: &str) -> Option<Self> {
        match key {
            "elements" | "form" => Some(Self::Requirements),
            "unless" => Some(Self::Consent),
            "asks" => Some(Self::Unchecked),
            _ => None,
        }
    }
}

/// The groups of countries that laws speak of, by their names in packs.
pub(crate) const AREA_GROUPS: [(&str, Area); 2] = [("eu", Area::Eu), ("eea", Area::Eea)];
