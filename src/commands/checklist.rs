//! `divulge checklist`: what a release waits for.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use divulge::checklist::{Checklist, Exceptions};
use divulge::declaration::Date;
use divulge::output::checklist::Format;
use divulge::workspace::Failure;

use super::choice;
use super::journey::{self, Journey};
use super::outside::Outside;

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
    #[arg(long, value_name = "FORMAT", default_value = choice::default::<Format>(), value_parser = choice::parser::<Format>())]
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

    #[command(flatten)]
    outside: Outside,

    /// The day on which transfers and exceptions are judged, as YYYY-MM-DD; by default today, in UTC
    #[arg(long, value_name = "DATE", value_parser = journey::date)]
    today: Option<Date>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Journey { results, today, .. } = match check(arguments) {
        Ok(journey) => journey,
        Err(failures) => return super::refuse(&failures),
    };
    let exceptions = if arguments.strict { Exceptions::Refused } else { Exceptions::Honoured };
    let list = Checklist::new(&results, exceptions, today);
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = (arguments.format.render)(&list, &mut text);
    let status = if list.is_passed() { ExitCode::SUCCESS } else { super::findings() };
    super::deliver(&text, arguments.output.as_deref(), status)
}

fn check(arguments: &Arguments) -> Result<Journey, Vec<Failure>> {
    let ignored = journey::ignored(arguments.no_ignore);
    let call = journey::files(&arguments.paths, ignored, arguments.outside.reach(), "checklist")?;
    let journey = journey::check(&call, arguments.today)?;
    if journey.results.is_empty() {
        // A gate that has looked at nothing lets nothing through.
        return Err(vec![journey::failure("there is nothing to make a checklist of".to_owned(), None)]);
    }
    Ok(journey)
}
