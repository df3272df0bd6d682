//! Ranges in the answers of the language server: they lie in the files that the editor holds, and cut no character.

use std::collections::BTreeMap;

use serde_json::Value;

/// Checks every range of some answers, each with the address of the file that it is about. The answers that are texts are
/// those to `divulge/text`: what the server holds.
pub fn lie_in_the_files(answers: &[(String, Value)], encoding: &str) {
    let texts = answers.iter().filter_map(|(uri, answer)| Some((uri.as_str(), lines(answer.as_str()?))));
    let files = Files { texts: texts.collect(), encoding };
    answers.iter().for_each(|(uri, answer)| files.walk(uri, answer));
}

/// The protocol ends a line as we do: at `\n`, `\r\n` and a lone `\r`.
fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").split(['\n', '\r']).map(str::to_owned).collect()
}

struct Files<'a> {
    /// The lines of each file, by its address.
    texts: BTreeMap<&'a str, Vec<String>>,
    encoding: &'a str,
}

impl Files<'_> {
    /// Goes through a value. What stands beside an address, or under it, is about that file.
    fn walk(&self, uri: &str, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.walk(uri, value)),
            Value::Object(fields) => {
                let uri = fields.get("uri").and_then(Value::as_str).unwrap_or(uri);
                if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end")) {
                    let [start, end] = [start, end].map(|position| self.position(uri, position));
                    assert!(start <= end, "{value} in {uri}");
                }
                for (key, value) in fields {
                    self.walk(if key.starts_with("file:") { key } else { uri }, value);
                }
            }
            _ => {}
        }
    }

    /// Line and column, which must be there.
    fn position(&self, uri: &str, position: &Value) -> (usize, usize) {
        let number = |key: &str| position[key].as_u64().and_then(|number| usize::try_from(number).ok());
        let (line, column) = (number("line").expect("a line"), number("character").expect("a column"));
        if let Some(lines) = self.texts.get(uri) {
            let text = lines.get(line).unwrap_or_else(|| panic!("{position} in {} lines", lines.len()));
            let mut columns = text.chars().scan(0, |end, letter| {
                *end += self.columns(letter);
                Some(*end)
            });
            assert!(column == 0 || columns.any(|end| end == column), "{position} in {text:?}");
        }
        (line, column)
    }

    /// How many columns a letter takes.
    fn columns(&self, letter: char) -> usize {
        match self.encoding {
            "utf-8" => letter.len_utf8(),
            "utf-16" => letter.len_utf16(),
            _ => 1,
        }
    }
}
