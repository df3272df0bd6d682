//! `divulge report`: the page for the people who sign a release.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use divulge::declaration::Date;
use divulge::output::Format;
use divulge::replace::replace_by;
use divulge::workspace::Failure;

use super::fail_on::FailOn;
use super::journey::{self, Journey, failure};
use super::known::Known;
use super::outside::Outside;
use super::terminal::{self, Color};

/// Make a page for the people who sign: what is transferred, and what each policy says of it
///
/// One HTML file that needs no network and runs no script: the matrix of transfers and elements, a picture of the flows, the
/// findings, the exceptions, and each policy with its evidence marked. `divulge check --format html` makes the same. Exit
/// status: 0 no finding as severe as --fail-on; 1 such findings; 2 the input or the call is wrong, or nothing is checked.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Declarations, policies, or folders to search for divulge.yaml
    ///
    /// Without any, the nearest divulge.yaml in the working directory or above it is taken.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write the page to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    known: Known,

    /// The least severe finding that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,

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
    let Journey { results, .. } = match check(arguments) {
        Ok(journey) => journey,
        Err(failures) => return super::refuse(&failures),
    };
    let Some(format) = Format::named("html") else { return super::wrong_call() };
    let look = terminal::look_in_file(Color::Never);
    let written = match &arguments.output {
        Some(path) => replace_by(path, |out| (format.render)(&results, look, out)),
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            (format.render)(&results, look, &mut out).and_then(|()| out.flush())
        }
    };
    match written {
        // A reader that has seen enough changes nothing about what was found.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe || arguments.output.is_some() => {
            let target = arguments.output.as_ref().map(|path| format!("`{}`", path.display()));
            let target = target.as_deref().unwrap_or("standard output");
            super::refuse(&[failure(format!("{target} cannot be written: {error}"), None)])
        }
        _ => arguments.fail_on.status(&results),
    }
}

fn check(arguments: &Arguments) -> Result<Journey, Vec<Failure>> {
    let ignored = journey::ignored(arguments.no_ignore);
    let call = journey::files(&arguments.paths, ignored, arguments.outside.reach(), "report")?;
    let mut journey = journey::check(&call, arguments.today)?;
    if journey.results.is_empty() {
        // Nobody signs a page about nothing.
        return Err(vec![failure("there is nothing to report on".to_owned(), None)]);
    }
    arguments.known.set_aside(&mut journey).map_err(|failure| vec![failure])?;
    Ok(journey)
}
