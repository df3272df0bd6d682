//! Does the policy say that this recipient keeps the data for this long?

use crate::disclosure::Frame;
use crate::disclosure::details::{Duration, Share, Value};
use crate::lexicon::{Column, Term};

use super::detail::{Judgement, Passages, places};

/// The verdict on the declared period: the same, another one, or only `as long as necessary`.
pub(super) fn judge(period: &Value, passages: &Passages<'_>) -> Judgement {
    let declared: Vec<Duration> = period.content.durations.iter().map(|found| found.value).collect();
    let is_number = |duration: &Duration| matches!(duration, Duration::Hours(_));
    let counts_days = declared.iter().any(is_number);
    let named = passages
        .iter()
        .flat_map(|passage| {
            let counts = counts_days && passage.content.durations.iter().any(|found| is_number(&found.value));
            let agrees = |said: &Duration| {
                // `5 years after the end of the contract` differs from `3 years after the end of the contract`.
                (!counts || is_number(said)) && declared.iter().any(|one| one.agrees_with(*said))
            };
            places(passage.content.durations.iter(), agrees)
        })
        .collect::<Vec<_>>();
    if !named.is_empty() {
        return Judgement::clear(named);
    }
    let mut column = passages.column(Column::Retention).peekable();
    if let Some(passage) = passages
        .column(Column::Retention)
        .find(|passage| period.content.words.share_in(&passage.content.words) == Share::Whole)
    {
        return Judgement::clear(vec![passage.location]);
    }
    let other = passages
        .column(Column::Retention)
        .flat_map(|passage| &passage.content.durations)
        .find(|found| !is_open(found.value));
    let open = passages
        .iter()
        .filter(|passage| passage.frame != Frame::Governing)
        .flat_map(|passage| &passage.content.durations)
        .find(|found| is_open(found.value));
    match (other, open, column.peek()) {
        (Some(found), ..) if !declared.is_empty() => Judgement::incorrect(found.location),
        (_, Some(found), _) => Judgement::vague(found.location),
        (_, None, Some(passage)) => Judgement::vague(passage.location),
        _ => Judgement::omitted(None),
    }
}

/// Says that it ends some day, and not when.
fn is_open(duration: Duration) -> bool {
    matches!(duration, Duration::Until(Term::UntilPurpose | Term::ByLaw))
}
