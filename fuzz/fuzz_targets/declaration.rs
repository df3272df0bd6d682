//! Any text is a valid declaration or a list of problems, each with its place; and what is read is what stands there.

#![no_main]

use std::path::Path;

use divulge::declaration::{Declaration, Located, load_from};
use divulge::source::Sources;
use divulge_fuzz::case::{Case, text};
use divulge_fuzz::places;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let case = Case { declaration: text(data).into_owned(), policy: String::new() };
    let mut sources = Sources::default();
    match load_from(&case, Path::new("divulge.yaml"), "divulge.yaml", &mut sources) {
        Ok(declaration) => stands_there(&declaration, &sources),
        Err(problems) => places::explain(&sources, &problems),
    }
});

fn stands_there(declaration: &Declaration, sources: &Sources) {
    for transfer in &declaration.transfers {
        assert!(transfer.recipient < declaration.recipients.len(), "{transfer:?}");
        places::has_words(sources, transfer.location);
        places::has_words(sources, transfer.recipient_location);
        let lists = [&transfer.data, &transfer.purposes, &transfer.safeguards];
        let single = [
            &transfer.on_behalf_of,
            &transfer.subjects,
            &transfer.retention,
            &transfer.method,
            &transfer.legal_basis,
            &transfer.refusal,
            &transfer.automated_decision,
        ];
        let values = lists.into_iter().flatten().chain(single.into_iter().flatten());
        values.for_each(|value| is_written(value, sources));
        transfer.countries.iter().for_each(|country| places::has_words(sources, country.location));
    }
    declaration.recipients.iter().for_each(|recipient| is_written(&recipient.name, sources));
    declaration.policies.iter().for_each(|policy| is_written(&policy.path, sources));
    declaration.exceptions.iter().for_each(|one| places::has_words(sources, one.location));
}

/// A plain scalar on one line is its own value, up to blanks. Quotes, blocks, tags and aliases begin with a mark.
fn is_written(value: &Located<String>, sources: &Sources) {
    places::has_words(sources, value.location);
    let written = sources.slice(value.location);
    if written.starts_with(char::is_alphanumeric) && !written.contains(['\n', '\r']) {
        assert_eq!(written.trim(), value.value.trim());
    }
}
