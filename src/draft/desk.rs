//! Proposals, tried one after the other until none mends anything more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::edit::{Edit, applied};
use super::section::chapter;
use super::{Candidate, cells, item, section, tables};
use crate::Checked;
use crate::assessment::Element;
use crate::declaration::{Date, TransferId};
use crate::input::{self, Disk, Files, InputError};
use crate::lexicon::country::Country;
use crate::reading::Reading;
use crate::rules::Finding;
use crate::source::SourceId;
use crate::workspace::paths::identity;
use crate::workspace::{self, Request};

/// The rules on what added words can disclose.
const CURED: &[&str] = &[
    "undisclosed-recipient",
    "undisclosed-country",
    "undisclosed-outsourcing",
    "vague-recipient",
    "vague-country",
    "hidden-disclosure",
    "undisclosed-data",
    "undisclosed-purpose",
    "undisclosed-retention",
    "undisclosed-method",
    "undisclosed-contact",
    "undisclosed-legal-basis",
    "undisclosed-safeguard",
    "undisclosed-refusal",
    "undisclosed-onward-transfer",
    "undisclosed-automated-decision",
    "understated-subjects",
];

/// The rules on what a policy says falsely: more words beside it only contradict it.
const CONTRADICTED: &[&str] = &["denied-transfer", "misclassified-role"];

/// What findings do not count against a draft: placeholders are meant, and what cannot be judged is not wrong.
const ACCEPTED: &[&str] = &["unfilled-placeholder", "cannot-judge"];

/// What to draft for.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only this policy of the declaration.
    pub policy: Option<usize>,
    /// Only this transfer.
    pub transfer: Option<TransferId>,
}

/// What is drafted.
#[derive(Debug)]
pub struct Plan {
    /// The files that change.
    pub changed: Vec<Changed>,
    /// What added words do not mend.
    pub uncured: Vec<Uncured>,
    /// The languages of policies without words to write, for which English stands in.
    pub unworded: Vec<&'static str>,
}

/// A file before and after.
#[derive(Debug)]
pub struct Changed {
    /// Where it is.
    pub path: PathBuf,
    /// How its path is shown.
    pub shown: String,
    /// Its text as it is.
    pub before: String,
    /// Its text with the draft in it.
    pub after: String,
}

/// A finding that stays.
#[derive(Debug)]
pub struct Uncured {
    /// Its rule and message.
    pub finding: String,
    /// `policy.md:12`, where it has a place in a policy.
    pub place: Option<String>,
    /// Whether the policy says the opposite of what is declared.
    pub is_contradiction: bool,
}

/// Drafts what the policies of one declaration lack.
#[must_use]
pub fn draft(request: &Request, root: &Path, today: Date, checked: Checked, scope: &Scope) -> Plan {
    let before: BTreeMap<SourceId, String> =
        checked.sources.ids().map(|id| (id, checked.sources.get(id).text().to_owned())).collect();
    let mut desk =
        Desk { request, root, today, checked, texts: BTreeMap::new(), scope, order: Order::ProcessorsFirst };
    while desk.pass() {}
    desk.or_the_other_way().finish(&before)
}

/// Which sections are written first where several are missing: each changes what the text around it is about, and with it
/// where the next one can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// On those that process on the controller's behalf, then on those that act for themselves.
    ProcessorsFirst,
    /// The other way round.
    ProcessorsLast,
}

/// How much is wrong with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wrong {
    curable: usize,
    other: usize,
}

impl Wrong {
    /// Something is mended, and nothing else made wrong.
    fn is_better_than(self, old: Self) -> bool {
        self.curable < old.curable && self.other <= old.other
    }
}

struct Desk<'a> {
    request: &'a Request,
    root: &'a Path,
    today: Date,
    /// The results for the texts so far.
    checked: Checked,
    /// The texts that differ from the files, by what makes a file the same file.
    texts: BTreeMap<PathBuf, String>,
    scope: &'a Scope,
    order: Order,
}

/// The files on the disk, some of them with other texts.
struct Imagined<'a>(&'a BTreeMap<PathBuf, String>);

impl Files for Imagined<'_> {
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError> {
        match self.0.get(&identity(path)) {
            Some(text) => input::read_from(text.as_bytes(), limit),
            None => Disk.read_within(path, limit),
        }
    }

    fn check(&self, path: &Path) -> Result<(), InputError> {
        Disk.check(path)
    }
}

