//! What a release publishes beside the crate names the crate's version.

use std::fs;
use std::path::Path;

/// The files that pin the version, and the lines that do.
const PINS: [(&str, &str); 5] = [
    ("setup.py", "install_requires=[\"divulge==VERSION\"]"),
    ("action.yml", "default: VERSION\n"),
    ("templates/gitlab-ci.yml", "default: VERSION\n"),
    ("editors/vscode/package.json", "\n  \"version\": \"VERSION\",\n"),
    ("editors/vscode/package-lock.json", "\n      \"name\": \"divulge\",\n      \"version\": \"VERSION\",\n"),
];

#[test]
fn every_pin_is_the_version_of_the_crate() {
    for (file, line) in PINS {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let line = line.replace("VERSION", env!("CARGO_PKG_VERSION"));
        assert!(text.contains(&line), "{file} lacks `{}`", line.trim());
    }
}
