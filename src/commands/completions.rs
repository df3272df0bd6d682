//! `divulge completions`: what a shell needs to complete the command line.

use std::process::ExitCode;

use clap::Args;
use clap_complete::Shell;

/// Print the completions of a shell
///
/// In bash: `source <(divulge completions bash)`, or write them to the folder where the shell looks for completions.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The shell that is to complete
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Runs the command; `program` is the command line to complete.
pub(crate) fn run(arguments: &Arguments, mut program: clap::Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "divulge", &mut script);
    super::print(&script)
}
