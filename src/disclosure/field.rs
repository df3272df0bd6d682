//! A piece of text under a heading: a table cell, or the value after a label.

use std::ops::Range;

use crate::declaration::Role;
use crate::lexicon::{Column, Cue, Hit, Lexicon, is_spaced};
use crate::policy::Text;

use super::sentence::role_of;

/// What a heading announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) column: Column,
    /// What it announces besides: `위탁 업무 및 보유 기간`.
    pub(super) also: Option<Column>,
    /// The capacity that its words speak of: `위탁업무`, `제공 목적`.
    pub(super) role: Option<Role>,
    /// It calls them third parties as such, which counts where nothing else tells their capacity: `第三方名称`.
    calls_third_parties: bool,
}

impl Heading {
    /// Whether it announces who receives.
    pub(super) fn is_recipient(self) -> bool {
        is_recipient(self.column)
    }
}

/// Text under a heading. The range is in bytes of the normalised text.
#[derive(Clone, Debug)]
pub(super) struct Field<'p> {
    /// What the heading announces; none where it is in no lexicon.
    pub(super) column: Option<Column>,
    /// What it announces besides.
    also: Option<Column>,
    /// The capacity that the heading speaks of: `위탁업무`, `제공 목적`.
    pub(super) heading_role: Option<Role>,
    calls_third_parties: bool,
    pub(super) text: &'p Text,
    pub(super) range: Range<usize>,
}

impl<'p> Field<'p> {
    /// A range of a text under a heading.
    pub(super) fn new(heading: Option<Heading>, text: &'p Text, range: Range<usize>) -> Self {
        Self {
            column: heading.map(|heading| heading.column),
            also: heading.and_then(|heading| heading.also),
            heading_role: heading.and_then(|heading| heading.role),
            calls_third_parties: heading.is_some_and(|heading| heading.calls_third_parties),
            text,
            range,
        }
    }

    /// All that the heading announces; nothing where it says no more than that something follows.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column> {
        self.column.into_iter().chain(self.also).filter(|&column| column != Column::Generic)
    }

    /// The words.
    pub(super) fn as_str(&self) -> &str {
        self.text.as_str().get(self.range.clone()).unwrap_or_default()
    }

    /// What follows from the word that the heading has for those in it.
    pub(super) fn implied_role(&self) -> Option<Role> {
        self.calls_third_parties.then_some(Role::ThirdParty)
    }

    /// Whether it names who receives.
    pub(super) fn is_recipient(&self) -> bool {
        self.column.is_some_and(is_recipient)
    }
}

/// Whether a column names who receives.
pub(crate) fn is_recipient(column: Column) -> bool {
    matches!(
        column,
        Column::Recipient
            | Column::Product
            | Column::Processor
            | Column::ThirdParty
            | Column::JointController
    )
}

/// The capacity of those that stand in a column.
pub(super) fn column_role(column: Column) -> Option<Role> {
    match column {
        Column::Processor => Some(Role::Processor),
        Column::ThirdParty => Some(Role::ThirdParty),
        Column::JointController => Some(Role::JointController),
        _ => None,
    }
}

/// What a folded heading announces, and the capacity that it or its words speak of: for tables that stand in no policy.
pub(crate) fn column(lexicon: &Lexicon, heading: &str) -> Option<(Column, Option<Role>)> {
    let Heading { column, role, .. } = heading_of(lexicon, heading)?;
    Some((column, column_role(column).or(role)))
}

/// What a heading announces.
pub(super) fn heading_of(lexicon: &Lexicon, heading: &str) -> Option<Heading> {
    let (column, also) = columns_of(lexicon, heading)?;
    let cues = lexicon.cues.find(heading);
    let role = cues.iter().find_map(|hit| role_of(hit.mark));
    let calls_third_parties = is_recipient(column) && cues.iter().any(|hit| hit.mark == Cue::ThirdParties);
    Some(Heading { column, also, role, calls_third_parties })
}

/// An explanation in brackets counts only where nothing else does: `이전받는 자 (연락처)` names a recipient.
fn columns_of(lexicon: &Lexicon, heading: &str) -> Option<(Column, Option<Column>)> {
    if !heading.contains(['(', '[']) {
        return main_column(lexicon, heading);
    }
    let bare = without_brackets(heading);
    main_column(lexicon, &bare).or_else(|| main_column(lexicon, heading))
}

