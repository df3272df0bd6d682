//! What is asked of the `git` command.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::workspace::paths::lexical;

/// Variables by which a hook tells Git where its repository is. The one that is asked about may be another.
const PLACES: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/// Why Git did not answer.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// A working tree.
#[derive(Debug)]
pub(super) struct Repository {
    top: PathBuf,
}

/// A commit of a repository, by its full name.
#[derive(Debug)]
pub(super) struct Commit(String);

impl Repository {
    /// The repository around a folder.
    pub(super) fn around(folder: &Path) -> Result<Self, Problem> {
        let output = ask(folder, &["rev-parse", "--show-prefix"])?;
        if !output.status.success() {
            let message = format!("`{}` is in no Git repository: {}", folder.display(), complaint(&output));
            return Err(Problem { message, help: Some("a revision is one of a Git repository".to_owned()) });
        }
        let prefix = String::from_utf8_lossy(&output.stdout);
        let prefix = Path::new(prefix.trim_end_matches(['\n', '\r', '/']));
        // A folder that is reached through a link does not end as Git sees it.
        let real = || folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let folder = if folder.ends_with(prefix) { folder.to_owned() } else { real() };
        let above = folder.ancestors().nth(prefix.components().count()).unwrap_or(&folder);
        Ok(Self { top: lexical(above) })
    }

    /// The folder at its top.
    pub(super) fn top(&self) -> &Path {
        &self.top
    }

    /// The commit that a revision means.
    pub(super) fn commit(&self, revision: &str) -> Result<Commit, Problem> {
        let unknown = |why: &str| {
            Problem {
            message: format!("there is no revision `{revision}` in `{}`{why}", self.top.display()),
            help: Some(
                "name a commit, a branch or a tag; a checkout in CI often has a single commit, and needs the other \
                 one fetched first"
                    .to_owned(),
            ),
        }
        };
        if revision.starts_with('-') || revision.is_empty() {
            return Err(unknown(""));
        }
        let output =
            ask(&self.top, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
        let name = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        match (output.status.success(), complaint(&output)) {
            (true, _) => Ok(Commit(name)),
            (false, why) if why.is_empty() => Err(unknown("")),
            (false, why) => Err(unknown(&format!(": {why}"))),
        }
    }

    /// The paths of all files of a commit, from the top.
    pub(super) fn files(&self, commit: &Commit) -> Result<Vec<String>, Problem> {
        let output = ask(&self.top, &["ls-tree", "-r", "-z", "--name-only", "--full-tree", &commit.0])?;
        if !output.status.success() {
            return Err(refused("list the files of", commit, &complaint(&output)));
        }
        let paths = output.stdout.split(|&byte| byte == 0).filter(|path| !path.is_empty());
        Ok(paths.filter_map(|path| String::from_utf8(path.to_vec()).ok()).collect())
    }

    /// The contents of those of these files that a commit has. Links within the commit are followed.
    pub(super) fn read(
        &self,
        commit: &Commit,
        paths: &[String],
    ) -> Result<HashMap<String, Vec<u8>>, Problem> {
        // The names are given one a line.
        let paths: Vec<&String> = paths.iter().filter(|path| !path.contains('\n')).collect();
        if paths.is_empty() {
            return Ok(HashMap::new());
        }
        let names: String = paths.iter().map(|path| format!("{}:{path}\n", commit.0)).collect();
        let output = self.batch(&names).map_err(|error| no_git(&error))?;
        if !output.status.success() {
            return Err(refused("read files of", commit, &complaint(&output)));
        }
        let mut rest = output.stdout.as_slice();
        let mut contents = HashMap::new();
        for path in paths {
            let Some((content, after)) = answer(rest) else {
                return Err(refused("read files of", commit, "its answer ends too early"));
            };
            contents.extend(content.map(|content| (path.clone(), content.to_vec())));
            rest = after;
        }
        Ok(contents)
    }

    /// `git cat-file` on many names at once: one process for each would take longer than the check.
    fn batch(&self, names: &str) -> io::Result<Output> {
        let mut command = command(&self.top);
        command.args(["cat-file", "--batch", "--follow-symlinks"]).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let stdin = child.stdin.take();
        std::thread::scope(|scope| {
            // Both ends would wait for each other if all names were written before anything is read. If Git stops
            // reading, its answer tells why.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(names.as_bytes())));
            child.wait_with_output()
        })
    }
}

/// The next answer of `git cat-file --batch` and what follows it: the content of a file, or nothing where there is none.
fn answer(output: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    let end = output.iter().position(|&byte| byte == b'\n')?;
    let (head, rest) = (output.get(..end)?, output.get(end + 1..)?);
    let head = String::from_utf8_lossy(head);
    if head.ends_with(" missing") || head.ends_with(" ambiguous") || head.ends_with(" submodule") {
        return Some((None, rest));
    }
    // `<name> blob <size>`, or `symlink <size>` and its like for a link that leads to no file.
    let (kind, size) = head.rsplit_once(' ')?;
    let size: usize = size.parse().ok()?;
    let content = rest.get(..size)?;
    Some((kind.ends_with(" blob").then_some(content), rest.get(size + 1..)?))
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for place in PLACES {
        command.env_remove(place);
    }
    command.arg("-C").arg(folder).env("LC_ALL", "C");
    command
}

fn ask(folder: &Path, arguments: &[&str]) -> Result<Output, Problem> {
    command(folder).args(arguments).stdin(Stdio::null()).output().map_err(|error| no_git(&error))
}

fn no_git(error: &io::Error) -> Problem {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "is not installed".to_owned(),
        _ => format!("cannot be run: {error}"),
    };
    let help = Some("install Git, or name no revision".to_owned());
    Problem { message: format!("a revision needs the command `git`, which {why}"), help }
}

fn refused(what: &str, commit: &Commit, why: &str) -> Problem {
    Problem { message: format!("Git could not {what} {}: {why}", commit.0), help: None }
}

/// The first line of what Git says is wrong.
fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("fatal: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart() {
        let output = b"abc blob 4\na\nb\n\nabc:no such missing\nsymlink 3\n../\nrest";
        let (first, rest) = answer(output).unwrap();
        assert_eq!(first, Some(&b"a\nb\n"[..]));
        let (second, rest) = answer(rest).unwrap();
        assert_eq!(second, None);
        let (third, rest) = answer(rest).unwrap();
        assert_eq!((third, rest), (None, &b"rest"[..]));
        assert_eq!(answer(b"abc blob 9\nshort\n"), None);
    }
}
