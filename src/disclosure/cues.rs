//! The cues of a text, without those that mean nothing where they stand.

use crate::lexicon::{Cue, Hit, Lexicon};

use super::segment::on_one_line;

/// The cues of a folded text, by start, the longer first.
pub(super) fn of(lexicon: &Lexicon, folded: &str) -> Vec<Hit<Cue>> {
    let language = lexicon.language_of(folded);
    let counts = |hit: &Hit<Cue>| is_of_script(folded, hit) || hit.language == language || is_term(hit);
    let mut cues = lexicon.cues.find(&on_one_line(folded));
    cues.retain(counts);
    join_denials(&mut cues);
    drop_swallowed(&mut cues);
    cues
}

/// `joint controller` in a Korean sentence means what it says.
fn is_term(hit: &Hit<Cue>) -> bool {
    matches!(hit.mark, Cue::Processor | Cue::ThirdParty | Cue::JointController) && hit.end - hit.start >= 9
}

/// A phrase in a script of its own needs no language to be told.
fn is_of_script(folded: &str, hit: &Hit<Cue>) -> bool {
    folded
        .get(hit.start..hit.end)
        .is_some_and(|text| !text.is_ascii() || !text.contains(|letter: char| letter.is_alphabetic()))
}

/// A verb and the ending that denies it are one denial: `提供` + `しません`. A verb inside a longer phrase is none, and the
/// verb of outsourcing denies that there is any: `委託` + `は行っていません`.
fn join_denials(cues: &mut Vec<Hit<Cue>>) {
    let mut denials: Vec<Hit<Cue>> = Vec::new();
    for ending in cues.iter().filter(|cue| cue.mark == Cue::DenialEnding) {
        let before = cues.partition_point(|cue| cue.start < ending.start);
        // What is denied of a sale is denied of sharing only where both are: `提供・販売しません`.
        let shares = |verb: &Hit<Cue>| {
            cues.iter()
                .any(|cue| cue.mark == Cue::Share && cue.end <= verb.start && verb.start - cue.end <= 16)
        };
        let denied = cues[..before].iter().rev().take(64).find(|cue| {
            cue.end == ending.start
                && (matches!(cue.mark, Cue::Share | Cue::Engage | Cue::Destination)
                    || cue.mark == Cue::Sell && shares(cue))
        });
        let Some(verb) = denied else { continue };
        let is_part = cues.iter().any(|other| {
            matches!(other.mark, Cue::Hedge | Cue::Compound)
                && other.start <= verb.start
                && verb.end <= other.end
                && other.end - other.start > verb.end - verb.start
        });
        if is_part {
            continue;
        }
        denials.push(Hit { start: verb.start, end: ending.end, mark: Cue::Denial, ..*ending });
        let outsources =
            |cue: &Hit<Cue>| cue.mark == Cue::Processor && (cue.start, cue.end) == (verb.start, verb.end);
        if cues[..before].iter().rev().take(64).any(outsources) {
            denials.push(Hit { start: verb.start, end: ending.end, mark: Cue::NoOutsourcing, ..*ending });
        }
    }
    if !denials.is_empty() {
        cues.extend(denials);
        cues.sort_by_key(|cue| (cue.start, std::cmp::Reverse(cue.end)));
    }
}

/// `not` in `not limited to` denies nothing: what stands inside a longer phrase of certain kinds is part of that phrase.
fn drop_swallowed(cues: &mut Vec<Hit<Cue>>) {
    drop_decoys(cues);
    drop_inside(cues, |cue| cue == Cue::Recipients, |longer| longer == Cue::Processors, Cover::Whole);
    drop_inside(cues, may_be_swallowed, swallows, Cover::Longer);
    // `registered` in `registered mark` handles nothing.
    drop_inside(cues, |cue| cue == Cue::Handle, |longer| longer == Cue::Platform, Cover::Longer);
    // `第三者提供に該当しません` speaks of no third party.
    drop_inside(
        cues,
        |cue| matches!(cue, Cue::ThirdParty | Cue::ThirdParties),
        |longer| longer == Cue::Hedge,
        Cover::Longer,
    );
    // `し、` ends a clause, and not in `に対し、`.
    drop_inside(cues, |cue| cue == Cue::Break, |longer| longer == Cue::Unbroken, Cover::Longer);
    drop_inside(cues, is_verb, |longer| longer == Cue::Compound, Cover::Longer);
    // `場合を除き` excepts nobody by name, `X を除き` does.
    drop_inside(cues, |cue| cue == Cue::ExceptionBehind, |longer| longer == Cue::Exception, Cover::Longer);
}

fn swallows(longer: Cue) -> bool {
    matches!(
        longer,
        Cue::Hedge | Cue::Exception | Cue::Future | Cue::Instruction | Cue::ThirdParty | Cue::Platform
    )
}

fn may_be_swallowed(cue: Cue) -> bool {
    matches!(cue, Cue::Negation | Cue::Denial | Cue::NoOutsourcing | Cue::Processor | Cue::Processors)
}

fn is_verb(cue: Cue) -> bool {
    matches!(cue, Cue::Share | Cue::Engage | Cue::Handle | Cue::Receive | Cue::Processor | Cue::Destination)
}

/// How a phrase must cover another one to swallow it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cover {
    /// It holds it.
    Whole,
    /// It holds it and is longer.
    Longer,
}

/// Drops the cues of one kind that stand inside those of another.
fn drop_inside(
    cues: &mut Vec<Hit<Cue>>,
    inner: impl Fn(Cue) -> bool,
    outer: impl Fn(Cue) -> bool,
    cover: Cover,
) {
    let around: Vec<Hit<Cue>> = cues.iter().filter(|cue| outer(cue.mark)).copied().collect();
    if around.is_empty() {
        return;
    }
    let longest = around.iter().map(|cue| cue.end - cue.start).max().unwrap_or_default();
    cues.retain(|cue| {
        if !inner(cue.mark) {
            return true;
        }
        // Both are sorted by where they begin, and what holds this one ends no earlier.
        let from = around.partition_point(|other| other.start + longest < cue.end);
        let covers = |other: &Hit<Cue>| {
            cue.end <= other.end && (cover == Cover::Whole || other.end - other.start > cue.end - cue.start)
        };
        !around[from..].iter().take_while(|other| other.start <= cue.start).any(covers)
    });
}

/// 除 in 删除 excepts nothing, 向 in 方向 leads to nobody.
fn drop_decoys(cues: &mut Vec<Hit<Cue>>) {
    let decoys: Vec<Hit<Cue>> = cues.iter().filter(|cue| cue.mark == Cue::Decoy).copied().collect();
    if decoys.is_empty() {
        return;
    }
    let longest = decoys.iter().map(|decoy| decoy.end - decoy.start).max().unwrap_or_default();
    cues.retain(|cue| {
        let from = decoys.partition_point(|decoy| decoy.start + longest < cue.end);
        let is_part = decoys[from..]
            .iter()
            .take_while(|decoy| decoy.start <= cue.start)
            .any(|decoy| cue.end <= decoy.end && cue.end - cue.start < decoy.end - decoy.start);
        cue.mark != Cue::Decoy && !is_part
    });
}
