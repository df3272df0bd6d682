//! What tells one finding from another over the days, whatever lines come and go around it.

use std::collections::BTreeMap;
use std::fmt;

use crate::Checked;
use crate::fnv::fnv1a;
use crate::rules::Finding;

/// A number that stays the same while the finding is about the same: rule, policy, transfer, element and subject. Neither
/// lines nor messages count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a finding, by what it is about.
    pub(super) fn of(checked: &Checked, finding: &Finding) -> Self {
        let declaration = checked.sources.get(checked.declaration.source).path();
        let policy = finding.policy.and_then(|location| checked.policy_of(location.source));
        let transfer = finding.transfer.and_then(|id| checked.declaration.transfers.get(id));
        Self::of_fields(&[
            finding.rule.name(),
            declaration,
            policy.map_or("", |policy| checked.policy_path(policy)),
            transfer.map_or("", |transfer| &transfer.id),
            finding.element.map_or("", |element| element.name()),
            finding.subject.as_deref().or(finding.recipient.as_deref()).unwrap_or_default(),
        ])
    }

    fn of_fields(fields: &[&str]) -> Self {
        // No text holds the byte 0xff, so no two lists of fields are the same bytes.
        let bytes = fields.iter().flat_map(|field| field.bytes().chain([0xff]));
        Self(fnv1a(bytes))
    }

    /// The same, or, where this one is taken, one that follows from it.
    pub(super) fn unique_in(self, known: &mut BTreeMap<Self, usize>) -> Self {
        let mut fingerprint = self;
        while let Some(times) = known.get_mut(&fingerprint) {
            *times += 1;
            let occurrence = times.to_string();
            fingerprint = Self::of_fields(&[&fingerprint.to_string(), &occurrence]);
        }
        known.insert(fingerprint, 1);
        fingerprint
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::output::sample;

    #[test]
    fn fields_do_not_run_into_each_other() {
        assert_ne!(Fingerprint::of_fields(&["ab", "c"]), Fingerprint::of_fields(&["a", "bc"]));
        assert_ne!(Fingerprint::of_fields(&["a", ""]), Fingerprint::of_fields(&["a"]));
    }

    #[test]
    fn neither_place_nor_message_nor_severity_matter() {
        let checked = sample::checked();
        let mut moved = checked.findings[1].clone();
        let before = Fingerprint::of(&checked, &moved);
        moved.policy = checked.findings[2].policy;
        moved.declaration = None;
        moved.message = "other words".to_owned();
        assert_eq!(Fingerprint::of(&checked, &moved), before);
        moved.subject = Some("SG".to_owned());
        assert_ne!(Fingerprint::of(&checked, &moved), before);
    }

    #[test]
    fn the_same_finding_twice_has_two_fingerprints_the_same_on_every_run() {
        let run = || {
            let mut known = BTreeMap::new();
            [7, 7, 7, 8].map(|number| Fingerprint(number).unique_in(&mut known))
        };
        let fingerprints = run();
        assert_eq!(fingerprints, run());
        assert_eq!(fingerprints[0], Fingerprint(7));
        assert_eq!(fingerprints.into_iter().collect::<BTreeSet<_>>().len(), 4);
    }
}
