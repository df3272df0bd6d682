//! Judges every policy in `tests/cases/*.md` and `tests/languages/*.md` and compares the verdicts with the labels.
//!
//! A case is a `## title`, some prose, and three fenced blocks: ```` ````markdown ```` (the policy), ```` ```yaml ````
//! (the declaration) and ```` ```verdicts ````, whose lines are
//!
//! ```text
//! <transfer> recipient clear                 # alternatives: clear|vague
//! <transfer> country US omitted|vague
//! <transfer> role incorrect
//! rule undeclared-recipient Acme             # must fire about this transfer, recipient or subject
//! no-rule denied-transfer <transfer>         # must not; without a subject: on nothing
//! gap <transfer> recipient clear             # right, and not yet met by the program
//! ```
//!
//! `DIVULGE_CASES=en-tables` (a part of `file: title`) runs some of them.

#![allow(clippy::unwrap_used, reason = "what a test cannot set up should stop it")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fmt, fs};

use rayon::prelude::*;
use serde_json::Value;

struct Case {
    name: String,
    policy: String,
    declaration: String,
    labels: Vec<Label>,
    /// Labels that the program is known not to meet yet: when it does, the word `gap` has to go.
    gaps: Vec<Label>,
}

enum Label {
    Verdict { transfer: String, element: String, subject: String, allowed: Vec<String> },
    Rule { rule: String, about: String, fires: bool },
}

impl fmt::Display for Label {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verdict { transfer, element, subject, allowed } => {
                write!(out, "{transfer} {element} {subject}: want {}", allowed.join("|"))
            }
            Self::Rule { rule, about, fires } => {
                write!(out, "want {}{rule} {about}", if *fires { "" } else { "no " })
            }
        }
    }
}

const VERDICTS: [&str; 7] =
    ["clear", "vague", "ambiguous", "incorrect", "omitted", "unknown", "not-required"];

fn label(line: &str) -> Result<Label, String> {
    let line = line.split(" #").next().unwrap_or_default().trim();
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        [kind @ ("rule" | "no-rule"), rule, ref about @ ..] => {
            Ok(Label::Rule { rule: rule.into(), about: about.join(" "), fires: kind == "rule" })
        }
        [transfer, element, ref subject @ .., allowed] => {
            let allowed: Vec<String> = allowed.split('|').map(String::from).collect();
            match allowed.iter().find(|word| !VERDICTS.contains(&word.as_str())) {
                Some(word) => Err(format!("'{word}' is no verdict: {line}")),
                None => Ok(Label::Verdict {
                    transfer: transfer.into(),
                    element: element.into(),
                    subject: subject.join(" "),
                    allowed,
                }),
            }
        }
        _ => Err(format!("not a label: {line}")),
    }
}

/// The cases of one file; an error for each that is malformed.
fn read(path: &Path) -> Vec<Result<Case, String>> {
    let text = fs::read_to_string(path).unwrap();
    let file = path.file_stem().unwrap().to_string_lossy();
    let mut cases: Vec<(String, [Option<String>; 3])> = Vec::new();
    let mut open: Option<(&str, Option<usize>, String)> = None;
    for line in text.lines() {
        let (fence, kind) = line.split_at(line.len() - line.trim_start_matches('`').len());
        open = match open.take() {
            Some((until, kind, body)) if line.trim_end() == until => {
                if let (Some(kind), Some((_, blocks))) = (kind, cases.last_mut()) {
                    blocks[kind] = Some(body);
                }
                None
            }
            Some((until, kind, body)) => Some((until, kind, body + line + "\n")),
            None if fence.len() >= 3 => {
                let kind = ["markdown", "yaml", "verdicts"].iter().position(|known| *known == kind.trim());
                Some((fence, kind, String::new()))
            }
            None => {
                if let Some(title) = line.strip_prefix("## ") {
                    cases.push((format!("{file}: {}", title.trim()), [None, None, None]));
                }
                None
            }
        };
    }
    let unclosed = open.map(|(fence, ..)| Err(format!("{file}: a block fenced with {fence} has no end")));
    let read = cases.into_iter().map(|(name, blocks)| {
        let [Some(policy), Some(declaration), Some(verdicts)] = blocks else {
            return Err(format!("{name}: lacks a block (markdown, yaml, verdicts)"));
        };
        let labels = verdicts.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let (gaps, labels): (Vec<&str>, Vec<&str>) = labels.partition(|line| line.starts_with("gap "));
        let read = |lines: Vec<&str>| -> Result<Vec<Label>, String> {
            let lines = lines.into_iter().map(|line| label(line.trim_start_matches("gap ")));
            lines.collect::<Result<_, _>>().map_err(|error| format!("{name}: {error}"))
        };
        let (labels, gaps) = (read(labels)?, read(gaps)?);
        if labels.is_empty() {
            return Err(format!("{name}: no labels"));
        }
        Ok(Case { name, policy, declaration, labels, gaps })
    });
    read.chain(unclosed).collect()
}

