//! A folder to run the command in, and its answer.

// Each test takes what it needs of this.
#![allow(dead_code)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder that is removed with the value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("divulge-test-{}-{count}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// The command in a folder below this one, without the environment of the test run.
    pub(crate) fn run_in(&self, below: &str, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_divulge"));
        command.env_clear().current_dir(self.0.join(below)).args(arguments).stdin(Stdio::null());
        command.output().unwrap().into()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        self.run_in(".", arguments)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Answer {
    /// This exit status, and nothing on standard error.
    #[track_caller]
    pub(crate) fn is_quietly(&self, status: i32) {
        assert_eq!((self.status, self.err.as_str()), (status, ""), "{}", self.out);
    }

    /// Exit status 2, nothing on standard output, and each of these on standard error.
    #[track_caller]
    pub(crate) fn is_refused(&self, words: &[&str]) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{self:?}");
        for words in words {
            assert!(self.err.contains(words), "no {words:?} in\n{}", self.err);
        }
    }

    /// The paths before the findings of `--format concise`, each once.
    pub(crate) fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.out.lines().filter_map(|line| line.split(':').next()).collect();
        paths.dedup();
        paths
    }
}