/// The last word says what a column holds, in `이전받는 자의 이용 목적` and in `Data processing location`; but before a
/// preposition: `Location of Subprocessors`. With it, what is joined to it.
fn main_column(lexicon: &Lexicon, heading: &str) -> Option<(Column, Option<Column>)> {
    let hits = lexicon.columns.find(heading);
    if hits.is_empty() {
        return None;
    }
    let cut = head_end(lexicon, heading);
    let all = whole(&hits);
    let head: Vec<&Hit<Column>> = hits.iter().filter(|hit| hit.start < cut).collect();
    let main = last(&whole(head.iter().copied())).or_else(|| last(&all))?;
    // `보유 기간` says one thing in two words.
    let is_part = |other: &&&Hit<Column>| {
        other.mark == main.mark && heading.get(other.end..main.start).is_some_and(|gap| gap.trim().is_empty())
    };
    let start = all.iter().find(is_part).map_or(main.start, |first| first.start);
    let also = all.iter().find(|other| is_joined(lexicon, heading, (start, main), other));
    Some((main.mark, also.map(|also| also.mark)))
}

/// The phrases that are no part of a longer one.
fn whole<'h>(hits: impl IntoIterator<Item = &'h Hit<Column>>) -> Vec<&'h Hit<Column>> {
    let hits: Vec<&Hit<Column>> = hits.into_iter().collect();
    let length = |hit: &Hit<Column>| hit.end - hit.start;
    let is_part = |hit: &Hit<Column>| {
        hits.iter().any(|other| other.start < hit.end && hit.start < other.end && length(other) > length(hit))
    };
    hits.iter().copied().filter(|hit| !is_part(hit)).collect()
}

/// The last phrase.
fn last<'h>(hits: &[&'h Hit<Column>]) -> Option<&'h Hit<Column>> {
    hits.iter().copied().max_by_key(|hit| (hit.end, rank(hit.mark)))
}

/// `위탁 업무 및 보유 기간`, `Purpose, data`: a heading announces another thing too, where nothing but a comma or an `and`
/// stands between the two.
fn is_joined(
    lexicon: &Lexicon,
    heading: &str,
    (start, main): (usize, &Hit<Column>),
    other: &Hit<Column>,
) -> bool {
    let gap = match main.start >= other.end {
        true => heading.get(other.end..start),
        false => heading.get(main.end..other.start),
    };
    let joins = |word: &str| {
        let bare = word.trim_matches([',', '/', '·', '、', '&', '+']);
        let mut languages = lexicon.languages().iter();
        bare.is_empty() || languages.any(|language| language.conjunctions.contains(&bare))
    };
    main.mark != other.mark
        && !matches!(other.mark, Column::Generic | Column::Service)
        && gap.is_some_and(|gap| !gap.trim().is_empty() && gap.split_whitespace().all(joins))
}

/// Where the words end that hold a heading's head word: before the first preposition, slash or comma after the first word.
fn head_end(lexicon: &Lexicon, heading: &str) -> usize {
    let mut at = 0;
    for (index, word) in heading
        .split_inclusive(|letter: char| letter.is_whitespace() || matches!(letter, '/' | ','))
        .enumerate()
    {
        let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        // `Where data is processed`: the question word says it all.
        // `Lieu d'hébergement`: an elided preposition has no blank behind it.
        let elided = word.find('\'').and_then(|at| word.get(..=at));
        let is_cut = lexicon.languages().iter().any(|language| {
            language.prepositions.contains(&bare)
                || elided.is_some_and(|elided| language.prepositions.contains(&elided))
        });
        if is_cut {
            return if index == 0 { word.len() } else { at };
        }
        at += word.len();
        if word.ends_with(['/', ','])
            && heading.chars().all(|letter| !letter.is_alphabetic() || is_spaced(letter))
        {
            return at;
        }
    }
    heading.len()
}

/// Where one phrase means several things, the more telling one: a recipient before a place, a place before the rest.
fn rank(column: Column) -> u8 {
    match column {
        Column::Source => 6,
        Column::Processor | Column::ThirdParty | Column::JointController => 5,
        Column::Recipient | Column::Product => 4,
        Column::Country | Column::Seat => 3,
        Column::Generic => 0,
        Column::Service => 1,
        _ => 2,
    }
}

/// A heading without the explanations in brackets.
pub(super) fn without_brackets(heading: &str) -> String {
    let mut depth = 0_i32;
    heading
        .chars()
        .filter(|&letter| {
            depth += i32::from(matches!(letter, '(' | '['));
            let keep = depth == 0;
            depth -= i32::from(matches!(letter, ')' | ']'));
            keep
        })
        .collect()
}

