//! The pages that are made from the rules and the law packs are those that the program writes today.

#![allow(clippy::unwrap_used, reason = "what a test cannot set up should stop it")]

use std::fs;
use std::path::Path;

use divulge::manual;

#[test]
fn the_pages_are_those_that_the_program_writes() {
    let pages = [
        ("docs/rules.md", manual::rules_page(), "divulge rules --format markdown > docs/rules.md"),
        ("docs/laws.md", manual::laws_page(), "divulge laws --format markdown > docs/laws.md"),
    ];
    for (path, written, command) in pages {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let page = fs::read_to_string(file).unwrap_or_default();
        assert!(page == written, "{path} is stale: `{command}` writes it");
    }
}
