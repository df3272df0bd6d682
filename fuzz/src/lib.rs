//! What the targets share: how bytes become a declaration with its policy, and what holds for every place in a result.

pub mod case;
pub mod places;
pub mod ranges;
