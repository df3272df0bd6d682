//! `divulge man`: the manual as `man` reads it.

use std::process::ExitCode;

use clap::Args;
use clap::error::ErrorKind;
use clap_mangen::Man;

/// Print the manual page of the program, or of one of its commands
///
/// To read it: `divulge man | man -l -`.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The command whose page is wanted
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Runs the command; `program` is the command line to describe.
pub(crate) fn run(arguments: &Arguments, program: clap::Command) -> ExitCode {
    // The page is that of a version: readers of a manual have no use for the commit.
    let mut program = program.version(env!("CARGO_PKG_VERSION")).disable_help_subcommand(true);
    program.build();
    let page = match &arguments.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let _ = program.error(ErrorKind::InvalidSubcommand, format!("no command `{name}`")).print();
                return super::wrong_call();
            }
        },
    };
    let mut text = Vec::new();
    match Man::new(page).render(&mut text) {
        Ok(()) => super::print(&text),
        Err(error) => super::unwritten(&error),
    }
}
