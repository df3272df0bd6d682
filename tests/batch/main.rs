//! Many policies: one line per policy, shards of a tree, lines instead of files.

// What a test cannot set up should stop it.
#![allow(clippy::unwrap_used)]

mod lines;
#[path = "../support/mod.rs"]
mod support;
mod tree;

use serde_json::Value;

use support::Answer;

/// The report of an answer.
fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.out).unwrap()
}

/// The lines of an answer.
fn lines(answer: &Answer) -> Vec<Value> {
    answer.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