/// The label and the value of `제공받는 자: ㈜토스`, `Location: Ireland` or `【移転先】Google LLC`, where the label is a heading
/// that the lexicon knows.
pub(super) fn labelled<'p>(lexicon: &Lexicon, text: &'p Text, line: Range<usize>) -> Option<Field<'p>> {
    let folded = text.folded().get(line.clone())?;
    let (label, value_start) = split_label(folded)?;
    let label =
        label.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ')' | ' '));
    let heading = heading_of(lexicon, label)?;
    let value = folded.get(value_start..)?;
    // A sentence that happens to hold a colon is no label: the known words must be most of it. Several are together, where a
    // value follows: `合作方的情况如下:` leads to a list.
    let hits = lexicon.columns.find(label);
    let longest = hits.iter().map(|hit| hit.end - hit.start).max().unwrap_or_default();
    let known = if value.trim().is_empty() { longest } else { covered(&hits) };
    if known * 5 < label.len() * 2 {
        return None;
    }
    let start = line.start + value_start + (value.len() - value.trim_start().len());
    let end = line.start + value_start + value.trim_end().len();
    Some(Field::new(Some(heading), text, start..end.max(start)))
}

/// How many bytes phrases cover, which stand by where they start.
fn covered(hits: &[Hit<Column>]) -> usize {
    let mut until = 0;
    hits.iter().fold(0, |bytes, hit| {
        let new = hit.end.saturating_sub(hit.start.max(until));
        until = until.max(hit.end);
        bytes + new
    })
}

/// A line's label and where its value begins: behind a colon, or behind the brackets that the label stands in.
fn split_label(folded: &str) -> Option<(&str, usize)> {
    let bracketed = folded
        .find('【')
        .filter(|&open| folded.get(..open).is_some_and(|lead| !lead.contains(char::is_alphanumeric)))
        .and_then(|open| folded.get(open + '【'.len_utf8()..)?.split_once('】'))
        .map(|(label, value)| (label, value.strip_prefix(':').unwrap_or(value)));
    if let Some((label, value)) = bracketed {
        return (label.chars().count() <= 40).then_some((label.trim(), folded.len() - value.len()));
    }
    let colon = folded.find(':').filter(|&at| at > 0)?;
    let label = folded
        .get(..colon)?
        .trim_matches(|letter: char| !letter.is_alphanumeric() && letter != ')' && letter != '(');
    let is_address = folded.get(colon..)?.starts_with("://");
    (label.chars().count() <= 40 && !is_address).then_some((label, colon + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_elided_preposition_ends_the_head_of_a_heading() {
        let lexicon = Lexicon::new(&["fr"]);
        for (heading, column) in [
            ("lieu d'hébergement des données", Column::Country),
            ("durée d'accès au service", Column::Retention),
            ("pays du sous-traitant", Column::Country),
            ("nom du sous-traitant", Column::Processor),
        ] {
            let main = columns_of(&lexicon, heading).map(|(main, _)| main);
            assert_eq!(main, Some(column), "{heading}");
        }
    }

    #[test]
    fn headings_announce_what_their_head_word_says() {
        let lexicon = Lexicon::new(&["ko"]);
        for (heading, column) in [
            ("이전받는 자 (연락처)", Column::Recipient),
            ("이전받는 자의 이용 목적", Column::Purpose),
            ("수탁업체(재수탁업체)", Column::Processor),
            ("제공받는 자", Column::ThirdParty),
            ("제공하는 업체명", Column::Source),
            ("이전되는 국가", Column::Country),
            ("위탁업무 내용", Column::Purpose),
            ("location of subprocessors", Column::Country),
            ("corporate location", Column::Seat),
            ("name of subprocessor", Column::Processor),
            ("description of processing", Column::Purpose),
            ("entity name", Column::Recipient),
            ("personal data", Column::Data),
            ("data processing location", Column::Country),
            ("provider location", Column::Country),
            ("where data is processed", Column::Country),
            ("who receives it", Column::Recipient),
            ("purpose/activity", Column::Purpose),
            ("service provider", Column::Processor),
        ] {
            let main = columns_of(&lexicon, heading).map(|(main, _)| main);
            assert_eq!(main, Some(column), "{heading}");
        }
    }

    #[test]
    fn a_heading_may_announce_two_things() {
        let lexicon = Lexicon::new(&["ko"]);
        for (heading, columns) in [
            ("위탁 업무 및 보유 기간", (Column::Retention, Some(Column::Purpose))),
            (
                "이전되는 개인정보 항목(실제 정보에 따라 다름) 및 이전방법",
                (Column::Method, Some(Column::Data)),
            ),
            ("purpose, data", (Column::Purpose, Some(Column::Data))),
            ("purpose and retention period", (Column::Purpose, Some(Column::Retention))),
            ("이전받는 자의 이용 목적", (Column::Purpose, None)),
            ("purpose of the transfer", (Column::Purpose, None)),
        ] {
            assert_eq!(columns_of(&lexicon, heading), Some(columns), "{heading}");
        }
    }
}
