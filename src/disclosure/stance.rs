//! What a sentence does with a name in it: a mention is not a disclosure.

mod aside;
mod denial;

use std::cmp::Reverse;
use std::ops::Range;

use crate::lexicon::{Cue, Hit, Side};

use super::roster::{Mention, Organisation};
use super::scan::Scan;
use super::{Grounds, Stance};

/// What is known of a sentence before its words are read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// It stands in a section or list of recipients: a bare name is one.
    pub(super) discloses: bool,
    /// It is an item of a list of recipients.
    pub(super) is_listed: bool,
    /// The head of such an item: what follows describes the recipient that it names.
    pub(super) head: Option<Head>,
    /// The list's lead-in denies what the list names.
    pub(super) is_denied: bool,
    /// It stands in a section on whom to write or complain to.
    pub(super) is_averse: bool,
    /// It stands in a section on who gives data: only a sentence that sends data names a recipient.
    pub(super) is_strict: bool,
}

/// The head of a list's item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// Where it ends.
    pub(super) end: usize,
    /// Whom it names, where the declaration knows it.
    pub(super) organisation: Option<Organisation>,
}

impl Head {
    /// Whether a name stands in the description behind the head, and is of somebody else.
    fn is_before(self, name: &Mention) -> bool {
        name.start >= self.end && self.organisation != Some(name.organisation)
    }
}

/// How many bytes may stand between a name and the pronoun of a clause on it: a comma and a blank.
const RELATIVE: usize = 2;

/// One sentence with the names in question.
pub(super) struct Sentence<'s, 'p> {
    pub(super) scan: &'s Scan<'p>,
    pub(super) range: Range<usize>,
}

impl Sentence<'_, '_> {
    /// The stance of the sentence towards a name in it.
    pub(super) fn stance(&self, name: &Mention, setting: Setting) -> Stance {
        if let Some(stance) = self.denial(name) {
            return stance;
        }
        if setting.is_denied {
            return if self.is_of_a_part(name) { Stance::Mentioned } else { Stance::Denied };
        }
        if self.is_compatible(name) || self.is_readers_own_thing(name) {
            return Stance::Mentioned;
        }
        if self.is_future() || self.is_self_hosted(name) || self.is_source(name) || self.is_product_of(name) {
            return Stance::Mentioned;
        }
        if self.is_complaint(name) || self.is_left_aside(name) {
            return Stance::Mentioned;
        }
        let active = if setting.is_strict || self.is_readers_action(name) {
            self.is_target(name) || self.handles(name) || self.scan.has(&self.range, Cue::Practice)
        } else {
            self.is_active(name)
        };
        if setting.head.is_some_and(|head| head.is_before(name)) && !self.is_target(name) {
            return Stance::Mentioned;
        }
        let is_listed = setting.is_listed && !self.is_after_aside(name);
        if !active && !is_listed && (self.is_aside() || setting.is_averse) {
            return Stance::Mentioned;
        }
        if active || setting.discloses { Stance::Affirmed } else { Stance::Mentioned }
    }

    /// What the sentence rests on where it affirms a name.
    pub(super) fn grounds(&self, name: &Mention, setting: Setting) -> Grounds {
        if setting.is_listed || self.is_target(name) { Grounds::Receipt } else { Grounds::Use }
    }

