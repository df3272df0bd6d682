//! Drafts for any declaration and policy: words are only added, and what was disclosed stays so.

#![no_main]

use std::fs;
use std::path::PathBuf;

use divulge::assessment::Verdict;
use divulge::draft::{Scope, draft};
use divulge::workspace::{self, Reach, Request, check_one};
use divulge_fuzz::case::{Case, today, verdicts};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    // A draft reads the disk, where a pattern would be searched for, and only the policy of this name is there.
    let Some(case) = Case::read(data).filter(|case| !case.declaration.contains("include")) else {
        return Corpus::Reject;
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file can be written");
    write("divulge.yaml", &case.declaration);
    write("policy.md", &case.policy);
    let request = Request {
        declaration: folder.path().join("divulge.yaml"),
        scope: workspace::Scope::Everything,
        wanted: Vec::new(),
        laws: Vec::new(),
        reach: Reach::Anywhere,
    };
    let check = || check_one(&request, &divulge::input::Disk, folder.path(), today());
    let Ok(checked) = check() else { return Corpus::Keep };
    let before = verdicts(&checked);
    let plan = draft(&request, folder.path(), today(), checked, &Scope::default());
    for changed in &plan.changed {
        // The dash of an empty cell may go.
        let words = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<Vec<_>>();
        let mut rest = words(&changed.after).into_iter();
        let is_kept = words(&changed.before).into_iter().all(|letter| rest.any(|other| other == letter));
        assert!(is_kept, "a draft takes words away:\n{}\n---\n{}", changed.before, changed.after);
        assert_ne!(changed.path, PathBuf::from(&request.declaration), "a draft changes the declaration");
        write(&changed.shown, &changed.after);
    }
    let after = verdicts(&check().expect("only a policy has changed"));
    assert_eq!(before.len(), after.len());
    for (old, new) in before.iter().zip(&after) {
        assert!(old.4 != Verdict::Clear || new.4 == Verdict::Clear, "no longer clear: {old:?}, {new:?}");
    }
    Corpus::Keep
});
