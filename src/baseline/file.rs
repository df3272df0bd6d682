//! YAML -> [`Baseline`].

use std::path::Path;

use super::{Baseline, Entry, Key};
use crate::declaration::entries::parse_date;
use crate::declaration::fields::{Fields, Shape};
use crate::declaration::problem::Problems;
use crate::declaration::{Problem, yaml};
use crate::input::{self, DECLARATION_LIMIT};
use crate::source::{Source, Sources};
use crate::workspace::{Failure, shown};

/// The only format there is.
const VERSION: &str = "1";

const BASELINE: Shape = Shape { name: "a baseline", keys: &["version", "findings"] };

const ENTRY: Shape = Shape {
    name: "a finding",
    keys: &["declaration", "policy", "transfer", "element", "rule", "subject", "reason", "until"],
};

/// Reads the baseline at `path`, which may be relative to `root`, the working directory.
///
/// # Errors
/// A file that cannot be read, or all that is wrong in it.
pub fn read(path: &Path, root: &Path) -> Result<Baseline, Failure> {
    let mut baseline = Baseline::empty(path, root);
    let mut sources = Sources::default();
    let text = input::read_within(&baseline.path, DECLARATION_LIMIT).map_err(|error| {
        let path = shown(root, path);
        let message = format!("the baseline `{path}` {error}");
        let help = Some("write one with `divulge baseline`".to_owned());
        let problems = vec![Problem { message, help, location: None, path }];
        Failure { sources: Sources::default(), problems }
    })?;
    let source = sources.add(Source::new(&baseline.shown, text.as_str()));
    let mut problems = Problems::default();
    if let Some(root) = yaml::parse(source, &text, &mut problems) {
        baseline.entries = entries(&root, &mut problems);
    }
    if !problems.is_empty() {
        let problems = problems.finish(&sources);
        return Err(Failure { sources, problems });
    }
    baseline.text = text;
    Ok(baseline)
}

fn entries(root: &yaml::Node, problems: &mut Problems) -> Vec<Entry> {
    let Some(file) = Fields::read(root, &BASELINE, problems) else { return Vec::new() };
    if let Some(version) = file.required_text("version", problems)
        && version.value != VERSION
    {
        problems.report(version.location, format!("unknown version; expected `{VERSION}`"));
    }
    file.items("findings").into_iter().filter_map(|node| entry(node, problems)).collect()
}

fn entry(node: &yaml::Node, problems: &mut Problems) -> Option<Entry> {
    let fields = Fields::read(node, &ENTRY, problems)?;
    let declaration = fields.required_text("declaration", problems);
    let rule = fields.required_text("rule", problems);
    let mut text = |key| fields.text(key, problems).map(|text| text.value);
    let (policy, transfer) = (text("policy"), text("transfer"));
    let (element, subject, reason) = (text("element"), text("subject"), text("reason"));
    let until = fields.parsed("until", parse_date, problems).map(|until| until.value);
    let (declaration, rule) = (declaration?.value, rule?.value);
    let key = Key { declaration, policy, transfer, element, rule, subject };
    Some(Entry { key, reason, until, span: node.location.span })
}
