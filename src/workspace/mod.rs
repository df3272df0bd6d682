//! From paths to results: which declarations a call is about ([`discovery`]), and the whole journey of each ([`check`]).
//!
//! Nothing is printed here, and no file is written.

pub mod discovery;
pub(crate) mod paths;
mod reach;
mod search;
mod shard;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use paths::shown;
pub use reach::{Fenced, Reach};
pub use shard::Shard;

use crate::declaration::{Date, Declaration, Located, PolicyEntry, Problem};
use crate::disclosure::Memory;
use crate::input::{Disk, Files, POLICY_LIMIT};
use crate::laws::Law;
use crate::policy::Policy;
use crate::source::{Location, Source, SourceId, Sources, Span};
use crate::suppression::{self, Suppression};
use crate::{Checked, assessment, declaration, disclosure, laws, rules};

/// One declaration to check, and how much of it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The declaration's file.
    pub declaration: PathBuf,
    /// Which of its policies.
    pub scope: Scope,
    /// Policies that the call names.
    pub wanted: Vec<Wanted>,
    /// Law packs in force where the declaration says nothing of laws: what an editor is set to. The gate knows none, so that
    /// all that it judges by stands in the declaration.
    pub laws: Vec<Law>,
    /// How far the declaration's paths may lead.
    pub reach: Reach,
}

impl Request {
    /// All of a declaration, as it is on the disk.
    #[must_use]
    pub fn all(declaration: PathBuf, reach: Reach) -> Self {
        Self { declaration, scope: Scope::Everything, wanted: Vec::new(), laws: Vec::new(), reach }
    }

    /// The policies that the call names by their files.
    fn wanted_files(&self) -> impl Iterator<Item = &Path> {
        self.wanted.iter().filter_map(|wanted| match &wanted.which {
            Which::File(path) => Some(path.as_path()),
            Which::Only => None,
        })
    }
}

/// Which policies of a declaration are checked and reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All, and what is wrong with the declaration's own exceptions.
    Everything,
    /// Only those that the call names.
    Wanted,
}

/// A policy that was asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which one.
    pub which: Which,
    /// A text that stands for the file's: what an editor holds and has not saved.
    pub text: Option<String>,
    /// Its BCP 47 language, where that is known better than the declaration knows it.
    pub language: Option<String>,
    /// What to do where the declaration does not list it.
    pub unlisted: Unlisted,
}

/// How a policy is named.
#[derive(Debug, Clone)]
pub enum Which {
    /// By its file, or by one of its annexes.
    File(PathBuf),
    /// Not at all: it must be the declaration's only one.
    Only,
}

/// A policy that the declaration does not list is …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlisted {
    /// a mistake of the call.
    Refused,
    /// judged as though it were listed: the call named the declaration for it.
    Judged,
}

/// Why nothing was judged: every problem of one declaration or of the call, with the files that they point into.
#[derive(Debug)]
pub struct Failure {
    /// The files that were read before.
    pub sources: Sources,
    /// What is wrong; never empty.
    pub problems: Vec<Problem>,
}

impl Failure {
    /// A problem that is in no file.
    #[must_use]
    pub fn of(message: String, help: Option<String>) -> Self {
        let problem = Problem { message, help, location: None, path: String::new() };
        Self { sources: Sources::default(), problems: vec![problem] }
    }
}

