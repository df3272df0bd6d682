//! Where in a declaration the cursor stands, told by indentation and brackets: while somebody types, it is often no YAML.

use crate::source::Span;

/// A place in a declaration.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The keys above it, outermost first.
    pub(super) path: Vec<String>,
    /// What may stand there.
    pub(super) slot: Slot,
    /// What is typed of it.
    pub(super) typed: Span,
    /// The words of that.
    pub(super) word: String,
    /// The keys that its mapping has already.
    pub(super) siblings: Vec<String>,
}

/// What may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A key.
    Key,
    /// The value of the last key.
    Value,
    /// An item of the last key's list, or the first key of such an item.
    Item,
}

/// A line of block style.
struct Line<'t> {
    /// Columns before its words, dashes included.
    indent: usize,
    /// Columns before its last dash.
    dash: Option<usize>,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn new(line: &'t str) -> Self {
        let mut text = line.trim_start_matches(' ');
        let mut dash = None;
        while let Some(rest) = text.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '))
        {
            dash = Some(line.len() - text.len());
            text = rest.trim_start_matches(' ');
        }
        Self { indent: line.len() - text.len(), dash, text }
    }

    /// The key at its start, and what stands behind the colon.
    fn entry(&self) -> Option<(&'t str, &'t str)> {
        let (key, rest) = self.text.split_once(':')?;
        let is_key = !key.is_empty()
            && key.chars().all(|letter| letter.is_alphanumeric() || "_-\"'".contains(letter))
            && (rest.is_empty() || rest.starts_with([' ', '\r']));
        is_key.then(|| (key.trim_matches(['"', '\'']), rest.trim_start()))
    }

    fn is_blank(&self) -> bool {
        let text = self.text.trim();
        (text.is_empty() && self.dash.is_none()) || text.starts_with('#') || text == "---"
    }
}

/// A key that what follows may stand under.
struct Above {
    indent: usize,
    key: String,
}

/// Where a byte of a text stands.
pub(super) fn at(text: &str, offset: usize) -> Cursor {
    let before = text.get(..offset).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |found| found + 1);
    let (lines, current) = before.split_at(start);
    let mut above: Vec<Above> = Vec::new();
    let mut siblings: Vec<(usize, String)> = Vec::new();
    let mut flow = String::new();
    for line in lines.lines() {
        if !flow.is_empty() {
            flow.push('\n');
            flow.push_str(line);
            flow = if depth(&flow) > 0 { flow } else { String::new() };
            continue;
        }
        let line = Line::new(line);
        if line.is_blank() {
            continue;
        }
        enter(&line, &mut above, &mut siblings);
        let value = line.entry().map_or(line.text, |(_, value)| value);
        if value.starts_with(['[', '{']) && depth(value) > 0 {
            value.clone_into(&mut flow);
        }
    }
    if !flow.is_empty() {
        flow.push('\n');
        flow.push_str(current);
        return in_flow(&flow, path(&above), offset);
    }
    in_block(text, offset, current, above, siblings)
}

/// Goes on to a line: leaves what it does not stand under, and notes its key.
fn enter(line: &Line<'_>, above: &mut Vec<Above>, siblings: &mut Vec<(usize, String)>) {
    let outer = line.dash.unwrap_or(line.indent);
    above.retain(|key| key.indent < line.indent);
    // An item begins anew; and what was deeper is over.
    siblings.retain(|(indent, _)| *indent <= outer && (line.dash.is_none() || *indent < line.indent));
    if let Some((key, _)) = line.entry() {
        above.push(Above { indent: line.indent, key: key.to_owned() });
        siblings.push((line.indent, key.to_owned()));
    }
}

fn path(above: &[Above]) -> Vec<String> {
    above.iter().map(|one| one.key.clone()).collect()
}

fn in_block(
    text: &str,
    offset: usize,
    current: &str,
    mut above: Vec<Above>,
    mut siblings: Vec<(usize, String)>,
) -> Cursor {
    let line = Line::new(current);
    enter(&Line { text: "", ..line }, &mut above, &mut siblings);
    if let Some((key, value)) = line.entry() {
        let mut path = path(&above);
        path.push(key.to_owned());
        if value.starts_with(['[', '{']) {
            return in_flow(value, path, offset);
        }
        return typed(path, Slot::Value, value, offset, Vec::new());
    }
    if line.text.starts_with(['[', '{']) {
        return in_flow(line.text, path(&above), offset);
    }
    siblings.retain(|(indent, _)| *indent == line.indent);
    let mut names: Vec<String> = siblings.into_iter().map(|(_, key)| key).collect();
    names.extend(below(text, offset, line.indent));
    let slot = if line.dash.is_some() { Slot::Item } else { Slot::Key };
    typed(path(&above), slot, line.text, offset, names)
}

/// The keys of the same mapping on the lines after the cursor's.
fn below(text: &str, offset: usize, indent: usize) -> Vec<String> {
    let rest = text.get(offset..).unwrap_or_default();
    let lines = rest.lines().skip(1).map(Line::new).filter(|line| !line.is_blank());
    lines
        .take_while(|line| line.indent >= indent && line.dash.is_none_or(|dash| dash >= indent))
        .filter(|line| line.indent == indent && line.dash.is_none())
        .filter_map(|line| line.entry().map(|(key, _)| key.to_owned()))
        .collect()
}

fn typed(path: Vec<String>, slot: Slot, word: &str, offset: usize, siblings: Vec<String>) -> Cursor {
    let word = word.trim_start().to_owned();
    let typed = Span::new(offset - word.len().min(offset), offset);
    Cursor { path, slot, typed, word, siblings }
}

/// A bracket that is open.
#[derive(Default)]
struct Open {
    is_map: bool,
    key: Option<String>,
    keys: Vec<String>,
}

