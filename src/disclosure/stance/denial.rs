//! What denies that a sentence discloses the name in it, and what takes the denial back.

use std::ops::Range;

use crate::lexicon::{Cue, Hit, Side};

use super::super::Stance;
use super::super::refusal;
use super::super::roster::Mention;
use super::super::scan::is_about_items;
use super::Sentence;

/// What may stand between a name and the words that say that it is gone: what closes a bracket, a particle, and when it went.
const BESIDE: &str = " )\"*_」』”.-/:年月日년월일はをに은는을를에";
/// How many bytes of that.
const DATED: usize = 64;

/// How many bytes may stand between the word for somebody and the denial that follows it.
const DIRECTLY: usize = 2;

/// How many bytes may stand between a denial and an example of what it denies, or a clause of its own behind it.
const GROUP: usize = 160;

impl Sentence<'_, '_> {
    /// Denied, or denied with an exception; none where nothing denies it. `Keine Apple-Werbedienste` denies one thing that
    /// somebody offers, and not that one.
    pub(super) fn denial(&self, name: &Mention) -> Option<Stance> {
        let is_compound = self.text(name.end..self.range.end).starts_with('-') && self.is_of_a_part(name);
        match self.denial_of_whole(name) {
            Some(Stance::Denied) if is_compound => Some(Stance::Mentioned),
            Some(Stance::Denied | Stance::DeniedAbroad)
                if refusal::is_condition(self.scan, &self.range, name.end) =>
            {
                Some(Stance::Mentioned)
            }
            stance => stance,
        }
    }

    fn denial_of_whole(&self, name: &Mention) -> Option<Stance> {
        let clause = self.clause(name);
        if (self.is_removed(name) || self.is_gone(name, &clause)) && !self.is_conditional(name) {
            let is_partial = self.is_of_a_part(name) || self.any_in(&clause, &[Cue::ThirdParty]);
            let denied = if is_partial { Stance::Mentioned } else { self.denied(&(name.end..clause.end)) };
            return Some(self.excepted(clause.start, name, &clause).unwrap_or(denied));
        }
        for negation in
            self.cues(Cue::Negation).filter(|cue| cue.end <= name.start && cue.start >= clause.start)
        {
            if self.is_readers_doing(negation) || self.begins_anew(negation.end..name.start, &clause) {
                continue;
            }
            if self.is_struck_out(negation, name) || self.is_example_of_none(negation, name, &clause) {
                return Some(Stance::Denied);
            }
            let verb_last = self.verb_last(name, &clause);
            if self.direction(name) == Some(Cue::From) && !verb_last {
                continue;
            }
            // The verb may be part of the negation: 未接入, nesdílíme.
            let between = negation.start..name.start;
            // `We share nothing with X`: the verb stands before what is denied; `不会向X提供`: behind the name.
            let before = clause.start..negation.start;
            let verb_first = self.any_in(&before, &[Cue::Share, Cue::Engage])
                && self.is_also(negation, Cue::NegationBehind)
                && !self.is_about_data_alone(&before);
            let verbs = [Cue::Share, Cue::Engage, Cue::Handle, Cue::Destination];
            if !verb_first && !self.any_in(&between, &verbs) && !verb_last {
                continue;
            }
            if !verb_first && (self.is_about_data_alone(&between) || self.is_readers_own(&between, name)) {
                continue;
            }
            // `Ohne Ihre Einwilligung geben wir … nicht an X weiter`: the exception may come first.
            return Some(self.excepted(clause.start, name, &clause).unwrap_or(self.denied(&between)));
        }
        if let Some(negation) = self.negation_behind(name, &clause) {
            let denied = self.denied(&(name.end..clause.end));
            return Some(self.excepted(clause.start, name, &(clause.start..negation.end)).unwrap_or(denied));
        }
        if let Some(stance) = self.denied_of_them(name) {
            return Some(stance);
        }
        let is_of_another = |denial: &Hit<Cue>| {
            let next = self.scan.names_in(&(denial.end..self.range.end)).next();
            denial.language.adpositions == Side::Before
                && next.is_some_and(|next| {
                    next.organisation != name.organisation && next.start <= denial.end + DIRECTLY
                })
        };
        let denial = self
            .cues(Cue::Denial)
            .find(|cue| cue.start >= name.end && cue.start < clause.end && !is_of_another(cue))?;
        if self.is_of_its_data(name, denial) {
            return Some(Stance::Mentioned);
        }
        if self.is_subject(name) && !self.is_about_subject(name, denial)
            || self.is_of_something_else(name, denial)
            || self.is_toward_us(denial)
        {
            return None;
        }
        if self.any_in(&(name.end..denial.end), &[Cue::Abroad]) {
            return Some(Stance::DeniedAbroad);
        }
        if self.is_limited(denial) {
            return None;
        }
        let denied = self.denied(&clause);
        Some(self.excepted(clause.start, name, &(clause.start..denial.end)).unwrap_or(denied))
    }

