//! What must not matter, and what must: the same policy written otherwise is judged the same, and a recipient that no word of
//! the policy names any more is disclosed nowhere. On the fixtures, and on real policies where there is a folder of them.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "what a test cannot set up should stop it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use divulge::Checked;
use divulge::assessment::{self, Element, Verdict};
use divulge::declaration::{Date, Declaration};
use divulge::disclosure;
use divulge::input::{Disk, Files, InputError};
use divulge::policy::Policy;
use divulge::workspace::{Reach, Request, check_one};
use rayon::prelude::*;

/// Policies with labels that stand beside the repository of the project, and are not part of it.
const REAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bench/cases");
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");

/// A declaration with one of its policies, which is changed.
struct Case {
    name: String,
    declaration: PathBuf,
    policy: PathBuf,
    text: String,
}

/// The files of a case, with another text in place of one of them.
struct Changed<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Files for Changed<'_> {
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError> {
        if path == self.path { Ok(self.text.to_owned()) } else { Disk.read_within(path, limit) }
    }

    fn check(&self, path: &Path) -> Result<(), InputError> {
        Disk.check(path)
    }
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

/// By policy, transfer, element and subject.
type Verdicts = BTreeMap<(usize, String, Element, String), Verdict>;

impl Case {
    fn of(folder: &Path) -> Option<Self> {
        let declaration = folder.join("divulge.yaml");
        let declared = fs::read_to_string(&declaration).ok()?;
        let entries = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
        let is_policy = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".md") && declared.contains(name.as_ref())
        };
        let policy = entries.filter(is_policy).min()?;
        let text = fs::read_to_string(&policy).ok()?;
        // What an annex says is not changed here.
        let is_alone = !declared.contains("annexes");
        let name = folder.file_name()?.to_string_lossy().into_owned();
        is_alone.then_some(Self { name, declaration, policy, text })
    }

    fn check(&self, text: &str) -> Checked {
        let request = Request::all(self.declaration.clone(), Reach::default());
        let files = Changed { path: &self.policy, text };
        check_one(&request, &files, Path::new("/"), today()).unwrap()
    }

    fn verdicts(&self, text: &str) -> Verdicts {
        let checked = self.check(text);
        let mut verdicts = Verdicts::new();
        for assessment in &checked.assessments {
            for assessed in &assessment.transfers {
                let transfer = &checked.declaration.transfers[assessed.transfer].id;
                for element in &assessed.elements {
                    let subject = element.subject.clone();
                    let key = (assessment.policy, transfer.clone(), element.element, subject);
                    verdicts.insert(key, element.verdict);
                }
            }
        }
        verdicts
    }

    /// What a change of the text changes in the verdicts, a line each.
    fn differences(&self, what: &str, change: impl Fn(&str) -> String) -> Vec<String> {
        let (before, after) = (self.verdicts(&self.text), self.verdicts(&change(&self.text)));
        let differs = |(key, verdict): (&(usize, String, Element, String), &Verdict)| {
            let now = after.get(key);
            (now != Some(verdict))
                .then(|| format!("{}: {what}: {key:?}: {verdict:?}, then {now:?}", self.name))
        };
        before.iter().filter_map(differs).collect()
    }
}

impl Case {
    /// The transfers whose recipients are disclosed although every line that may name them is gone.
    fn disclosed_unnamed(&self) -> Vec<String> {
        let checked = self.check(&self.text);
        let name = self.policy.file_name().unwrap_or_default().to_string_lossy();
        let own = (0..checked.documents.len()).find(|&at| checked.policy_path(at).ends_with(name.as_ref()));
        let mut wrong = Vec::new();
        for (index, transfer) in checked.declaration.transfers.iter().enumerate() {
            let recipient = checked.declaration.recipient_of(index).unwrap();
            let names = std::iter::once(&recipient.name.value).chain(&recipient.aliases);
            let Some(text) = without(&self.text, names) else { continue };
            let after = self.verdicts(&text);
            let is_disclosed = after.iter().any(|((policy, of, element, _), verdict)| {
                let is_own = Some(*policy) == own && *of == transfer.id;
                is_own && *element == Element::Recipient && *verdict == Verdict::Clear
            });
            if is_disclosed {
                wrong.push(format!("{}: {} is still disclosed", self.name, transfer.id));
            }
        }
        wrong
    }
}

impl Case {
    /// What is judged otherwise where recipients and transfers are declared in the other order.
    fn depends_on_order(&self) -> Option<String> {
        let Checked { sources, mut declaration, documents, .. } = self.check(&self.text);
        let judge = |declaration: &Declaration| -> Vec<String> {
            let mut verdicts = Vec::new();
            for (index, files) in documents.iter().enumerate() {
                let texts: Vec<_> = files.iter().map(|&id| (id, sources.get(id).text())).collect();
                let language = declaration.policies[index].language.as_ref();
                let language = language.map(|language| language.value.as_str());
                let disclosures = disclosure::read(&Policy::parse(&texts), language, declaration);
                for judged in assessment::assess(declaration, index, &disclosures, today()).transfers {
                    let id = &declaration.transfers[judged.transfer].id;
                    let told = judged.elements.iter().map(|one| {
                        format!("{index} {id} {} {}: {}", one.element.name(), one.subject, one.verdict)
                    });
                    verdicts.extend(told);
                }
            }
            verdicts.sort();
            verdicts
        };
        let before = judge(&declaration);
        let last = declaration.recipients.len() - 1;
        declaration.recipients.reverse();
        declaration.transfers.reverse();
        for transfer in &mut declaration.transfers {
            transfer.recipient = last - transfer.recipient;
        }
        let after = judge(&declaration);
        let differing = before.iter().zip(&after).find(|(before, after)| before != after);
        differing.map(|(before, after)| format!("{}: {before}, then {after}", self.name))
    }
}

