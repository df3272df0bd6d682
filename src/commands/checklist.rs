//! `divulge checklist`: what a release waits for.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use divulge::checklist::{Checklist, Exceptions};
use divulge::declaration::Date;
use divulge::output;
use divulge::output::checklist::{FORMATS, Format};
use divulge::replace::replace;
use divulge::workspace::Failure;
use divulge::workspace::discovery::{Call, Ignored};

use super::journey::{self, Journey};

/// Show for every transfer and policy whether a release may go out
///
/// A box is ticked only where the policy clearly states everything that is required of the transfer. Exit status: 0 every
/// box is ticked or accepted by an exception in force; 1 one is not; 2 the input or the call is wrong, or nothing is checked.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Declarations, policies, or folders to search for divulge.yaml
    ///
    /// Without any, the nearest divulge.yaml in the working directory or above it is taken.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to write the list
    #[arg(long, value_name = "FORMAT", default_value = default_format(), value_parser = formats())]
    format: &'static Format,

    /// Write the list to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Let no exception through: only ticked boxes pass
    #[arg(long)]
    strict: bool,

    /// Take what Git ignores too
    #[arg(long)]
    no_ignore: bool,

    /// The day on which transfers and exceptions are judged, as YYYY-MM-DD; by default today, in UTC
    #[arg(long, value_name = "DATE", value_parser = journey::date)]
    today: Option<Date>,
}

fn default_format() -> &'static str {
    FORMATS.first().map_or("", |format| format.name)
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)))
        .try_map(|name| Format::named(&name).ok_or("no such format"))
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Journey { results, today, .. } = match check(arguments) {
        Ok(journey) => journey,
        Err(failures) => return refuse(&failures),
    };
    let exceptions = if arguments.strict { Exceptions::Refused } else { Exceptions::Honoured };
    let list = Checklist::new(&results, exceptions, today);
    match write(&list, arguments) {
        // A reader that has seen enough changes nothing about what the list says.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let target = arguments.output.as_ref().map(|path| format!("`{}`", path.display()));
            let target = target.as_deref().unwrap_or("standard output");
            return refuse(&[journey::failure(format!("{target} cannot be written: {error}"), None)]);
        }
        _ => {}
    }
    if list.is_passed() { ExitCode::SUCCESS } else { super::findings() }
}

fn check(arguments: &Arguments) -> Result<Journey, Vec<Failure>> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(vec![journey::failure(
            "a checklist is made of files, not of standard input".to_owned(),
            Some("name the declaration, a policy or a folder"),
        )]);
    }
    let ignored = if arguments.no_ignore { Ignored::Checked } else { Ignored::LeftOut };
    let call = Call { paths: arguments.paths.clone(), ignored, ..Call::default() };
    let journey = journey::check(&call, arguments.today)?;
    if journey.results.is_empty() {
        // A gate that has looked at nothing lets nothing through.
        return Err(vec![journey::failure("there is nothing to make a checklist of".to_owned(), None)]);
    }
    Ok(journey)
}

/// Renders everything before the first byte is written: no file is left half written.
fn write(list: &Checklist<'_>, arguments: &Arguments) -> io::Result<()> {
    let mut text = Vec::new();
    (arguments.format.render)(list, &mut text)?;
    match &arguments.output {
        Some(path) => replace(path, &text),
        None => {
            let mut out = io::stdout().lock();
            io::Write::write_all(&mut out, &text)?;
            io::Write::flush(&mut out)
        }
    }
}

/// Tells on standard error why there is no list. Nobody is left to tell where that fails.
fn refuse(failures: &[Failure]) -> ExitCode {
    let _ = output::problem_lines(failures, &mut io::stderr().lock());
    super::wrong_call()
}
