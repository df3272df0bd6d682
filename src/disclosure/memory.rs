//! What was found in the texts of a policy when it was last read: while somebody writes it, nearly all of them stay the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::policy::Text;

use super::roster::{Roster, Setting};
use super::scan::Found;

/// What was found in the texts of one policy. It keeps what the last reading asked for, and forgets what only those before it did;
/// and all, where other names or languages are looked for.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The names that were looked for.
    roster: Option<Arc<Roster>>,
    /// By text, what this reading has asked for.
    fresh: Findings,
    /// What the one before it did.
    former: Findings,
}

/// What was found in texts, by setting.
#[derive(Debug, Default)]
struct Findings {
    prose: HashMap<Box<str>, Arc<Found>>,
    fields: HashMap<Box<str>, Arc<Found>>,
}

impl Findings {
    fn of(&mut self, setting: Setting) -> &mut HashMap<Box<str>, Arc<Found>> {
        match setting {
            Setting::Prose => &mut self.prose,
            Setting::Field => &mut self.fields,
        }
    }
}

impl Memory {
    /// A policy is read again.
    pub(super) fn begin(&self, roster: &Arc<Roster>) {
        let mut known = self.known();
        if known.roster.as_ref().is_some_and(|former| former.finds_the_same(roster)) {
            known.former = std::mem::take(&mut known.fresh);
        } else {
            *known = Known { roster: Some(Arc::clone(roster)), ..Known::default() };
        }
    }

    /// What is found in a text: what is remembered of it, or else what `read` finds.
    pub(super) fn found(&self, text: &Text, setting: Setting, read: impl FnOnce() -> Found) -> Arc<Found> {
        let text = text.as_str();
        if let Some(found) = self.known().recall(text, setting) {
            return found;
        }
        let found = Arc::new(read());
        self.known().fresh.of(setting).insert(text.into(), Arc::clone(&found));
        found
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // What was found stays true, whatever ended the thread that found it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn recall(&mut self, text: &str, setting: Setting) -> Option<Arc<Found>> {
        if let Some(found) = self.fresh.of(setting).get(text) {
            return Some(Arc::clone(found));
        }
        let (text, found) = self.former.of(setting).remove_entry(text)?;
        self.fresh.of(setting).insert(text, Arc::clone(&found));
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::{Declaration, Located, Recipient};
    use crate::disclosure::{read, read_again};
    use crate::policy::Policy;
    use crate::source::{Location, Source, SourceId, Sources, Span};

    /// One declaration and one policy, which are written side by side.
    struct Writing {
        sources: Sources,
        memory: Memory,
    }

    impl Writing {
        fn new() -> Self {
            Self { sources: Sources::default(), memory: Memory::default() }
        }

        fn declare(&mut self, names: &[&str]) -> Declaration {
            let source = self.sources.add(Source::new("divulge.yaml", ""));
            let location = Location { source, span: Span::new(0, 0) };
            let mut declaration = Declaration::empty(source);
            declaration.recipients.extend(
                names.iter().map(|name| Recipient::named(Located { value: (*name).to_owned(), location })),
            );
            declaration
        }

        /// Reads a policy with what is remembered, and sees that the same comes of it as without. Tells how many texts are
        /// remembered then.
        fn read(&mut self, policy: &str, declaration: &Declaration) -> usize {
            let id: SourceId = self.sources.add(Source::new("policy.md", policy));
            let policy = Policy::parse(&[(id, policy)]);
            let again = read_again(&policy, None, declaration, &self.memory);
            let fresh = read(&policy, None, declaration);
            assert!(!fresh.claims.is_empty(), "nothing is compared");
            assert_eq!(format!("{again:?}"), format!("{fresh:?}"));
            let known = self.memory.known();
            [&known.fresh, &known.former].iter().map(|it| it.prose.len() + it.fields.len()).sum()
        }
    }

    #[test]
    fn what_is_remembered_changes_nothing() {
        let mut writing = Writing::new();
        let one = writing.declare(&["Alder Works Inc."]);
        let other = writing.declare(&["Birch Mail", "Alder Works Inc."]);
        let policy = "# Sharing\n\nWe share your name with Alder Works Inc. and Birch Mail in Ireland.\n";
        writing.read(policy, &one);
        // The same text at another place, twice.
        writing.read(&format!("{policy}\nMore.\n\n{policy}"), &one);
        // The same texts, in which another name counts now.
        writing.read(policy, &other);
        // A policy that has come to hold another language, whose words are looked for too.
        let korean = "회사는 이용자의 이름을 Alder Works Inc.에 제공하며, 해당 서버는 미국에 있습니다.";
        writing.read(&format!("{policy}\n{korean}\n"), &other);
        writing.read(policy, &one);
    }

    #[test]
    fn what_is_no_longer_written_is_forgotten() {
        let mut writing = Writing::new();
        let declaration = writing.declare(&["Alder Works Inc."]);
        let many: String = (0..50).map(|n| format!("We share item {n} with Alder Works Inc.\n\n")).collect();
        let few = "We share your name with Alder Works Inc.\n";
        assert!(writing.read(&many, &declaration) >= 50);
        writing.read(few, &declaration);
        assert!(writing.read(few, &declaration) < 10);
    }
}
