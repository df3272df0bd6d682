//! Tells which commit a release was built from: `divulge --version` shows it.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

/// Digits of a commit that are shown: enough to name it in any repository of this size, and always as many, whatever the
/// settings of git.
const DIGITS: usize = 10;

/// What `cargo package` notes beside the sources that it packs.
#[derive(Deserialize)]
struct Packed {
    git: Origin,
}

#[derive(Deserialize)]
struct Origin {
    sha1: String,
}

/// Sets `DIVULGE_VERSION`: the version, and in a release the commit, where one is known.
///
/// # Errors
/// None: sources without a commit are as good.
pub(super) fn tell(root: &Path, _: &Path) -> Result<(), Vec<String>> {
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    // A developer commits often, and would wait for a new build each time only because of the commit's name.
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = if is_release { packed(root).or_else(|| checked_out(root)) } else { None };
    let commit = commit.and_then(|name| name.get(..DIGITS).map(|digits| format!(" ({digits})")));
    println!("cargo::rustc-env=DIVULGE_VERSION={version}{}", commit.unwrap_or_default());
    Ok(())
}

/// The commit of a crate that was packed.
fn packed(root: &Path) -> Option<String> {
    let text = std::fs::read_to_string(root.join(".cargo_vcs_info.json")).ok()?;
    // JSON is YAML.
    serde_yaml::from_str::<Packed>(&text).ok().map(|packed| packed.git.sha1)
}

/// The commit of a working tree. What lies inside another project's tree has none: that commit is not of these sources.
fn checked_out(root: &Path) -> Option<String> {
    let answer = Command::new("git")
        .args(["rev-parse", "--show-prefix", "--git-path", "logs/HEAD", "HEAD"])
        .current_dir(root)
        .output()
        .ok()
        .filter(|answer| answer.status.success())?;
    let answer = String::from_utf8(answer.stdout).ok()?;
    let mut lines = answer.lines();
    let (prefix, log, commit) = (lines.next()?, lines.next()?, lines.next()?);
    let log = root.join(log);
    // Cargo would build anew every time for a file that is not there.
    if log.is_file() {
        println!("cargo::rerun-if-changed={}", log.display());
    }
    prefix.is_empty().then(|| commit.to_owned())
}
