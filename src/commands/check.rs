//! `divulge check`: judges policies by declarations.

use std::env;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::ArgPredicate;

use divulge::Checked;
use divulge::declaration::Date;
use divulge::input;
use divulge::output::{self, Format, Look, Unit};
use divulge::replace::replace_by;
use divulge::workspace::discovery::Call;
use divulge::workspace::{Failure, Shard};

use super::choice;
use super::fail_on::FailOn;
use super::journey::{self, failure};
use super::known::Known;
use super::outside::Outside;
use super::stream::{self, Sink};
use super::target::{self, Target};
use super::terminal::{self, Color};

/// The format that stands for a job of GitHub Actions.
const GITHUB: &str = "github";

/// The format that lines are answered in.
const NDJSON: &str = "ndjson";

/// Check privacy policies against what is declared
///
/// Exit status: 0 no finding as severe as --fail-on; 1 such findings; 2 the input or the call is wrong.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Declarations, policies, or folders to search for divulge.yaml; `-` is a policy on standard input
    ///
    /// Without any, the nearest divulge.yaml in the working directory or above it is checked.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The declaration by which the given policies are judged, whether it lists them or not
    #[arg(long, value_name = "FILE")]
    declaration: Option<PathBuf>,

    /// The file that standard input stands for
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,

    /// Judge each line of this file, `{"id": …, "policy": …, "declaration": …}`, and answer in its place; `-` is standard input
    ///
    /// The policy is a text, the declaration YAML as a text or an object. Answers are lines of `ndjson` with the same `id`. A
    /// line that cannot be used answers with `error`, and the run goes on; its exit status is 2 then. No other file is read.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["paths", "declaration", "stdin_filename", "baseline", "diff_base", "no_ignore", "allow_outside", "shard"],
    )]
    from_ndjson: Option<PathBuf>,

    #[command(flatten)]
    known: Known,

    /// How to write the findings
    #[arg(long, value_name = "FORMAT", default_value = choice::default::<Format>(), default_value_if("from_ndjson", ArgPredicate::IsPresent, NDJSON), value_parser = choice::parser::<Format>())]
    format: &'static Format,

    /// Write the findings to this file; may be given several times
    ///
    /// FILE alone takes the format of --format, and the place of standard output. FORMAT=FILE, as in
    /// `--output sarif=report.sarif`, is written besides.
    #[arg(long, short, value_name = "[FORMAT=]FILE", value_parser = target::parser())]
    output: Vec<Target>,

    /// The least severe finding that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,

    /// Check what Git ignores too
    #[arg(long)]
    no_ignore: bool,

    #[command(flatten)]
    outside: Outside,

    /// Check only this part of the declarations, such as 3/16, the third of sixteen
    ///
    /// The path of a declaration below the folder that is searched tells which part it falls to. All parts together check what
    /// a run without this checks.
    #[arg(long, value_name = "INDEX/COUNT", default_value = "1/1", hide_default_value = true, value_parser = Shard::parse)]
    shard: Shard,

    /// When to use colours and drawn lines
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,

    /// The day on which transfers and exceptions are judged, as YYYY-MM-DD; by default today, in UTC
    #[arg(long, value_name = "DATE", value_parser = journey::date)]
    today: Option<Date>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.from_ndjson.is_some() || is_streamed(arguments) {
        return stream(arguments).unwrap_or_else(|failures| {
            report(&failures, arguments);
            super::wrong_call()
        });
    }
    let results = match check(arguments) {
        Ok(results) => results,
        Err(failures) => {
            report(&failures, arguments);
            return super::wrong_call();
        }
    };
    if let Err(unwritten) = write(&results, arguments) {
        // Policies were checked, so none of the words for people fit.
        let _ = output::problem_lines(&[unwritten], &mut io::stderr().lock());
        return super::wrong_call();
    }
    if arguments.format.name == GITHUB {
        summarize(&results);
    }
    arguments.fail_on.status(&results)
}

/// Whether each declaration can be written and forgotten before the next: nothing looks at several of them, and only one
/// report is written.
fn is_streamed(arguments: &Arguments) -> bool {
    arguments.format.unit == Unit::Declaration && arguments.known.is_empty() && sink(arguments).is_some()
}

/// Where the only report goes; none where there are several.
fn sink(arguments: &Arguments) -> Option<Sink<'_>> {
    match arguments.output.as_slice() {
        [] => Some(Sink::Stdout),
        [target] if target.replaces_stdout() => Some(Sink::File(&target.path)),
        _ => None,
    }
}

