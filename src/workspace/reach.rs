//! How far the paths of a declaration may lead: strangers may have written them, and reports quote what stands there.

use std::path::{Component, Path, PathBuf};

use super::Request;
use super::paths::lexical;
use super::search::is_repository;
use crate::input::{Bounds, Files, InputError, Way};

/// How far the paths in a declaration may lead: `policies`, `annexes`, `include` and law packs of its own. The call says so,
/// and never the declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far as the repository around the declaration. Where it is in none, as far as its folder, the working directory and
    /// `folders`, those of them that hold it.
    Bounded {
        /// Folders that the call names.
        folders: Vec<PathBuf>,
        /// Files that the call names, which may be anywhere.
        files: Vec<PathBuf>,
    },
    /// To every file that there is.
    Anywhere,
}

impl Default for Reach {
    fn default() -> Self {
        Self::Bounded { folders: Vec::new(), files: Vec::new() }
    }
}

impl Reach {
    /// Widens it to a file that the call names.
    pub fn add_file(&mut self, file: &Path) {
        if let Self::Bounded { files, .. } = self {
            files.push(file.to_owned());
        }
    }

    /// Widens it to a folder that the call names.
    pub fn add_folder(&mut self, folder: &Path) {
        if let Self::Bounded { folders, .. } = self {
            folders.push(folder.to_owned());
        }
    }

    /// The same where other files are checked than those that the call names: those of an earlier revision.
    pub(crate) fn without_names(&self) -> Self {
        match self {
            Self::Bounded { .. } => Self::default(),
            Self::Anywhere => Self::Anywhere,
        }
    }
}

/// Files, none of them out of the reach of a declaration.
pub struct Fenced<'a> {
    files: &'a dyn Files,
    /// None where the reach has no end.
    fence: Option<Fence>,
}

impl<'a> Fenced<'a> {
    /// Those that the declaration of a request may name. `root` is the working directory.
    #[must_use]
    pub fn new(files: &'a dyn Files, request: &Request, root: &Path) -> Self {
        let Reach::Bounded { folders, files: named } = &request.reach else {
            return Self { files, fence: None };
        };
        let mut fence =
            Fence::around(&request.declaration, folders.iter().map(PathBuf::as_path).chain([root]));
        let named = named.iter().map(PathBuf::as_path).chain(request.wanted_files());
        fence.named = named.map(real).collect();
        Self { files, fence: Some(fence) }
    }
}

impl Files for Fenced<'_> {
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError> {
        self.fence.as_ref().map_or(Ok(()), |fence| fence.check(path))?;
        self.files.read_within(path, limit)
    }

    fn check(&self, path: &Path) -> Result<(), InputError> {
        self.fence.as_ref().map_or(Ok(()), |fence| fence.check(path))?;
        self.files.check(path)
    }

    fn search(&self, path: &Path) -> Result<(), InputError> {
        self.fence.as_ref().map_or(Ok(()), |fence| fence.check(path))?;
        self.files.search(path)
    }
}

/// What a path may not lead out of.
#[derive(Debug)]
struct Fence {
    /// The folder of the declaration as it is named, and the real one.
    folder: (PathBuf, PathBuf),
    /// Real folders; all below them is in reach.
    within: Vec<PathBuf>,
    /// Real files that are in reach besides.
    named: Vec<PathBuf>,
    bounds: Bounds,
}

impl Fence {
    fn around<'p>(declaration: &Path, folders: impl Iterator<Item = &'p Path>) -> Self {
        let folder = declaration.parent().unwrap_or(Path::new("")).to_owned();
        let home = real(&folder);
        let repository = home.ancestors().find(|folder| is_repository(folder)).map(Path::to_owned);
        let (bounds, within) = match repository {
            Some(repository) => (Bounds::Repository, vec![repository]),
            None => {
                let around = folders.map(real).filter(|folder| home.starts_with(folder));
                (Bounds::Folder, around.chain([home.clone()]).collect())
            }
        };
        Self { folder: (folder, home), within, named: Vec::new(), bounds }
    }

    fn check(&self, path: &Path) -> Result<(), InputError> {
        let target = real(path);
        if self.named.contains(&target) {
            return Ok(());
        }
        match self.rest(&target) {
            Some(rest) if self.bounds == Bounds::Repository && is_of_git(rest) => Err(InputError::OfGit),
            Some(_) => Ok(()),
            None => {
                let (folder, home) = &self.folder;
                let written = path
                    .strip_prefix(folder)
                    .map_or_else(|_| lexical(path), |rest| lexical(&home.join(rest)));
                let way = if self.rest(&written).is_some() { Way::Link } else { Way::Path };
                Err(InputError::Outside { bounds: self.bounds, way })
            }
        }
    }

    /// The way to a real path from a folder that it may be in.
    fn rest<'p>(&self, target: &'p Path) -> Option<&'p Path> {
        self.within.iter().find_map(|folder| target.strip_prefix(folder).ok())
    }
}

/// Whether a path from the top of a repository leads to what Git keeps there: addresses of remotes, with passwords in them.
fn is_of_git(path: &Path) -> bool {
    path.components().any(|part| matches!(part, Component::Normal(name) if name.eq_ignore_ascii_case(".git")))
}

/// How many links that lead nowhere may follow each other, as in Linux.
const MAX_LINKS: usize = 40;

