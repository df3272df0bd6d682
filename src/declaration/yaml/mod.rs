//! A YAML file as a tree in which every value knows its bytes.
//!
//! The tree is built from parser events and not by a deserializer, which would read `NO` as a boolean and `012` as ten,
//! keep one of two equal keys, and stop at the first problem. It is bounded by [`DEPTH_LIMIT`] and [`NODE_LIMIT`], which
//! count what aliases stand for, so that no file can make a tree, or a walk over it, much larger than the file.

mod build;
mod merge;

use std::rc::Rc;

use granit_parser::Parser;

use super::problem::Problems;
use crate::source::{Location, SourceId};
use build::Builder;

/// How deep lists and mappings may nest. A declaration needs five levels.
const DEPTH_LIMIT: usize = 32;

/// How many keys and values a file may have. Fifty thousand full transfers have about 1,500,000.
const NODE_LIMIT: usize = 4_000_000;

/// A value and the bytes that say it: the alias, for a value that an alias stands for.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) location: Location,
    pub(crate) value: Rc<Value>,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Value {
    /// Nothing at all, as after `key:`.
    Empty,
    /// `null` or `~`, written out.
    Null,
    /// A scalar, as written apart from quotes, escapes and folding.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, keys in the order of the file, each once.
    Map(Vec<Entry>),
    /// Something wrong that is already reported.
    Broken,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_location: Location,
    pub(crate) value: Node,
}

/// Reads one YAML document. `None` where the rest of its text cannot be read: the reason is then reported.
pub(crate) fn parse(source: SourceId, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut options = granit_parser::options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
    };
    options.set_emit_comments(false);
    let mut builder = Builder::new(source, text, problems);
    for event in Parser::new_from_str_with_options(text, options) {
        let outcome = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => Err(builder.syntax_error(&error)),
        };
        if let Err(stop) = outcome {
            problems.report(stop.location, stop.message);
            return None;
        }
    }
    Some(builder.finish())
}
