//! The words of each language: data and look-ups, no judgement.

pub mod country;
pub mod places;