/// A text without the lines that hold a word of a name: whatever begins or ends one may stand for it. None where a name is one
/// letter, `X`, which nearly every line holds.
fn without<'n>(text: &str, names: impl Iterator<Item = &'n String>) -> Option<String> {
    let mut words = Vec::new();
    for name in names {
        if name.chars().count() < 2 {
            return None;
        }
        let parts = name.split([' ', ',', '(', ')', '-']).map(str::to_lowercase);
        words.extend(parts.filter(|word| word.chars().count() > 1));
    }
    let is_silent = |line: &&str| {
        let line = line.to_lowercase();
        !words.iter().any(|word| line.contains(word.as_str()))
    };
    Some(text.split('\n').filter(is_silent).collect::<Vec<_>>().join("\n"))
}

fn cases() -> Vec<Case> {
    let folders = |root: &str| -> Vec<PathBuf> {
        let entries = fs::read_dir(root).into_iter().flatten();
        entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
    };
    if !Path::new(REAL).is_dir() {
        eprintln!("metamorphic: {REAL} is not there: only the fixtures are changed");
    }
    let mut all: Vec<PathBuf> = folders(FIXTURES);
    all.extend(folders(REAL));
    all.sort();
    let cases: Vec<Case> = all.iter().filter_map(|folder| Case::of(folder)).collect();
    assert!(cases.len() >= 8, "there is hardly a case: {}", cases.len());
    cases
}

/// Every change of every case at once, with all that is wrong in one message.
fn nothing_differs(what: &str, change: impl Fn(&str) -> String + Sync) {
    let wrong: Vec<String> = cases().par_iter().flat_map(|case| case.differences(what, &change)).collect();
    assert!(wrong.is_empty(), "{} verdicts have changed:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_paragraph_on_something_else_changes_nothing() {
    nothing_differs("a paragraph behind", |text| {
        format!("{}\n\n## Weather\n\nIt rained all night, and the river rose.\n", text.trim_end())
    });
}

#[test]
fn line_ends_and_trailing_blanks_change_nothing() {
    nothing_differs("CRLF", |text| text.replace("\r\n", "\n").replace('\n', "\r\n"));
    nothing_differs("blank lines at the end", |text| format!("{text}\n\n   \n\n"));
}

#[test]
fn the_bullet_of_a_list_changes_nothing() {
    let bullet = |line: &str| {
        let body = line.trim_start();
        let indent = &line[..line.len() - body.len()];
        match body.strip_prefix("- ").or_else(|| body.strip_prefix("* ")) {
            // `* * *` and `- - -` are rules between sections.
            Some(rest) if rest.contains(char::is_alphanumeric) => format!("{indent}+ {rest}"),
            _ => line.to_owned(),
        }
    };
    nothing_differs("another bullet", |text| text.split('\n').map(bullet).collect::<Vec<_>>().join("\n"));
}

#[test]
fn underlined_headings_are_headings() {
    nothing_differs("setext headings", |text| {
        let mut fenced = false;
        let lines = text.split('\n').map(|line| {
            fenced ^= line.trim_start().starts_with("```");
            let heading = |mark: &str, under: &str| {
                let title = line.strip_prefix(mark)?.trim().trim_end_matches('#').trim_end();
                // What begins like a list, a quote or a rule would be one without its mark.
                title.starts_with(char::is_alphabetic).then(|| format!("\n{title}\n{under}\n"))
            };
            let written = heading("# ", "===").or_else(|| heading("## ", "---")).filter(|_| !fenced);
            written.unwrap_or_else(|| line.to_owned())
        });
        lines.collect::<Vec<_>>().join("\n")
    });
}

#[test]
fn a_comment_of_the_author_changes_nothing() {
    nothing_differs("a comment in front", |text| {
        // Front matter must stay in front.
        if text.starts_with("---") { text.to_owned() } else { format!("<!-- reviewed -->\n\n{text}") }
    });
}

#[test]
fn who_is_named_nowhere_is_disclosed_nowhere() {
    let wrong: Vec<String> = cases().par_iter().flat_map(Case::disclosed_unnamed).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let is_row = |line: &&str| line.trim_start().starts_with('|');
    // An empty cell, or one with a mark of repetition, goes on with the row above it.
    let goes_on = |line: &str| {
        let cells = line.trim().trim_matches('|').split('|');
        cells.map(str::trim).any(|cell| cell.chars().all(|letter| !letter.is_alphanumeric()))
    };
    let is_blank = |line: &&str| !line.contains(char::is_alphanumeric);
    nothing_differs("rows in the other order", |text| {
        let lines: Vec<&str> = text.split('\n').collect();
        let tables = lines.chunk_by(|one, next| is_row(one) == is_row(next));
        let turned = tables.flat_map(|lines| {
            let body = lines.get(2..).unwrap_or_default();
            // Where the markup has no headings, the first row may hold them.
            let is_headed = lines.first().is_some_and(|first| is_row(first) && !is_blank(first));
            let is_whole = is_headed && !body.iter().any(|line| goes_on(line));
            let (head, body) = lines.split_at(lines.len() - if is_whole { body.len() } else { 0 });
            head.iter().chain(body.iter().rev()).copied().collect::<Vec<&str>>()
        });
        turned.collect::<Vec<_>>().join("\n")
    });
}

#[test]
fn the_order_of_a_declaration_changes_nothing() {
    let wrong: Vec<String> = cases().par_iter().filter_map(Case::depends_on_order).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