/// Where a path leads, links followed. What is not there is thought of in the folder that is, and where a link to it leads:
/// nothing tells whether a file out of reach exists.
fn real(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match resolve(&path) {
            Resolved::Real(real) => return real,
            Resolved::Link(target) => path = target,
        }
    }
    lexical(&path)
}

enum Resolved {
    /// Where it leads.
    Real(PathBuf),
    /// Where its first link that leads nowhere points.
    Link(PathBuf),
}

fn resolve(path: &Path) -> Resolved {
    for part in path.ancestors() {
        let opened = if part.as_os_str().is_empty() { Path::new(".") } else { part };
        let rest = path.strip_prefix(part).unwrap_or(Path::new(""));
        if let Ok(real) = opened.canonicalize() {
            return Resolved::Real(lexical(&real.join(rest)));
        }
        if let (Ok(target), Some(folder)) = (opened.read_link(), part.parent()) {
            // Part by part: an empty rest would leave a `/` at the end, which looks behind the link.
            return Resolved::Link(folder.join(target).components().chain(rest.components()).collect());
        }
    }
    Resolved::Real(lexical(path))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    const REPOSITORY: InputError = InputError::Outside { bounds: Bounds::Repository, way: Way::Path };
    const FOLDER: InputError = InputError::Outside { bounds: Bounds::Folder, way: Way::Path };

    /// A folder `site` with a folder `legal`, and a file beside it.
    fn tree() -> TempDir {
        let tree = TempDir::new().unwrap();
        fs::create_dir_all(tree.path().join("site/legal")).unwrap();
        fs::write(tree.path().join("outside.md"), "").unwrap();
        tree
    }

    /// Whether `legal/<path>` is in reach, called from this folder of the tree.
    fn reached(tree: &TempDir, cwd: &str, path: &str) -> Result<(), InputError> {
        let legal = tree.path().join("site/legal");
        let cwd = tree.path().join(cwd);
        Fence::around(&legal.join("divulge.yaml"), [cwd.as_path()].into_iter()).check(&legal.join(path))
    }

    #[test]
    fn a_repository_is_the_bound_whatever_the_working_directory() {
        let tree = tree();
        // As in a worktree, where it is a file.
        fs::write(tree.path().join("site/.git"), "gitdir: /nowhere\n").unwrap();
        for cwd in ["", "site", "site/legal"] {
            for path in ["p.md", "../p.md", "./../legal/p.md", "none/../../p.md", "a/*/p.md"] {
                assert_eq!(reached(&tree, cwd, path), Ok(()), "{path} from {cwd}");
            }
            for path in [
                "../../outside.md",
                "../../none.md",
                "../..",
                "none/../../../none.md",
                "*/../../../a.md",
                "/etc",
            ] {
                assert_eq!(reached(&tree, cwd, path), Err(REPOSITORY), "{path} from {cwd}");
            }
            assert_eq!(reached(&tree, cwd, "../.git"), Err(InputError::OfGit));
            assert_eq!(reached(&tree, cwd, "../a/.GIT/config"), Err(InputError::OfGit));
        }
        let inside = tree.path().join("site/p.md");
        assert_eq!(reached(&tree, "", &inside.to_string_lossy()), Ok(()), "absolute, and inside");
    }

    #[test]
    fn without_a_repository_the_folder_that_is_worked_in_is_the_bound_where_it_holds_the_declaration() {
        let tree = tree();
        for (cwd, path, expected) in [
            ("site/legal", "p.md", Ok(())),
            ("site/legal", "../p.md", Err(FOLDER)),
            ("site", "../p.md", Ok(())),
            ("site", "../../outside.md", Err(FOLDER)),
            ("", "../../outside.md", Ok(())),
            ("site/other", "../other/p.md", Err(FOLDER)),
            ("site/other", "p.md", Ok(())),
        ] {
            assert_eq!(reached(&tree, cwd, path), expected, "{path} from {cwd}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        use std::os::unix::fs::symlink;
        let tree = tree();
        let legal = tree.path().join("site/legal");
        symlink("../../outside.md", legal.join("file.md")).unwrap();
        symlink(tree.path(), legal.join("folder")).unwrap();
        symlink("..", legal.join("inside")).unwrap();
        symlink("../../nowhere.md", legal.join("none.md")).unwrap();
        symlink("none.md", legal.join("again.md")).unwrap();
        symlink("self.md", legal.join("self.md")).unwrap();
        symlink(&legal, tree.path().join("way")).unwrap();
        let by_link = Err(InputError::Outside { bounds: Bounds::Folder, way: Way::Link });
        for path in [
            "file.md",
            "none.md",
            "again.md",
            "none.md/a.md",
            "folder/outside.md",
            "folder/none.md",
            "folder/*.md",
            "inside/../outside.md",
        ] {
            assert_eq!(reached(&tree, "site", path), by_link, "{path}");
        }
        assert_eq!(reached(&tree, "site", "inside/p.md"), Ok(()));
        assert_eq!(reached(&tree, "site", "self.md"), Ok(()), "it leads nowhere, and so not out");
        assert_eq!(reached(&tree, "way", "p.md"), Ok(()), "a working directory behind a link");
        let fence = Fence::around(&tree.path().join("way/divulge.yaml"), std::iter::empty());
        assert_eq!(fence.check(&tree.path().join("way/p.md")), Ok(()), "a declaration behind a link");
        assert_eq!(fence.check(&tree.path().join("way/../p.md")), Err(FOLDER));
    }
}