    /// `Apple-Werbedienste`, `Firebase Crashlytics`: one thing that somebody offers, and not that one; its SDK is all of it.
    fn is_of_a_part(&self, name: &Mention) -> bool {
        let rest = self.scan.text.as_str().get(name.end..self.range.end).unwrap_or_default();
        let rest = rest.strip_prefix(" SDKs").or(rest.strip_prefix(" SDK")).unwrap_or(rest);
        rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            || rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    fn is_future(&self) -> bool {
        self.scan.has(&self.range, Cue::Future)
    }

    /// The sentence is about whom to complain to, or about who stands for the controller.
    fn is_complaint(&self, name: &Mention) -> bool {
        self.cues(Cue::Complaint).any(|cue| {
            let names_office = self.is_also(cue, Cue::Representative);
            cue.end <= name.start && !self.turns_to_us(cue.end, name.start)
                || names_office && cue.start >= name.end && cue.start - name.end <= 48
        })
    }

    /// `For the documentation of requests, we use X`, `Zur Abwehr von Angriffen nutzen wir X`: the controller acts after all.
    fn turns_to_us(&self, from: usize, to: usize) -> bool {
        self.scan.cues_in(&(from..to)).filter(|cue| cue.mark == Cue::Controller).any(|us| {
            self.scan
                .cues_in(&(from..to))
                .filter(|cue| matches!(cue.mark, Cue::Engage | Cue::Share | Cue::Processor))
                .any(|verb| verb.start >= us.end || verb.end < us.start && us.start - verb.end <= 1)
        })
    }

    /// `For more on X`, `to opt out of X`: what comes before the name makes it an aside; a link to a privacy policy after
    /// the name of a list's item does not, nor does the label before it that says what the listed one does: `Login social: X`.
    fn is_after_aside(&self, name: &Mention) -> bool {
        let is_label = |cue: &Hit<Cue>| {
            let label = self.text(self.range.start..cue.start);
            let rest = self.text(cue.end..name.start);
            !label.contains(char::is_alphanumeric) && rest.trim_end().ends_with(':')
        };
        [Cue::Reading, Cue::Instruction]
            .into_iter()
            .any(|mark| self.cues(mark).any(|cue| cue.end <= name.start && !is_label(cue)))
    }

    /// The name stands where reading matter, settings, complaints or sign-in are spoken of.
    fn is_aside(&self) -> bool {
        [Cue::Reading, Cue::Instruction, Cue::Complaint, Cue::Platform]
            .into_iter()
            .any(|cue| self.scan.has(&self.range, cue))
    }

    /// A verb of the sentence makes the name a recipient.
    fn is_active(&self, name: &Mention) -> bool {
        if self.is_reading_matter(name) || self.is_sign_in(name) {
            return self.is_target(name)
                || self.handles(name)
                || self.cues(Cue::Practice).any(|cue| cue.start >= name.end)
                // `With X we are joint controllers of our page there.`
                || self.any_in(&self.range, &[Cue::JointController]);
        }
        let verbs = [Cue::Share, Cue::Engage, Cue::Processor, Cue::ThirdParty, Cue::JointController];
        self.is_target(name) || self.handles(name) || self.any_in(&self.active_range(name), &verbs)
    }

    /// Where the verb may stand that makes a name a recipient: anywhere in the sentence, but for what comes from somewhere
    /// (`a visitor comes from X, and we use …`) only before the name.
    fn active_range(&self, name: &Mention) -> Range<usize> {
        let end = if self.direction(name) == Some(Cue::From) { name.start } else { self.range.end };
        self.range.start..end
    }

    /// `You may opt out of messages, such as WhatsApp`: what the reader does there.
    fn is_readers_action(&self, name: &Mention) -> bool {
        self.scan.addresses_reader(&self.range)
            && self.cues(Cue::Instruction).any(|cue| cue.end <= name.start)
    }

    /// `To learn more about X`, `X's privacy policy`, `X 개인정보 보호정책`.
    fn is_reading_matter(&self, name: &Mention) -> bool {
        self.cues(Cue::Reading).any(|cue| {
            cue.end <= name.start && name.start - cue.end <= 60 && !self.turns_to_us(cue.end, name.start)
                || cue.start >= name.end && cue.start - name.end <= 12 && self.is_also(cue, Cue::Document)
        }) || self
            .cues(Cue::Reading)
            .any(|cue| cue.start <= self.range.start + 12 && !self.turns_to_us(cue.end, name.start))
    }

    /// `sign in with X`, `opt out of X`, `settings > X`.
    fn is_sign_in(&self, name: &Mention) -> bool {
        let near = |cue: &Hit<Cue>| {
            cue.end <= name.start && name.start - cue.end <= 40 && !self.turns_to_us(cue.end, name.start)
                || cue.start >= name.end
                    && cue.start - name.end <= 72
                    && self.text(name.end..cue.start).chars().count() <= 24
                    && !self.turns_to_us(self.range.start, name.start)
        };
        // `Un "opt-out" est possible via X`, where nobody does anything for the controller.
        let leads = |cue: &Hit<Cue>| {
            let between = cue.end..name.start;
            cue.end <= name.start
                && self.any_in(&between, &[Cue::Via])
                && !self.any_in(&self.range, &[Cue::Controller, Cue::Share])
        };
        self.cues(Cue::Instruction).any(|cue| near(cue) || leads(cue))
    }

    /// Data goes to it: a verb of sharing, and the name in the place of the one who gets.
    fn is_target(&self, name: &Mention) -> bool {
        let clause = self.clause(name);
        self.direction(name) == Some(Cue::Toward)
            && self.any_in(&clause, &[Cue::Share])
            && self.cues(Cue::Share).any(|cue| cue.end <= name.start || cue.start >= name.end)
    }

    /// It handles data itself: the name, then a verb that is not denied. A relative pronoun right behind the name may stand
    /// between: `X, which receives your address`.
    fn handles(&self, name: &Mention) -> bool {
        let clause = self.clause(name);
        let is_relative =
            |cue: &&Hit<Cue>| cue.start - name.end <= RELATIVE && self.is_also(cue, Cue::Relative);
        let end = match self.breaks_behind(name).next().filter(is_relative) {
            Some(_) => self.breaks_behind(name).nth(1).map_or(self.range.end, |cue| cue.start),
            None => clause.end,
        };
        let is_denied = |verb: &Hit<Cue>| {
            let between = name.end..verb.start;
            self.scan
                .cues_in(&between)
                .any(|cue| cue.mark == Cue::Negation && cue.language.adpositions == Side::Before)
        };
        self.cues(Cue::Handle).chain(self.cues(Cue::Processor)).any(|cue| {
            cue.start >= name.end && cue.start < end && cue.start <= name.end + 48 && !is_denied(cue)
        })
    }

    fn breaks_behind(&self, name: &Mention) -> impl Iterator<Item = &Hit<Cue>> {
        self.cues(Cue::Break).filter(|cue| cue.start >= name.end)
    }

    /// The word that ties the name to the sentence: the nearest one before it, or the particle right after it.
    fn direction(&self, name: &Mention) -> Option<Cue> {
        let after = self.after_group(name);
        let particle = self.scan.cues_in(&(name.end..self.range.end)).find(|cue| {
            matches!(cue.mark, Cue::Toward | Cue::From)
                && cue.start <= after + 1
                && cue.start >= name.end
                && cue.language.adpositions == Side::After
        });
        if let Some(particle) = particle {
            return Some(particle.mark);
        }
        let clause = self.clause(name);
        self.scan
            .cues_in(&(clause.start..name.start))
            .filter(|cue| {
                matches!(cue.mark, Cue::Toward | Cue::Via | Cue::From)
                    && cue.language.adpositions == Side::Before
            })
            // `data provided by X` in one phrase tells more than the `by` in it.
            .max_by_key(|cue| (cue.end, Reverse(cue.start)))
            .map(|cue| cue.mark)
    }

    /// One past a name, its product and the bracket that explains it or that it stands in: `Googleアナリティクス (GA4)`.
    fn after_group(&self, name: &Mention) -> usize {
        let end = name.end + product_len(self.text(name.end..self.range.end));
        let before = self.text(self.range.start..name.start);
        if before.rfind('(').is_some_and(|open| before.get(open..).is_some_and(|inner| !inner.contains(')')))
        {
            return self.text(end..self.range.end).find(')').map_or(end, |close| end + close + 1);
        }
        let rest = self.text(end..self.range.end);
        let trimmed = rest.trim_start();
        if !trimmed.starts_with('(') {
            return end;
        }
        let offset = rest.len() - trimmed.len();
        trimmed.find(')').map_or(end, |close| end + offset + close + 1)
    }

    /// The name is what the sentence is about, not the one to whom something is done.
    fn is_subject(&self, name: &Mention) -> bool {
        let after = self.after_group(name);
        self.cues(Cue::Subject).any(|particle| particle.start == after)
    }

    /// The part of the sentence around a name that a denial can reach.
    fn clause(&self, name: &Mention) -> Range<usize> {
        let start = self
            .cues(Cue::Break)
            .filter(|cue| cue.end <= name.start)
            .last()
            .map_or(self.range.start, |cue| self.end_of_break(cue));
        let end = self.breaks_behind(name).next().map_or(self.range.end, |cue| cue.start);
        start..end
    }

    /// `and no data is …`: the joint ends before what it joins.
    fn end_of_break(&self, cue: &Hit<Cue>) -> usize {
        let joined = self.scan.cues_in(&(cue.start + 1..cue.end)).next();
        joined.map_or(cue.end, |joined| joined.start)
    }

    /// Whether the words of a cue have this finer mark too.
    fn is_also(&self, cue: &Hit<Cue>, mark: Cue) -> bool {
        self.cues(mark).any(|finer| finer.start < cue.end && cue.start < finer.end)
    }

    fn cues(&self, mark: Cue) -> impl Iterator<Item = &Hit<Cue>> {
        self.scan.cues_of(&self.range, mark)
    }

    fn any_in(&self, range: &Range<usize>, marks: &[Cue]) -> bool {
        self.scan.cues_in(range).any(|cue| marks.contains(&cue.mark))
    }

    fn text(&self, range: Range<usize>) -> &str {
        self.scan.text.folded().get(range).unwrap_or_default()
    }
}

/// Bytes of the katakana that follow a name: what the organisation calls its product.
fn product_len(rest: &str) -> usize {
    let is_katakana = |letter: char| matches!(letter, 'ァ'..='ヺ' | 'ー' | '・');
    let word = rest.trim_start_matches(' ');
    let len = word.find(|letter| !is_katakana(letter)).unwrap_or(word.len());
    if len == 0 { 0 } else { rest.len() - word.len() + len }
}
