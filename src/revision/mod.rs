//! What an earlier revision of a Git repository had: its files ([`Taken`]), and the findings that it had already
//! ([`subtract`]): the same declarations are checked as they were then, and what both have is set aside.

mod git;
mod snapshot;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::Checked;
use crate::baseline::{Frame, Key};
use crate::declaration::Date;
use crate::rules::{Acceptance, AcceptedBy, Suppressed};
use crate::workspace::{self, Failure, Reach, Request, shown};
use git::Repository;
use snapshot::Snapshot;

/// A declaration that the revision has, but that cannot be used as it was then. Nothing is known of what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// The declaration as it is shown.
    pub declaration: String,
    /// The first thing that was wrong with it.
    pub message: String,
}

/// Moves the findings that revision `name` had too to [`Checked::suppressed`]. `results` are those of `requests`, in their
/// order; `root` is the working directory. A declaration that the revision did not have, or that was unusable then,
/// keeps all its findings; the unusable ones are returned.
///
/// # Errors
/// Git is missing, a declaration is in no repository, there is no such revision, or its files cannot be had.
pub fn subtract(
    results: &mut [Checked],
    requests: &[Request],
    root: &Path,
    today: Date,
    name: &str,
) -> Result<Vec<Unjudged>, Failure> {
    let mut unjudged = Vec::new();
    for (repository, indices) in by_repository(requests, root).map_err(refused)? {
        let wanted: Vec<&Request> = indices.iter().filter_map(|&index| requests.get(index)).collect();
        let snapshot = Snapshot::take(&repository, name, &wanted, root).map_err(refused)?;
        let now = Frame { root, base: repository.top() };
        let judged: Vec<_> = indices
            .par_iter()
            .zip(&snapshot.requests)
            .map(|(&index, request)| {
                (index, request.as_ref().map(|request| judge(&snapshot, request, today)))
            })
            .collect();
        for (index, before) in judged {
            let (Some(checked), Some(request)) = (results.get_mut(index), requests.get(index)) else {
                continue;
            };
            match before {
                Some(Ok(before)) => set_aside(checked, before, now, name),
                Some(Err(message)) => {
                    let declaration = shown(root, &root.join(&request.declaration));
                    unjudged.push(Unjudged { declaration, message });
                }
                None => {}
            }
        }
    }
    Ok(unjudged)
}

/// The files of one revision, in a folder that goes away with it.
pub struct Taken {
    snapshot: Snapshot,
    top: PathBuf,
}

impl Taken {
    /// What a declaration needs of a revision. `declaration` is its path in the working tree, where it need not be any more;
    /// `reach` is how far it may lead.
    ///
    /// # Errors
    /// Git is missing, the declaration is in no repository, there is no such revision, or its files cannot be had.
    pub fn new(name: &str, declaration: &Path, cwd: &Path, reach: Reach) -> Result<Self, Failure> {
        let request = Request::all(declaration.to_owned(), reach);
        let repository = repository_of(declaration, cwd)?;
        let snapshot = Snapshot::take(&repository, name, &[&request], cwd).map_err(refused)?;
        Ok(Self { snapshot, top: repository.top().to_owned() })
    }

    /// The folder that stands for the top of the repository.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.snapshot.top()
    }

    /// The top of the repository.
    #[must_use]
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The declaration; none where the revision has no such file.
    #[must_use]
    pub fn declaration(&self) -> Option<&Path> {
        let request = self.snapshot.requests.first()?.as_ref()?;
        Some(&request.declaration)
    }
}

/// The top of the repository that a declaration is in.
///
/// # Errors
/// Git is missing, or it is in none.
pub fn top_of(declaration: &Path, cwd: &Path) -> Result<PathBuf, Failure> {
    Ok(repository_of(declaration, cwd)?.top().to_owned())
}

fn repository_of(declaration: &Path, cwd: &Path) -> Result<Repository, Failure> {
    let folder = cwd.join(declaration);
    Repository::around(folder.parent().unwrap_or(cwd)).map_err(refused)
}

fn refused(problem: git::Problem) -> Failure {
    Failure::of(problem.message, problem.help)
}

/// The requests of each repository, by index.
fn by_repository(requests: &[Request], root: &Path) -> Result<Vec<(Repository, Vec<usize>)>, git::Problem> {
    let mut groups: Vec<(Repository, Vec<usize>)> = Vec::new();
    let mut tops: HashMap<PathBuf, usize> = HashMap::new();
    for (index, request) in requests.iter().enumerate() {
        let folder = root.join(&request.declaration);
        let folder = workspace::paths::lexical(folder.parent().unwrap_or(root));
        let known = tops.get(&folder).copied();
        let group = match known {
            Some(group) => group,
            None => {
                let repository = Repository::around(&folder)?;
                let known = groups.iter().position(|(known, _)| known.top() == repository.top());
                let group = known.unwrap_or(groups.len());
                if known.is_none() {
                    groups.push((repository, Vec::new()));
                }
                tops.insert(folder, group);
                group
            }
        };
        if let Some((_, indices)) = groups.get_mut(group) {
            indices.push(index);
        }
    }
    Ok(groups)
}

/// How often the revision reported each finding, or why it cannot be judged.
type Before = Result<HashMap<Key, usize>, String>;

fn judge(snapshot: &Snapshot, request: &Request, today: Date) -> Before {
    let top = snapshot.top();
    let frame = Frame { root: top, base: top };
    let results =
        workspace::check(std::slice::from_ref(request), top, today, &|| {}).map_err(|failures| {
            let first = failures.into_iter().flat_map(|failure| failure.problems).next();
            first.map_or_else(String::new, |problem| problem.message)
        })?;
    let mut keys = HashMap::new();
    for checked in &results {
        for finding in &checked.findings {
            *keys.entry(Key::of(checked, finding, frame)).or_default() += 1;
        }
    }
    Ok(keys)
}

/// Sets aside as many findings of each key as the revision had.
fn set_aside(checked: &mut Checked, mut before: HashMap<Key, usize>, now: Frame<'_>, name: &str) {
    let mut findings = Vec::new();
    for finding in std::mem::take(&mut checked.findings) {
        match before.get_mut(&Key::of(checked, &finding, now)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                let by = Acceptance {
                    source: AcceptedBy::Revision,
                    reason: Some(format!("{name} has it too")),
                    until: None,
                    location: None,
                };
                checked.suppressed.push(Suppressed { finding, by });
            }
            _ => findings.push(finding),
        }
    }
    checked.findings = findings;
}
