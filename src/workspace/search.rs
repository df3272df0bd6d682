//! Looking for declarations: below a folder, above one, and what Git keeps out of sight.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::discovery::Ignored;
use super::paths;

/// The name that is searched for.
pub(crate) const FILE_NAME: &str = "divulge.yaml";

/// Other spellings of it: by extension, by case, by a leading dot.
const SPELLINGS: &[&str] = &[FILE_NAME, "divulge.yml"];

/// How alike a file's name must be to [`FILE_NAME`] to be pointed out: edits of one letter.
const NEAR_MISS_EDITS: usize = 2;

/// What stands below a folder.
#[derive(Debug, Default)]
pub(super) struct Below {
    /// Every declaration, in the order of their paths.
    pub(super) declarations: Vec<PathBuf>,
    /// Files that a person may take for declarations, in the same order.
    pub(super) near: Vec<PathBuf>,
    /// Why parts of it could not be searched.
    pub(super) errors: Vec<ignore::Error>,
}

/// Searches a folder. The settings of one machine (`core.excludesFile`) are not asked, so that every machine finds the same.
/// Links to folders are not followed, as Git does not follow them: no loop, and nothing twice. Submodules and worktrees,
/// where `.git` is a file, are folders like any other, each with its own ignored files.
pub(super) fn below(folder: &Path, ignored: Ignored) -> Below {
    let is_asked = ignored == Ignored::LeftOut;
    let walk = WalkBuilder::new(folder)
        .standard_filters(is_asked)
        .git_global(false)
        .hidden(false)
        .filter_entry(is_searched)
        .sort_by_file_path(Path::cmp)
        .build();
    let mut below = Below::default();
    for entry in walk {
        match entry {
            Ok(entry) if is_folder(&entry) => {}
            Ok(entry) if entry.file_name() == FILE_NAME => below.declarations.push(entry.into_path()),
            Ok(entry) if is_near_miss(&entry.file_name().to_string_lossy()) => {
                below.near.push(entry.into_path())
            }
            Ok(_) => {}
            Err(error) => below.errors.push(error),
        }
    }
    if !below.declarations.is_empty() {
        below.near.retain(|path| is_worth_a_note(path));
    }
    below
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// Nothing hidden, but for a hidden file that is meant as a declaration.
fn is_searched(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !name.starts_with('.') || (!is_folder(entry) && is_near_miss(&name))
}

/// Beside a declaration, `divulge.yaml~` and `divulge2.yaml` are somebody's copies, but `divulge.yml` is a mistake.
fn is_worth_a_note(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    SPELLINGS.contains(&plain(&name).as_str()) || !path.with_file_name(FILE_NAME).is_file()
}

/// The nearest declaration in a folder or above it, up to the root of the repository: what lies beyond belongs to somebody
/// else, and in a worktree inside another checkout to another version.
pub(crate) fn nearest(folder: &Path) -> Option<PathBuf> {
    upwards(&paths::lexical(folder)).map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

/// The nearest declaration above the repository.
pub(super) fn nearest_outside(folder: &Path) -> Option<PathBuf> {
    let folder = paths::lexical(folder);
    let inside = upwards(&folder).count();
    folder.ancestors().skip(inside).map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

/// A folder and those above it, up to the root of the repository, or of the file system where there is none.
pub(super) fn upwards(folder: &Path) -> impl Iterator<Item = &Path> {
    let mut is_inside = true;
    folder.ancestors().take_while(move |folder| std::mem::replace(&mut is_inside, !is_repository(folder)))
}

/// `.git` is a folder in a clone, and a file in a worktree and in a submodule.
pub(super) fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// Whether the repository of this path ignores it, or a folder above it.
///
/// It walks from the root of the repository towards the path and asks whether it gets there: the same rules, read by the same
/// code, as in [`below`].
pub(super) fn is_ignored(path: &Path) -> bool {
    let path = paths::lexical(path);
    let Some(repository) = upwards(&path).last().filter(|folder| is_repository(folder)) else { return false };
    let target = path.clone();
    let walk = WalkBuilder::new(repository)
        .git_global(false)
        .hidden(false)
        .follow_links(true)
        .filter_entry(move |entry| target.starts_with(entry.path()))
        .build();
    // What cannot be walked through is not known to be ignored.
    !walk.into_iter().any(|entry| entry.map_or(true, |entry| entry.path() == path))
}

/// Files of a folder whose names are almost [`FILE_NAME`], in order.
pub(super) fn near_misses(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut near: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| is_near_miss(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    near.sort();
    near
}

fn is_near_miss(name: &str) -> bool {
    name != FILE_NAME && strsim::damerau_levenshtein(&plain(name), FILE_NAME) <= NEAR_MISS_EDITS
}

/// A name without what people add or leave out by habit.
fn plain(name: &str) -> String {
    name.trim_start_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_names_that_people_try() {
        for name in
            ["divulge.yml", ".divulge.yaml", ".divulge.yml", "Divulge.yaml", "divluge.yaml", "divulge.yaml~"]
        {
            assert!(is_near_miss(name), "{name}");
        }
        for name in ["divulge.yaml", "docker-compose.yaml", "values.yaml", "diverge.toml"] {
            assert!(!is_near_miss(name), "{name}");
        }
    }

    #[test]
    fn without_a_repository_nothing_is_ignored_and_the_search_goes_to_the_top() {
        let folder = Path::new("/no/such/folder");
        assert_eq!(upwards(folder).count(), 4);
        assert!(!is_ignored(&folder.join("privacy.md")));
        assert_eq!(nearest_outside(folder), None);
    }
}
