//! Names that receive nothing by what stands beside them: software that runs elsewhere, whoever gives data, products and marks.

use std::ops::Range;

use crate::lexicon::{Cue, Hit, Side};

use super::super::roster::Mention;
use super::Sentence;

impl Sentence<'_, '_> {
    /// `Matomo, which we run on our own server`: what the name stands for runs with the controller or on the reader's device.
    pub(super) fn is_self_hosted(&self, name: &Mention) -> bool {
        self.stays(name, &[Cue::SelfHosted, Cue::OwnServers])
    }

    /// `Wir haben Zammad auf einem eigenen Server installiert`: no other sentence that speaks of it names a recipient either.
    pub(in super::super) fn is_on_own_servers(&self, name: &Mention) -> bool {
        self.stays(name, &[Cue::OwnServers]) && !self.any_in(&self.range, &[Cue::Negation])
    }

    fn stays(&self, name: &Mention, marks: &[Cue]) -> bool {
        let clause = self.clause(name);
        let near = clause.start.max(name.start.saturating_sub(60))..clause.end.min(name.end + 60);
        // `X, which we host ourselves`: a clause of its own, about nobody else.
        let text = self.scan.text.as_str();
        // In other scripts no letter is small.
        let is_rest =
            |gap: &str| gap.is_ascii() && gap.split(' ').all(|word| !word.starts_with(char::is_lowercase));
        let mut cues = self.scan.cues_in(&self.range).filter(|cue| marks.contains(&cue.mark));
        let follows = cues.any(|cue| text.get(name.end..cue.start).is_some_and(is_rest));
        (follows || self.any_in(&near, marks)) && !self.is_target(name) && !self.is_host(name)
    }

    /// `on our own servers at Hetzner`: in whose rooms they stand.
    fn is_host(&self, name: &Mention) -> bool {
        self.cues(Cue::At).any(|at| at.end < name.start && name.start - at.end == 1)
    }

    /// The organisation gives data and does not get it.
    pub(super) fn is_source(&self, name: &Mention) -> bool {
        let clause = self.clause(name);
        let after = name.end..clause.end;
        let gives = self.cues(Cue::Inbound).any(|cue| {
            cue.start >= name.end
                && cue.start < after.end
                && cue.start <= name.end + 60
                && self.gives_to_us(cue, name)
        });
        if gives {
            return true;
        }
        let receives = |cue: &Hit<Cue>| matches!(cue.mark, Cue::Inbound | Cue::Receive);
        match self.direction(name) {
            Some(Cue::From) => {
                let received = self.scan.cues_in(&self.range).any(|cue| {
                    receives(cue)
                        && (cue.end <= name.start || cue.mark == Cue::Inbound && cue.start >= name.end)
                });
                received && !self.engages_in(&(clause.start..name.start))
            }
            _ => self.is_among_sources(name),
        }
    }

    /// `provided by` engages somebody, and in `data provided by` is part of what gives.
    fn engages_in(&self, range: &Range<usize>) -> bool {
        self.scan.cues_in(range).any(|cue| cue.mark == Cue::Engage && !self.is_also(cue, Cue::Inbound))
    }

    /// `we may collect data about you from …, analytics providers (such as X)`: all that follows `from` gives, until
    /// something is sent.
    fn is_among_sources(&self, name: &Mention) -> bool {
        let froms = self
            .cues(Cue::From)
            .filter(|from| from.end <= name.start && from.language.adpositions == Side::Before);
        for from in froms {
            let verb = self
                .scan
                .cues_in(&(self.range.start..from.start))
                .any(|cue| from.start - cue.end <= 48 && matches!(cue.mark, Cue::Inbound | Cue::Receive));
            let ours = self
                .scan
                .cues_in(&(from.end..self.range.end))
                .any(|cue| cue.start <= from.end + 1 && matches!(cue.mark, Cue::Controller | Cue::Reader));
            let turns =
                self.any_in(&(from.end..name.start), &[Cue::Share]) || self.turns_to_us(from.end, name.start);
            if verb && !ours && !turns {
                return true;
            }
        }
        false
    }

    /// `provides us with information`, `이 제공하는`: what follows the name says that it gives.
    fn gives_to_us(&self, cue: &Hit<Cue>, name: &Mention) -> bool {
        // A particle marks the word that it is attached to: `회사로부터` is not `X로부터`.
        let is_attached = cue.language.adpositions == Side::Before || cue.start <= self.after_group(name) + 1;
        is_attached && self.is_also(cue, Cue::Gives)
    }

    /// `Apple's TrueDepth camera`, `Apple이 제공하는 기능`, `Google Play`: a device, a shop, a mark; not `Apple, per store e
    /// sistemi operativi`, which says what for.
    pub(super) fn is_product_of(&self, name: &Mention) -> bool {
        let goes_on =
            |gap: &str| gap.split_once(", ").is_none_or(|(_, rest)| !rest.starts_with(char::is_lowercase));
        let near = name.start.saturating_sub(1)..self.range.end.min(name.end + 40);
        let platform = self.cues(Cue::Platform).any(|cue| {
            let is_near = cue.start < near.end && cue.end > near.start && cue.start >= name.start;
            is_near && self.scan.text.as_str().get(name.end..cue.start).is_none_or(goes_on)
                || self.is_also(cue, Cue::Trademark) && cue.end <= name.start && name.start - cue.end <= 24
        });
        platform && !self.is_target(name) && !self.handles(name)
    }

    /// `We use your Apple ID to restore purchases`, `存储您的微信 OpenID`: an account or a number of the reader's.
    pub(super) fn is_readers_own_thing(&self, name: &Mention) -> bool {
        /// Bytes between the two: ` `, `の`, `의 `.
        const OF: usize = 4;
        let is_theirs = |reader: &Hit<Cue>| reader.end <= name.start && name.start - reader.end <= OF;
        let is_behind = |own: &Hit<Cue>| {
            let marks = [Cue::Belonging, Cue::Item, Cue::Data];
            marks.contains(&own.mark) && own.start >= name.end && own.start <= name.end + 1
        };
        self.cues(Cue::Reader).any(is_theirs)
            && self.scan.cues_in(&(name.end..self.range.end)).any(is_behind)
            && !self.is_target(name)
    }

    /// `an OpenAI-compatible endpoint`, `OpenAI 兼容接口`: whoever runs it.
    pub(super) fn is_compatible(&self, name: &Mention) -> bool {
        self.cues(Cue::Compatible).any(|cue| cue.start >= name.end && cue.start - name.end <= 1)
    }

    /// `Plausible, an alternative to X`, `Matomo instead of X`.
    pub(super) fn is_left_aside(&self, name: &Mention) -> bool {
        self.cues(Cue::Instead).any(|cue| cue.end <= name.start && name.start - cue.end <= 24)
    }
}
