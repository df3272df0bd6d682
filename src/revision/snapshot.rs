//! The files of a revision that its declarations need, in a folder that goes away again.

use std::fs;
use std::path::{Path, PathBuf};

use glob::Pattern;
use tempfile::TempDir;

use super::git::{Commit, Problem, Repository};
use crate::declaration::load::AS_IN_A_SHELL;
use crate::declaration::references::{References, references};
use crate::workspace::paths::lexical;
use crate::workspace::{Request, Scope, Unlisted, Wanted, Which, shown};

/// Declarations, what they include, and their policies, each at its path from the top of the repository.
pub(super) struct Snapshot {
    folder: TempDir,
    /// The requests on these files, in order; none where the revision has no such declaration.
    pub(super) requests: Vec<Option<Request>>,
}

impl Snapshot {
    /// Takes what these requests need from a revision.
    pub(super) fn take(
        repository: &Repository,
        revision: &str,
        requests: &[&Request],
        root: &Path,
    ) -> Result<Self, Problem> {
        let folder =
            tempfile::Builder::new().prefix("divulge-").tempdir().map_err(|error| unwritten(&error))?;
        let commit = repository.commit(revision)?;
        let snapshot = Self { folder, requests: Vec::new() };
        let paths: Vec<String> = requests
            .iter()
            .map(|request| shown(repository.top(), &root.join(&request.declaration)))
            .collect();
        let declarations = snapshot.fetch(repository, &commit, &paths)?;
        snapshot.fetch_named(repository, &commit, &declarations)?;
        let mut unlisted = Vec::new();
        for wanted in requests.iter().flat_map(|request| &request.wanted) {
            unlisted.extend(unlisted_file(wanted).map(|file| shown(repository.top(), &root.join(file))));
        }
        let unlisted = snapshot.fetch(repository, &commit, &unlisted)?;
        let requests = requests.iter().zip(paths).map(|(request, path)| {
            let is_there = declarations.iter().any(|(known, _)| *known == path);
            is_there.then(|| Request {
                declaration: snapshot.top().join(path),
                scope: Scope::Everything,
                wanted: snapshot.wanted(request, repository, root, &unlisted),
                laws: request.laws.clone(),
                reach: request.reach.without_names(),
            })
        });
        let requests = requests.collect();
        Ok(Self { requests, ..snapshot })
    }

    /// The folder that stands for the top of the repository.
    pub(super) fn top(&self) -> &Path {
        self.folder.path()
    }

    /// Policies that the declaration does not list, where the revision has them. All others are judged anyway.
    fn wanted(
        &self,
        request: &Request,
        repository: &Repository,
        root: &Path,
        there: &[(String, Vec<u8>)],
    ) -> Vec<Wanted> {
        let files = request.wanted.iter().filter_map(unlisted_file);
        let paths = files.map(|file| shown(repository.top(), &root.join(file)));
        paths
            .filter(|path| there.iter().any(|(known, _)| known == path))
            .map(|path| Wanted {
                which: Which::File(self.top().join(path)),
                text: None,
                language: None,
                unlisted: Unlisted::Judged,
            })
            .collect()
    }

    /// Writes the files that declarations name.
    fn fetch_named(
        &self,
        repository: &Repository,
        commit: &Commit,
        declarations: &[(String, Vec<u8>)],
    ) -> Result<(), Problem> {
        let mut paths = Vec::new();
        let mut files = None;
        for (path, text) in declarations {
            let References { files: named, patterns } = references(&String::from_utf8_lossy(text));
            let folder = Path::new(path).parent().unwrap_or(Path::new(""));
            paths.extend(named.iter().filter_map(|file| within(folder, file)));
            for pattern in patterns {
                let all = match &files {
                    Some(all) => all,
                    None => files.insert(repository.files(commit)?),
                };
                let folder = Pattern::escape(&folder.to_string_lossy());
                let Some(pattern) = within(Path::new(&folder), &pattern) else { continue };
                let Ok(pattern) = Pattern::new(&pattern) else { continue };
                paths.extend(all.iter().filter(|file| pattern.matches_with(file, AS_IN_A_SHELL)).cloned());
            }
        }
        self.fetch(repository, commit, &paths).map(|_| ())
    }

    /// Writes those of these files that a commit has.
    fn fetch(
        &self,
        repository: &Repository,
        commit: &Commit,
        paths: &[String],
    ) -> Result<Vec<(String, Vec<u8>)>, Problem> {
        let mut inside: Vec<String> = paths.iter().filter_map(|path| within(Path::new(""), path)).collect();
        inside.sort();
        inside.dedup();
        let contents = repository.read(commit, &inside)?;
        for (path, content) in &contents {
            let file = self.top().join(path);
            let parent = file.parent().unwrap_or(self.top());
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&file, content))
                .map_err(|error| unwritten(&error))?;
        }
        Ok(contents.into_iter().collect())
    }
}

/// The policy that a call names though its declaration may not list it.
fn unlisted_file(wanted: &Wanted) -> Option<&PathBuf> {
    match (&wanted.which, wanted.unlisted) {
        (Which::File(file), Unlisted::Judged) => Some(file),
        _ => None,
    }
}

/// The path of a file that a file in `folder` names, from the top; none where it is outside of the repository.
fn within(folder: &Path, path: &str) -> Option<String> {
    let joined = Path::new("/").join(folder).join(path);
    let is_outside = Path::new(path).is_absolute() || escapes(folder, path);
    let path = lexical(&joined).strip_prefix("/").ok()?.to_string_lossy().replace('\\', "/");
    (!is_outside && !path.is_empty()).then_some(path)
}

/// Whether a path leads above the top.
fn escapes(folder: &Path, path: &str) -> bool {
    use std::path::Component;
    let mut depth = 0_usize;
    for part in folder.components().chain(Path::new(path).components()) {
        match part {
            Component::ParentDir if depth == 0 => return true,
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            _ => {}
        }
    }
    false
}

fn unwritten(error: &std::io::Error) -> Problem {
    Problem { message: format!("no temporary file can be written: {error}"), help: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_outside_of_the_repository_are_left_out() {
        let from = |path| within(Path::new("legal/eu"), path);
        assert_eq!(from("./p.md").as_deref(), Some("legal/eu/p.md"));
        assert_eq!(from("../../p.md").as_deref(), Some("p.md"));
        assert_eq!(from("../../../p.md"), None);
        assert_eq!(from("/etc/passwd"), None);
        assert_eq!(within(Path::new(""), "../x/../p.md"), None);
    }
}
