//! From the call to the results: what every command does that checks policies.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use divulge::Checked;
use divulge::declaration::Date;
use divulge::output;
use divulge::source::Sources;
use divulge::workspace::discovery::{self, Call, Ignored, Note};
use divulge::workspace::{self, Failure, Reach, Request};

use super::progress::Progress;

/// What is to be checked, and by what.
#[derive(Debug)]
pub(super) struct Plan {
    /// One request per declaration.
    pub(super) requests: Vec<Request>,
    /// The working directory.
    pub(super) root: PathBuf,
    /// The day.
    pub(super) today: Date,
}

/// The results of a call, and what they were judged by.
#[derive(Debug)]
pub(super) struct Journey {
    /// One per declaration; none where everything that the call names is ignored.
    pub(super) results: Vec<Checked>,
    /// What was asked, in the same order.
    pub(super) requests: Vec<Request>,
    /// The working directory.
    pub(super) root: PathBuf,
    /// The day.
    pub(super) today: Date,
}

/// A call about files and folders: `what` is not made of standard input.
pub(super) fn files(
    paths: &[PathBuf],
    ignored: Ignored,
    reach: Reach,
    what: &str,
) -> Result<Call, Vec<Failure>> {
    if paths.iter().any(|path| path.as_os_str() == "-") {
        let help = Some("name the declaration, a policy or a folder");
        return Err(vec![failure(format!("a {what} is made of files, not of standard input"), help)]);
    }
    Ok(Call { paths: paths.to_owned(), ignored, reach, ..Call::default() })
}

/// What `--no-ignore` means.
pub(super) fn ignored(no_ignore: bool) -> Ignored {
    if no_ignore { Ignored::Checked } else { Ignored::LeftOut }
}

/// What a call is about, and the date given or that of the clock. Tells on standard error what a person may not expect.
pub(super) fn plan(call: &Call, today: Option<Date>) -> Result<Plan, Vec<Failure>> {
    let root = std::env::current_dir()
        .map_err(|error| vec![failure(format!("there is no working directory: {error}"), None)])?;
    let found = discovery::find(call, &root)
        .map_err(|problems| vec![Failure { sources: Sources::default(), problems }])?;
    tell(&found.notes);
    Ok(Plan { requests: found.requests, root, today: day(today)? })
}

/// Checks what a call is about, and holds all results.
pub(super) fn check(call: &Call, today: Option<Date>) -> Result<Journey, Vec<Failure>> {
    let Plan { requests, root, today } = plan(call, today)?;
    let progress = Progress::new(requests.len());
    let results = workspace::check(&requests, &root, today, &|| progress.step());
    progress.finish();
    Ok(Journey { results: results?, requests, root, today })
}

/// The date given or that of the clock.
pub(super) fn day(given: Option<Date>) -> Result<Date, Vec<Failure>> {
    given.or_else(clock).ok_or_else(|| {
        vec![failure("the clock of this machine shows no date".to_owned(), Some("give one with --today"))]
    })
}

/// Nobody is left to tell where standard error is closed.
fn tell(notes: &[Note]) {
    let mut err = io::stderr().lock();
    for Note { message, help } in notes {
        let _ = writeln!(err, "note: {}; {}", output::one_line(message), output::one_line(help));
    }
}

/// A problem of the call itself.
pub(super) fn failure(message: String, help: Option<&str>) -> Failure {
    Failure::of(message, help.map(str::to_owned))
}

/// Reads the value of `--today`.
pub(super) fn date(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).ok_or("no such day; write it as 2026-11-22")
}

/// The day, in UTC.
pub(super) fn clock() -> Option<Date> {
    const SECONDS_PER_DAY: u64 = 86_400;
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::from_unix_days(elapsed.as_secs() / SECONDS_PER_DAY)
}
