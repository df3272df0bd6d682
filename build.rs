//! Compiles the words of the lexicon and the law packs into tables, so that the program parses none when it starts, and
//! tells it which commit it is built from.

#[path = "build/commit.rs"]
mod commit;
#[path = "build/languages.rs"]
mod languages;
#[path = "build/laws.rs"]
mod laws;
#[path = "build/places.rs"]
mod places;
#[allow(dead_code)]
#[path = "src/lexicon/trie.rs"]
mod trie;
#[path = "build/vocabulary.rs"]
mod vocabulary;

use std::path::Path;
use std::process::ExitCode;

/// One step: reads its files under the root, writes its code, if any, into the folder.
type Step = fn(root: &Path, out: &Path) -> Result<(), Vec<String>>;

const STEPS: &[Step] =
    &[vocabulary::compile, languages::compile, places::compile, laws::compile, commit::tell];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/lexicon/format.rs");
    println!("cargo::rerun-if-changed=src/lexicon/marks.rs");
    println!("cargo::rerun-if-changed=src/lexicon/trie.rs");
    let (Some(root), Some(out)) = (std::env::var_os("CARGO_MANIFEST_DIR"), std::env::var_os("OUT_DIR"))
    else {
        println!("cargo::error=to be run by cargo");
        return ExitCode::FAILURE;
    };
    let mut code = ExitCode::SUCCESS;
    for step in STEPS {
        for error in step(Path::new(&root), Path::new(&out)).err().unwrap_or_default() {
            println!("cargo::error={error}");
            code = ExitCode::FAILURE;
        }
    }
    code
}
