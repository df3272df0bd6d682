//! Any text is a policy: it is read, surveyed as `divulge init` does, and every place in it is one.

#![no_main]

use divulge::policy::Policy;
use divulge::source::{Source, Sources};
use divulge::survey;
use divulge_fuzz::{case, places};
use libfuzzer_sys::fuzz_target;

/// A survey takes a hundred times what reading takes: one text of so many is surveyed.
const SURVEYED: usize = 16;

fuzz_target!(|data: &[u8]| {
    let text = case::text(data);
    let mut sources = Sources::default();
    let id = sources.add(Source::new("policy.md", text.as_ref()));
    places::of_policy(&Policy::parse(&[(id, &text)]), &text);
    if text.len() % SURVEYED != 0 {
        return;
    }
    let found = survey::survey(&[(id, "policy.md".to_owned())], &mut sources);
    for transfer in &found.transfers {
        places::has_words(&sources, transfer.recipient.location);
        transfer.countries.iter().for_each(|country| places::has_words(&sources, country.location));
    }
});
