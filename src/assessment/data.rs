//! Does the policy say that this recipient gets this item of data?

use crate::disclosure::Frame;
use crate::disclosure::details::{Passage, Share, Value, Weight};
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
    match (heard.named.is_empty(), heard.denied, heard.broader) {
        (false, _, _) => Judgement::clear(heard.named),
        (true, Some(place), _) => Judgement::denied(place),
        (true, None, Some(place)) => Judgement::vague(place),
        (true, None, None) => silent(item, passages),
    }
}

/// What passages say of one item.
#[derive(Default)]
struct Heard {
    named: Vec<Location>,
    denied: Option<Location>,
    broader: Option<Location>,
}

impl Heard {
    /// The declared words themselves. In a cell on something else one word is too little: `logs` in `Application logging`.
    fn literally(&mut self, item: &Value, passage: &Passage) {
        let is_on_data = matches!(passage.frame, Frame::Column(Column::Data) | Frame::Prose);
        if !is_on_data && item.content.words.count() < 2 {
            return;
        }
        for part in &passage.content.parts {
            if item.content.words.share_in(&part.words) == Share::Whole {
                match part.weight {
                    Weight::Denied => self.denied = self.denied.or(Some(part.location)),
                    Weight::Firm | Weight::Loose => self.named.push(part.location),
                }
            }
        }
    }

    fn by_category(&mut self, item: &Value, passage: &Passage) {
        for found in &passage.content.data {
            for wanted in &item.content.data {
                let names = found.value.is_a(wanted.value);
                match found.weight {
                    Weight::Firm if names && wanted.weight == Weight::Firm => self.named.push(found.location),
                    Weight::Denied if names => self.denied = self.denied.or(Some(found.location)),
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

/// Nothing is said of the item. Where data is listed in another script than that of a declared word which no lexicon knows,
/// it may well be in that list.
fn silent(item: &Value, passages: &Passages<'_>) -> Judgement {
    let listed = || passages.column(Column::Data);
    let list = listed().map(|passage| passage.location).next();
    let foreign = listed().find(|passage| passage.content.words.script() != item.content.words.script());
    match foreign {
        Some(passage) if item.content.data.is_empty() => Judgement::unknown(passage.location),
        _ => Judgement::omitted(list),
    }
}