fn stream(arguments: &Arguments) -> Result<ExitCode, Vec<Failure>> {
    let Some(sink) = sink(arguments) else {
        let message = "--from-ndjson writes one report, but --output names others".to_owned();
        return Err(vec![failure(message, Some("name one FILE without a format"))]);
    };
    let tally = match &arguments.from_ndjson {
        Some(_) if arguments.format.unit != Unit::Declaration => {
            let message = format!("--from-ndjson answers in {NDJSON}, not in {}", arguments.format.name);
            return Err(vec![failure(message, Some("leave out --format"))]);
        }
        Some(lines) => stream::lines(lines, sink, journey::day(arguments.today)?),
        None => {
            stream::tree(journey::plan(&call(arguments).map_err(|one| vec![one])?, arguments.today)?, sink)
        }
    };
    let tally = tally.map_err(|failure| vec![failure])?;
    Ok(tally.status(arguments.fail_on))
}

fn check(arguments: &Arguments) -> Result<Vec<Checked>, Vec<Failure>> {
    if let Some(path) = target::repeated(&arguments.output) {
        return Err(vec![failure(format!("--output names `{}` twice", path.display()), None)]);
    }
    let call = call(arguments).map_err(|failure| vec![failure])?;
    let mut journey = journey::check(&call, arguments.today)?;
    arguments.known.set_aside(&mut journey).map_err(|failure| vec![failure])?;
    Ok(journey.results)
}

/// What the arguments name, with the text on standard input where they name it.
fn call(arguments: &Arguments) -> Result<Call, Failure> {
    let wants_stdin = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    if arguments.stdin_filename.is_some() && !wants_stdin {
        return Err(failure(
            "--stdin-filename is given, but standard input is not read".to_owned(),
            Some("add `-` for the policy on standard input"),
        ));
    }
    let stdin = if wants_stdin {
        let text = input::read_from(io::stdin().lock(), input::POLICY_LIMIT);
        Some(text.map_err(|error| failure(format!("the text on standard input {error}"), None))?)
    } else {
        None
    };
    Ok(Call {
        paths: arguments.paths.clone(),
        declaration: arguments.declaration.clone(),
        stdin_name: arguments.stdin_filename.clone(),
        stdin,
        ignored: journey::ignored(arguments.no_ignore),
        reach: arguments.outside.reach(),
        shard: arguments.shard,
    })
}

/// Writes every report. None is ever whole in memory: it may be longer than all that was read. Standard output comes last:
/// its reader may go away.
fn write(results: &[Checked], arguments: &Arguments) -> Result<(), Failure> {
    let unwritten = |target: String| {
        move |error: io::Error| failure(format!("{target} cannot be written: {error}"), None)
    };
    let in_file = terminal::look_in_file(arguments.color);
    for target in &arguments.output {
        let format = target.format(arguments.format);
        let written = replace_by(&target.path, |out| (format.render)(results, in_file, out));
        written.map_err(unwritten(format!("`{}`", target.path.display())))?;
    }
    if arguments.output.iter().any(Target::replaces_stdout) {
        return Ok(());
    }
    match print(results, arguments.format, terminal::look(arguments.color, &io::stdout())) {
        // A reader that has seen enough, as in `divulge check | head`, changes nothing about what was found.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.map_err(unwritten("standard output".to_owned())),
    }
}

fn rendered(results: &[Checked], format: &Format, look: Look) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    (format.render)(results, look, &mut text)?;
    Ok(text)
}

fn print(results: &[Checked], format: &Format, look: Look) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    (format.render)(results, look, &mut out)?;
    out.flush()
}

/// Adds the matrix to the summary of a GitHub job, where there is one. Nobody asked for it by name, so that it cannot be
/// written is told and changes nothing.
fn summarize(results: &[Checked]) {
    let Some(path) = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return };
    let Some(format) = Format::named("markdown") else { return };
    let look = terminal::look_in_file(Color::Never);
    let written = rendered(results, format, look).and_then(|text| target::append(Path::new(&path), &text));
    if let Err(error) = written {
        let _ = writeln!(io::stderr(), "warning: the job summary cannot be written: {error}");
    }
}

/// Tells on standard error why nothing was judged. Nobody is left to tell where that fails.
fn report(failures: &[Failure], arguments: &Arguments) {
    let mut err = io::stderr().lock();
    let is_for_people = arguments.format.name == choice::default::<Format>();
    let _ = if is_for_people {
        output::human_problems(failures, terminal::look(arguments.color, &io::stderr()), &mut err)
    } else {
        output::problem_lines(failures, &mut err)
    };
}
