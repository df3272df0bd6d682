//! Does the policy say that this recipient gets this item of data?

use crate::disclosure::Frame;
use crate::disclosure::details::{Part, Passage, Share, Value, Weight};
use crate::lexicon::{Column, Concept, DataCategory};
use crate::source::Location;

use super::detail::{Judgement, Passages};

/// The verdict on one declared item: named, or a narrower one of it; only something broader; denied; nothing.
pub(super) fn judge(item: &Value, passages: &Passages<'_>) -> Judgement {
    let mut heard = Heard::default();
    for passage in passages.iter().filter(|passage| may_name_data(passage.frame)) {
        heard.literally(item, passage);
        heard.by_category(item, passage);
    }
    let contradiction = heard.contradiction();
    match (heard.named.is_empty(), contradiction, heard.broader) {
        (false, Some(place), _) => Judgement::ambiguous(heard.places(), place),
        (false, None, _) => Judgement::clear(heard.places()),
        (true, Some(place), _) => Judgement::denied(place),
        (true, None, Some(place)) => Judgement::vague(place),
        (true, None, None) => silent(item, passages),
    }
}

/// What passages say of one item.
#[derive(Default)]
struct Heard {
    named: Vec<Said>,
    denied: Vec<Said>,
    broader: Option<Location>,
}

/// Words that name or deny an item, and the passage that they stand in.
#[derive(Clone, Copy)]
struct Said {
    words: Location,
    passage: Location,
}

impl Heard {
    fn places(&self) -> Vec<Location> {
        self.named.iter().map(|said| said.words).collect()
    }

    /// A denial that another passage contradicts, or that stands alone. No sentence contradicts itself: `X gets your card
    /// details, and we do not store the card number`.
    fn contradiction(&self) -> Option<Location> {
        let names = |passage: Location| self.named.iter().any(|said| said.passage == passage);
        self.denied.iter().find(|said| !names(said.passage)).map(|said| said.words)
    }

    /// The declared words themselves. In a cell on something else one word is too little: `logs` in `Application logging`; in
    /// a sentence, one that a category is known for: `location` in `servers located in the United States`.
    fn literally(&mut self, item: &Value, passage: &Passage) {
        let is_enough = match passage.frame {
            Frame::Column(Column::Data) => true,
            Frame::Prose => item.content.data.is_empty(),
            _ => false,
        };
        if !is_enough && item.content.words.count() < 2 {
            return;
        }
        for part in &passage.content.parts {
            if item.content.words.share_in(&part.words) == Share::Whole && !names_another(item, passage, part)
            {
                let said = Said { words: part.location, passage: passage.location };
                match part.weight {
                    Weight::Denied => self.denied.push(said),
                    Weight::Firm | Weight::Loose => self.named.push(said),
                }
            }
        }
    }

    fn by_category(&mut self, item: &Value, passage: &Passage) {
        for found in &passage.content.data {
            for wanted in &item.content.data {
                let names = found.value.is_a(wanted.value);
                let said = Said { words: found.location, passage: passage.location };
                match found.weight {
                    Weight::Firm if names && wanted.weight == Weight::Firm => self.named.push(said),
                    Weight::Denied if names => self.denied.push(said),
                    Weight::Loose | Weight::Firm
                        if names || is_broader(passage, found.value, wanted.value) =>
                    {
                        self.broader = self.broader.or(Some(found.location));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// `IP address` holds the word `address` and names something else.
fn names_another(item: &Value, passage: &Passage, part: &Part) -> bool {
    let inside = |place: Location| {
        place.source == part.location.source
            && part.location.span.start <= place.span.start
            && place.span.end <= part.location.span.end
    };
    let is_related = |said: DataCategory| {
        let mut wanted = item.content.data.iter().map(|found| found.value);
        wanted.any(|wanted| said.is_a(wanted) || wanted.is_a(said))
    };
    let mut said = passage.content.data.iter().filter(|found| inside(found.location)).peekable();
    !item.content.data.is_empty() && said.peek().is_some() && said.all(|found| !is_related(found.value))
}

/// `We share personal data with the following:` says of no recipient what it gets.
fn is_broader(passage: &Passage, said: DataCategory, wanted: DataCategory) -> bool {
    wanted.is_a(said) && !(said.is_everything() && passage.frame == Frame::Governing)
}

/// A cell on where the recipient is, or how it is reached, does not say what that is.
fn may_name_data(frame: Frame) -> bool {
    !matches!(
        frame,
        Frame::Section
            | Frame::Column(
                Column::Country
                    | Column::Seat
                    | Column::Contact
                    | Column::Link
                    | Column::Recipient
                    | Column::Processor
                    | Column::ThirdParty
                    | Column::JointController
            )
    )
}

/// Nothing is said of the item. Where what is said of data is in another language than a declared word which no lexicon knows,
/// it may well be among it.
fn silent(item: &Value, passages: &Passages<'_>) -> Judgement {
    let list = passages.column(Column::Data).map(|passage| passage.location).next();
    let says = |frame: Frame| matches!(frame, Frame::Column(Column::Data) | Frame::Prose);
    let foreign = passages
        .iter()
        .find(|passage| says(passage.frame) && passage.content.words.script() != item.content.words.script());
    match foreign {
        Some(passage) if item.content.data.is_empty() => Judgement::unknown(passage.location),
        _ => Judgement::omitted(list),
    }
}
