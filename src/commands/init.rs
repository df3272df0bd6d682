//! `divulge init`: a first declaration from what there is.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use divulge::input;
use divulge::output;
use divulge::replace::replace;
use divulge::source::{Source, Sources};
use divulge::survey::{self, Survey};
use divulge::workspace::{Failure, shown};

use super::journey::failure;

/// Write a first divulge.yaml from policies that exist
///
/// Every recipient that the policies disclose becomes a transfer, with what they say of it and the line where they say it;
/// what they do not say is marked TODO. Exit status: 0 the file is written; 2 the input or the call is wrong.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The policies, in Markdown or HTML
    #[arg(value_name = "POLICY", required = true)]
    policies: Vec<PathBuf>,

    /// The file to write, which must not exist yet; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "divulge.yaml")]
    output: PathBuf,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match write(arguments) {
        Ok(line) => {
            // The file is written, whoever reads this.
            let _ = writeln!(io::stderr().lock(), "{line}");
            ExitCode::SUCCESS
        }
        Err(failures) => {
            // Nobody is left to tell where that fails.
            let _ = output::problem_lines(&failures, &mut io::stderr().lock());
            super::wrong_call()
        }
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
    let (survey, sources) = survey_of(&arguments.policies, &root, &base)?;
    let text = survey::yaml(&survey, &sources);
    let written = match is_stdout {
        true => io::stdout().lock().write_all(text.as_bytes()),
        false => replace(&arguments.output, text.as_bytes()),
    };
    written.map_err(|error| {
        wrong(format!("`{target}` cannot be written: {error}"), "name another file with --output")
    })?;
    Ok(format!("{target}: {}; compare it with what really happens", count(&survey)))
}

fn count(survey: &Survey) -> String {
    match survey.transfers.len() {
        0 => "no recipient found".to_owned(),
        1 => "1 transfer".to_owned(),
        count => format!("{count} transfers"),
    }
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
