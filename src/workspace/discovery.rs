//! Which declarations a call is about: files that are named, folders that are searched, the nearest one upwards.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::search;
pub(crate) use super::search::{FILE_NAME, nearest};
use super::{Reach, Request, Scope, Shard, Unlisted, Wanted, Which, paths, shown};
use crate::declaration::Problem;

/// Extensions of files that are read as policies.
pub(crate) const POLICY_EXTENSIONS: &[&str] = &["md", "markdown", "mdx", "html", "htm", "txt"];

/// What a call names.
#[derive(Debug, Default, Clone)]
pub struct Call {
    /// Declarations, policies, folders; `-` is the policy on standard input.
    pub paths: Vec<PathBuf>,
    /// The declaration of the policies among them.
    pub declaration: Option<PathBuf>,
    /// The file that standard input stands for.
    pub stdin_name: Option<PathBuf>,
    /// The text on standard input, where `-` is among the paths.
    pub stdin: Option<String>,
    /// What becomes of paths that Git ignores.
    pub ignored: Ignored,
    /// How far declarations may lead, besides to what the call names.
    pub reach: Reach,
    /// Which of the declarations that this leads to are meant.
    pub shard: Shard,
}

/// What becomes of paths that `.gitignore` or `.ignore` excludes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Ignored {
    /// They are left out, even when they are named: a hook names every file that changes.
    #[default]
    LeftOut,
    /// They are like any other.
    Checked,
}

/// What a call leads to.
#[derive(Debug)]
pub struct Found {
    /// The declarations, each once, in the order in which the call leads to them; those of a folder in the order of their
    /// paths. None where everything that the call names is ignored or falls to other shards.
    pub requests: Vec<Request>,
    /// What a person may not expect, in the order of the call.
    pub notes: Vec<Note>,
}

/// Something that is no mistake, and that a person may not expect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// What a call leads to. `root` is the working directory.
///
/// # Errors
/// Everything in the call that leads to no declaration.
pub fn find(call: &Call, root: &Path) -> Result<Found, Vec<Problem>> {
    let mut search = Search {
        call,
        root,
        requests: Vec::new(),
        is_ours: Vec::new(),
        known: HashMap::new(),
        left_out: Vec::new(),
        near: Vec::new(),
        problems: Vec::new(),
    };
    match (&call.declaration, call.paths.as_slice()) {
        (Some(declaration), []) => search.named(root.join(declaration)),
        (None, []) => match search::nearest(root) {
            Some(declaration) => search.add(declaration, root, Scope::Everything, None),
            None => search.no_declaration_above(root, None),
        },
        (_, paths) => paths.iter().for_each(|path| search.path(path)),
    }
    search.unused_declaration();
    if !search.problems.is_empty() {
        return Err(search.problems);
    }
    let notes = search.notes();
    let ours = search.requests.into_iter().zip(search.is_ours).filter(|&(_, is_ours)| is_ours);
    Ok(Found { requests: ours.map(|(request, _)| request).collect(), notes })
}

struct Search<'a> {
    call: &'a Call,
    root: &'a Path,
    requests: Vec<Request>,
    /// Whether each of them falls to the shard that is asked for. Where two paths lead to one declaration, the first decides.
    is_ours: Vec<bool>,
    /// Which request each real file of a declaration has.
    known: HashMap<PathBuf, usize>,
    /// Paths that the call names and Git ignores.
    left_out: Vec<PathBuf>,
    /// Files in searched folders that a person may take for declarations.
    near: Vec<PathBuf>,
    problems: Vec<Problem>,
}

