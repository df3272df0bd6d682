//! Which declarations a call is about: files that are named, folders that are searched, the nearest one upwards.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{Request, Scope, Unlisted, Wanted, Which, paths, shown};
use crate::declaration::Problem;

/// The name that is searched for.
pub const FILE_NAME: &str = "divulge.yaml";

/// Extensions of files that are read as policies.
const POLICY_EXTENSIONS: &[&str] = &["md", "markdown", "mdx", "html", "htm", "txt"];

/// How alike a file's name must be to [`FILE_NAME`] to be pointed out: edits of one letter.
const NEAR_MISS_EDITS: usize = 2;

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
}

/// The declarations that a call is about, each once, in the order in which the call leads to them; those of a folder in
/// the order of their paths. `root` is the working directory.
///
/// # Errors
/// Everything in the call that leads to no declaration.
pub fn find(call: &Call, root: &Path) -> Result<Vec<Request>, Vec<Problem>> {
    let mut search = Search { call, root, requests: Vec::new(), known: HashMap::new(), problems: Vec::new() };
    match (&call.declaration, call.paths.as_slice()) {
        (Some(declaration), []) => search.add(root.join(declaration), Scope::Everything, None),
        (None, []) => match nearest(root) {
            Some(declaration) => search.add(declaration, Scope::Everything, None),
            None => search.no_declaration_above(root, None),
        },
        (_, paths) => paths.iter().for_each(|path| search.path(path)),
    }
    search.unused_declaration();
    if search.problems.is_empty() { Ok(search.requests) } else { Err(search.problems) }
}

/// The nearest declaration in a folder or above it.
#[must_use]
pub fn nearest(folder: &Path) -> Option<PathBuf> {
    paths::lexical(folder).ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

struct Search<'a> {
    call: &'a Call,
    root: &'a Path,
    requests: Vec<Request>,
    /// Which request each real file of a declaration has.
    known: HashMap<PathBuf, usize>,
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
        if full.is_dir() {
            self.folder(&full);
        } else if !full.exists() {
            let message = format!("`{}` does not exist", shown(self.root, &full));
            self.problem(&full, message, None);
        } else if matches!(extension.as_str(), "yaml" | "yml") {
            self.add(full, Scope::Everything, None);
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
            None => (nearest(&folder), Unlisted::Refused),
        };
        match declaration {
            Some(declaration) => {
                self.add(declaration, Scope::Wanted, Some(Wanted { which, text, unlisted }));
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

    /// Every declaration in a folder. What Git ignores in the folder is left out; the settings of one machine
    /// (`core.excludesFile`) are not asked, so that every machine finds the same.
    fn folder(&mut self, folder: &Path) {
        let walk = WalkBuilder::new(folder).git_global(false).sort_by_file_path(Path::cmp).build();
        let mut found = Vec::new();
        let mut near = near_misses(folder);
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) if entry.file_name() == FILE_NAME => found.push(entry.into_path()),
                Ok(entry) if is_near_miss(&entry.file_name().to_string_lossy()) => {
                    near.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => self.problem(
                    folder,
                    format!("`{}` cannot be searched: {error}", shown(self.root, folder)),
                    None,
                ),
            }
        }
        if found.is_empty() && self.problems.is_empty() {
            near.sort();
            near.dedup();
            let help = self.point_out(&near);
            let message = format!("there is no `{FILE_NAME}` in `{}` or below it", shown(self.root, folder));
            self.problem(folder, message, Some(help));
        }
        for declaration in found {
            self.add(declaration, Scope::Everything, None);
        }
    }

    /// Adds a request, or widens the one that the same declaration has.
    fn add(&mut self, declaration: PathBuf, scope: Scope, wanted: Option<Wanted>) {
        let index = *self.known.entry(paths::identity(&declaration)).or_insert(self.requests.len());
        match self.requests.get_mut(index) {
            Some(known) => {
                known.wanted.extend(wanted);
                if scope == Scope::Everything {
                    known.scope = scope;
                }
            }
            None => {
                let wanted = wanted.into_iter().collect();
                self.requests.push(Request { declaration, scope, wanted });
            }
        }
    }

    /// A declaration that is given for policies, where none are given, would be left out without a word.
    fn unused_declaration(&mut self) {
        let Some(declaration) = &self.call.declaration else { return };
        let declaration = self.root.join(declaration);
        if self.problems.is_empty() && !self.known.contains_key(&paths::identity(&declaration)) {
            let message = "--declaration is given, but no policy that it could be for".to_owned();
            let help = "name a policy, or give the declaration without --declaration".to_owned();
            self.problem(&declaration, message, Some(help));
        }
    }

    fn no_declaration_above(&mut self, folder: &Path, policy: Option<&Path>) {
        let folder = paths::lexical(folder);
        let near: Vec<PathBuf> =
            folder.ancestors().map(near_misses).find(|near| !near.is_empty()).unwrap_or_default();
        let help = self.point_out(&near);
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
}

/// Files of a folder whose names are almost [`FILE_NAME`], in order.
fn near_misses(folder: &Path) -> Vec<PathBuf> {
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
    let plain = name.trim_start_matches('.').to_lowercase();
    name != FILE_NAME && strsim::damerau_levenshtein(&plain, FILE_NAME) <= NEAR_MISS_EDITS
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
}
