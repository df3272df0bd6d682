//! Names after `laws:` -> packs in force.

use std::path::Path;

use super::load::add_file;
use super::problem::Problems;
use super::quote::Quoted;
use super::{Located, suggest};
use crate::input::Files;
use crate::laws::{self, Fault, Law};
use crate::source::{Location, SourceId, Sources};

/// What stands after each `laws:` of a declaration.
#[derive(Debug, Default)]
pub(super) struct LawNames {
    /// At the top; none where nothing is said of laws there.
    pub(super) everywhere: Option<Vec<Located<String>>>,
    /// For each policy, in order; none where it names no laws of its own.
    pub(super) by_policy: Vec<Option<Vec<Located<String>>>>,
}

/// The packs of a declaration.
#[derive(Debug, Default)]
pub(super) struct Laws {
    pub(super) everywhere: Option<Vec<Law>>,
    pub(super) by_policy: Vec<Option<Vec<Law>>>,
}

/// Whether a name is the path of a project's own pack.
pub(super) fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || name.ends_with(".yaml") || name.ends_with(".yml")
}

/// Finds the packs by name, and reads those of the project. `folder` is where the declaration lies, `shown` that folder as
/// people see it.
pub(super) fn resolve(
    files: &dyn Files,
    names: &LawNames,
    folder: &Path,
    shown: &str,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Laws {
    let mut reader = Reader { files, folder, shown, sources, problems, known: Vec::new() };
    Laws {
        everywhere: names.everywhere.as_ref().map(|names| reader.list(names)),
        by_policy: names.by_policy.iter().map(|own| own.as_ref().map(|own| reader.list(own))).collect(),
    }
}

struct Reader<'a> {
    files: &'a dyn Files,
    folder: &'a Path,
    shown: &'a str,
    sources: &'a mut Sources,
    problems: &'a mut Problems,
    /// The files that were read already, by the path as written; none where one cannot be used, which is reported once.
    known: Vec<(String, Option<Law>)>,
}

impl Reader<'_> {
    fn list(&mut self, names: &[Located<String>]) -> Vec<Law> {
        let mut laws = Vec::with_capacity(names.len());
        for (at, name) in names.iter().enumerate() {
            match names[..at].iter().find(|earlier| earlier.value == name.value) {
                Some(earlier) => {
                    let message = format!("law {} is listed twice", Quoted(&name.value));
                    self.problems.report_clash(name.location, message, earlier.location);
                }
                None => laws.extend(self.law(name)),
            }
        }
        laws
    }

    fn law(&mut self, name: &Located<String>) -> Option<Law> {
        if is_path(&name.value) {
            return self.own(name);
        }
        let shipped = Law::named(&name.value);
        if shipped.is_none() {
            let ids = laws::shipped().iter().map(|pack| pack.id.as_ref());
            let message = format!("unknown law {}{}", Quoted(&name.value), suggest::ending(&name.value, ids));
            let help = "`divulge laws` lists them; a pack of your own is named by its path, such as `./our-standard.yaml`";
            self.problems.report_with_help(name.location, message, help);
        }
        shipped
    }

    fn own(&mut self, name: &Located<String>) -> Option<Law> {
        if let Some((_, law)) = self.known.iter().find(|(path, _)| *path == name.value) {
            return law.clone();
        }
        let law = self.read(name);
        self.known.push((name.value.clone(), law.clone()));
        law
    }

    fn read(&mut self, name: &Located<String>) -> Option<Law> {
        let path = self.folder.join(&name.value);
        let shown = format!("{}{}", self.shown, name.value.strip_prefix("./").unwrap_or(&name.value));
        let source = match add_file(self.files, &path, &shown, self.sources) {
            Ok(source) => source,
            Err(error) => {
                self.problems.report_file(name.location, Quoted(&name.value), error);
                return None;
            }
        };
        match Law::read(self.sources.get(source).text()) {
            Ok(law) if Law::named(&law.id).is_none() => Some(law),
            Ok(law) => {
                let message =
                    format!("the pack calls itself {}, as one that comes with divulge", Quoted(&law.id));
                self.problems.report(self.line(source, 1), message);
                None
            }
            Err(faults) => {
                for Fault { line, message } in faults {
                    self.problems.report_with_help(
                        self.line(source, line),
                        message,
                        "the format is described in src/laws/packs/README.md",
                    );
                }
                None
            }
        }
    }

    fn line(&self, source: SourceId, line: usize) -> Location {
        Location { source, span: self.sources.get(source).line_span(line) }
    }
}
