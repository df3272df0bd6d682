//! Does the policy say that this recipient gets data for this purpose?

use crate::disclosure::Frame;
use crate::disclosure::details::{Passage, Share, Value, Weight};
use crate::lexicon::{Column, Concept};
use crate::source::Location;

use super::detail::{Judgement, Passages, places};

/// The verdict on one declared purpose: said in its words or in others for the same; only something broader; nothing, or
/// another purpose.
pub(super) fn judge(purpose: &Value, passages: &Passages<'_>) -> Judgement {
    let mut named: Vec<Location> = Vec::new();
    for passage in passages.iter().filter(|passage| may_name_purpose(passage.frame)) {
        if says_words(purpose, passage) {
            named.push(passage.location);
        }
        named.extend(places(passage.content.purposes.iter(), |found| {
            purpose.content.purposes.iter().any(|wanted| {
                *found == wanted.value || !wanted.value.is_everything() && found.is_a(wanted.value)
            })
        }));
    }
    if !named.is_empty() {
        return Judgement::clear(named);
    }
    silent(purpose, passages)
}

/// Two thirds of the content words in a cell, all of them in a sentence.
fn says_words(purpose: &Value, passage: &Passage) -> bool {
    let least = match passage.frame {
        Frame::Column(_) | Frame::Cell => Share::Most,
        Frame::Prose | Frame::Governing | Frame::Section => Share::Whole,
    };
    let is_denied = passage.content.purposes.iter().any(|found| found.weight == Weight::Denied);
    !is_denied && purpose.content.words.share_in(&passage.content.words) >= least
}

/// Names, places, periods and addresses are no purposes.
fn may_name_purpose(frame: Frame) -> bool {
    !matches!(
        frame,
        Frame::Section
            | Frame::Column(
                Column::Country
                    | Column::Seat
                    | Column::Contact
                    | Column::Link
                    | Column::Retention
                    | Column::Recipient
                    | Column::Processor
                    | Column::ThirdParty
                    | Column::JointController
            )
    )
}

fn silent(purpose: &Value, passages: &Passages<'_>) -> Judgement {
    let relevant = || passages.iter().filter(|passage| may_name_purpose(passage.frame));
    let wanted = || purpose.content.purposes.iter().map(|wanted| wanted.value);
    let broader = relevant()
        .flat_map(|passage| &passage.content.purposes)
        .find(|found| found.weight != Weight::Denied && wanted().any(|wanted| wanted.is_a(found.value)));
    if let Some(found) = broader {
        return Judgement::vague(found.location);
    }
    let denied = relevant()
        .flat_map(|passage| &passage.content.purposes)
        .find(|found| found.weight == Weight::Denied && wanted().any(|wanted| found.value.is_a(wanted)));
    if let Some(found) = denied {
        return Judgement::denied(found.location);
    }
    let stated = || passages.column(Column::Purpose);
    let foreign = stated().find(|passage| passage.content.words.script() != purpose.content.words.script());
    match foreign {
        Some(passage) if purpose.content.purposes.is_empty() => Judgement::unknown(passage.location),
        _ => Judgement::omitted(stated().map(|passage| passage.location).next()),
    }
}
