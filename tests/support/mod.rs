//! A folder to run the command in, and what it answers.

// A helper that cannot do its work should stop the test, as in the tests themselves; and not every test needs all of them.
#![allow(clippy::unwrap_used, dead_code, missing_docs, unreachable_pub)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

pub const DECLARATION: &str = "\
version: 1
controller: {name: Example Ltd., country: KR}
policies: [privacy.md]
transfers:
  - recipient: Alipay
    country: CN
";

pub const SILENT: &str = "# Privacy policy\n\nWe like privacy.\n";
pub const OPEN: &str = "# Privacy policy\n\n\
    We share your phone number with the following third parties.\n\n\
    | Recipient | Country |\n| --- | --- |\n| Alipay | China (CN) |\n";

/// A law pack of a project's own.
pub const STANDARD: &str = "\
pack: our-standard
title: Our standard
jurisdiction: everywhere
about: What we promise.
checked: 2026-11
link: https://example.com/standard
domestic: [KR]
requirements:
  - elements: [country]
    kinds: [third-party, outsourcing]
    status: required
    citation: rule 7
    verified: statute
";

/// The name of every format of `check`, so that a new one is tested without being listed here.
pub fn formats() -> impl Iterator<Item = &'static str> {
    divulge::output::FORMATS.iter().map(|format| format.name)
}

/// The command, without the environment of the test run, but for where its coverage is to be written.
pub fn divulge(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_divulge"));
    let measuring = std::env::var_os("LLVM_PROFILE_FILE").map(|file| ("LLVM_PROFILE_FILE", file));
    command.env_clear().envs(measuring).args(arguments).stdin(Stdio::null());
    command
}

/// A folder that is removed with the value.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("divulge-test-{}-{count}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// With a declaration and the policy that it lists.
    pub fn with_policy(policy: &str) -> Self {
        let folder = Self::new();
        folder.write("divulge.yaml", DECLARATION);
        folder.write("privacy.md", policy);
        folder
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// The command, here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = divulge(arguments);
        command.current_dir(&self.0);
        command
    }

    /// The answer in a folder below this one.
    pub fn run_in(&self, below: &str, arguments: &[&str]) -> Answer {
        Answer::of(self.command(arguments).current_dir(self.0.join(below)))
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(&mut self.command(arguments))
    }

    pub fn run_with_stdin(&self, arguments: &[&str], text: &[u8]) -> Answer {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A call that is wrong is told before the text is read.
        let _ = child.stdin.take().unwrap().write_all(text);
        child.wait_with_output().unwrap().into()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: i32,
    pub out: String,
    pub err: String,
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
    pub fn of(command: &mut Command) -> Self {
        command.output().unwrap().into()
    }

    /// This exit status, and nothing on standard error.
    #[track_caller]
    pub fn is_quietly(&self, status: i32) {
        assert_eq!((self.status, self.err.as_str()), (status, ""), "{}", self.out);
    }

    /// Exit status 2, nothing on standard output, and each of these on standard error.
    #[track_caller]
    pub fn is_refused(&self, words: &[&str]) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{self:?}");
        for words in words {
            assert!(self.err.contains(words), "no {words:?} in\n{}", self.err);
        }
    }

    #[track_caller]
    pub fn has_findings(&self) {
        assert_eq!((self.status, self.err.as_str()), (1, ""), "{self:?}");
        assert!(!self.out.is_empty());
    }

    #[track_caller]
    pub fn is_clean(&self) {
        self.is_quietly(0);
    }

    /// The paths before the findings of `--format concise`, each once.
    pub fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.out.lines().filter_map(|line| line.split(':').next()).collect();
        paths.dedup();
        paths
    }

    /// The policies of `--format json`, each once.
    pub fn policies(&self) -> Vec<&str> {
        let lines = self.out.lines().map(str::trim);
        let mut policies: Vec<&str> =
            lines.filter_map(|line| line.strip_prefix("\"policy\": \"")?.strip_suffix("\",")).collect();
        policies.dedup();
        policies
    }
}
