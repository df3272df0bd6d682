//! The `divulge` command: arguments in, exit status out.

mod commands;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Checks what a privacy policy says against the transfers of personal data that really happen.
#[derive(Parser)]
#[command(name = "divulge", version = env!("DIVULGE_VERSION"), about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(commands::check::Arguments),
    Init(commands::init::Arguments),
    Baseline(commands::baseline::Arguments),
    Checklist(commands::checklist::Arguments),
    Draft(commands::draft::Arguments),
    Report(commands::report::Arguments),
    Diff(commands::diff::Arguments),
    Lsp(commands::lsp::Arguments),
    Explain(commands::explain::Arguments),
    Rules(commands::listing::Rules),
    Laws(commands::listing::Laws),
    Schema(commands::schema::Arguments),
    Completions(commands::completions::Arguments),
    Man(commands::man::Arguments),
}

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => match cli.command {
            Command::Check(arguments) => commands::check::run(&arguments),
            Command::Init(arguments) => commands::init::run(&arguments),
            Command::Baseline(arguments) => commands::baseline::run(&arguments),
            Command::Checklist(arguments) => commands::checklist::run(&arguments),
            Command::Draft(arguments) => commands::draft::run(&arguments),
            Command::Report(arguments) => commands::report::run(&arguments),
            Command::Diff(arguments) => commands::diff::run(&arguments),
            Command::Lsp(arguments) => commands::lsp::run(&arguments),
            Command::Explain(arguments) => commands::explain::run(&arguments),
            Command::Rules(arguments) => commands::listing::rules(&arguments),
            Command::Laws(arguments) => commands::listing::laws(&arguments),
            Command::Schema(arguments) => commands::schema::run(&arguments),
            Command::Completions(arguments) => commands::completions::run(&arguments, Cli::command()),
            Command::Man(arguments) => commands::man::run(&arguments, Cli::command()),
        },
        Err(answer) => {
            // Help goes to standard output, mistakes to standard error; nobody is left to tell where that fails.
            let _ = answer.print();
            if answer.use_stderr() { commands::wrong_call() } else { ExitCode::SUCCESS }
        }
    }
}
