//! A line of JSON with a policy and its declaration -> an answer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use serde_json::value::RawValue;

use super::alone::Alone;
use super::{Answer, answer};
use crate::Checked;
use crate::declaration::{Date, Problem, is_language};
use crate::input::{self, InputError, POLICY_LIMIT};
use crate::source::Sources;
use crate::workspace::{self, Failure, Reach, Request, Scope, Unlisted, Wanted, Which};

/// What the declaration of a line is called where its places are shown.
const DECLARATION: &str = "divulge.yaml";

/// The keys of a line.
const KEYS: [&str; 5] = ["id", "policy", "declaration", "language", "path"];

/// Judges the policy of one line by the declaration in it. Whatever the line is, it has one answer of one line.
#[must_use]
pub fn of_line(line: &Result<Vec<u8>, InputError>, today: Date) -> Answer {
    let fields = match line {
        Ok(line) => Fields::read(line),
        Err(error) => Err(Failure::of(format!("the line {error}"), None)),
    };
    match fields {
        Ok(fields) => {
            let checked = fields.row().and_then(|row| row.check(today));
            answer(checked, DECLARATION, Some(fields.id.unwrap_or(RawValue::NULL)))
        }
        Err(failure) => answer(Err(failure), DECLARATION, Some(RawValue::NULL)),
    }
}

/// The values of a line as they stand in it.
struct Fields<'a> {
    /// A text or a number, as it is written: a large number stays what it is.
    id: Option<&'a RawValue>,
    values: BTreeMap<String, &'a RawValue>,
}

impl<'a> Fields<'a> {
    fn read(line: &'a [u8]) -> Result<Self, Failure> {
        let values: BTreeMap<String, &RawValue> = serde_json::from_slice(line).map_err(|error| {
            let place = format!(" at line {} column {}", error.line(), error.column());
            let reason = error.to_string().replace(&place, "");
            let message = format!("the line is no JSON object: {reason}, at its byte {}", error.column());
            Failure::of(message, Some("write an object with `id`, `policy` and `declaration`".to_owned()))
        })?;
        let is_id = |value: &&RawValue| {
            value.get().starts_with(|first: char| first == '"' || first == '-' || first.is_ascii_digit())
        };
        Ok(Self { id: values.get("id").copied().filter(is_id), values })
    }

    /// The row, or everything that is wrong with the line.
    fn row(&self) -> Result<Row, Failure> {
        let mut faults = Faults(Vec::new());
        faults.keep(self.id.ok_or_else(|| "`id` is missing, or neither a text nor a number".to_owned()));
        for key in self.values.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            faults.add(format!("unknown key `{key}`; expected one of {}", KEYS.join(", ")));
        }
        let needed = |key: &str, value: Option<String>| value.ok_or_else(|| format!("`{key}` is missing"));
        let policy = faults.keep(self.text("policy").and_then(|text| needed("policy", text)));
        let declaration = faults.keep(self.declaration().and_then(|text| needed("declaration", text)));
        let language = faults.keep(self.language()).flatten();
        let path = faults.keep(self.text("path")).flatten().map(PathBuf::from);
        match (policy, declaration) {
            (Some(policy), Some(declaration)) if faults.0.is_empty() => {
                Ok(Row { policy, declaration, language, path })
            }
            _ => Err(Failure { sources: Sources::default(), problems: faults.0 }),
        }
    }

    /// A text; none where the key is missing or null, as a table writes what is not there.
    fn text(&self, key: &str) -> Result<Option<String>, String> {
        let Some(value) = self.values.get(key) else { return Ok(None) };
        serde_json::from_str(value.get()).map_err(|_| format!("`{key}` is no text"))
    }

    fn language(&self) -> Result<Option<String>, String> {
        let language = self.text("language")?;
        match language {
            Some(tag) if !is_language(&tag) => {
                Err(format!("`{tag}` is no language tag, such as `ko` or `pt-BR`"))
            }
            language => Ok(language),
        }
    }

    /// The text of the declaration. JSON is YAML but for its escapes beyond 16 bits, which are written out.
    fn declaration(&self) -> Result<Option<String>, String> {
        let Some(value) = self.values.get("declaration") else { return Ok(None) };
        match serde_json::from_str(value.get()) {
            Ok(Value::Null) => Ok(None),
            Ok(Value::String(text)) => Ok(Some(text)),
            Ok(object @ Value::Object(_)) => {
                serde_json::to_string_pretty(&object).map(Some).map_err(|error| error.to_string())
            }
            Ok(_) => Err("`declaration` is neither a text nor an object".to_owned()),
            Err(error) => Err(format!("`declaration` cannot be read: {error}")),
        }
    }
}

/// What is wrong with a line, outside of the lines of its declaration.
struct Faults(Vec<Problem>);

impl Faults {
    fn add(&mut self, message: String) {
        self.0.push(Problem { message, help: None, location: None, path: String::new() });
    }

    /// The value, or none where what is wrong with it is noted.
    fn keep<T>(&mut self, value: Result<T, String>) -> Option<T> {
        value.map_err(|message| self.add(message)).ok()
    }
}

/// What a line asks.
struct Row {
    policy: String,
    declaration: String,
    language: Option<String>,
    /// Which policy of the declaration it is; it may be left out where that lists one.
    path: Option<PathBuf>,
}

impl Row {
    fn check(self, today: Date) -> Result<Checked, Failure> {
        let text = input::read_from(self.policy.as_bytes(), POLICY_LIMIT)
            .map_err(|error| Failure::of(format!("`policy` {error}"), None))?;
        // Where the declaration may list others, an exception may be unused only because one of them is not here.
        let (scope, which) = match self.path {
            Some(path) => (Scope::Wanted, Which::File(path)),
            None => (Scope::Everything, Which::Only),
        };
        let request = Request {
            declaration: PathBuf::from(DECLARATION),
            scope,
            wanted: vec![Wanted {
                which,
                text: Some(text),
                language: self.language,
                unlisted: Unlisted::Judged,
            }],
            laws: Vec::new(),
            // No path is followed at all.
            reach: Reach::Anywhere,
        };
        let files = Alone { path: &request.declaration, text: &self.declaration };
        // Paths are shown as the declaration writes them: there is no folder that they could be relative to.
        workspace::check_one(&request, &files, Path::new(""), today)
    }
}
