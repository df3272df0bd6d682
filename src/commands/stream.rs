//! Reports that are written while they are made: a tree or lines, one answer after the other.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use divulge::batch::{self, Answer, Lines, Outcome};
use divulge::declaration::Date;
use divulge::input::{self, InputError};
use divulge::output;
use divulge::replace::replace_by;
use divulge::rules::Severity;
use divulge::workspace::Failure;

use super::fail_on::FailOn;
use super::journey::{Plan, failure};
use super::progress::Progress;

/// Where answers go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sink<'a> {
    /// To standard output, each as soon as it is there.
    Stdout,
    /// Into a file, which is replaced when all are there.
    File(&'a Path),
}

/// What the answers of a run come to.
#[derive(Debug, Default)]
pub(super) struct Tally {
    gravest: Option<Severity>,
    refused: usize,
}

impl Tally {
    /// The exit status: what cannot be used weighs more than what was found.
    pub(super) fn status(&self, fail_on: FailOn) -> ExitCode {
        if self.refused > 0 { super::wrong_call() } else { fail_on.status_of(self.gravest) }
    }

    fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Judged(severity) => self.gravest = self.gravest.max(*severity),
            Outcome::Refused(_) => self.refused += 1,
        }
    }
}

/// Checks the declarations of a tree. What is wrong with one is told on standard error as well as in its line.
pub(super) fn tree(plan: Plan, sink: Sink<'_>) -> Result<Tally, Failure> {
    let Plan { requests, root, today } = plan;
    // On a terminal the lines show how far it is, and a bar would stand between them.
    let is_seen = matches!(sink, Sink::Stdout) && io::stdout().is_terminal();
    let progress = (!is_seen).then(|| Progress::new(requests.len()));
    let answers =
        batch::in_order(requests.into_iter(), move |request| batch::of_request(&request, &root, today))
            .map_err(unstarted)?;
    let tally = deliver(
        answers.inspect(|answer| {
            if let Outcome::Refused(failure) = &answer.outcome {
                // Nobody is left to tell where that fails.
                let _ = output::problem_lines(std::slice::from_ref(failure), &mut io::stderr().lock());
            }
            progress.iter().for_each(Progress::step);
        }),
        sink,
    );
    progress.iter().for_each(Progress::finish);
    tally
}

/// Answers the lines of a file, or of standard input where it is called `-`.
pub(super) fn lines(path: &Path, sink: Sink<'_>, today: Date) -> Result<Tally, Failure> {
    let reader: Box<dyn Read + Send> = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        let unreadable = |error: InputError| failure(format!("`{}` {error}", path.display()), None);
        input::check(path).map_err(unreadable)?;
        Box::new(File::open(path).map_err(|error| unreadable(error.into()))?)
    };
    let lines = Lines::new(BufReader::new(reader));
    let answers = batch::in_order(lines, move |line| batch::of_line(&line, today)).map_err(unstarted)?;
    let tally = deliver(answers, sink)?;
    if tally.refused > 0 {
        let count = if tally.refused == 1 { "1 line".to_owned() } else { format!("{} lines", tally.refused) };
        // Nobody is left to tell where that fails.
        let _ = writeln!(io::stderr(), "error: {count} cannot be used; the answers say why under `error`");
    }
    Ok(tally)
}

fn deliver(answers: impl Iterator<Item = Answer>, sink: Sink<'_>) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    let (written, target) = match sink {
        Sink::Stdout => (write(answers, &mut tally, &mut io::stdout().lock()), "standard output".to_owned()),
        Sink::File(path) => {
            let written = replace_by(path, |out| write(answers, &mut tally, out));
            (written, format!("`{}`", path.display()))
        }
    };
    match written {
        // A reader that has seen enough is given no more, and nothing is checked in vain.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && matches!(sink, Sink::Stdout) => Ok(tally),
        Err(error) => Err(failure(format!("{target} cannot be written: {error}"), None)),
        Ok(()) => Ok(tally),
    }
}

/// Every answer is handed on at once: whoever asked may wait for it before asking again.
fn write(answers: impl Iterator<Item = Answer>, tally: &mut Tally, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    for answer in answers {
        tally.add(&answer.outcome);
        out.write_all(&answer.text)?;
        out.flush()?;
    }
    Ok(())
}

fn unstarted(error: io::Error) -> Failure {
    failure(format!("the system starts no thread: {error}"), None)
}
