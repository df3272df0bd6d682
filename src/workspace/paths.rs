//! Paths: as they are shown, and whether two of them mean one file.

use std::path::{Component, Path, PathBuf};

/// A path as people see it: relative to the working directory, with `/`, without `.` and without `..` where that is
/// possible. `path` may be relative to `root`, the working directory.
#[must_use]
pub fn shown(root: &Path, path: &Path) -> String {
    let (root, path) = (lexical(root), lexical(&root.join(path)));
    let shared = root.components().zip(path.components()).take_while(|(left, right)| left == right).count();
    if shared == 0 {
        // Another drive of Windows: there is no relative path.
        return path.to_string_lossy().replace('\\', "/");
    }
    let mut parts: Vec<String> = root.components().skip(shared).map(|_| "..".to_owned()).collect();
    parts.extend(path.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned()));
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// What makes a file the same file: its real path, or the written one where it does not exist.
pub(crate) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| lexical(path))
}

/// The path without `.` and `..`, by its text alone: for showing and comparing, not for opening, since `link/..` may be
/// elsewhere.
pub(crate) fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_working_directory() {
        let root = Path::new("/home/ann/site");
        for (path, expected) in [
            ("divulge.yaml", "divulge.yaml"),
            ("./legal/../divulge.yaml", "divulge.yaml"),
            ("/home/ann/site/legal/개인정보.md", "legal/개인정보.md"),
            ("/home/ann/divulge.yaml", "../divulge.yaml"),
            ("../other/./p.md", "../other/p.md"),
            (".", "."),
            ("/etc/p.md", "../../../etc/p.md"),
        ] {
            assert_eq!(shown(root, Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn files_that_do_not_exist_are_compared_by_their_text() {
        assert_eq!(identity(Path::new("/nowhere/a/../p.md")), identity(Path::new("/nowhere/./p.md")));
        assert_ne!(identity(Path::new("/nowhere/p.md")), identity(Path::new("/nowhere/q.md")));
    }
}
