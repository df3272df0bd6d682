//! What `json` writes. The JSON Schema of a report is made from these types.

use serde::Serialize;

use crate::assessment::{Element, Verdict};
use crate::rules::{AcceptedBy, Severity};
#[cfg(test)]
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// Raised when a property is renamed or removed.
pub(in crate::output) const SCHEMA_VERSION: u32 = 1;

/// What divulge found, and the verdict on every element of every transfer. Later versions may add properties; none is
/// renamed or removed within one schema_version.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(title = "divulge check --format json"))]
pub(super) struct Report<Findings, Transfers, Accepted> {
    #[cfg_attr(test, schemars(extend("const" = SCHEMA_VERSION)))]
    pub(super) schema_version: u32,
    pub(super) findings: Findings,
    /// Each transfer, judged by each policy that must disclose it.
    pub(super) transfers: Transfers,
    /// Findings that are accepted.
    pub(super) suppressed: Accepted,
    pub(super) summary: Summary,
}

/// One rule on one transfer, element and policy.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "finding"))]
pub(in crate::output) struct FindingEntry<'a> {
    /// The name of the rule.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z]+(-[a-z]+)*$")))]
    pub(super) rule: &'a str,
    pub(super) severity: Severity,
    /// What is missing; null for a finding that is not about one element.
    pub(super) element: Option<Element>,
    pub(super) verdict: Option<Verdict>,
    /// What is wrong.
    pub(super) message: &'a str,
    /// What to do or to write.
    pub(super) help: &'a str,
    /// The id of the transfer.
    pub(super) transfer: Option<&'a str>,
    /// The recipient's name as declared, or as the policy writes it.
    pub(super) recipient: Option<&'a str>,
    /// What the element is about: the alpha-2 code of a country, the item as declared, else the recipient's name.
    pub(super) subject: Option<&'a str>,
    /// The laws that demand it.
    pub(super) laws: Vec<LawEntry<'a>>,
    /// Where in the policy a fix belongs.
    pub(super) policy: Option<Place<'a>>,
    /// The place in the declaration.
    pub(super) declaration: Option<Place<'a>>,
}

/// What a law demands.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "law"))]
pub(super) struct LawEntry<'a> {
    pub(super) pack: &'a str,
    pub(super) citation: &'a str,
}

/// An accepted finding, and why.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "suppressed"))]
pub(in crate::output) struct SuppressedEntry<'a> {
    #[serde(flatten)]
    pub(super) finding: FindingEntry<'a>,
    pub(super) suppression: SuppressionEntry<'a>,
}

/// What accepts a finding, why, and until which day.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "suppression"))]
pub(super) struct SuppressionEntry<'a> {
    pub(super) kind: Means,
    /// Entries of a baseline need none.
    pub(super) reason: Option<&'a str>,
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")))]
    pub(super) until: Option<String>,
    /// Where it is written; null for a revision.
    pub(super) place: Option<Place<'a>>,
}

/// The means by which a finding is accepted.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "kind"))]
pub(super) enum Means {
    /// An exception of the declaration.
    Exception,
    /// A comment in a policy or a declaration.
    Comment,
    /// An entry of a baseline.
    Baseline,
    /// The revision with which the run is compared: it had the finding already.
    Revision,
}

impl From<AcceptedBy> for Means {
    fn from(source: AcceptedBy) -> Self {
        match source {
            AcceptedBy::Exception(_) => Self::Exception,
            AcceptedBy::Comment => Self::Comment,
            AcceptedBy::Baseline => Self::Baseline,
            AcceptedBy::Revision => Self::Revision,
        }
    }
}

/// One transfer, judged by one policy.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "transfer"))]
pub(in crate::output) struct TransferEntry<'a> {
    /// The id of the transfer.
    pub(super) transfer: &'a str,
    pub(super) recipient: &'a str,
    /// The path of the policy.
    pub(super) policy: &'a str,
    /// The path of the declaration.
    pub(super) declaration: &'a str,
    pub(super) elements: Vec<ElementEntry<'a>>,
}

/// The verdict on one element.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "judgement"))]
pub(super) struct ElementEntry<'a> {
    pub(super) element: Element,
    pub(super) subject: &'a str,
    pub(super) verdict: Verdict,
    /// Whether the element must be disclosed.
    pub(super) required: bool,
    pub(super) evidence: Vec<Evidence<'a>>,
}

/// What the policy says.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "evidence"))]
pub(super) struct Evidence<'a> {
    #[serde(flatten)]
    pub(super) place: Place<'a>,
    /// The text at this place.
    pub(super) text: &'a str,
}

/// A place in a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "place"))]
pub(in crate::output) struct Place<'a> {
    /// The file, relative to the working directory, with slashes.
    pub(super) path: &'a str,
    pub(super) range: Range,
}

/// From the first character to the one after the last.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "range"))]
pub(super) struct Range {
    pub(super) start: Position,
    pub(super) end: Position,
}

/// Line and column count from 1, a column is a Unicode scalar value; offset counts the file's bytes from 0.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "position"))]
pub(super) struct Position {
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub(super) line: usize,
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub(super) column: usize,
    pub(super) offset: usize,
}

/// How many findings of each severity.
#[derive(Serialize, Default)]
#[cfg_attr(test, derive(JsonSchema), schemars(rename = "summary"))]
pub(in crate::output) struct Summary {
    pub(super) error: usize,
    pub(super) warning: usize,
    pub(super) info: usize,
}

/// The schema of a report, whose lists are made one by one where it is written.
#[cfg(test)]
pub(crate) fn schema(generator: SchemaGenerator) -> Schema {
    type Lists<'a> = Report<Vec<FindingEntry<'a>>, Vec<TransferEntry<'a>>, Vec<SuppressedEntry<'a>>>;
    generator.into_root_schema_for::<Lists<'_>>()
}
