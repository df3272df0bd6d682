//! Parser events -> tree.

use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{ErrorKind, Event, ScalarStyle, ScanError, StructureStyle, Tag};

use super::merge::settle;
use super::{DEPTH_LIMIT, Entry, NODE_LIMIT, Node, Value};
use crate::declaration::problem::Problems;
use crate::declaration::quote::Quoted;
use crate::source::{Location, SourceId, Span};

/// Why the rest of a file cannot be read.
pub(super) struct Stop {
    pub(super) location: Location,
    pub(super) message: String,
}

/// How much a subtree holds once its aliases are followed.
#[derive(Clone, Copy, Debug)]
struct Size {
    nodes: usize,
    depth: usize,
}

impl Size {
    const LEAF: Self = Self { nodes: 1, depth: 0 };

    fn add(&mut self, child: Self) {
        self.nodes += child.nodes;
        self.depth = self.depth.max(child.depth + 1);
    }
}

/// A list or mapping that is still open.
struct Frame {
    start: Location,
    style: StructureStyle,
    anchor: usize,
    size: Size,
    children: Children,
}

enum Children {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Key },
}

/// The key whose value comes next.
enum Key {
    /// None: the next node is a key.
    Awaited,
    Name(String, Location),
    /// One that is reported already; its value is dropped.
    Broken,
}

