//! Paths <-> `file:` addresses.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;
use serde_json::Value;

use crate::output::uri::encoded;

/// The path that an address means; none for what is no file.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = rest.get(rest.find('/')?..)?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let decoded = decoded(path)?;
    let plain = match decoded.as_bytes() {
        // `/C:/legal/policy.md`
        [b'/', drive, b':', ..] if cfg!(windows) && drive.is_ascii_alphabetic() => decoded.get(1..)?,
        _ => &decoded,
    };
    Some(PathBuf::from(plain))
}

/// The address of a path, which must be absolute.
pub(super) fn uri(path: &Path) -> Option<Uri> {
    let text = path.to_str()?;
    // Windows has a form of paths of its own for what it has looked up: `\\?\C:\legal`.
    let text = text.strip_prefix(r"\\?\").unwrap_or(text);
    let text = if cfg!(windows) { format!("/{}", text.replace('\\', "/")) } else { text.to_owned() };
    Uri::from_str(&format!("file://{}", encoded(&text))).ok()
}

/// Encodes what some clients leave as it is in addresses: eglot the percent sign, others all letters. Strict readers, such as
/// the types of the protocol, would refuse the whole message.
pub(super) fn repair(message: &mut Value) {
    match message {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(address) if key == "uri" || key.ends_with("Uri") => {
                        if address.starts_with("file:") && Uri::from_str(address).is_err() {
                            *address = repaired(address);
                        }
                    }
                    value => repair(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(repair),
        _ => {}
    }
}

fn repaired(address: &str) -> String {
    let bytes = address.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut result = String::with_capacity(address.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let is_code = byte == b'%' && is_hex(at + 1) && is_hex(at + 2);
        if is_code || byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=?#".contains(&byte) {
            result.push(char::from(byte));
        } else {
            result.push_str(&format!("%{byte:02X}"));
        }
    }
    result
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..)?;
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_come_back() {
        for text in ["/a/b.md", "/약관 100%/개인 정보, 1:2 [a](b)#?.md", "/a/😀/e\u{301}.yaml"] {
            let address = uri(Path::new(text)).unwrap();
            assert_eq!(path(&address).unwrap(), Path::new(text), "{}", address.as_str());
        }
    }

    #[test]
    fn addresses_that_are_none_are_repaired() {
        let mut message = serde_json::json!({
            "rootUri": "file:///a 100%%20/%EC%95%BD%2/약",
            "items": [{ "uri": "file:///a%20b", "text": "file:///a b" }],
        });
        repair(&mut message);
        assert_eq!(message["rootUri"], "file:///a%20100%25%20/%EC%95%BD%252/%EC%95%BD");
        assert_eq!(message["items"][0]["uri"], "file:///a%20b");
        assert_eq!(message["items"][0]["text"], "file:///a b");
    }

    #[cfg(unix)]
    #[test]
    fn addresses_as_clients_write_them() {
        let of = |text: &str| path(&Uri::from_str(text).unwrap());
        assert_eq!(of("file:///a%20b/c.md"), Some("/a b/c.md".into()));
        assert_eq!(of("file://localhost/a.md"), Some("/a.md".into()));
        assert_eq!(of("untitled:Untitled-1"), None);
        assert_eq!(of("file:///a%ff.md"), None, "no UTF-8");
    }
}
