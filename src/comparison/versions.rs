//! The two versions: where their files are, and what is checked of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::disclosed::Fate;
use super::{Change, Comparison, Kind, Of, Place, Weight, declared, disclosed};
use crate::Checked;
use crate::declaration::{Date, TransferId};
use crate::input::{self, Disk, Files, InputError};
use crate::source::Location;
use crate::workspace::{self, Failure, Reach, Request, Scope, Unlisted, Wanted, Which, shown};

/// One version of a declaration and of all that it names.
#[derive(Debug)]
pub struct Version {
    /// What people call it: a revision, a file, `the working tree`.
    pub name: String,
    /// The folder that holds it, for as long as it is needed.
    pub root: PathBuf,
    /// The folder that people think of instead, from which paths are shown.
    pub shown_root: PathBuf,
    /// The declaration's path; none where this version has no such file.
    pub declaration: Option<PathBuf>,
    /// How far that may lead.
    pub reach: Reach,
}

/// Which of the two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The older one.
    Base,
    /// The newer one.
    Head,
}

/// One version as it was judged.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub(super) checked: Checked,
    side: Side,
    version: &'a Version,
    /// The working directory.
    cwd: &'a Path,
}

impl Judged<'_> {
    pub(super) fn id(&self, transfer: TransferId) -> Option<String> {
        self.checked.declaration.transfers.get(transfer).map(|transfer| transfer.id.clone())
    }

    pub(super) fn recipient(&self, transfer: TransferId) -> Option<String> {
        Some(self.checked.declaration.recipient_of(transfer)?.name.value.clone())
    }

    pub(super) fn policy(&self, policy: usize) -> String {
        self.path(self.checked.policy_path(policy))
    }

    /// A path of this version as it is shown.
    fn path(&self, path: &str) -> String {
        shown(self.cwd, &self.version.shown_root.join(path))
    }

    pub(super) fn place(&self, location: Location) -> Place {
        let source = self.checked.sources.get(location.source);
        Place {
            path: self.path(source.path()),
            line: source.position(location.span.start).line,
            in_base: self.side == Side::Base,
        }
    }

    /// A change of a whole transfer that this version has.
    pub(super) fn change(
        &self,
        kind: Kind,
        weight: Weight,
        transfer: TransferId,
        location: Location,
    ) -> Change {
        Change {
            kind,
            of: Of::Transfer,
            weight,
            transfer: self.id(transfer),
            recipient: self.recipient(transfer),
            element: None,
            subject: None,
            policy: None,
            before: None,
            after: None,
            place: Some(self.place(location)),
        }
    }
}

/// Policies of one version under the paths of the other; a policy that it does not have is empty. Declarations stay those
/// of the version that they are asked of.
struct Policies<'a> {
    asked: &'a Path,
    theirs: &'a Path,
    /// Their paths of policies whose paths have changed, from the two roots.
    moved: HashMap<String, String>,
}

impl Policies<'_> {
    fn file(&self, path: &Path) -> Option<PathBuf> {
        let is_declaration = path.extension().is_some_and(|end| end == "yaml" || end == "yml");
        let path = shown(self.asked, path);
        (!is_declaration).then(|| self.theirs.join(self.moved.get(&path).unwrap_or(&path)))
    }
}

impl Files for Policies<'_> {
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError> {
        let Some(file) = self.file(path) else { return Disk.read_within(path, limit) };
        match Disk.read_within(&file, limit) {
            Err(InputError::Missing) => Ok(String::new()),
            read => read,
        }
    }

    fn check(&self, path: &Path) -> Result<(), InputError> {
        let Some(file) = self.file(path) else { return Disk.check(path) };
        match Disk.check(&file) {
            Err(InputError::Missing) => Ok(()),
            checked => checked,
        }
    }
}