impl Search<'_> {
    fn path(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.stdin();
        }
        let full = self.root.join(path);
        let extension =
            full.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
        if !full.exists() {
            let message = format!("`{}` does not exist", shown(self.root, &full));
            self.problem(&full, message, None);
        } else if self.call.ignored == Ignored::LeftOut && search::is_ignored(&full) {
            self.left_out.push(full);
        } else if full.is_dir() {
            self.folder(&full);
        } else if matches!(extension.as_str(), "yaml" | "yml") {
            self.named(full);
        } else if POLICY_EXTENSIONS.contains(&extension.as_str()) {
            self.policy(Which::File(full), None);
        } else {
            let message = format!("`{}` is neither a declaration nor a policy", shown(self.root, &full));
            let help = format!(
                "a declaration ends in .yaml or .yml, a policy in .{}",
                POLICY_EXTENSIONS.join(", .")
            );
            self.problem(&full, message, Some(help));
        }
    }

    fn stdin(&mut self) {
        let which = match &self.call.stdin_name {
            Some(name) => Which::File(self.root.join(name)),
            None => Which::Only,
        };
        self.policy(which, self.call.stdin.clone());
    }

    fn policy(&mut self, which: Which, text: Option<String>) {
        let folder = match &which {
            Which::File(path) => path.parent().unwrap_or(self.root).to_path_buf(),
            Which::Only => self.root.to_path_buf(),
        };
        let (declaration, unlisted) = match &self.call.declaration {
            Some(declaration) => (Some(self.root.join(declaration)), Unlisted::Judged),
            None => (search::nearest(&folder), Unlisted::Refused),
        };
        match declaration {
            Some(declaration) => {
                let wanted = Wanted { which, text, language: None, unlisted };
                self.add(declaration.clone(), self.root, Scope::Wanted, Some(wanted));
                if self.call.declaration.is_some() {
                    self.trust(&declaration);
                }
            }
            None => {
                let policy = match which {
                    Which::File(path) => Some(path),
                    Which::Only => None,
                };
                self.no_declaration_above(&folder, policy.as_deref());
            }
        }
    }

    /// Every declaration in a folder.
    fn folder(&mut self, folder: &Path) {
        let found = search::below(folder, self.call.ignored);
        for error in &found.errors {
            let message = format!("`{}` cannot be searched: {error}", shown(self.root, folder));
            self.problem(folder, message, None);
        }
        if found.declarations.is_empty() && found.errors.is_empty() {
            let help = self.point_out(&found.near);
            let message = format!("there is no `{FILE_NAME}` in `{}` or below it", shown(self.root, folder));
            self.problem(folder, message, Some(help));
        }
        for declaration in found.declarations {
            self.add(declaration, folder, Scope::Everything, None);
        }
        self.near.extend(found.near);
    }

    /// A declaration that the call names, and so trusts to be what it is meant to be, even by a link.
    fn named(&mut self, declaration: PathBuf) {
        self.add(declaration.clone(), self.root, Scope::Everything, None);
        self.trust(&declaration);
    }

    /// Whatever else leads to this declaration, its file may be anywhere.
    fn trust(&mut self, declaration: &Path) {
        let index = self.known.get(&paths::identity(declaration));
        if let Some(request) = index.and_then(|&index| self.requests.get_mut(index)) {
            request.reach.add_file(declaration);
        }
    }

    /// Adds a request, or widens the one that the same declaration has. Shards divide by the path from `base`: the folder that
    /// is searched, or the working directory.
    fn add(&mut self, declaration: PathBuf, base: &Path, scope: Scope, wanted: Option<Wanted>) {
        let index = *self.known.entry(paths::identity(&declaration)).or_insert(self.requests.len());
        match self.requests.get_mut(index) {
            Some(known) => {
                known.wanted.extend(wanted);
                known.reach.add_folder(base);
                if scope == Scope::Everything {
                    known.scope = scope;
                }
            }
            None => {
                let wanted = wanted.into_iter().collect();
                self.is_ours.push(self.call.shard.holds(&shown(base, &declaration)));
                let mut reach = self.call.reach.clone();
                reach.add_folder(base);
                self.requests.push(Request { declaration, scope, wanted, laws: Vec::new(), reach });
            }
        }
    }

    /// A declaration that is given for policies, where none are given, would be left out without a word.
    fn unused_declaration(&mut self) {
        let Some(declaration) = &self.call.declaration else { return };
        let declaration = self.root.join(declaration);
        if self.problems.is_empty()
            && self.left_out.is_empty()
            && !self.known.contains_key(&paths::identity(&declaration))
        {
            let message = "--declaration is given, but no policy that it could be for".to_owned();
            let help = "name a policy, or give the declaration without --declaration".to_owned();
            self.problem(&declaration, message, Some(help));
        }
    }

    fn no_declaration_above(&mut self, folder: &Path, policy: Option<&Path>) {
        let folder = paths::lexical(folder);
        let near: Vec<PathBuf> = search::upwards(&folder)
            .map(search::near_misses)
            .find(|near| !near.is_empty())
            .unwrap_or_default();
        let help = match search::nearest_outside(&folder) {
            Some(outside) if near.is_empty() => format!(
                "`{}` lies outside this repository, where the search ends: name it in the call if it is meant",
                shown(self.root, &outside)
            ),
            _ => self.point_out(&near),
        };
        let message = match policy {
            Some(policy) => {
                let policy = shown(self.root, policy);
                format!("there is no `{FILE_NAME}` in the folder of `{policy}` or above it")
            }
            None => format!("there is no `{FILE_NAME}` in this folder or above it"),
        };
        self.problem(policy.unwrap_or(&folder), message, Some(help));
    }

    fn point_out(&self, near: &[PathBuf]) -> String {
        let names: Vec<String> = near.iter().map(|path| format!("`{}`", shown(self.root, path))).collect();
        match names.as_slice() {
            [] => format!("write a `{FILE_NAME}`, or name the declaration in the call"),
            [name] => {
                format!("{name} is not searched for: rename it to `{FILE_NAME}`, or name it in the call")
            }
            names => format!(
                "{} are not searched for: rename the right one to `{FILE_NAME}`, or name it in the call",
                names.join(", ")
            ),
        }
    }

    fn problem(&mut self, path: &Path, message: String, help: Option<String>) {
        self.problems.push(Problem { message, help, location: None, path: shown(self.root, path) });
    }

    fn notes(&mut self) -> Vec<Note> {
        let left_out = self.left_out.iter().map(|path| Note {
            message: format!("`{}` is not checked: Git ignores it", shown(self.root, path)),
            help: "give --no-ignore to check it all the same".to_owned(),
        });
        self.near.sort();
        self.near.dedup();
        let near =
            self.near.iter().filter(|path| !self.known.contains_key(&paths::identity(path))).map(|path| {
                let message =
                    format!("`{}` is not checked: its name is not `{FILE_NAME}`", shown(self.root, path));
                Note { message, help: "rename it if it is a declaration, or name it in the call".to_owned() }
            });
        left_out.chain(near).collect()
    }
}
