//! The same through the library, as an editor would use it.

use std::path::Path;

use divulge::Checked;
use divulge::baseline::{self, Baseline, Update};
use divulge::declaration::Date;
use divulge::revision;
use divulge::rules::{AcceptedBy, RuleId};
use divulge::workspace::{self, Reach, Request};

use crate::support::{Folder, SILENT};

fn requests(root: &Path) -> Vec<Request> {
    let declaration = root.join("divulge.yaml");
    vec![Request::all(declaration, Reach::default())]
}

fn check(root: &Path) -> Vec<Checked> {
    workspace::check(&requests(root), root, today(), &|| {}).unwrap()
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

#[test]
fn a_baseline_is_updated_saved_read_and_applied() {
    let folder = Folder::new(SILENT);
    let (root, path) = (folder.0.as_path(), Path::new("known.yaml"));
    let mut results = check(root);
    let updated = baseline::update(&Baseline::empty(path, root), &results, root, Update::Add);
    assert_eq!((updated.entries.len(), updated.added, updated.removed), (4, 4, 0));
    assert!(updated.entries.is_sorted_by(|left, right| left.key <= right.key));
    baseline::save(&root.join(path), &updated.entries).unwrap();
    let read = baseline::read(path, root).unwrap();
    assert_eq!(
        read.entries.iter().map(|entry| &entry.key).collect::<Vec<_>>(),
        updated.entries.iter().map(|entry| &entry.key).collect::<Vec<_>>()
    );
    baseline::apply(&mut results, &read, root, today());
    let checked = &results[0];
    assert!(checked.findings.is_empty());
    for suppressed in &checked.suppressed {
        assert_eq!(suppressed.by.source, AcceptedBy::Baseline);
        let entry = checked.sources.slice(suppressed.by.location.unwrap());
        assert!(entry.contains(suppressed.finding.rule.name()), "{entry}");
    }
}

#[test]
fn entries_of_one_key_meet_one_finding_each() {
    let folder = Folder::new(SILENT);
    let root = folder.0.as_path();
    let mut results = check(root);
    let updated = baseline::update(&Baseline::empty(Path::new("b.yaml"), root), &results, root, Update::Add);
    let mut twice = updated.entries.clone();
    twice.extend(updated.entries);
    baseline::save(&root.join("b.yaml"), &twice).unwrap();
    let read = baseline::read(Path::new("b.yaml"), root).unwrap();
    baseline::apply(&mut results, &read, root, today());
    let unused = RuleId::parse("unused-baseline").unwrap();
    assert_eq!(results[0].findings.iter().filter(|finding| finding.rule == unused).count(), 4);
    // And the other way round: a second finding of one key is not accepted by the first one's entry.
    let mut doubled = check(root);
    let again = doubled[0].findings.clone();
    doubled[0].findings.extend(again);
    let once = baseline::update(&Baseline::empty(Path::new("b.yaml"), root), &check(root), root, Update::Add);
    let once = Baseline { entries: once.entries, ..Baseline::empty(Path::new("b.yaml"), root) };
    baseline::apply(&mut doubled, &once, root, today());
    assert_eq!((doubled[0].findings.len(), doubled[0].suppressed.len()), (4, 4));
}

#[test]
fn a_revision_is_subtracted() {
    let folder = Folder::new(SILENT).in_git();
    let root = folder.0.as_path();
    let mut results = check(root);
    let unjudged = revision::subtract(&mut results, &requests(root), root, today(), "HEAD").unwrap();
    assert_eq!((unjudged.len(), results[0].findings.len()), (0, 0));
    assert!(results[0].suppressed.iter().all(|one| one.by.source == AcceptedBy::Revision));
    let failure = revision::subtract(&mut results, &requests(root), root, today(), "gone").unwrap_err();
    assert!(failure.problems[0].message.contains("gone"), "{failure:?}");
}