    /// `不会向X提供您的信息`, `Videos sind nicht von X eingebettet`: the verb that is denied stands behind the name.
    fn verb_last(&self, name: &Mention, clause: &Range<usize>) -> bool {
        let behind = name.end..clause.end;
        let ends_clause = |cue: &Hit<Cue>| {
            matches!(cue.mark, Cue::Engage | Cue::Share | Cue::Destination)
                && self.text(cue.end..clause.end).trim_end_matches(['.', ' ']).is_empty()
        };
        match self.direction(name) {
            Some(Cue::Toward) => self.any_in(&behind, &[Cue::Share, Cue::Sell]),
            Some(Cue::Via | Cue::From) => self.scan.cues_in(&behind).any(ends_clause),
            _ => false,
        }
    }

    /// `Once our contract with X has ended, we delete the data`: it may well go on.
    fn is_conditional(&self, name: &Mention) -> bool {
        self.cues(Cue::Condition).any(|cue| {
            cue.end <= name.start && !self.any_in(&(cue.end..name.start), &[Cue::Break, Cue::Condition])
        })
    }

    /// `The app contains no X`, `We removed X`.
    fn is_removed(&self, name: &Mention) -> bool {
        let mut cues = self.cues(Cue::Removed).filter(|cue| cue.end <= name.start);
        cues.any(|cue| self.is_struck_out(cue, name))
    }

    /// `X has been removed`, `Our contract with X has ended`, `X SDK已下线`, `X wurde im März 2024 entfernt`: what stands behind the
    /// name, and nothing between but when that was.
    fn is_gone(&self, name: &Mention, clause: &Range<usize>) -> bool {
        let after = if self.scan.has(&self.range, Cue::Gone) { self.after_group(name) } else { name.end };
        // `Ihre Daten werden bei X entfernt`: what is gone is the data there.
        let before = clause.start..name.start;
        let is_of_data =
            self.any_in(&before, &[Cue::Data, Cue::Item]) && !self.any_in(&before, &[Cue::Share]);
        !is_of_data
            && self.cues(Cue::Gone).filter(|cue| cue.start >= name.end).any(|cue| {
                // `추적 도구(X, Y 등)는 사용하지 않습니다`: all that the bracket names is.
                let end = Some(after).filter(|end| *end <= cue.start).unwrap_or(name.end);
                let gap = self.text(end..cue.start);
                let own = ["sdk", " sdk"].into_iter().find(|own| gap.starts_with(own)).map_or(0, str::len);
                cue.start - end <= DATED && self.tells_when(end + own..cue.start)
            })
    }

    fn tells_when(&self, range: Range<usize>) -> bool {
        let mut at = range.start;
        while at < range.end {
            let since = self.cues(Cue::Since).filter(|cue| cue.start == at).map(|cue| cue.end).max();
            let letter = self.text(at..range.end).chars().next();
            let beside = letter.filter(|letter| letter.is_ascii_digit() || BESIDE.contains(*letter));
            let Some(next) = since.or(beside.map(|letter| at + letter.len_utf8())) else { return false };
            at = next;
        }
        true
    }

