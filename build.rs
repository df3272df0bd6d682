//! Compiles the data files of the lexicon into Rust tables, so that start-up parses nothing.

use std::path::Path;
use std::process::ExitCode;

#[path = "build/languages.rs"]
mod languages;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/lexicon/marks.rs");
    let Some(out) = std::env::var_os("OUT_DIR") else {
        println!("cargo::error=OUT_DIR is not set: build with cargo");
        return ExitCode::FAILURE;
    };
    if let Err(error) = languages::compile(Path::new("src/lexicon/languages"), Path::new(&out)) {
        println!("cargo::error={error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