/// Checks every request. Declarations are read side by side; the results stand in the order of the requests, the same for
/// any number of threads. `root` is the working directory, from which paths are shown; `done` is called once for each
/// request that is dealt with, by any thread.
///
/// # Errors
/// Where any declaration or policy cannot be used: all problems of all requests, and no result, so that no policy is
/// judged against half of what is declared.
pub fn check(
    requests: &[Request],
    root: &Path,
    today: Date,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Checked>, Vec<Failure>> {
    let outcomes = each(requests, |_, request| {
        let outcome = check_one(request, &Disk, root, today);
        done();
        outcome
    });
    let (mut results, mut failures) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(checked) => results.push(checked),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() { Ok(results) } else { Err(failures) }
}

/// Checks one request against files that need not be those on the disk: an editor holds some that nobody has saved.
///
/// # Errors
/// Where the declaration or a policy cannot be used: all problems.
pub fn check_one(request: &Request, files: &dyn Files, root: &Path, today: Date) -> Result<Checked, Failure> {
    check_again(request, files, root, today, &mut Memories::default())
}

/// What is remembered of each policy of a declaration from one check to the next, in the declaration's order.
#[derive(Debug, Default)]
pub struct Memories(Vec<Memory>);

/// Like [`check_one`], for what is checked time and again while somebody writes it.
///
/// # Errors
/// As [`check_one`].
pub fn check_again(
    request: &Request,
    files: &dyn Files,
    root: &Path,
    today: Date,
    memories: &mut Memories,
) -> Result<Checked, Failure> {
    let mut sources = Sources::default();
    let declared = shown(root, &request.declaration);
    let fenced = Fenced::new(files, request, root);
    let loaded = declaration::load_from(&fenced, &request.declaration, &declared, &mut sources);
    let mut declaration = match loaded {
        Ok(declaration) => declaration,
        Err(problems) => return Err(Failure { sources, problems }),
    };
    declaration.laws.get_or_insert_with(|| request.laws.clone());
    let declared: Vec<SourceId> = sources.ids().collect();
    let comments: Vec<Suppression> =
        declared.into_iter().flat_map(|id| suppression::read(&sources, id)).collect();
    let plans = match plan(request, root, &mut declaration) {
        Ok(plans) => plans,
        Err(problems) => return Err(Failure { sources, problems }),
    };
    let documents = match read(&plans, files, root, &mut sources) {
        Ok(documents) => documents,
        Err(problems) => return Err(Failure { sources, problems }),
    };
    memories.0.resize_with(documents.len(), Memory::default);
    Ok(judge(sources, declaration, documents, comments, request.scope, today, memories))
}

/// Does the same to all, in parallel where there are several: starting threads for one costs more than many a check.
fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(usize, &T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < 2 {
        items.iter().enumerate().map(|(index, item)| work(index, item)).collect()
    } else {
        items.par_iter().enumerate().map(|(index, item)| work(index, item)).collect()
    }
}

/// The files of one policy that are to be read; none for a policy that was not asked for.
type Plan = Vec<Document>;

/// One file of a policy.
#[derive(Debug)]
struct Document {
    path: PathBuf,
    text: Option<String>,
}

/// Which files to read for each policy of the declaration, after adding to it the policies that are judged unlisted.
fn plan(request: &Request, root: &Path, declaration: &mut Declaration) -> Result<Vec<Plan>, Vec<Problem>> {
    let folder = request.declaration.parent().unwrap_or(Path::new(""));
    let files = |policy: &PolicyEntry| -> Plan {
        std::iter::once(&policy.path)
            .chain(&policy.annexes)
            .map(|path| Document { path: folder.join(&path.value), text: None })
            .collect()
    };
    let mut all: Vec<Plan> = declaration.policies.iter().map(files).collect();
    let mut chosen = vec![request.scope == Scope::Everything; all.len()];
    let mut problems = Vec::new();
    for wanted in &request.wanted {
        match locate(&all, wanted) {
            Some((policy, document)) => {
                chosen[policy] = true;
                speak(&mut declaration.policies[policy], wanted);
                if let Some(text) = &wanted.text {
                    all[policy][document].text = Some(text.clone());
                }
            }
            None => match (&wanted.which, wanted.unlisted) {
                (Which::File(path), Unlisted::Judged) => {
                    let mut entry = entry_for(path, declaration.source);
                    speak(&mut entry, wanted);
                    declaration.policies.push(entry);
                    all.push(vec![Document { path: path.clone(), text: wanted.text.clone() }]);
                    chosen.push(true);
                }
                _ => problems.push(not_listed(wanted, &request.declaration, root, all.len())),
            },
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    for (plan, chosen) in all.iter_mut().zip(chosen) {
        if !chosen {
            plan.clear();
        }
    }
    Ok(all)
}

/// The policy that is wanted and the file of it that was named.
fn locate(all: &[Plan], wanted: &Wanted) -> Option<(usize, usize)> {
    let Which::File(path) = &wanted.which else { return (all.len() == 1).then_some((0, 0)) };
    let identity = paths::identity(path);
    all.iter().enumerate().find_map(|(policy, files)| {
        let document = files.iter().position(|file| paths::identity(&file.path) == identity)?;
        Some((policy, document))
    })
}

/// An entry for a policy that the call names and the declaration does not. It stands at the declaration's first byte.
fn entry_for(path: &Path, source: SourceId) -> PolicyEntry {
    let location = Location { source, span: Span::new(0, 0) };
    PolicyEntry {
        path: Located { value: path.to_string_lossy().into_owned(), location },
        language: None,
        laws: None,
        annexes: Vec::new(),
    }
}

/// Gives a policy the language that it is wanted in.
fn speak(entry: &mut PolicyEntry, wanted: &Wanted) {
    if let Some(language) = &wanted.language {
        entry.language = Some(Located { value: language.clone(), location: entry.path.location });
    }
}

fn not_listed(wanted: &Wanted, declaration: &Path, root: &Path, policies: usize) -> Problem {
    let declared = shown(root, declaration);
    match &wanted.which {
        Which::File(path) => Problem {
            message: format!("`{declared}` does not list `{}`", shown(root, path)),
            help: Some(format!(
                "add it to `policies` in `{declared}`, or name its declaration with --declaration"
            )),
            location: None,
            path: shown(root, path),
        },
        Which::Only => Problem {
            message: format!("the text could be any of the {policies} policies of `{declared}`"),
            help: Some("say which one: with --stdin-filename, or with `path` in a line".to_owned()),
            location: None,
            path: "-".to_owned(),
        },
    }
}

/// Reads the planned files; all that cannot be read are reported.
fn read(
    plans: &[Plan],
    files: &dyn Files,
    root: &Path,
    sources: &mut Sources,
) -> Result<Vec<Vec<SourceId>>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut documents = Vec::new();
    for plan in plans {
        let mut ids = Vec::new();
        for document in plan {
            let path = shown(root, &document.path);
            let saved = || files.read_within(&document.path, POLICY_LIMIT);
            let text = document.text.clone().map_or_else(saved, Ok);
            match text {
                Ok(text) => ids.push(sources.add(Source::new(path, text))),
                Err(error) => {
                    let message = format!("`{path}` {error}");
                    problems.push(Problem { message, help: None, location: None, path });
                }
            }
        }
        documents.push(ids);
    }
    if problems.is_empty() { Ok(documents) } else { Err(problems) }
}

/// The journey from texts to findings: pure.
fn judge(
    sources: Sources,
    declaration: Declaration,
    documents: Vec<Vec<SourceId>>,
    mut comments: Vec<Suppression>,
    scope: Scope,
    today: Date,
    memories: &Memories,
) -> Checked {
    let judged = each(&documents, |index, ids| {
        let entry = declaration.policies.get(index).filter(|_| !ids.is_empty())?;
        let texts: Vec<(SourceId, &str)> = ids.iter().map(|&id| (id, sources.get(id).text())).collect();
        let mut policy = Policy::parse(&texts);
        let comments = suppression::take(&mut policy, &sources);
        let language = entry.language.as_ref().map(|language| language.value.as_str());
        let disclosures = disclosure::read_again(&policy, language, &declaration, &memories.0[index]);
        let mut assessment = assessment::assess(&declaration, index, &disclosures, today);
        laws::refine(&declaration, &mut assessment, today);
        Some((comments, assessment))
    });
    let mut assessments = Vec::new();
    for (found, assessment) in judged.into_iter().flatten() {
        comments.extend(found);
        assessments.push(assessment);
    }
    let (findings, suppressed) = rules::apply(&sources, &declaration, &assessments, &comments, today);
    let mut checked = Checked { sources, declaration, documents, assessments, findings, suppressed };
    if scope == Scope::Wanted {
        keep_policies_only(&mut checked);
    }
    checked
}

/// Drops what is about the declaration alone. An exception may be unused only because the policy that needs it was not
/// asked for.
fn keep_policies_only(checked: &mut Checked) {
    let Checked { documents, findings, .. } = checked;
    findings.retain(|finding| {
        let source = finding.policy.map(|location| location.source);
        source.is_some_and(|source| documents.iter().flatten().any(|&id| id == source))
    });
}
