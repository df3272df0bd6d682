//! Where a missing disclosure would belong.

use crate::declaration::Role;
use crate::lexicon::Topic;
use crate::policy::{BlockKind, Policy};
use crate::source::Location;

use super::topic::Topics;

/// The sections that disclose recipients.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    outsourcing: Option<Location>,
    provision: Option<Location>,
    sharing: Option<Location>,
    transfer: Option<Location>,
    first: Option<Location>,
}

impl Outline {
    /// The first section of each kind.
    pub(super) fn new(policy: &Policy, topics: &[Topics]) -> Self {
        let mut outline = Self::default();
        for (section, topics) in policy.sections.iter().zip(topics) {
            let Some(block) = section.heading.and_then(|heading| policy.blocks.get(heading)) else {
                continue;
            };
            let BlockKind::Heading(text) = &block.kind else { continue };
            let here = text.location();
            outline.first.get_or_insert(here);
            for (topic, slot) in [
                (Topic::Outsourcing, &mut outline.outsourcing),
                (Topic::Provision, &mut outline.provision),
                (Topic::Sharing, &mut outline.sharing),
                (Topic::Transfer, &mut outline.transfer),
            ] {
                if topics.has(topic) {
                    slot.get_or_insert(here);
                }
            }
        }
        if outline.first.is_none() {
            outline.first = policy.blocks.first().map(|block| block.location).or(policy.start);
        }
        outline
    }

    /// Where a recipient in this role belongs; none where there is no document.
    #[must_use]
    pub fn for_recipient(&self, role: Option<Role>) -> Option<Location> {
        let own = match role {
            Some(Role::Processor) => self.outsourcing.or(self.sharing),
            Some(Role::ThirdParty | Role::JointController) => self.provision.or(self.sharing),
            None => self.sharing,
        };
        own.or(self.provision).or(self.outsourcing).or(self.transfer).or(self.first)
    }

    /// Where a country belongs.
    #[must_use]
    pub fn for_country(&self, role: Option<Role>) -> Option<Location> {
        self.transfer.or_else(|| self.for_recipient(role))
    }
}
