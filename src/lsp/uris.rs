//! Paths <-> `file:` addresses.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;

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
    let text = if cfg!(windows) { format!("/{}", text.replace('\\', "/")) } else { text.to_owned() };
    Uri::from_str(&format!("file://{}", encoded(&text))).ok()
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
