//! Wrong input, told before anything was judged.

use std::io::{self, Write};

use super::card::Card;
use super::excerpt::Mark;
use super::{Look, one_line};
use crate::declaration::Problem;
use crate::rules::Severity;
use crate::source::{Position, Sources};
use crate::workspace::Failure;

/// For people: each problem with the lines of the declaration that it is about.
///
/// # Errors
/// Those of the writer.
pub fn human(failures: &[Failure], look: Look, out: &mut dyn Write) -> io::Result<()> {
    for Failure { sources, problems } in failures {
        for problem in problems {
            card(sources, problem, look).write(look, out)?;
        }
    }
    let count: usize = failures.iter().map(|failure| failure.problems.len()).sum();
    let problems = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
    writeln!(out, "{problems} in what was given; no policy was checked.")
}

fn card(sources: &Sources, problem: &Problem, look: Look) -> Card {
    let help = problem.help.as_deref().unwrap_or_default();
    let card = Card::new(Severity::Error, &problem.message).help(help);
    let Some(location) = problem.location else { return card };
    let mark = Mark { location, text: String::new() };
    card.marks(sources, vec![mark], look)
}

/// For programs and logs: `path:line:column: error: message`, and a second line for what to do.
///
/// # Errors
/// Those of the writer.
pub fn lines(failures: &[Failure], out: &mut dyn Write) -> io::Result<()> {
    for Failure { sources, problems } in failures {
        for problem in problems {
            let place = place(sources, problem);
            writeln!(out, "{place}error: {}", one_line(&problem.message))?;
            if let Some(help) = &problem.help {
                writeln!(out, "{place}help: {}", one_line(help))?;
            }
        }
    }
    Ok(())
}

/// What stands before a message: as much of `path:line:column: ` as is known.
fn place(sources: &Sources, problem: &Problem) -> String {
    match problem.location {
        Some(location) => {
            let source = sources.get(location.source);
            let Position { line, column, .. } = source.position(location.span.start);
            format!("{}:{line}:{column}: ", one_line(source.path()))
        }
        None if problem.path.is_empty() => String::new(),
        None => format!("{}: ", one_line(&problem.path)),
    }
}
