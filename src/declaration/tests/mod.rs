//! Declarations on disk, loaded whole.

mod files;
mod names;
mod schema;
mod shape;
mod valid;

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Declaration, Problem, load};
use crate::source::Sources;

/// A folder of files that is there as long as the value.
struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A folder with a `divulge.yaml` and an empty `p.md`.
    fn new(declaration: impl AsRef<[u8]>) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("divulge-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Self { path: std::env::temp_dir().join(name) };
        folder.with("divulge.yaml", declaration).with("p.md", "")
    }

    fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn load(&self) -> (Result<Declaration, Vec<Problem>>, Sources) {
        let mut sources = Sources::default();
        let loaded = load(&self.path.join("divulge.yaml"), "shop/divulge.yaml", &mut sources);
        (loaded, sources)
    }

    fn declaration(&self) -> Declaration {
        self.load().0.unwrap()
    }

    /// What is wrong, each as the text at its place and the message.
    fn problems(&self) -> Vec<(String, String)> {
        let (loaded, sources) = self.load();
        let at =
            |problem: &Problem| problem.location.map_or("", |location| sources.slice(location)).to_owned();
        loaded.unwrap_err().iter().map(|problem| (at(problem), problem.message.clone())).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The least that a declaration needs, with more lines below.
fn minimal(more: &str) -> Folder {
    Folder::new(format!("version: 1\npolicies: p.md\n{more}"))
}

#[track_caller]
fn assert_problems(folder: &Folder, expected: &[(&str, &str)]) {
    let found = folder.problems();
    let found: Vec<_> = found.iter().map(|(at, message)| (at.as_str(), message.as_str())).collect();
    assert_eq!(found, expected);
}