    /// `no Google Analytics, Plausible or PostHog`: a denial right before a list of names needs no verb. Of names that nobody
    /// declares, only the capitals tell.
    fn is_struck_out(&self, negation: &Hit<Cue>, name: &Mention) -> bool {
        let between = self.scan.text.as_str().get(negation.end..name.start).unwrap_or_default();
        let joins = |word: &str| {
            let bare = word.trim_end_matches(',');
            bare.starts_with(char::is_uppercase) || negation.language.conjunctions.contains(&bare)
        };
        negation.language.adpositions == Side::Before
            && between.len() <= 80
            && between.split_whitespace().all(joins)
            && !self.any_in(&(negation.end..name.start), &[Cue::Data, Cue::Item, Cue::Share])
    }

    /// `We do not store your card data — it stays with X`: behind a dash, a clause with a verb of its own.
    fn begins_anew(&self, between: Range<usize>, clause: &Range<usize>) -> bool {
        if between.len() > GROUP {
            return false;
        }
        let text = self.text(between.clone());
        let dash = [" — ", " – ", " - "].into_iter().filter_map(|dash| text.rfind(dash)).max();
        let verbs = [Cue::Share, Cue::Engage, Cue::Handle];
        // `kein Zugriff (X, Y etc. sind Auftragsverarbeiter)`: so does a bracket that says something of those in it.
        let open = text.rfind('(').filter(|&open| !text[open..].contains(')'));
        let mut behind = self.text(between.end..self.range.end).char_indices().take(GROUP);
        let close = behind.find(|&(_, letter)| letter == ')').map(|(at, _)| at);
        let inside = between.end..close.map_or(between.end, |at| between.end + at);
        dash.is_some_and(|dash| self.any_in(&(between.start + dash..clause.end), &verbs))
            || open.is_some()
                && self.any_in(&inside, &[Cue::Processor, Cue::ThirdParty, Cue::JointController])
    }

    /// `No US hyperscaler (AWS, Azure) is used`, `Es wird kein US-Anbieter wie AWS verwendet`: an example of those that there are none
    /// of, before the verb.
    fn is_example_of_none(&self, negation: &Hit<Cue>, name: &Mention, clause: &Range<usize>) -> bool {
        let between = negation.end..name.start;
        if between.len() > GROUP {
            return false;
        }
        let open = self
            .text(between.clone())
            .rfind('(')
            .is_some_and(|open| !self.text(between.start + open..name.start).contains(')'));
        let hedged = self.cues(Cue::Hedge).any(|hedge| {
            hedge.start >= between.start && hedge.end <= name.start && name.start - hedge.end <= DIRECTLY
        });
        let verbs = [Cue::Engage, Cue::Share, Cue::Destination, Cue::Handle];
        let until = self.after_group(name)..clause.end;
        negation.language.adpositions == Side::Before
            && (open || hedged)
            && !self.any_in(&between, &[Cue::Data, Cue::Item, Cue::Share, Cue::Engage, Cue::Break])
            && self.any_in(&until, &verbs)
            && !self.any_in(&until, &[Cue::Exception])
    }

    /// `An X übermitteln wir keine Daten`, `To X we send nothing`: the one that data would go to, the verb, the denial.
    fn negation_behind(&self, name: &Mention, clause: &Range<usize>) -> Option<&Hit<Cue>> {
        let negation = self
            .cues(Cue::NegationBehind)
            .find(|cue| cue.start >= name.end && cue.end <= clause.end)
            .filter(|cue| self.any_in(&(name.end..cue.start), &[Cue::Share]));
        negation.filter(|_| self.direction(name) == Some(Cue::Toward))
    }

