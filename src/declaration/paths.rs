//! Paths as a declaration writes them.

use std::path::{Component, Path, PathBuf};

/// A path without its `.` parts, by which two spellings of it are equal.
pub(super) fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

/// What two paths to the same file on disk have in common.
pub(super) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The part of a shown path up to its last `/`, with it.
pub(super) fn shown_folder(shown: &str) -> &str {
    shown.rfind('/').and_then(|slash| shown.get(..=slash)).unwrap_or_default()
}

/// The way from `folder` to `file`, with `/`; all of `file` where it is elsewhere.
pub(super) fn relative(file: &Path, folder: &Path) -> String {
    let file = plain(file);
    let rest = file.strip_prefix(plain(folder)).unwrap_or(&file);
    let parts: Vec<_> = rest.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_folder_with_slashes() {
        let relative = |file, folder| relative(Path::new(file), Path::new(folder));
        assert_eq!(relative("a/b/c.yaml", "./a"), "b/c.yaml");
        assert_eq!(relative("c.yaml", ""), "c.yaml");
        assert_eq!(relative("a/../b.yaml", "a"), "../b.yaml");
        assert_eq!(relative("b/c.yaml", "a"), "b/c.yaml");
        assert_eq!(shown_folder("a/b.yaml"), "a/");
        assert_eq!(shown_folder("b.yaml"), "");
    }
}
