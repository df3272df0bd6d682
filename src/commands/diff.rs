//! `divulge diff`: what has changed between two versions.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use divulge::comparison::{Comparison, Version, Weight, compare, compare_policies};
use divulge::declaration::Date;
use divulge::output::comparison::Format;
use divulge::revision::{Taken, top_of};
use divulge::source::Sources;
use divulge::workspace::discovery::{self, Call};
use divulge::workspace::{Failure, Request, shown};

use super::choice;
use super::journey::{clock, date, failure};
use super::outside::Outside;

/// Show which transfers and disclosures were added, dropped, widened or weakened between two versions
///
/// Transfers are compared by their declarations, disclosures by what each version of a policy says of what happens now. A new
/// recipient, country or purpose and a wider scope call for a notice to users; where a policy says less of what goes on,
/// disclosure is lost. Exit status: 0 nothing as grave as --fail-on; 1 such changes; 2 the input or the call is wrong.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The older version: a Git revision, a declaration or a policy
    #[arg(value_name = "BASE")]
    base: String,

    /// The newer version, of the same kind; by default the working tree
    #[arg(value_name = "HEAD")]
    head: Option<String>,

    /// The declaration; by default the nearest divulge.yaml in the working directory or above it
    #[arg(long, value_name = "FILE")]
    declaration: Option<PathBuf>,

    /// How to write the changes
    #[arg(long, value_name = "FORMAT", default_value = choice::default::<Format>(), value_parser = choice::parser::<Format>())]
    format: &'static Format,

    /// Write the changes to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The changes that make the exit status 1
    #[arg(long, value_name = "CHANGES", value_enum, default_value_t = FailOn::Notice)]
    fail_on: FailOn,

    #[command(flatten)]
    outside: Outside,

    /// The day on which transfers end, as YYYY-MM-DD; by default today, in UTC
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
}

/// The changes that make the exit status 1.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Those that call for a notice, and disclosures that are lost
    Notice,
    /// Any change
    Any,
    /// None
    Never,
}

impl FailOn {
    fn is_reached(self, comparison: &Comparison) -> bool {
        match self {
            Self::Notice => comparison.count(Weight::Notice) + comparison.count(Weight::Loss) > 0,
            Self::Any => !comparison.changes.is_empty(),
            Self::Never => false,
        }
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let comparison = match compared(arguments) {
        Ok(comparison) => comparison,
        Err(failure) => return super::refuse(&[failure]),
    };
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = (arguments.format.render)(&comparison, &mut text);
    let is_reached = arguments.fail_on.is_reached(&comparison);
    let status = if is_reached { super::findings() } else { ExitCode::SUCCESS };
    super::deliver(&text, arguments.output.as_deref(), status)
}

/// What a version is named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Declaration,
    Policy,
    Revision,
}

impl Named {
    /// Files are what is there and ends as they do; a branch may have such a name, and is then written as `refs/heads/…`.
    fn of(name: &str) -> Self {
        let path = Path::new(name);
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
        match end.as_str() {
            _ if !path.is_file() => Self::Revision,
            "yaml" | "yml" => Self::Declaration,
            _ => Self::Policy,
        }
    }
}

fn compared(arguments: &Arguments) -> Result<Comparison, Failure> {
    let cwd = std::env::current_dir()
        .map_err(|error| failure(format!("there is no working directory: {error}"), None))?;
    let today = arguments.today.or_else(clock).ok_or_else(|| {
        failure("the clock of this machine shows no date".to_owned(), Some("give one with --today"))
    })?;
    let head = arguments.head.as_deref();
    match (Named::of(&arguments.base), head.map(Named::of)) {
        (Named::Revision, None | Some(Named::Revision)) => {
            revisions(arguments, &arguments.base, head, &cwd, today)
        }
        (Named::Declaration, Some(Named::Declaration)) => {
            let file = |name: &str| {
                let path = cwd.join(name);
                let root = path.parent().unwrap_or(&cwd).to_owned();
                let mut reach = arguments.outside.reach();
                reach.add_folder(&cwd);
                reach.add_file(&path);
                Version {
                    name: name.to_owned(),
                    shown_root: root.clone(),
                    root,
                    declaration: Some(path),
                    reach,
                }
            };
            compare(&file(&arguments.base), &file(head.unwrap_or_default()), &cwd, today)
        }
        (Named::Policy, Some(Named::Policy)) => {
            let (base, head) = (cwd.join(&arguments.base), cwd.join(head.unwrap_or_default()));
            let declaration = declaration(arguments, Some(&head), &cwd)?;
            compare_policies(&declaration, &base, &head, &cwd, today)
        }
        _ => Err(failure(
            "the two versions are not of the same kind, or one is missing".to_owned(),
            Some("name one or two Git revisions, two declarations, or two policies; a file must be there"),
        )),
    }
}

fn revisions(
    arguments: &Arguments,
    base: &str,
    head: Option<&str>,
    cwd: &Path,
    today: Date,
) -> Result<Comparison, Failure> {
    let Request { declaration: path, reach, .. } = declaration(arguments, None, cwd)?;
    let take = |name: &str| Taken::new(name, &path, cwd, reach.clone());
    let older = take(base)?;
    let version = |taken: &Taken, name: &str| Version {
        name: name.to_owned(),
        root: taken.root().to_owned(),
        shown_root: taken.top().to_owned(),
        declaration: taken.declaration().map(Path::to_owned),
        reach: arguments.outside.reach(),
    };
    let newer = head.map(take).transpose()?;
    let new = match (&newer, head) {
        (Some(taken), Some(head)) => version(taken, head),
        _ => {
            let top = top_of(&path, cwd)?;
            // Its parts must be those that the repository is known by.
            let declaration = top.join(shown(&top, &cwd.join(&path)));
            Version {
                name: "the working tree".to_owned(),
                shown_root: top.clone(),
                root: top,
                declaration: Some(declaration),
                reach: reach.clone(),
            }
        }
    };
    compare(&version(&older, base), &new, cwd, today)
}

/// The declaration that is meant, and how far it may lead. With a policy, the one that lies nearest to it.
fn declaration(arguments: &Arguments, policy: Option<&Path>, cwd: &Path) -> Result<Request, Failure> {
    let mut reach = arguments.outside.reach();
    if let Some(path) = &arguments.declaration {
        // It need not be in the working tree any more.
        let path = cwd.join(path);
        reach.add_file(&path);
        return Ok(Request::all(path, reach));
    }
    let call = Call { paths: policy.map(Path::to_owned).into_iter().collect(), reach, ..Call::default() };
    let found =
        discovery::find(&call, cwd).map_err(|problems| Failure { sources: Sources::default(), problems })?;
    let request = found.requests.into_iter().next();
    request.ok_or_else(|| failure("there is no declaration".to_owned(), Some("name one with --declaration")))
}