    /// `X is read for public postings only, and nothing is ever sent to them`, `X : nous ne transmettons plus aucune donnée à
    /// cette société`, `X: Wir geben dem Unternehmen keine Daten weiter`.
    fn denied_of_them(&self, name: &Mention) -> Option<Stance> {
        let them = self.cues(Cue::Them).find(|them| them.start >= name.end)?;
        let until = self
            .cues(Cue::Break)
            .find(|cue| cue.start >= them.end)
            .map_or(self.range.end, |cue| self.range.end.min(cue.start));
        let shares = |range: &Range<usize>| self.any_in(range, &[Cue::Share]);
        let is_of_them = |negation: &&Hit<Cue>| match negation.start <= them.start {
            true => {
                shares(&(negation.start..until)) && !self.any_in(&(negation.end..them.start), &[Cue::Break])
            }
            false => negation.start - them.end <= DIRECTLY && shares(&(name.end..until)),
        };
        let mut negations = self.cues(Cue::Negation).filter(|cue| cue.start >= name.end && cue.start < until);
        let negation = negations.find(is_of_them)?;
        let range = negation.start..until;
        let names_another = self
            .scan
            .names_in(&(name.end..them.start))
            .any(|other| other.start > negation.end && other.organisation != name.organisation);
        let excepted = self.any_in(&(negation.start..self.range.end), &[Cue::Exception]);
        (!names_another && !excepted).then(|| self.denied(&range))
    }

    /// `X receives no data, except your e-mail address`: some data goes there after all.
    fn is_limited(&self, denial: &Hit<Cue>) -> bool {
        self.cues(Cue::Exception)
            .any(|exception| exception.start >= denial.end && !self.is_also(exception, Cue::Consent))
    }

    /// `Kraken does not receive your Google password`, `we do not use the data collected through X`: what is denied is that
    /// something comes in, or is used for something.
    fn is_about_data_alone(&self, range: &Range<usize>) -> bool {
        let verbs = [Cue::Share, Cue::Engage, Cue::Handle, Cue::Destination, Cue::Receive];
        let mut cues = self.scan.cues_in(range).filter(|cue| verbs.contains(&cue.mark)).peekable();
        let Some(first) = cues.peek().map(|cue| (cue.start, cue.end)) else { return false };
        let (at_first, later): (Vec<&Hit<Cue>>, Vec<&Hit<Cue>>) = cues.partition(|cue| cue.start == first.0);
        let is = |mark: Cue| at_first.iter().any(|cue| cue.mark == mark);
        let sends = |cue: &&Hit<Cue>| matches!(cue.mark, Cue::Share | Cue::Engage);
        let is_received = is(Cue::Receive) && !is(Cue::Share) && !later.iter().any(sends);
        let object = self.cues(Cue::Data).any(|data| data.start >= first.1 && data.start - first.1 <= 4);
        let is_used =
            is(Cue::Engage) && !is(Cue::Share) && object && !later.iter().any(|cue| cue.mark == Cue::Share);
        is_received || is_used
    }

    /// `X opera o serviço: prompts e respostas não são utilizados para treinar modelos`: a clause with a verb of its own, and
    /// behind a colon what is done with something else.
    fn is_of_something_else(&self, name: &Mention, denial: &Hit<Cue>) -> bool {
        let between = self.text(name.end..denial.start);
        between.find(':').is_some_and(|colon| {
            let clause = self.range.start..name.end + colon;
            self.any_in(&clause, &[Cue::Handle, Cue::Engage, Cue::Share])
        })
    }

    /// `我们向Google Play查询以确认您的权益，该标志不会传输给我们`: what is denied is that something reaches the controller.
    fn is_toward_us(&self, denial: &Hit<Cue>) -> bool {
        let behind = denial.start..self.range.end;
        let toward = self.scan.cues_in(&behind).find(|cue| cue.mark == Cue::Toward);
        denial.language.adpositions == Side::Before
            && toward.is_some_and(|toward| {
                self.cues(Cue::Controller).any(|us| us.start >= toward.start && us.start <= toward.end + 1)
            })
    }

