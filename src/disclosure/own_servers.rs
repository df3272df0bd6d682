//! Software that the controller runs itself: `We use Matomo … Matomo is installed on our own server`. Whoever made it receives
//! nothing, and a sentence before or after that says "we use Matomo" is no disclosure to its maker.

use std::ops::Range;

use crate::declaration::RecipientId;
use crate::lexicon::Cue;
use crate::policy::{Policy, SectionId};

use super::general;
use super::scan::Scan;
use super::sentence::recipient_of;
use super::stance::Sentence;
use super::{Claim, Grounds, Naming, Stance};

/// Those whose software runs with the controller by what a sentence says of it: `Matomo is installed on our own server`.
pub(super) fn named(scan: &Scan<'_>, range: &Range<usize>) -> Vec<RecipientId> {
    if !scan.has(range, Cue::OwnServers) || scan.has(range, Cue::Future) {
        return Vec::new();
    }
    let sentence = Sentence { scan, range: range.clone() };
    let names = scan.names_in(range).filter(|name| name.naming == Naming::Name);
    names.filter(|name| sentence.is_on_own_servers(name)).filter_map(recipient_of).collect()
}

/// Whether a sentence that names nobody says of the software before it that it runs with the controller: `This tool runs on our
/// own server`, `The data are stored on our own servers and not passed on to third parties`.
pub(super) fn tells_of_software(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let is_here = scan.has(range, Cue::OwnServers) && !scan.has(range, Cue::Future);
    let anybody = [Cue::ThirdParties, Cue::Everyone];
    let goes_nowhere = || general::denies(scan, range) && anybody.iter().any(|&cue| scan.has(range, cue));
    let tells_of_tool = || {
        scan.cues_of(range, Cue::Tool).any(|tool| {
            let own = scan.cues_of(range, Cue::OwnServers).find(|own| own.start >= tool.end);
            own.is_some_and(|own| !scan.has(&(tool.end..own.start), Cue::Negation))
        })
    };
    is_here && (goes_nowhere() || tells_of_tool())
}

/// A recipient whose software runs with the controller, as a section says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OwnServer {
    pub(super) section: SectionId,
    pub(super) recipient: RecipientId,
}

/// Takes back that the maker of such software receives anything, in the section that says so and those below it: all but what
/// says that data goes to it, or lists it as a recipient. `first_claims` has the index of each section's first claim.
pub(super) fn take_back(
    policy: &Policy,
    own_servers: &[OwnServer],
    first_claims: &[Option<usize>],
    claims: &mut [Claim],
) {
    for own in own_servers {
        let Some(first) = first_claims.get(own.section).copied().flatten() else { continue };
        let is_below = |section: &SectionId| {
            std::iter::successors(Some(*section), |&at| policy.sections.get(at)?.parent)
                .any(|at| at == own.section)
        };
        let next = (own.section + 1..policy.sections.len()).find(|section| !is_below(section));
        let end = next
            .into_iter()
            .flat_map(|next| first_claims.get(next..).unwrap_or_default())
            .find_map(|first| *first)
            .unwrap_or(claims.len());
        let used = claims.get_mut(first..end).unwrap_or_default().iter_mut().filter(|claim| {
            claim.recipient == own.recipient
                && claim.naming == Naming::Name
                && claim.stance == Stance::Affirmed
                && claim.grounds == Grounds::Use
        });
        for claim in used {
            claim.stance = Stance::Mentioned;
        }
    }
}
