//! A category is no name: whoever is declared with it is meant by it.

use super::{Claim, Naming, Roster};

/// Says of every recipient of a category what is said of the one that the search has tied it to: the first that is declared.
pub(super) fn share(roster: &Roster, claims: &mut Vec<Claim>) {
    let all = std::mem::take(claims);
    for claim in all {
        let is_category = claim.naming == Naming::Category;
        let others = is_category.then(|| roster.others_of_category(claim.recipient));
        claims.extend(others.into_iter().flatten().map(|recipient| Claim { recipient, ..claim.clone() }));
        claims.push(claim);
    }
}
