//! A change in words, and changes that are told in one line.

use crate::assessment::Element;
use crate::comparison::{Change, Comparison, Kind, Of, Weight};

/// Changes of one transfer, in order.
pub(super) struct Group<'a> {
    /// `Alipay (nsf-score)`, or the recipient that nothing declares.
    pub(super) title: String,
    pub(super) lines: Vec<Line<'a>>,
}

/// What is told in one line: changes that differ in what they are about alone.
pub(super) struct Line<'a> {
    pub(super) changes: Vec<&'a Change>,
}

/// The changes of each transfer together.
pub(super) fn groups(comparison: &Comparison) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for change in &comparison.changes {
        let title = title(change);
        let group = match groups.iter().position(|group| group.title == title) {
            Some(index) => index,
            None => {
                groups.push(Group { title, lines: Vec::new() });
                groups.len() - 1
            }
        };
        let Some(group) = groups.get_mut(group) else { continue };
        match group.lines.iter_mut().find(|line| line.takes(change)) {
            Some(line) => line.changes.push(change),
            None => group.lines.push(Line { changes: vec![change] }),
        }
    }
    groups
}

fn title(change: &Change) -> String {
    let recipient = change.recipient.as_deref().unwrap_or_default();
    match &change.transfer {
        Some(id) => format!("{recipient} ({id})"),
        None => recipient.to_owned(),
    }
}

impl Line<'_> {
    fn takes(&self, change: &Change) -> bool {
        self.changes.first().is_some_and(|first| {
            let same_said =
                first.of == Of::Disclosure || first.element == change.element && first.subject.is_some();
            (first.kind, first.of, first.weight) == (change.kind, change.of, change.weight)
                && (&first.policy, &first.before, &first.after)
                    == (&change.policy, &change.before, &change.after)
                && first.element.is_some() == change.element.is_some()
                && same_said
        })
    }

    pub(super) fn weight(&self) -> Weight {
        self.changes.first().map_or(Weight::Plain, |change| change.weight)
    }

    /// `+`, `-`, `~`: for lists of changes, as people know them from diffs.
    pub(super) fn sign(&self) -> char {
        match self.changes.first().map(|change| change.kind) {
            Some(Kind::Added | Kind::Widened | Kind::Strengthened) => '+',
            Some(Kind::Dropped | Kind::Narrowed | Kind::Weakened) => '-',
            Some(Kind::Changed) | None => '~',
        }
    }

    /// `transfer widened: country CN, SG`, `disclosure in privacy.md weakened, clear -> vague: country CN`.
    pub(super) fn words(&self) -> String {
        let Some(first) = self.changes.first() else { return String::new() };
        let place = first.policy.as_ref().map_or_else(String::new, |policy| format!(" in {policy}"));
        let things = self.things();
        let is_part = first.of == Of::Transfer && !things.is_empty();
        if is_part && matches!(first.kind, Kind::Added | Kind::Dropped) {
            // `transfer added` alone is a transfer that begins.
            let said = first.after.as_ref().or(first.before.as_ref());
            let said = said.map_or_else(String::new, |said| format!(" ({said})"));
            return format!("{}: {things} {}{said}", first.of.name(), first.kind.name());
        }
        let mut words = format!("{}{place} {}", first.of.name(), first.kind.name());
        let said = match (&first.before, &first.after) {
            (Some(before), Some(after)) => format!("{before} -> {after}"),
            (Some(only), None) | (None, Some(only)) => only.to_string(),
            (None, None) => String::new(),
        };
        // What begins or ends says so already.
        let is_plain = first.of == Of::Disclosure && matches!(first.kind, Kind::Added | Kind::Dropped);
        if !things.is_empty() {
            words.push_str(&format!(": {things}"));
        }
        if !said.is_empty() && !is_plain {
            words.push_str(&if things.is_empty() { format!(": {said}") } else { format!(" ({said})") });
        }
        words
    }

    /// `recipient, country CN, SG, role`.
    fn things(&self) -> String {
        let mut things: Vec<String> = Vec::new();
        let mut last: Option<Element> = None;
        for change in &self.changes {
            let Some(element) = change.element else { continue };
            // A statement names its recipient in the title.
            let subject = change.subject.as_deref();
            things.push(match subject {
                Some(subject) if last == Some(element) => subject.to_owned(),
                Some(subject) => format!("{} {subject}", element.name()),
                None => element.name().to_owned(),
            });
            last = Some(element);
        }
        things.join(", ")
    }

    /// Where the first of them stands.
    pub(super) fn place(&self) -> Option<String> {
        let place = self.changes.first()?.place.as_ref()?;
        let version = if place.in_base { " before" } else { "" };
        Some(format!("{}:{}{version}", place.path, place.line))
    }
}

/// What the changes call for, in one sentence.
pub(super) fn closing(comparison: &Comparison) -> String {
    let count = |count: usize, one: &str, several: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {several}"),
    };
    if comparison.changes.is_empty() {
        return format!("Nothing has changed from {} to {}.", comparison.base, comparison.head);
    }
    let all = count(comparison.changes.len(), "change", "changes");
    let calls = [
        (Weight::Notice, "calls for a notice to users", "call for a notice to users"),
        (Weight::Loss, "says less of what goes on", "say less of what goes on"),
    ];
    let calls = calls.iter().filter_map(|&(weight, one, several)| {
        let found = comparison.count(weight);
        (found > 0).then(|| count(found, one, several))
    });
    let calls: Vec<String> = calls.collect();
    let calls = if calls.is_empty() { "none calls for a notice".to_owned() } else { calls.join(", ") };
    format!("{all} from {} to {}: {calls}.", comparison.base, comparison.head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Said;
    use crate::output::comparison::sample;

    #[test]
    fn a_detail_that_is_declared_anew_is_no_transfer_that_begins() {
        let mut change = sample::comparison().changes.remove(7);
        change.kind = Kind::Added;
        change.element = Some(Element::LegalBasis);
        change.before = None;
        change.after = Some(Said::Declared("consent".to_owned()));
        let line = Line { changes: vec![&change] };
        assert_eq!(line.words(), "transfer: legal-basis added (consent)");
    }
}