    /// `GitHub 프로젝트 정보를 외부 LLM 서비스로 전송하지 않습니다`: what is denied is that data which bears the name goes to another.
    fn is_of_its_data(&self, name: &Mention, denial: &Hit<Cue>) -> bool {
        let behind = name.end..denial.start;
        let toward = self.scan.cues_in(&behind).find(|cue| cue.mark == Cue::Toward);
        denial.language.adpositions == Side::After
            && self.direction(name).is_none()
            && toward.is_some_and(|toward| self.any_in(&(name.end..toward.start), &[Cue::Data, Cue::Item]))
    }

    /// `We do not access your Gmail, Google Drive or contacts`: what is the reader's own there, and not what goes there.
    fn is_readers_own(&self, range: &Range<usize>, name: &Mention) -> bool {
        let sends = [Cue::Share, Cue::Engage, Cue::Destination];
        !self.any_in(range, &sends) && self.any_in(range, &[Cue::Reader]) && self.direction(name).is_none()
    }

    /// `If you refuse, you cannot use X`: what the reader does not, and not the controller.
    fn is_readers_doing(&self, negation: &Hit<Cue>) -> bool {
        // `si vous n'êtes pas`: the two halves of one denial.
        let first_half = self.cues(Cue::Negation).find(|cue| {
            cue.end <= negation.start
                && negation.start - cue.end <= 60
                && !self.any_in(&(cue.end..negation.start), &[Cue::Controller, Cue::Break, Cue::Data])
        });
        if first_half.is_some_and(|half| half.language == negation.language && self.is_readers_doing(half)) {
            return true;
        }
        // `Data Anda tidak …`: the reader whose data it is does nothing.
        let owns_data = |reader: &Hit<Cue>| {
            self.cues(Cue::Data).any(|data| data.start < reader.start && reader.end <= data.end)
        };
        self.cues(Cue::Reader).any(|cue| {
            cue.end <= negation.start
                && self.text(cue.end..negation.start).trim().is_empty()
                && !owns_data(cue)
        })
    }

    /// `We do not share your e-mail address with X`, `We do not share Google user data with X` denies one item and not the
    /// recipient.
    fn denied(&self, range: &Range<usize>) -> Stance {
        // What is denied may stand before the denial: `un identificador de X nunca se envía a Y`.
        let before = self.cues(Cue::Break).filter(|cue| cue.end <= range.start).last();
        let clause = before.map_or(self.range.start, |cue| cue.end)..range.end;
        let is_partial = is_about_items(self.scan, range)
            || !self.any_in(range, &[Cue::Data]) && is_about_items(self.scan, &clause);
        if is_partial { Stance::Mentioned } else { Stance::Denied }
    }

    /// `X는 제3자에게 제공하지 않습니다` denies what X does, and so does `XはCookieを使用しません`; `X는 사용되지 않습니다` and
    /// `X는 국외 이전에 해당하지 않습니다` deny X.
    fn is_about_subject(&self, name: &Mention, denial: &Hit<Cue>) -> bool {
        self.is_also(denial, Cue::DenialOfSubject) && !self.any_in(&(name.end..denial.start), &[Cue::Object])
    }

    /// `with nobody except Stripe` affirms, `not with Stripe without your consent` does neither.
    fn excepted(&self, from: usize, name: &Mention, clause: &Range<usize>) -> Option<Stance> {
        let exceptions =
            self.cues(Cue::Exception).filter(|cue| cue.start >= from && cue.end <= self.range.end);
        let mut found = None;
        for exception in exceptions {
            let gap = exception.end..name.start;
            let leads_to_name =
                exception.end <= name.start && !self.any_in(&gap, &[Cue::Share, Cue::Negation]);
            let follows_name =
                exception.start >= name.end && exception.start <= name.end + 24 && clause.end > exception.end;
            if leads_to_name && !self.is_also(exception, Cue::Consent)
                || follows_name && self.is_also(exception, Cue::ExceptionBehind)
            {
                return Some(Stance::Affirmed);
            }
            found = Some(Stance::Mentioned);
        }
        found
    }
}