/// Compares two versions of a declaration with its policies. `cwd` is the working directory.
///
/// # Errors
/// Where a version has no usable declaration, or a policy cannot be read.
pub fn compare(base: &Version, head: &Version, cwd: &Path, today: Date) -> Result<Comparison, Failure> {
    let judge = |side: Side, whose: &Version, files: &dyn Files| -> Result<Judged<'_>, Failure> {
        let Some(declaration) = whose.declaration.clone() else {
            let message = format!("there is no such declaration in {}", whose.name);
            return Err(Failure::of(message, None));
        };
        let request = Request::all(declaration, whose.reach.clone());
        let checked = workspace::check_one(&request, files, &whose.root, today)?;
        Ok(Judged { checked, side, version: if side == Side::Base { base } else { head }, cwd })
    };
    let new = judge(Side::Head, head, &Disk)?;
    let old = match &base.declaration {
        Some(_) => Some(judge(Side::Base, base, &Disk)?),
        None => None,
    };
    let Paths { moved, gone } =
        old.as_ref().map_or_else(Paths::default, |old| Paths::new(&old.checked, &new.checked));
    let to_base = moved.iter().map(|(old, new)| (new.clone(), old.clone())).collect();
    let theirs = Policies { asked: &head.root, theirs: &base.root, moved: to_base };
    let before = judge(Side::Base, head, &theirs)?;
    let mut changes = Vec::new();
    let pairs =
        declared::pairs(old.as_ref().map(|old| &old.checked.declaration), &new.checked.declaration, today);
    for &pair in &pairs {
        changes.extend(declared::changes(old.as_ref(), &new, pair));
        if let Some(transfer) = pair.head {
            changes.extend(disclosed::changes(&before, &new, transfer, Fate::GoesOn));
        }
        if let (Some(old), Some(transfer)) = (&old, pair.base) {
            let fate = if pair.head.is_some() { Fate::GoesOn } else { Fate::HasEnded };
            changes.extend(gone.iter().flat_map(|&policy| disclosed::gone(old, policy, transfer, fate)));
        }
    }
    let ended: Vec<TransferId> =
        pairs.iter().filter(|pair| pair.head.is_none()).filter_map(|pair| pair.base).collect();
    if let (Some(old), false) = (&old, ended.is_empty()) {
        let ours = Policies { asked: &base.root, theirs: &head.root, moved: moved.into_iter().collect() };
        let after = judge(Side::Head, base, &ours)?;
        for transfer in ended {
            changes.extend(disclosed::changes(old, &after, transfer, Fate::HasEnded));
        }
    }
    changes.extend(disclosed::statements(&before, &new));
    Ok(Comparison { base: base.name.clone(), head: head.name.clone(), changes })
}

/// Compares two versions of one policy by the declaration of a request.
///
/// # Errors
/// Where the declaration or a policy cannot be used.
pub fn compare_policies(
    by: &Request,
    base: &Path,
    head: &Path,
    cwd: &Path,
    today: Date,
) -> Result<Comparison, Failure> {
    let read = |path: &Path| {
        let shown = shown(cwd, path);
        input::read(path).map_err(|error| Failure::of(format!("`{shown}` {error}"), None))
    };
    let version = |path: &Path| Version {
        name: shown(cwd, path),
        root: cwd.to_owned(),
        shown_root: cwd.to_owned(),
        declaration: Some(by.declaration.clone()),
        reach: by.reach.clone(),
    };
    let (older, newer) = (version(base), version(head));
    let judge = |side: Side, version, text: String| -> Result<Judged<'_>, Failure> {
        let wanted = Wanted {
            which: Which::File(head.to_owned()),
            text: Some(text),
            language: None,
            unlisted: Unlisted::Judged,
        };
        let request = Request { scope: Scope::Wanted, wanted: vec![wanted], ..by.clone() };
        Ok(Judged { checked: workspace::check_one(&request, &Disk, cwd, today)?, side, version, cwd })
    };
    let before = judge(Side::Base, &older, read(base)?)?;
    let after = judge(Side::Head, &newer, read(head)?)?;
    let transfers = 0..after.checked.declaration.transfers.len();
    let mut changes: Vec<Change> =
        transfers.flat_map(|transfer| disclosed::changes(&before, &after, transfer, Fate::GoesOn)).collect();
    changes.extend(disclosed::statements(&before, &after));
    for change in &mut changes {
        if let Some(place) = change.place.as_mut().filter(|place| place.in_base) {
            place.path.clone_from(&older.name);
        }
    }
    Ok(Comparison { base: older.name, head: newer.name, changes })
}

/// The policies that only one version lists.
#[derive(Debug, Default)]
struct Paths {
    /// The first of the older version was renamed to the first of the newer one, and so on: their paths in both.
    moved: Vec<(String, String)>,
    /// What is left of the older version, as indices into its policies.
    gone: Vec<usize>,
}

impl Paths {
    fn new(old: &Checked, new: &Checked) -> Self {
        let count = |checked: &Checked| 0..checked.documents.len();
        let lists =
            |checked: &Checked, path: &str| count(checked).any(|policy| checked.policy_path(policy) == path);
        let gone: Vec<usize> = count(old).filter(|&policy| !lists(new, old.policy_path(policy))).collect();
        let come: Vec<&str> =
            count(new).map(|policy| new.policy_path(policy)).filter(|path| !lists(old, path)).collect();
        let from = gone.iter().map(|&policy| old.policy_path(policy).to_owned());
        let moved = from.zip(come.iter().map(|&path| path.to_owned())).collect();
        Self { moved, gone: gone.get(come.len()..).unwrap_or_default().to_vec() }
    }
}
