//! What a policy says of one recipient beyond who it is, in the policy's own words.

use crate::declaration::Located;
use crate::disclosure::details::{Found, Weight};
use crate::disclosure::{Claim, Frame, Passage};
use crate::lexicon::Column;
use crate::policy::{BlockKind, Policy};
use crate::source::{Location, Sources};

/// No list of values is longer: what is said of everything is said of nobody.
const MOST: usize = 40;

/// What is said of a recipient beyond who it is, where it is and in which role.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// Which data, item by item.
    pub data: Vec<Located<String>>,
    /// What for.
    pub purposes: Vec<Located<String>>,
    /// How long.
    pub retention: Option<Located<String>>,
    /// By which means.
    pub method: Option<Located<String>>,
    /// How it is reached.
    pub contact: Option<Located<String>>,
    /// On which ground.
    pub legal_basis: Option<Located<String>>,
    /// What protects a transfer abroad.
    pub safeguards: Vec<Located<String>>,
    /// How a person refuses.
    pub refusal: Option<Located<String>>,
}

/// The words around some claims on one recipient.
pub(super) fn of(claims: &[&Claim], passages: &[Passage], sources: &Sources) -> Details {
    let tied = |claim: &&Claim| -> Vec<&Passage> {
        let all = claim.details.iter().filter_map(|&id| passages.get(id));
        // Of running text only the sentence that names the recipient is sure to speak of it.
        let is_own = |passage: &&Passage| {
            passage.frame != Frame::Prose
                || passage.location.source == claim.location.source
                    && passage.location.span.contains(claim.location.span)
        };
        all.filter(is_own).collect()
    };
    let reader = Reader { around: claims.iter().flat_map(tied).collect(), sources };
    Details {
        data: reader.items(Column::Data, |passage| places(&passage.content.data)),
        purposes: reader.items(Column::Purpose, purposes),
        retention: reader.one(Column::Retention, |passage| places(&passage.content.durations)),
        method: reader.one(Column::Method, |_| Vec::new()),
        contact: reader.one(Column::Contact, |passage| places(&passage.content.addresses)),
        // Grounds and safeguards are told of many recipients at once, and hardly ever in words to declare.
        ..Details::default()
    }
}

fn places<T>(found: &[Found<T>]) -> Vec<Location> {
    found.iter().filter(|found| found.weight == Weight::Firm).map(|found| found.location).collect()
}

/// `e-mail` in `e-mail address` is no purpose.
fn purposes(passage: &Passage) -> Vec<Location> {
    let data: Vec<Location> = passage.content.data.iter().map(|found| found.location).collect();
    let mut purposes = places(&passage.content.purposes);
    purposes.retain(|purpose| !data.iter().any(|data| data.span.contains(purpose.span)));
    purposes
}

struct Reader<'a> {
    around: Vec<&'a Passage>,
    sources: &'a Sources,
}

impl Reader<'_> {
    /// The items of the columns of this kind; where there are none, the words of this kind in sentences on the recipient.
    fn items(&self, column: Column, in_prose: impl Fn(&Passage) -> Vec<Location>) -> Vec<Located<String>> {
        let mut items: Vec<Located<String>> = Vec::new();
        let columns = self.under(column).flat_map(|passage| split(passage.location, self.sources));
        items.extend(columns);
        if items.is_empty() {
            let prose = self.around.iter().filter(|passage| passage.frame == Frame::Prose);
            let found = prose.flat_map(|passage| in_prose(passage));
            items.extend(found.filter_map(|location| self.words(location)));
        }
        let mut seen = Vec::new();
        items.retain(|item| {
            let key = item.value.to_lowercase();
            let is_new = !seen.contains(&key);
            seen.push(key);
            is_new
        });
        items.truncate(MOST);
        items
    }

    /// The words of the first column of this kind, or of the first such words in a sentence on the recipient.
    fn one(&self, column: Column, in_prose: impl Fn(&Passage) -> Vec<Location>) -> Option<Located<String>> {
        let mut columns = self.under(column).filter_map(|passage| self.words(passage.location));
        let prose = || {
            let prose = self.around.iter().filter(|passage| passage.frame == Frame::Prose);
            prose.flat_map(|passage| in_prose(passage)).find_map(|location| self.words(location))
        };
        columns.next().or_else(prose)
    }

    fn under(&self, column: Column) -> impl Iterator<Item = &&Passage> {
        self.around.iter().filter(move |passage| passage.frame == Frame::Column(column))
    }

    /// The words at a place on one line; none where nothing is said.
    fn words(&self, location: Location) -> Option<Located<String>> {
        let value = visible(location, self.sources).replace('\n', " ");
        let value = value.trim().trim_end_matches(['.', ',', ';', '。']).to_owned();
        value.chars().any(char::is_alphanumeric).then_some(Located { value, location })
    }
}

fn split(location: Location, sources: &Sources) -> Vec<Located<String>> {
    let text = visible(location, sources);
    parts(&text).into_iter().map(|value| Located { value, location }).collect()
}

/// The parts of a list: at line breaks, commas and their like, but not inside brackets.
pub(super) fn parts(text: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let mut parts = vec![String::new()];
    for letter in text.chars() {
        match letter {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth -= 1,
            _ => {}
        }
        let cuts =
            matches!(letter, '\n' | ';' | '•') || depth <= 0 && matches!(letter, ',' | '、' | '，' | '；');
        match parts.last_mut() {
            Some(part) if !cuts => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    let trimmed = parts.iter().map(|part| {
        part.trim_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, '-' | '*' | '·' | '.' | '。')
        })
    });
    trimmed.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// The text at a place as a reader sees it.
fn visible(location: Location, sources: &Sources) -> String {
    let policy = Policy::parse(&[(location.source, sources.slice(location))]);
    let texts = policy.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => Some(text.as_str()),
        BlockKind::Item(item) => Some(item.text.as_str()),
        BlockKind::Table(_) => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}