impl Desk<'_> {
    /// This draft, or one that begins with the other sections, if this one leaves something open and that one less.
    fn or_the_other_way(self) -> Self {
        let open = |desk: &Self| -> usize {
            let policies = 0..desk.checked.declaration.policies.len();
            let is_meant = |policy: &usize| desk.scope.policy.is_none_or(|only| only == *policy);
            policies.filter(is_meant).map(|policy| desk.open(policy).len()).sum()
        };
        if open(&self) == 0 {
            return self;
        }
        let Ok(checked) = workspace::check_one(self.request, &Disk, self.root, self.today) else {
            return self;
        };
        let mut other = Self { checked, texts: BTreeMap::new(), order: Order::ProcessorsLast, ..self };
        while other.pass() {}
        if open(&other) < open(&self) { other } else { self }
    }

    /// Goes through all policies once; whether anything was drafted.
    fn pass(&mut self) -> bool {
        let mut is_changed = false;
        for policy in 0..self.checked.declaration.policies.len() {
            if self.scope.policy.is_some_and(|only| only != policy) {
                continue;
            }
            for transfer in self.open(policy) {
                is_changed |= self.in_place(policy, transfer);
            }
            is_changed |= self.sections(policy);
        }
        is_changed
    }

    /// The transfers that a policy lacks something on, those aside that it denies altogether.
    fn open(&self, policy: usize) -> Vec<TransferId> {
        let is_denied = |id: TransferId| {
            self.findings(policy).any(|finding| {
                finding.transfer == Some(id)
                    && finding.element == Some(Element::Recipient)
                    && CONTRADICTED.contains(&finding.rule.name())
            })
        };
        let mut open: Vec<TransferId> = self
            .findings(policy)
            .filter(|finding| is_curable(finding))
            .filter_map(|one| one.transfer)
            .collect();
        open.sort_unstable();
        open.dedup();
        open.retain(|&id| self.scope.transfer.is_none_or(|only| only == id) && !is_denied(id));
        open
    }

    fn findings(&self, policy: usize) -> impl Iterator<Item = &Finding> {
        findings(&self.checked, policy)
    }

    /// Rows, columns, cells and items in what the policy has already.
    fn in_place(&mut self, policy: usize, transfer: TransferId) -> bool {
        let mut is_changed = false;
        for proposals in [Desk::rows, Desk::countries, Desk::items] {
            while let Some(best) = self.first_better(policy, proposals(self, policy, transfer)) {
                self.take(best);
                is_changed = true;
            }
        }
        is_changed
    }

    fn rows(&self, policy: usize, transfer: TransferId) -> Vec<Candidate> {
        let anchor =
            self.findings(policy).find(|one| one.transfer == Some(transfer)).and_then(|one| one.policy);
        let reading = Reading::new(&self.checked, policy);
        reading
            .map(|reading| tables::candidates(&self.checked, &reading, transfer, anchor))
            .unwrap_or_default()
    }

    fn countries(&self, policy: usize, transfer: TransferId) -> Vec<Candidate> {
        let Some(reading) = Reading::new(&self.checked, policy) else { return Vec::new() };
        let missing = self.findings(policy).filter(|finding| {
            finding.transfer == Some(transfer)
                && finding.element == Some(Element::Country)
                && is_curable(finding)
        });
        let countries = missing.filter_map(|finding| Country::from_code(finding.subject.as_deref()?));
        countries.flat_map(|country| cells::candidates(&self.checked, &reading, transfer, country)).collect()
    }

    fn items(&self, policy: usize, transfer: TransferId) -> Vec<Candidate> {
        let is_unnamed = self
            .findings(policy)
            .any(|finding| finding.transfer == Some(transfer) && finding.element == Some(Element::Recipient));
        let reading = Reading::new(&self.checked, policy).filter(|_| is_unnamed);
        reading.map(|reading| item::candidates(&self.checked, &reading, transfer)).unwrap_or_default()
    }

    /// A section for each role, on all that are still missing something; where that does not help, on each alone.
    fn sections(&mut self, policy: usize) -> bool {
        let mut groups: BTreeMap<_, Vec<TransferId>> = BTreeMap::new();
        for id in self.open(policy) {
            let Some(transfer) = self.checked.declaration.transfers.get(id) else { continue };
            groups.entry(chapter(transfer.role.as_ref().map(|role| role.value))).or_default().push(id);
        }
        let mut is_changed = false;
        let mut groups: Vec<Vec<TransferId>> = groups.into_values().collect();
        if self.order == Order::ProcessorsLast {
            groups.reverse();
        }
        for group in groups {
            let alone = group.iter().map(|id| vec![*id]).filter(|_| group.len() > 1);
            for transfers in std::iter::once(group.clone()).chain(alone) {
                let reading = Reading::new(&self.checked, policy);
                let candidate = reading.and_then(|reading| {
                    section::candidate(&self.checked, &reading, policy, &transfers, self.today)
                });
                if let Some(better) = self.first_better(policy, candidate.into_iter().collect()) {
                    self.take(better);
                    is_changed = true;
                    break;
                }
            }
        }
        is_changed
    }

    /// The first proposal that mends something, with what is found then.
    fn first_better(&self, policy: usize, proposals: Vec<Candidate>) -> Option<Better> {
        let old = wrong(&self.checked, policy);
        proposals.into_iter().find_map(|Candidate { file, edits }| {
            let better = self.imagine(policy, file, &edits)?;
            let is_better = wrong(&better.checked, policy).is_better_than(old);
            (is_better && super::keeps_clear(&self.checked, &better.checked, policy)).then_some(better)
        })
    }

    fn imagine(&self, policy: usize, file: SourceId, edits: &[Edit]) -> Option<Better> {
        let path = identity(&self.path(policy, file)?);
        let text = applied(self.checked.sources.get(file).text(), edits);
        let mut texts = self.texts.clone();
        texts.insert(path, text);
        let checked = workspace::check_one(self.request, &Imagined(&texts), self.root, self.today).ok()?;
        Some(Better { checked, texts })
    }

    fn take(&mut self, Better { checked, texts }: Better) {
        (self.checked, self.texts) = (checked, texts);
    }

    /// Where a file of a policy is.
    fn path(&self, policy: usize, file: SourceId) -> Option<PathBuf> {
        let at = self.checked.documents.get(policy)?.iter().position(|&id| id == file)?;
        let entry = self.checked.declaration.policies.get(policy)?;
        let declared = std::iter::once(&entry.path).chain(&entry.annexes).nth(at)?;
        let folder = self.request.declaration.parent().unwrap_or(Path::new(""));
        Some(self.root.join(folder).join(&declared.value))
    }

    fn finish(self, before: &BTreeMap<SourceId, String>) -> Plan {
        let mut plan = Plan { changed: Vec::new(), uncured: Vec::new(), unworded: Vec::new() };
        let is_meant = |policy: &usize| self.scope.policy.is_none_or(|only| only == *policy);
        for policy in (0..self.checked.documents.len()).filter(is_meant) {
            for new in self.changes(policy, before) {
                if changed_not(&plan.changed, &new) {
                    plan.changed.push(new);
                }
            }
            let uncured = self.findings(policy).filter(|finding| self.is_uncured(finding));
            plan.uncured.extend(uncured.map(|finding| self.tell(finding)));
            plan.unworded.extend(self.unworded(policy));
        }
        if plan.changed.is_empty() {
            plan.unworded.clear();
        }
        plan
    }

    /// The main language of a policy, where there are no words to write in it.
    fn unworded(&self, policy: usize) -> Option<&'static str> {
        let reading = Reading::new(&self.checked, policy)?;
        let language = reading.lexicon.languages().first()?;
        language.drafting().is_none().then_some(reading.language())
    }

    fn changes(&self, policy: usize, before: &BTreeMap<SourceId, String>) -> impl Iterator<Item = Changed> {
        let files = self.checked.documents.get(policy).into_iter().flatten();
        files.filter_map(move |&id| {
            let source = self.checked.sources.get(id);
            let old = before.get(&id)?;
            (old != source.text()).then_some(())?;
            Some(Changed {
                path: self.path(policy, id)?,
                shown: source.path().to_owned(),
                before: old.clone(),
                after: source.text().to_owned(),
            })
        })
    }

    fn is_uncured(&self, finding: &Finding) -> bool {
        let is_meant = self.scope.transfer.is_none_or(|only| finding.transfer == Some(only));
        is_meant && (is_curable(finding) || CONTRADICTED.contains(&finding.rule.name()))
    }

    fn tell(&self, finding: &Finding) -> Uncured {
        let place = finding.policy.map(|place| {
            let source = self.checked.sources.get(place.source);
            format!("{}:{}", source.path(), source.position(place.span.start).line)
        });
        Uncured {
            finding: format!("{}: {}", finding.rule.name(), finding.message),
            place,
            is_contradiction: CONTRADICTED.contains(&finding.rule.name()),
        }
    }
}

/// A draft that mends something.
struct Better {
    checked: Checked,
    texts: BTreeMap<PathBuf, String>,
}

/// A file may belong to several policies.
fn changed_not(changed: &[Changed], new: &Changed) -> bool {
    changed.iter().all(|old| old.path != new.path)
}

fn is_curable(finding: &Finding) -> bool {
    CURED.contains(&finding.rule.name())
}

fn findings(checked: &Checked, policy: usize) -> impl Iterator<Item = &Finding> {
    checked.findings.iter().filter(move |finding| {
        finding.policy.and_then(|place| checked.policy_of(place.source)) == Some(policy)
    })
}

fn wrong(checked: &Checked, policy: usize) -> Wrong {
    let count = |is_meant: &dyn Fn(&&Finding) -> bool| findings(checked, policy).filter(is_meant).count();
    Wrong {
        curable: count(&|finding| is_curable(finding)),
        other: count(&|finding| !is_curable(finding) && !ACCEPTED.contains(&finding.rule.name())),
    }
}
