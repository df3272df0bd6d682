//! `divulge init`: a first declaration from what there is.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use divulge::declaration::{self, Recipient};
use divulge::input::{self, Disk};
use divulge::output;
use divulge::replace::replace;
use divulge::source::{Source, Sources};
use divulge::survey::records::{FORMATS, Format, Input, Records};
use divulge::survey::{self, Origin, Survey};
use divulge::workspace::discovery::{self, Call};
use divulge::workspace::{Failure, Fenced, Reach, shown};

use super::journey::failure;
use super::outside::Outside;

/// Write a first divulge.yaml from policies that exist
///
/// Every recipient that the policies disclose becomes a transfer, with what they say of it and the line where they say it;
/// what they do not say is marked TODO. With --from, the transfers are those of a record that exists elsewhere. Exit status: 0 the file is written; 2 the input or the call is wrong.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The policies, in Markdown or HTML
    #[arg(value_name = "POLICY", required_unless_present = "from")]
    policies: Vec<PathBuf>,

    /// Take the transfers from a record: csv (exported from a spreadsheet), fides (a manifest), har (recorded by a browser)
    #[arg(long, value_names = ["FORMAT", "FILE"], num_args = 2)]
    from: Option<Vec<String>>,

    /// The file to write, which must not exist yet; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "divulge.yaml")]
    output: PathBuf,

    #[command(flatten)]
    outside: Outside,
}

/// The largest record, in bytes: browsers record the bodies of all answers.
const RECORD_LIMIT: u64 = 256 * 1024 * 1024;

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match write(arguments) {
        Ok(line) => {
            // The file is written, whoever reads this.
            let _ = writeln!(io::stderr().lock(), "{line}");
            ExitCode::SUCCESS
        }
        Err(failures) => super::refuse(&failures),
    }
}

fn write(arguments: &Arguments) -> Result<String, Vec<Failure>> {
    let wrong = |message: String, help: &str| vec![failure(message, Some(help))];
    let is_stdout = arguments.output.as_os_str() == "-";
    let target = output::one_line(&arguments.output.display().to_string());
    if !is_stdout && arguments.output.exists() {
        let message = format!("`{target}` exists already");
        return Err(wrong(message, "remove it, or name another file with --output"));
    }
    let root = std::env::current_dir()
        .map_err(|error| wrong(format!("there is no working directory: {error}"), "go to one that exists"))?;
    let folder = if is_stdout { None } else { arguments.output.parent() };
    let base = root.join(folder.unwrap_or(Path::new("")));
    let (mut survey, mut sources) = survey_of(&arguments.policies, &root, &base)?;
    if let Some([format, file]) = arguments.from.as_deref() {
        let reach = arguments.outside.reach();
        survey = survey.of(records(format, Path::new(file), reach, &root, &mut sources)?);
    }
    let text = survey::yaml(&survey, &sources);
    let written = match is_stdout {
        true => io::stdout().lock().write_all(text.as_bytes()),
        false => replace(&arguments.output, text.as_bytes()),
    };
    written.map_err(|error| {
        wrong(format!("`{target}` cannot be written: {error}"), "name another file with --output")
    })?;
    let next = match survey.origin {
        Origin::Policies => "compare it with what really happens",
        Origin::Record => "fill in what is marked TODO, then check the policies by it",
    };
    Ok(format!("{target}: {}; {next}", count(&survey)))
}

fn count(survey: &Survey) -> String {
    match survey.transfers.len() {
        0 => "no recipient found".to_owned(),
        1 => "1 transfer".to_owned(),
        count => format!("{count} transfers"),
    }
}

/// Reads a record.
fn records(
    format: &str,
    file: &Path,
    reach: Reach,
    root: &Path,
    sources: &mut Sources,
) -> Result<Records, Vec<Failure>> {
    let wrong = |message: String, help: Option<&str>| vec![failure(message, help)];
    let Some(format) = Format::named(format) else {
        let message = format!("--from knows no format `{}`", output::one_line(format));
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        return Err(wrong(message, Some(&format!("the formats are {}", names.join(", ")))));
    };
    let path = shown(root, file);
    let text = input::read_within(file, RECORD_LIMIT)
        .map_err(|error| wrong(format!("`{}` {error}", output::one_line(&path)), None))?;
    let source = sources.add(Source::new(path, text));
    let known = known(reach, root, sources);
    let read = (format.read)(&Input { source, sources, known: known.as_deref() });
    read.map_err(|problems| vec![Failure { sources: std::mem::take(sources), problems }])
}

/// The recipients of the nearest declaration, which say whose the domains are: none where there is none, nothing where it
/// cannot be used.
fn known(reach: Reach, root: &Path, sources: &mut Sources) -> Option<Vec<Recipient>> {
    let call = Call { reach, ..Call::default() };
    let Ok(found) = discovery::find(&call, root) else { return Some(Vec::new()) };
    let Some(request) = found.requests.first() else { return Some(Vec::new()) };
    let path = shown(root, &request.declaration);
    let files = Fenced::new(&Disk, request, root);
    let declaration = declaration::load_from(&files, &request.declaration, &path, sources);
    declaration.map(|declaration| declaration.recipients).ok()
}

/// Reads the policies and surveys them. Paths are relative to `base`, where the declaration will lie.
fn survey_of(policies: &[PathBuf], root: &Path, base: &Path) -> Result<(Survey, Sources), Vec<Failure>> {
    let mut sources = Sources::default();
    let (mut documents, mut failures) = (Vec::new(), Vec::new());
    for path in policies {
        match input::read(path) {
            Ok(text) => {
                let source = sources.add(Source::new(shown(root, path), text));
                documents.push((source, shown(base, &root.join(path))));
            }
            Err(error) => {
                let name = path.display().to_string();
                failures.push(failure(format!("`{}` {error}", output::one_line(&name)), None));
            }
        }
    }
    if failures.is_empty() { Ok((survey::survey(&documents, &mut sources), sources)) } else { Err(failures) }
}
