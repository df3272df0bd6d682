//! What each section is about, and what follows from that for the names in it.

use crate::declaration::Role;
use crate::lexicon::{Lexicon, Topic};
use crate::policy::{BlockKind, Policy, SectionId};

/// The topics of one heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Topics(u32);

impl Topics {
    pub(super) fn add(&mut self, topic: Topic) {
        self.0 |= 1 << topic as u32;
    }

    pub(super) fn has(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u32) != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Names in such a section are recipients unless the sentence says otherwise.
    pub(super) fn discloses(self) -> bool {
        ![Topic::Sources, Topic::OptOut].into_iter().any(|topic| self.has(topic))
            && [
                Topic::Outsourcing,
                Topic::Provision,
                Topic::Sharing,
                Topic::Transfer,
                Topic::JointControl,
                Topic::Technology,
            ]
            .into_iter()
            .any(|topic| self.has(topic))
    }

    /// Tables and lists in such a section list recipients.
    pub(super) fn lists_recipients(self) -> bool {
        ![Topic::Sources, Topic::OptOut].into_iter().any(|topic| self.has(topic))
            && [Topic::Outsourcing, Topic::Provision, Topic::Sharing, Topic::Transfer, Topic::JointControl]
                .into_iter()
                .any(|topic| self.has(topic))
    }

    /// Whether the heading announces a capacity, or several.
    pub(super) fn names_roles(self) -> bool {
        [Topic::Outsourcing, Topic::Provision, Topic::JointControl].into_iter().any(|topic| self.has(topic))
    }

    /// The capacity that the heading announces, where it announces one and not several.
    pub(super) fn role(self) -> Option<Role> {
        match (self.has(Topic::Outsourcing), self.has(Topic::Provision), self.has(Topic::JointControl)) {
            (true, false, false) => Some(Role::Processor),
            (false, true, false) => Some(Role::ThirdParty),
            (false, false, true) => Some(Role::JointController),
            _ => None,
        }
    }
}

/// The topics in force in every section: its own, else those of the nearest section around it that has any.
pub(super) fn of_sections(policy: &Policy, lexicon: &Lexicon) -> Vec<Topics> {
    let mut topics: Vec<Topics> = Vec::with_capacity(policy.sections.len());
    for section in &policy.sections {
        let mut own = Topics::default();
        if let Some(BlockKind::Heading(text)) =
            section.heading.and_then(|block| policy.blocks.get(block)).map(|block| &block.kind)
        {
            for hit in lexicon.topics.find(text.folded()) {
                own.add(hit.mark);
            }
        }
        let inherited =
            section.parent.and_then(|parent: SectionId| topics.get(parent)).copied().unwrap_or_default();
        topics.push(if own.is_empty() { inherited } else { refine(own, inherited) });
    }
    topics
}

/// A heading such as `Purposes` or `Analytics` inside a section on recipients divides that section and does not leave it.
fn refine(own: Topics, inherited: Topics) -> Topics {
    let mut topics = own;
    let divides = !own.lists_recipients()
        && [Topic::Technology, Topic::Collection, Topic::Transfer].into_iter().any(|topic| own.has(topic));
    if divides && inherited.lists_recipients() {
        topics.0 |= inherited.0;
    }
    topics
}
