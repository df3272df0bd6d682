//! Disk -> [`Declaration`]: the main file, its includes, and whether the files that it names are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use glob::{GlobError, MatchOptions, Pattern};

use super::laws;
use super::link::{Extent, link};
use super::main_file::{MainFile, read_included, read_main};
use super::paths::{identity, relative, shown_folder};
use super::problem::{Problem, Problems};
use super::quote::Quoted;
use super::yaml::{self, Node};
use super::{Declaration, Located, PolicyEntry};
use crate::input::{DECLARATION_LIMIT, Disk, Files, InputError};
use crate::source::{Source, SourceId, Sources};

/// `*` stays within a folder and does not match hidden files.
pub(crate) const AS_IN_A_SHELL: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// Reads the declaration at `path` and the files that it includes. `shown` is its path as people should see it; the files
/// it read join `sources`, whatever comes of them. Policies and annexes must exist, but are not read.
/// Its paths may lead anywhere: [`crate::workspace::Fenced`] keeps them in.
///
/// # Errors
/// All problems of all files, ordered by file and place.
pub fn load(path: &Path, shown: &str, sources: &mut Sources) -> Result<Declaration, Vec<Problem>> {
    load_from(&Disk, path, shown, sources)
}

/// Like [`load`], with other files than those on the disk.
///
/// # Errors
/// All problems of all files, ordered by file and place.
pub fn load_from(
    files: &dyn Files,
    path: &Path,
    shown: &str,
    sources: &mut Sources,
) -> Result<Declaration, Vec<Problem>> {
    let source = add_file(files, path, shown, sources).map_err(|error| vec![unreadable(shown, error)])?;
    let mut problems = Problems::default();
    let declaration = read_all(files, path, source, sources, &mut problems);
    match declaration {
        Some(declaration) if problems.is_empty() => Ok(declaration),
        _ => Err(problems.finish(sources)),
    }
}

/// Adds a file that belongs to a declaration.
pub(super) fn add_file(
    files: &dyn Files,
    path: &Path,
    shown: &str,
    sources: &mut Sources,
) -> Result<SourceId, InputError> {
    let text = files.read_within(path, DECLARATION_LIMIT)?;
    Ok(sources.add(Source::new(shown, text)))
}

fn unreadable(shown: &str, error: InputError) -> Problem {
    Problem {
        message: format!("`{shown}` {error}"),
        help: error.help().map(str::to_owned),
        location: None,
        path: shown.to_owned(),
    }
}

fn read_all(
    files: &dyn Files,
    path: &Path,
    source: SourceId,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Declaration> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut main = read_main(&parse(source, sources, problems)?, problems)?;
    check_files(files, folder, &main.policies, problems);
    let extent = read_includes(files, path, source, &mut main, sources, problems);
    let shown = shown_folder(sources.get(source).path()).to_owned();
    let laws = laws::resolve(files, &main.laws, folder, &shown, sources, problems);
    Some(link(source, main, laws, extent, problems))
}

fn parse(source: SourceId, sources: &Sources, problems: &mut Problems) -> Option<Node> {
    yaml::parse(source, sources.get(source).text(), problems)
}

/// Reports the policies and annexes that are not there.
fn check_files(disk: &dyn Files, folder: &Path, policies: &[PolicyEntry], problems: &mut Problems) {
    for file in policies.iter().flat_map(|policy| std::iter::once(&policy.path).chain(&policy.annexes)) {
        if let Err(error) = disk.check(&folder.join(&file.value)) {
            problems.report_file(file.location, Quoted(&file.value), error);
        }
    }
}

/// Adds the recipients and transfers of the included files, pattern by pattern, each file once.
fn read_includes(
    disk: &dyn Files,
    path: &Path,
    source: SourceId,
    main: &mut MainFile,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Extent {
    let folder = path.parent().unwrap_or(Path::new(""));
    let shown_folder = shown_folder(sources.get(source).path()).to_owned();
    // A pattern may match the main file, and two patterns the same file.
    let mut seen = BTreeSet::from([identity(path)]);
    let mut extent = Extent::Whole;
    for pattern in &main.include {
        let Some(files) = expand(disk, folder, pattern, problems) else {
            extent = Extent::Partial;
            continue;
        };
        for file in files {
            if !seen.insert(identity(&file)) {
                continue;
            }
            let shown = format!("{shown_folder}{}", relative(&file, folder));
            let root = match add_file(disk, &file, &shown, sources) {
                Ok(included) => parse(included, sources, problems),
                Err(error) => {
                    problems.report_file(
                        pattern.location,
                        format_args!("included file {}", Quoted(&shown)),
                        error,
                    );
                    None
                }
            };
            match root {
                Some(root) => read_included(&root, &mut main.body, problems),
                None => extent = Extent::Partial,
            }
        }
    }
    extent
}

/// The files that a pattern matches, in alphabetical order; `None`, reported, where there is none.
fn expand(
    disk: &dyn Files,
    folder: &Path,
    pattern: &Located<String>,
    problems: &mut Problems,
) -> Option<Vec<PathBuf>> {
    if let Err(error) = disk.search(&folder.join(&pattern.value)) {
        problems.report_file(pattern.location, Quoted(&pattern.value), error);
        return None;
    }
    // The folder itself is no pattern, even where its name has brackets.
    let full = Path::new(&Pattern::escape(&folder.to_string_lossy())).join(&pattern.value);
    let paths = match glob::glob_with(&full.to_string_lossy(), AS_IN_A_SHELL) {
        Ok(paths) => paths,
        Err(error) => {
            let message = format!("{} is no valid pattern: {}", Quoted(&pattern.value), error.msg);
            problems.report(pattern.location, message);
            return None;
        }
    };
    let mut files = Vec::new();
    let mut is_whole = true;
    for path in paths {
        let found = path.as_ref().map_or_else(GlobError::path, PathBuf::as_path);
        if let Some((start, error)) = way_out(disk, found) {
            // What lies beyond is not listed.
            let start = relative(start, folder);
            let message = format_args!("{} matches {}, which", Quoted(&pattern.value), Quoted(&start));
            problems.report_file(pattern.location, message, error);
            return None;
        }
        match path {
            Ok(path) if path.is_dir() => {}
            Ok(path) => files.push(path),
            Err(error) => {
                is_whole = false;
                let reason = InputError::from(std::io::Error::from(error.error().kind()));
                problems.report(
                    pattern.location,
                    format!("{} {reason}", Quoted(&error.path().to_string_lossy())),
                );
            }
        }
    }
    if files.is_empty() && is_whole {
        problems.report(pattern.location, format!("no file matches {}", Quoted(&pattern.value)));
    }
    files.sort();
    (is_whole && !files.is_empty()).then_some(files)
}

/// The first part of a path at which it leaves what may be searched; none where it does not.
fn way_out<'p>(disk: &dyn Files, path: &'p Path) -> Option<(&'p Path, InputError)> {
    path.ancestors().map_while(|part| Some((part, disk.search(part).err()?))).last()
}
