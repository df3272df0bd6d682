//! Where reports go: `--output`.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser};

use divulge::output::Format;

/// One `--output`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The name of the format before `=`; without one, that of `--format`.
    format: Option<&'static str>,
    pub(crate) path: PathBuf,
}

impl Target {
    /// Reads `FILE` or `FORMAT=FILE`. A name with `=` after something else than a format is a file.
    fn parse(value: OsString) -> Result<Self, &'static str> {
        let parts = value.to_str().and_then(|text| text.split_once('='));
        let target = match parts.and_then(|(name, path)| Some((Format::named(name)?, path))) {
            Some((format, path)) => Self { format: Some(format.name), path: path.into() },
            None => Self { format: None, path: value.into() },
        };
        if target.path.as_os_str().is_empty() { Err("a file is missing") } else { Ok(target) }
    }

    /// The format that was named, or else this one.
    pub(crate) fn format(&self, default: &'static Format) -> &'static Format {
        self.format.and_then(Format::named).unwrap_or(default)
    }

    /// Whether it takes the place of standard output.
    pub(crate) fn replaces_stdout(&self) -> bool {
        self.format.is_none()
    }
}

/// The parser of `--output`.
pub(crate) fn parser() -> impl TypedValueParser<Value = Target> {
    OsStringValueParser::new().try_map(Target::parse)
}

/// The first file that two targets name.
pub(crate) fn repeated(targets: &[Target]) -> Option<&Path> {
    let mut known = BTreeSet::new();
    targets.iter().map(|target| target.path.as_path()).find(|path| !known.insert(*path))
}

/// Adds text at the end of a file, which need not be there.
pub(crate) fn append(path: &Path, text: &[u8]) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(value: &str) -> (Option<&'static str>, PathBuf) {
        let target = Target::parse(value.into()).unwrap();
        (target.format, target.path)
    }

    #[test]
    fn a_format_before_an_equals_sign_is_a_format_and_all_else_a_file() {
        assert_eq!(parsed("sarif=report.sarif"), (Some("sarif"), "report.sarif".into()));
        assert_eq!(parsed("sarif=a=b"), (Some("sarif"), "a=b".into()));
        for file in ["report.txt", "a=b.txt", "./sarif=x", "=x", "SARIF=x", "sarif"] {
            assert_eq!(parsed(file), (None, file.into()));
        }
        assert!(Target::parse("sarif=".into()).is_err() && Target::parse("".into()).is_err());
    }

    #[test]
    fn a_file_named_twice_is_found() {
        let targets = |values: &[&str]| -> Vec<Target> {
            values.iter().map(|value| Target::parse(value.into()).unwrap()).collect()
        };
        assert_eq!(repeated(&targets(&["sarif=a", "b", "json=a"])), Some(Path::new("a")));
        assert_eq!(repeated(&targets(&["sarif=a", "b"])), None);
    }
}