/// What the program answers that the labels do not allow.
fn mismatches(case: &Case, folder: &Path) -> Result<Vec<String>, String> {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("policy.md"), &case.policy).unwrap();
    fs::write(folder.join("divulge.yaml"), &case.declaration).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_divulge"))
        .args(["check", "--no-ignore", "--format", "json", "--fail-on", "never", "divulge.yaml"])
        .current_dir(folder)
        .output()
        .unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).map_err(|error| {
        format!("{}: no JSON ({error}); {}", case.name, String::from_utf8_lossy(&output.stderr).trim())
    })?;
    let empty = Vec::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let transfers = answer["transfers"].as_array().unwrap_or(&empty);
    let ids: BTreeSet<&str> = transfers.iter().filter_map(|each| each["transfer"].as_str()).collect();
    let found = list(&answer["findings"]);
    let got = |wanted: &Label| match wanted {
        Label::Verdict { transfer, element, subject, allowed } => {
            let Some(judged) = transfers.iter().find(|each| each["transfer"] == transfer.as_str()) else {
                return Some(format!("no such transfer, there are {ids:?}"));
            };
            let of_element = list(&judged["elements"]).into_iter().find(|each| {
                each["element"] == element.as_str()
                    && (subject.is_empty() || each["subject"] == subject.as_str())
            });
            let verdict =
                of_element.map_or("nothing".into(), |each| each["verdict"].as_str().unwrap_or("?").into());
            (!allowed.contains(&verdict)).then_some(verdict)
        }
        Label::Rule { rule, about, fires } => {
            let wanted = about.to_lowercase();
            let is_about = |finding: &Value| {
                let field = |name: &str| finding[name].as_str().unwrap_or_default().to_lowercase();
                field("rule") == *rule
                    && if ids.contains(about.as_str()) {
                        field("transfer") == wanted
                    } else {
                        field("recipient").contains(&wanted) || field("subject").contains(&wanted)
                    }
            };
            let of_rule: Vec<_> = found.iter().filter(|each| is_about(each)).collect();
            (of_rule.is_empty() == *fires).then(|| match of_rule.first() {
                Some(finding) => finding["message"].as_str().unwrap_or("it").to_owned(),
                None => "no such finding".to_owned(),
            })
        }
    };
    let wrong = case
        .labels
        .iter()
        .filter_map(|wanted| Some(format!("{}: {wanted}, got {}", case.name, got(wanted)?)));
    let closed = case.gaps.iter().filter(|wanted| got(wanted).is_none());
    let closed =
        closed.map(|wanted| format!("{}: {wanted}: the gap is closed, take the word off", case.name));
    Ok(wrong.chain(closed).collect())
}

#[test]
fn policies_are_judged_as_labelled() {
    let chosen = env::var("DIVULGE_CASES").unwrap_or_default();
    let folders =
        ["cases", "languages"].map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (cases, malformed): (Vec<_>, Vec<_>) =
        files.iter().flat_map(|path| read(path)).partition(Result::is_ok);
    let mut cases: Vec<Case> = cases.into_iter().flatten().collect();
    cases.retain(|case| case.name.contains(&chosen));
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let answers = cases.par_iter().enumerate().map(|(index, case)| {
        mismatches(case, &temporary.join(index.to_string())).unwrap_or_else(|error| vec![error])
    });
    let mut wrong = answers.collect::<Vec<_>>().concat();
    wrong.extend(malformed.into_iter().filter_map(Result::err));
    let labels: usize = cases.iter().map(|case| case.labels.len()).sum();
    let (count, lines) = (wrong.len(), wrong.join("\n"));
    assert!(wrong.is_empty(), "{lines}\n\n{count} mismatches; {} cases, {labels} labels", cases.len());
}
