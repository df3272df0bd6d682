//! The declarations that are watched over, and what the last check of each found.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::documents::{Documents, Imagined};
use super::settings::Settings;
use crate::declaration::Date;
use crate::laws::Law;
use crate::source::{SourceId, Sources};
use crate::workspace::discovery::{self, Call, FILE_NAME};
use crate::workspace::paths::{identity, lexical};
use crate::workspace::{self, Failure, Memories, Reach, Request};
use crate::{Checked, Declaration};

/// One declaration.
#[derive(Debug)]
pub(super) struct Project {
    /// Its file.
    pub(super) declaration: PathBuf,
    /// The folder from which paths are shown.
    pub(super) root: PathBuf,
    /// What the last check found; none before the first.
    pub(super) outcome: Option<Result<Checked, Failure>>,
    /// What was declared when that was last valid: for completion, while a person types.
    pub(super) known: Option<Checked>,
    /// Every file that the last check read, with its identity.
    files: Vec<(SourceId, PathBuf)>,
    /// The laws that are in force where the declaration says nothing of any.
    laws: Vec<Law>,
    /// How far the declaration may lead.
    reach: Reach,
    is_stale: bool,
    memories: Memories,
}

impl Project {
    fn new(declaration: PathBuf, folders: &[PathBuf]) -> Self {
        let folder = declaration.parent().unwrap_or(Path::new("")).to_path_buf();
        let root =
            folders.iter().filter(|root| folder.starts_with(root)).max_by_key(|root| root.as_os_str().len());
        let root = root.cloned().unwrap_or(folder);
        let (files, laws, reach) = (Vec::new(), Vec::new(), Reach::default());
        let memories = Memories::default();
        Self { declaration, root, outcome: None, known: None, files, laws, reach, is_stale: true, memories }
    }

    /// The result of the last check, where there is one.
    pub(super) fn checked(&self) -> Option<&Checked> {
        self.outcome.as_ref()?.as_ref().ok()
    }

    /// The files that the last check read, whatever came of it.
    pub(super) fn sources(&self) -> Option<&Sources> {
        Some(match self.outcome.as_ref()? {
            Ok(checked) => &checked.sources,
            Err(failure) => &failure.sources,
        })
    }

    /// The identity of a file.
    pub(super) fn path(&self, source: SourceId) -> Option<&Path> {
        self.files.iter().find(|(id, _)| *id == source).map(|(_, path)| path.as_path())
    }

    /// Every file under this identity: one that two policies share has several ids.
    pub(super) fn ids<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = SourceId> + 'a {
        self.files.iter().filter(move |(_, known)| known == path).map(|(id, _)| *id)
    }

    /// What would be found if a file had another text.
    pub(super) fn imagine(&self, files: &Imagined<'_>, today: Date) -> Option<Checked> {
        workspace::check_one(&self.request(), files, &self.root, today).ok()
    }

    fn request(&self) -> Request {
        let laws = self.laws.clone();
        Request { laws, ..Request::all(self.declaration.clone(), self.reach.clone()) }
    }

    fn check(&mut self, documents: &Documents, settings: &Settings, today: Date) {
        self.laws.clone_from(&settings.laws);
        self.reach.clone_from(&settings.reach);
        let request = self.request();
        let outcome = workspace::check_again(&request, documents, &self.root, today, &mut self.memories);
        let former = self.outcome.replace(outcome);
        // The last valid declaration stays known while a person types.
        if let (Some(Ok(former)), Some(Err(_))) = (former, &self.outcome) {
            self.known = Some(former);
        }
        let sources = self.sources();
        let files = sources.map(|sources| {
            let path = |id| identity(&lexical(&self.root.join(sources.get(id).path())));
            sources.ids().map(|id| (id, path(id))).collect()
        });
        self.files = files.unwrap_or_default();
        self.is_stale = false;
    }

    /// Whether a change of this file may change the outcome. Of a declaration that is wrong, nobody knows all files.
    fn depends_on(&self, path: &Path) -> bool {
        !matches!(self.outcome, Some(Ok(_)))
            || self.files.iter().any(|(_, known)| known == path)
            || identity(&self.declaration) == path
    }

    /// What is declared, or was when that was last valid.
    pub(super) fn declaration(&self) -> Option<&Declaration> {
        self.checked().or(self.known.as_ref()).map(|checked| &checked.declaration)
    }
}

/// All declarations.
#[derive(Debug, Default)]
pub(super) struct Projects {
    all: Vec<Project>,
    /// Declarations in the folders of the workspace.
    below: Vec<PathBuf>,
}

impl Projects {
    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Project> {
        self.all.iter()
    }

    /// Searches the folders of the workspace.
    pub(super) fn search(&mut self, folders: &[PathBuf], documents: &Documents) {
        self.below.clear();
        for folder in folders {
            let call = Call { paths: vec![folder.clone()], ..Call::default() };
            // A folder without any declaration is no mistake here.
            let found = discovery::find(&call, folder).map(|found| found.requests).unwrap_or_default();
            self.below.extend(found.into_iter().map(|request| request.declaration));
        }
        self.select(folders, documents);
    }

    /// The declarations of the workspace, and those next to what is open. What was found of them before stays.
    pub(super) fn select(&mut self, folders: &[PathBuf], documents: &Documents) {
        let nearest = documents.iter().filter_map(|(path, _)| declaration_of(path));
        let mut seen = BTreeSet::new();
        let wanted: Vec<PathBuf> =
            self.below.iter().cloned().chain(nearest).filter(|path| seen.insert(identity(path))).collect();
        let mut former = std::mem::take(&mut self.all);
        self.all = wanted
            .into_iter()
            .map(|path| {
                match former.iter().position(|known| identity(&known.declaration) == identity(&path)) {
                    Some(at) => former.swap_remove(at),
                    None => Project::new(path, folders),
                }
            })
            .collect();
    }

    /// A file has changed.
    pub(super) fn touch(&mut self, path: &Path) {
        for project in &mut self.all {
            project.is_stale |= project.depends_on(path);
        }
    }

    /// Files came or went.
    pub(super) fn touch_all(&mut self) {
        for project in &mut self.all {
            project.is_stale = true;
        }
    }

    /// Checks again what has changed.
    pub(super) fn refresh(&mut self, documents: &Documents, settings: &Settings, today: Date) {
        for project in self.all.iter_mut().filter(|project| project.is_stale) {
            project.check(documents, settings, today);
        }
    }
}

/// The declaration that an open file is, or else the nearest one above it.
fn declaration_of(path: &Path) -> Option<PathBuf> {
    if path.file_name().is_some_and(|name| name == FILE_NAME) {
        return Some(path.to_path_buf());
    }
    discovery::nearest(path.parent()?)
}
