//! Scratch projects, and what the program says of them.

use std::ops::Deref;
use std::process::Command;

use serde_json::Value;

use crate::folder;
pub(crate) use crate::folder::Answer;

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

/// A folder with a declaration and its policy, in which Git works as well.
pub(crate) struct Folder {
    plain: folder::Folder,
}

impl Deref for Folder {
    type Target = folder::Folder;

    fn deref(&self) -> &Self::Target {
        &self.plain
    }
}

impl Folder {
    pub(crate) fn new(policy: &str) -> Self {
        let plain = folder::Folder::new();
        plain.write("divulge.yaml", DECLARATION);
        plain.write("privacy.md", policy);
        Self { plain }
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "no {from:?} in\n{text}");
        self.write(path, text.replacen(from, to, 1));
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.plain.command(arguments);
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env("PATH", path).env("GIT_CONFIG_GLOBAL", "/dev/null");
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
