//! Scratch projects, and what the program says of them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

pub(crate) const DECLARATION: &str = "\
version: 1
controller: {name: Example Ltd., country: KR}
policies: [privacy.md]
transfers:
  - id: pay
    recipient: Alipay
    country: CN
  - id: mail
    recipient: Mailer Inc.
    country: US
";

pub(crate) const SILENT: &str =
    "# Privacy policy\n\nWe like privacy.\n\n## Third parties\n\nNothing is said here.\n";

pub(crate) const DISCLOSES_MAILER: &str = "# Privacy policy\n\nWe share your e-mail address with the following third parties.\n\n\
    | Recipient | Country |\n| --- | --- |\n| Mailer Inc. | United States |\n";

/// A folder that is removed with the value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(policy: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("divulge-adoption-{}-{count}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("divulge.yaml", DECLARATION);
        folder.write("privacy.md", policy);
        folder
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "no {from:?} in\n{text}");
        self.write(path, text.replacen(from, to, 1));
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_divulge"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).env("GIT_CONFIG_GLOBAL", "/dev/null");
        command.current_dir(&self.0).args(arguments).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(&mut self.command(arguments))
    }

    /// `divulge check --format json` with these arguments too, on a fixed day.
    pub(crate) fn check(&self, arguments: &[&str]) -> Report {
        let answer = self.run(&[&["check", "--format", "json", "--today", "2026-11-22"], arguments].concat());
        assert!(answer.status < 2, "{answer:?}");
        Report(serde_json::from_str(&answer.out).unwrap())
    }

    pub(crate) fn baseline(&self, arguments: &[&str]) -> String {
        let answer = self.run(&[&["baseline", "--today", "2026-11-22"], arguments].concat());
        assert_eq!((answer.status, answer.err.as_str()), (0, ""), "{answer:?}");
        answer.out.trim_end().to_owned()
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(&self.0)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "Ann")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "ann@example.com")))
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "state"]);
    }

    /// With a repository whose first commit is the state so far.
    pub(crate) fn in_git(self) -> Self {
        self.git(&["init", "-q", "-b", "main"]);
        self.commit();
        self
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

impl Answer {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Exit status 2, nothing on standard output, and each of these on standard error.
    #[track_caller]
    pub(crate) fn is_refused(&self, words: &[&str]) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{self:?}");
        for words in words {
            assert!(self.err.contains(words), "no {words:?} in\n{}", self.err);
        }
    }
}

pub(crate) struct Report(pub(crate) Value);

impl Report {
    pub(crate) fn named(&self, list: &str) -> Vec<String> {
        let words = |finding: &Value| {
            let part = |key: &str| finding[key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", part("rule"), part("transfer"), part("subject"))
        };
        self.0[list].as_array().unwrap().iter().map(words).collect()
    }

    pub(crate) fn findings(&self) -> Vec<String> {
        self.named("findings")
    }

    pub(crate) fn suppressed(&self) -> Vec<String> {
        self.named("suppressed")
    }

    /// How each suppressed finding was suppressed.
    pub(crate) fn kinds(&self) -> Vec<&str> {
        let entries = self.0["suppressed"].as_array().unwrap();
        entries.iter().map(|entry| entry["suppression"]["kind"].as_str().unwrap()).collect()
    }
}

pub(crate) const ALL: [&str; 4] = [
    "undisclosed-recipient pay Alipay",
    "undisclosed-country pay CN",
    "undisclosed-recipient mail Mailer Inc.",
    "undisclosed-country mail US",
];
