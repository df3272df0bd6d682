//! `divulge draft`: writes what policies lack.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use similar::{DiffOp, TextDiff};

use divulge::declaration::Date;
use divulge::draft::{self, Changed, Plan, Scope};
use divulge::replace::replace;
use divulge::workspace::{Failure, Request, shown};
use divulge::{Checked, output};

use super::journey::{self, Journey, failure};
use super::outside::Outside;

/// Write what policies lack: rows, items or sections with what is declared
///
/// What nobody has declared is marked as `[TODO: …]`. Only words are added: a policy that denies what happens is told of on
/// standard error. Exit status: 0 nothing is to be drafted, or it is written; 1 it is only shown; 2 the input or the call is
/// wrong.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Declarations, policies, or folders to search for divulge.yaml
    ///
    /// Without any, the nearest divulge.yaml in the working directory or above it is taken.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Draft for this policy only
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,

    /// Draft for the transfer of this id only
    #[arg(long, value_name = "ID")]
    transfer: Option<String>,

    /// Write the draft into the policies
    #[arg(long, conflicts_with = "diff")]
    write: bool,

    /// Show the draft as a unified diff
    #[arg(long)]
    diff: bool,

    /// Take what Git ignores too
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
    let plans = match plans(arguments) {
        Ok(plans) => plans,
        Err(failures) => return super::refuse(&failures),
    };
    tell(&plans);
    let changed: Vec<&Changed> = plans.iter().flat_map(|plan| &plan.changed).collect();
    if arguments.write {
        return write(&changed);
    }
    let text: String =
        changed.iter().map(|one| if arguments.diff { diff(one) } else { additions(one) }).collect();
    let printed = super::print(text.as_bytes());
    if changed.is_empty() || printed != ExitCode::SUCCESS { printed } else { super::findings() }
}

fn plans(arguments: &Arguments) -> Result<Vec<Plan>, Vec<Failure>> {
    let ignored = journey::ignored(arguments.no_ignore);
    let call = journey::files(&arguments.paths, ignored, arguments.outside.reach(), "draft")?;
    let Journey { results, requests, root, today } = journey::check(&call, arguments.today)?;
    let wanted = arguments.policy.as_ref().map(|path| shown(&root, path));
    let mut scoped: Vec<(Request, Checked, Scope)> = Vec::new();
    for (request, checked) in requests.into_iter().zip(results) {
        if let Some(scope) = scope(&checked, wanted.as_deref(), arguments.transfer.as_deref()) {
            scoped.push((request, checked, scope));
        }
    }
    if scoped.is_empty() {
        return Err(vec![unknown(wanted.as_deref(), arguments.transfer.as_deref())]);
    }
    let plan = |(request, checked, scope): (Request, Checked, Scope)| {
        draft::draft(&request, &root, today, checked, &scope)
    };
    Ok(scoped.into_iter().map(plan).collect())
}

/// What is asked of one declaration; none where it lacks the policy or the transfer.
fn scope(checked: &Checked, policy: Option<&str>, transfer: Option<&str>) -> Option<Scope> {
    let policy = match policy {
        Some(path) => {
            let id = checked.sources.ids().find(|&id| checked.sources.get(id).path() == path)?;
            Some(checked.policy_of(id)?)
        }
        None => None,
    };
    let transfers = &checked.declaration.transfers;
    let transfer = match transfer {
        Some(id) => Some(transfers.iter().position(|transfer| transfer.id == id)?),
        None => None,
    };
    Some(Scope { policy, transfer })
}

fn unknown(policy: Option<&str>, transfer: Option<&str>) -> Failure {
    let (message, help) = match (policy, transfer) {
        (_, Some(id)) => (
            format!(
                "no declaration that is checked has a transfer `{}` for such a policy",
                output::one_line(id)
            ),
            "`divulge check --format json` lists the ids of transfers and the policies",
        ),
        (Some(path), None) => (
            format!("no declaration that is checked lists the policy `{}`", output::one_line(path)),
            "add it to `policies`, or name the declaration that lists it",
        ),
        (None, None) => ("there is nothing to draft for".to_owned(), "name a declaration or a policy"),
    };
    failure(message, Some(help))
}

/// Writes every file whole or not at all.
fn write(changed: &[&Changed]) -> ExitCode {
    for one in changed {
        if let Err(error) = replace(&one.path, one.after.as_bytes()) {
            return super::refuse(&[failure(format!("`{}` cannot be written: {error}", one.shown), None)]);
        }
    }
    let lines: String =
        changed.iter().map(|one| format!("wrote {}\n", output::one_line(&one.shown))).collect();
    super::print(lines.as_bytes())
}

fn diff(one: &Changed) -> String {
    let diff = TextDiff::from_lines(&one.before, &one.after);
    let (old, new) = (format!("a/{}", one.shown), format!("b/{}", one.shown));
    diff.unified_diff().header(&old, &new).to_string()
}

/// What is added, each time with the place where it goes.
fn additions(one: &Changed) -> String {
    let diff = TextDiff::from_lines(&one.before, &one.after);
    let addition = |op: &DiffOp| {
        let place = match op {
            DiffOp::Insert { old_index: 0, .. } => "at the beginning".to_owned(),
            DiffOp::Insert { old_index, .. } => format!("after line {old_index}"),
            DiffOp::Replace { old_index, .. } => format!("in place of line {}", old_index + 1),
            DiffOp::Delete { .. } | DiffOp::Equal { .. } => return None,
        };
        let added: String = diff
            .iter_changes(op)
            .filter(|change| change.old_index().is_none())
            .map(|change| change.value())
            .collect();
        Some(format!(
            "{}, {place}:\n\n{}\n\n",
            output::one_line(&one.shown),
            added.trim_matches(['\r', '\n'])
        ))
    };
    diff.ops().iter().filter_map(addition).collect()
}

/// Tells on standard error what the drafts do not mend. Nobody is left to tell where that fails.
fn tell(plans: &[Plan]) {
    let mut err = io::stderr().lock();
    for plan in plans {
        for language in &plan.unworded {
            let _ = writeln!(
                err,
                "note: there are no words to draft in `{language}`; headings and titles are English"
            );
        }
        for uncured in &plan.uncured {
            let place = uncured.place.as_deref().map(|place| format!("{place}: ")).unwrap_or_default();
            let why = if uncured.is_contradiction {
                "more words only contradict it, so that what stands there must be changed"
            } else {
                "a draft does not mend this"
            };
            let _ =
                writeln!(err, "note: {}; {why}", output::one_line(&format!("{place}{}", uncured.finding)));
        }
    }
}