/// How many brackets are open at the end.
fn depth(flow: &str) -> usize {
    scan(flow).0.len()
}

/// The open brackets at the end of a text in flow style, and the words after the last sign.
fn scan(flow: &str) -> (Vec<Open>, String) {
    let mut open: Vec<Open> = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut letters = flow.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(end), _) => {
                word.push(letter);
                quote = (letter != end).then_some(end);
            }
            (None, '"' | '\'') if word.trim().is_empty() => {
                word.push(letter);
                quote = Some(letter);
            }
            (None, '#') if word.ends_with(' ') || word.is_empty() => {
                while letters.peek().is_some_and(|letter| *letter != '\n') {
                    letters.next();
                }
                word.clear();
            }
            (None, '[' | '{') => {
                open.push(Open { is_map: letter == '{', ..Open::default() });
                word.clear();
            }
            (None, ']' | '}') => {
                open.pop();
                word.clear();
            }
            (None, ',') => {
                if let Some(last) = open.last_mut() {
                    last.key = None;
                }
                word.clear();
            }
            (None, ':') if letters.peek().is_none_or(|next| next.is_whitespace()) => {
                if let Some(last) = open.last_mut().filter(|last| last.is_map) {
                    let key = word.trim().trim_matches(['"', '\'']).to_owned();
                    last.keys.push(key.clone());
                    last.key = Some(key);
                }
                word.clear();
            }
            (None, _) => word.push(letter),
        }
    }
    (open, word)
}

fn in_flow(flow: &str, mut path: Vec<String>, offset: usize) -> Cursor {
    let (mut open, word) = scan(flow);
    path.extend(open.iter().filter_map(|one| one.key.clone()));
    let Some(last) = open.pop() else { return typed(path, Slot::Value, "", offset, Vec::new()) };
    let slot = match (last.is_map, &last.key) {
        (true, None) => Slot::Key,
        (true, Some(_)) => Slot::Value,
        (false, _) => Slot::Item,
    };
    typed(path, slot, &word, offset, last.keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cursor at `^`.
    fn cursor(text: &str) -> (String, Slot, String, Vec<String>) {
        let offset = text.find('^').unwrap();
        let plain = text.replace('^', "");
        let Cursor { path, slot, typed, word, siblings } = at(&plain, offset);
        assert_eq!(&plain[typed.start..typed.end], word);
        (path.join("."), slot, word, siblings)
    }

    fn place(text: &str) -> (String, Slot, String) {
        let (path, slot, word, _) = cursor(text);
        (path, slot, word)
    }

    #[test]
    fn block_style() {
        let of = |path: &str, slot, word: &str| (path.to_owned(), slot, word.to_owned());
        use Slot::{Item, Key, Value};
        assert_eq!(place("^"), of("", Key, ""));
        assert_eq!(place("version: 1\ntra^"), of("", Key, "tra"));
        assert_eq!(place("controller:\n  co^"), of("controller", Key, "co"));
        assert_eq!(place("controller:\n  country: S^"), of("controller.country", Value, "S"));
        assert_eq!(place("transfers:\n  - id: a\n    ^"), of("transfers", Key, ""));
        assert_eq!(place("transfers:\n- id: a\n  ro^"), of("transfers", Key, "ro"));
        assert_eq!(place("transfers:\n  - ^"), of("transfers", Item, ""));
        assert_eq!(place("laws:\n  - kr^"), of("laws", Item, "kr"));
        assert_eq!(
            place("transfers:\n  - id: a\n    countries:\n      - 중^"),
            of("transfers.countries", Item, "중")
        );
        assert_eq!(place("transfers:\n  - countries: [CN]\n    role: p^"), of("transfers.role", Value, "p"));
        assert_eq!(place("controller:\n  country: South K^"), of("controller.country", Value, "South K"));
        assert_eq!(place("controller:\n  country: South ^"), of("controller.country", Value, "South "));
        assert_eq!(place("rules:\n  vague-country: ^"), of("rules.vague-country", Value, ""));
        assert_eq!(place("a:\n  b: 1\n\n# c\n^"), of("", Key, ""));
    }

    #[test]
    fn flow_style() {
        let of = |path: &str, slot, word: &str| (path.to_owned(), slot, word.to_owned());
        use Slot::{Item, Key, Value};
        assert_eq!(place("controller: {name: x, ^"), of("controller", Key, ""));
        assert_eq!(place("controller: {country: 대^"), of("controller.country", Value, "대"));
        assert_eq!(
            place("transfers:\n  - {recipient: A, countries: [CN, S^"),
            of("transfers.countries", Item, "S")
        );
        assert_eq!(place("transfers: [\n  {id: 'a, b', # x\n   ro^"), of("transfers", Key, "ro"));
        assert_eq!(place("laws: [a]\npol^"), of("", Key, "pol"));
        assert_eq!(place("laws: [a # 가 나\n  , b^"), of("laws", Item, "b"));
        assert_eq!(place("laws: [a] ^").1, Value);
    }

    #[test]
    fn keys_that_are_there_are_known() {
        let siblings = |text| cursor(text).3;
        assert_eq!(
            siblings("transfers:\n  - id: a\n    data: [x]\n    ^\n    role: p\n  - method: m\n"),
            ["id", "data", "role"]
        );
        assert_eq!(siblings("transfers:\n  - id: a\n    role: b\n  - method: c\n    ^"), ["method"]);
        assert_eq!(
            siblings("version: 1\ncontroller:\n  name: x\n^\nlaws: []"),
            ["version", "controller", "laws"]
        );
        assert_eq!(siblings("controller: {name: a, ^"), ["name"]);
    }
}
