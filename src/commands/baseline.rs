//! `divulge baseline`: writes down what is found, to be accepted until it is mended.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use divulge::baseline::{self, Baseline, FILE_NAME, Update, Updated};
use divulge::declaration::Date;
use divulge::output;
use divulge::workspace::Failure;
use divulge::workspace::discovery::Call;

use super::journey::{self, Journey, failure};
use super::outside::Outside;

/// Write the findings to a file that `check --baseline` accepts
///
/// Entries that the file has already stay, with the reasons and days that were added to them. Exit status: 0 the file is
/// written; 2 the input or the call is wrong.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Declarations, policies, or folders to search for divulge.yaml
    ///
    /// Without any, the nearest divulge.yaml in the working directory or above it is checked.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The declaration by which the given policies are judged, whether it lists them or not
    #[arg(long, value_name = "FILE")]
    declaration: Option<PathBuf>,

    /// The file to write
    #[arg(long, short, value_name = "FILE", default_value = FILE_NAME)]
    output: PathBuf,

    /// Remove the entries that no finding needs any more, and add none
    #[arg(long)]
    prune: bool,

    /// Check what Git ignores too
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
    match write(arguments) {
        Ok(updated) => {
            let Updated { entries, added, removed } = &updated;
            let path = arguments.output.display().to_string();
            let line = format!(
                "{}: {}, {added} new, {removed} removed",
                output::one_line(&path),
                match entries.len() {
                    1 => "1 entry".to_owned(),
                    count => format!("{count} entries"),
                }
            );
            // The file is written, whoever reads this.
            let _ = writeln!(io::stdout().lock(), "{line}");
            ExitCode::SUCCESS
        }
        Err(failures) => super::refuse(&failures),
    }
}

fn write(arguments: &Arguments) -> Result<Updated, Vec<Failure>> {
    let ignored = journey::ignored(arguments.no_ignore);
    let files = journey::files(&arguments.paths, ignored, arguments.outside.reach(), "baseline")?;
    let call = Call { declaration: arguments.declaration.clone(), ..files };
    let Journey { results, root, .. } = journey::check(&call, arguments.today)?;
    let update = if arguments.prune { Update::Prune } else { Update::Add };
    let old = old(&arguments.output, &root, update).map_err(|failure| vec![failure])?;
    let updated = baseline::update(&old, &results, &root, update);
    baseline::save(&old.path, &updated.entries).map_err(|error| {
        vec![failure(format!("`{}` cannot be written: {error}", arguments.output.display()), None)]
    })?;
    Ok(updated)
}

/// The baseline as it stands. Only an existing one can be pruned.
fn old(path: &Path, root: &Path, update: Update) -> Result<Baseline, Failure> {
    let is_new = update == Update::Add && !root.join(path).exists();
    if is_new { Ok(Baseline::empty(path, root)) } else { baseline::read(path, root) }
}