pub(super) struct Builder<'a> {
    source: SourceId,
    text: &'a str,
    problems: &'a mut Problems,
    open: Vec<Frame>,
    /// Finished nodes by anchor. An alias that finds none here is inside the node that it names.
    anchored: HashMap<usize, (Node, Size)>,
    /// Nodes so far, aliases followed.
    nodes: usize,
    root: Option<Node>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: SourceId, text: &'a str, problems: &'a mut Problems) -> Self {
        Self { source, text, problems, open: Vec::new(), anchored: HashMap::new(), nodes: 0, root: None }
    }

    /// The tree; an empty value at the start of a file without one.
    pub(super) fn finish(self) -> Node {
        let nothing = Location { source: self.source, span: Span::new(0, 0) };
        self.root.unwrap_or_else(|| Node { location: nothing, value: Rc::new(Value::Empty) })
    }

    /// Where and why the parser gave up.
    pub(super) fn syntax_error(&self, error: &ScanError) -> Stop {
        let start = error.marker().byte_offset().unwrap_or_default().min(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        let width = rest.chars().next().map_or(0, char::len_utf8);
        let location = self.location(start, start + width);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => too_deep(location),
            kind => Stop { location, message: format!("not valid YAML: {kind}") },
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>, span: granit_parser::Span) -> Result<(), Stop> {
        let location = self.locate(span);
        self.check_tag(event.tag(), location);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                let message = "a second YAML document starts here; expected one document per file".to_owned();
                Err(Stop { location, message })
            }
            Event::Scalar(text, style, anchor, tag) => {
                let value = scalar(text.into_owned(), style, tag.as_deref(), location);
                self.complete(Node { location, value: Rc::new(value) }, Size::LEAF, anchor)
            }
            Event::SequenceStart(style, anchor, _) => {
                self.start(location, style, anchor, Children::List(Vec::new()));
                Ok(())
            }
            Event::MappingStart(style, anchor, _) => {
                let children = Children::Map { entries: Vec::new(), key: Key::Awaited };
                self.start(location, style, anchor, children);
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(location),
            Event::Alias(anchor) => self.alias(anchor, location),
            Event::UnresolvedAlias(name) => {
                let anchor = format!("&{name}");
                let message = format!("unknown anchor {}; expected {} above", Quoted(&name), Quoted(&anchor));
                self.problems.report(location, message);
                self.attach(broken(location), Size::LEAF)
            }
            _ => Ok(()),
        }
    }

    fn location(&self, start: usize, end: usize) -> Location {
        Location { source: self.source, span: Span::new(start, end) }
    }

    /// The bytes of an event, without the line breaks that block scalars run on into.
    fn locate(&self, span: granit_parser::Span) -> Location {
        let start = span.start.byte_offset().unwrap_or_default();
        let end = span.end.byte_offset().unwrap_or(start).max(start);
        let written = self.text.get(start..end).unwrap_or_default();
        self.location(start, start + written.trim_end().len())
    }

    /// Tags of YAML itself (`!!str`) say what a declaration expects anyway; others ask for what no one here can do.
    fn check_tag(&mut self, tag: Option<&Tag>, location: Location) {
        if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema() && tag.original() != "!") {
            self.problems
                .report(location, format!("unknown tag {}; expected a plain value", Quoted(&tag.original())));
        }
    }

    fn start(&mut self, start: Location, style: StructureStyle, anchor: usize, children: Children) {
        self.open.push(Frame { start, style, anchor, size: Size::LEAF, children });
    }

    fn end(&mut self, end: Location) -> Result<(), Stop> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        let last = match &frame.children {
            Children::List(items) => items.last(),
            Children::Map { entries, .. } => entries.last().map(|entry| &entry.value),
        };
        // The parser ends a block collection where the next thing starts; it reads better to end with its last value.
        let span = match (frame.style, last) {
            (StructureStyle::Block, Some(last)) => frame.start.span.cover(last.location.span),
            (StructureStyle::Block, None) => frame.start.span,
            (StructureStyle::Flow, _) => frame.start.span.cover(end.span),
        };
        let value = match frame.children {
            Children::List(items) => Value::List(items),
            Children::Map { entries, .. } => Value::Map(settle(entries, self.problems)),
        };
        let location = Location { source: self.source, span };
        self.complete(Node { location, value: Rc::new(value) }, frame.size, frame.anchor)
    }

    fn alias(&mut self, anchor: usize, location: Location) -> Result<(), Stop> {
        let Some((target, size)) = self.anchored.get(&anchor) else {
            self.problems.report(location, "an alias stands inside the value that it names");
            return self.attach(broken(location), Size::LEAF);
        };
        let (node, size) = (Node { location, value: Rc::clone(&target.value) }, *size);
        self.count(size.nodes, location)?;
        self.attach(node, size)
    }

    /// A node that is written here, its children counted already.
    fn complete(&mut self, node: Node, size: Size, anchor: usize) -> Result<(), Stop> {
        self.count(1, node.location)?;
        if anchor != 0 {
            self.anchored.insert(anchor, (node.clone(), size));
        }
        self.attach(node, size)
    }

    /// Gives a node to the list or mapping that it stands in.
    fn attach(&mut self, node: Node, size: Size) -> Result<(), Stop> {
        if self.open.len() + size.depth > DEPTH_LIMIT {
            return Err(too_deep(node.location));
        }
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.size.add(size);
        match &mut frame.children {
            Children::List(items) => items.push(node),
            Children::Map { entries, key } => match std::mem::replace(key, Key::Awaited) {
                Key::Awaited => *key = read_key(&node, self.problems),
                Key::Name(key, key_location) => entries.push(Entry { key, key_location, value: node }),
                Key::Broken => {}
            },
        }
        Ok(())
    }

    /// Counts the nodes that a new node adds to the tree.
    fn count(&mut self, nodes: usize, location: Location) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= NODE_LIMIT {
            return Ok(());
        }
        let message = format!("too much in one file: more than {NODE_LIMIT} values, aliases followed");
        Err(Stop { location, message })
    }
}

fn too_deep(location: Location) -> Stop {
    let message = format!("nested too deeply: more than {DEPTH_LIMIT} lists and mappings inside each other");
    Stop { location, message }
}

fn broken(location: Location) -> Node {
    Node { location, value: Rc::new(Value::Broken) }
}

/// What a scalar says. The parser gives `~` for a value that is missing, which only its empty span tells from a written one.
fn scalar(text: String, style: ScalarStyle, tag: Option<&Tag>, location: Location) -> Value {
    let is_string = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
    let is_plain = matches!(style, ScalarStyle::Plain);
    if is_plain && location.span.start == location.span.end {
        Value::Empty
    } else if is_plain && !is_string && matches!(text.as_str(), "~" | "null" | "Null" | "NULL") {
        Value::Null
    } else {
        Value::Text(text)
    }
}

fn read_key(node: &Node, problems: &mut Problems) -> Key {
    let name = match &*node.value {
        Value::Text(name) => name.trim(),
        Value::Null => "null",
        Value::Broken => return Key::Broken,
        Value::Empty | Value::List(_) | Value::Map(_) => "",
    };
    if name.is_empty() {
        problems.report(node.location, "a key must be a word");
        return Key::Broken;
    }
    Key::Name(name.to_owned(), node.location)
}
