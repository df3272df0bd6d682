//! Every folder of `fixtures` gives the report that lies in it: `expected.json`, and `expected.txt` for people (plain, 100
//! columns). `UPDATE_EXPECT=1 cargo test --test fixtures` rewrites both. Read what changed before you commit it: these files
//! say what is right, not what the program happens to answer.

#![allow(clippy::unwrap_used, reason = "what a test cannot set up should stop it")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use divulge::Checked;
use divulge::declaration::Date;
use divulge::output::{Format, Look, Paint};
use divulge::workspace::{self, discovery};
use serde_json::Value;

/// The day on which every fixture is judged.
const TODAY: &str = "2026-11-22";
const PLAIN: Look = Look { paint: Paint::Plain, width: 100 };
/// What is kept beside a fixture: the file, and the format that it holds.
const EXPECTED: [(&str, &str); 2] = [("expected.json", "json"), ("expected.txt", "human")];
/// Lines of a difference that are shown on each side; more help nobody.
const SHOWN_LINES: usize = 30;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders of `fixtures`, in order.
fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("fixtures")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What `divulge check fixtures/<name>` finds, called from the root of the repository.
fn check(folder: &Path) -> Vec<Checked> {
    let path = folder.strip_prefix(root()).unwrap().to_path_buf();
    let call = discovery::Call { paths: vec![path], ..discovery::Call::default() };
    let requests = discovery::find(&call, root()).unwrap().requests;
    workspace::check(&requests, root(), Date::parse(TODAY).unwrap(), &|| {}).unwrap()
}

fn rendered(results: &[Checked], format: &str) -> String {
    let mut text = Vec::new();
    (Format::named(format).unwrap().render)(results, PLAIN, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// The lines from the first that differs to the last, of both texts.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same_before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let shorter = old.len().min(new.len()) - same_before;
    let ends = old.iter().rev().zip(new.iter().rev());
    let same_after = ends.take(shorter).take_while(|(old, new)| old == new).count();
    let mut shown = String::new();
    for line in &old[same_before.saturating_sub(2)..same_before] {
        writeln!(shown, "        {line}").unwrap();
    }
    for (sign, lines) in [('-', &old), ('+', &new)] {
        let changed = &lines[same_before..lines.len() - same_after];
        for (at, line) in changed.iter().take(SHOWN_LINES).enumerate() {
            writeln!(shown, "{sign} {:>5} {line}", same_before + at + 1).unwrap();
        }
        if let Some(more @ 1..) = changed.len().checked_sub(SHOWN_LINES) {
            writeln!(shown, "{sign}       … and {more} lines more").unwrap();
        }
    }
    shown
}

/// What differs from an expected file; nothing where it was asked to rewrite it.
fn compare(file: &Path, actual: &str) -> Option<String> {
    if env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(file, actual).unwrap();
        return None;
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    let name = file.strip_prefix(root()).unwrap().display();
    (expected != actual).then(|| format!("{name} (- expected, + found)\n{}", difference(&expected, actual)))
}

/// The findings that are due to `rule transfer subject policy`, from the JSON that is expected.
fn expected_findings(folder: &str) -> Vec<[String; 4]> {
    let text = fs::read_to_string(root().join("fixtures").join(folder).join("expected.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let row = |finding: &Value| {
        let [rule, transfer, subject] = ["rule", "transfer", "subject"].map(|key| word(&finding[key]));
        let path = word(&finding["policy"]["path"]);
        [rule, transfer, subject, path.rsplit('/').next().unwrap().to_owned()]
    };
    let mut rows: Vec<_> = report["findings"].as_array().unwrap().iter().map(row).collect();
    rows.sort();
    rows
}

#[test]
fn every_fixture_gives_its_report() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let results = check(&folder);
        let compared = EXPECTED.iter().filter_map(|(file, format)| {
            let actual = rendered(&results, format);
            compare(&folder.join(file), &actual)
        });
        wrong.extend(compared);
    }
    let hint = "UPDATE_EXPECT=1 cargo test --test fixtures rewrites these files, if what is found is right";
    assert!(wrong.is_empty(), "{}\n{hint}", wrong.join("\n"));
}

/// What the whole project is about; a rewritten snapshot cannot change it.
#[test]
fn the_transfer_to_alipay_is_reported_and_nothing_else() {
    let alipay = "Alipay Singapore E-Commerce Private Limited";
    let violations = [
        ("undisclosed-country", "CN"),
        ("undisclosed-country", "SG"),
        ("undisclosed-outsourcing", alipay),
        ("undisclosed-recipient", alipay),
    ];
    for folder in ["kakao-pay", "apple"] {
        let due = violations.iter().flat_map(|(rule, subject)| {
            ["privacy-policy.en.md", "privacy-policy.ko.md"]
                .map(|policy| [rule, "nsf-score", subject, policy].map(str::to_owned))
        });
        assert_eq!(expected_findings(folder), due.collect::<Vec<_>>(), "{folder}");
        let corrected = format!("{folder}-corrected");
        assert!(expected_findings(&corrected).is_empty(), "{corrected}");
    }
}

#[test]
fn corrected_policies_disclose_everything_that_is_required() {
    for folder in ["kakao-pay-corrected", "apple-corrected"] {
        let text = fs::read_to_string(root().join("fixtures").join(folder).join("expected.json")).unwrap();
        let report: Value = serde_json::from_str(&text).unwrap();
        let transfers = report["transfers"].as_array().unwrap();
        assert!(!transfers.is_empty(), "{folder}");
        for transfer in transfers {
            for element in transfer["elements"].as_array().unwrap() {
                // `number of charges in the last 7 days`, declared in English, is in no lexicon: of the Korean row, which
                // lists it, no more can be told than that it speaks of such data.
                let is_translated = element["element"] == "data"
                    && element["verdict"] == "vague"
                    && element["subject"].as_str().is_some_and(|item| item.ends_with("in the last 7 days"));
                let is_disclosed =
                    element["required"] == false || element["verdict"] == "clear" || is_translated;
                assert!(is_disclosed, "{folder}: {} {element}", transfer["transfer"]);
            }
        }
    }
}

/// With the law in force: no line in a policy makes up for a consent that is missing, but for outsourcing the policy is the
/// ground.
#[test]
fn disclosure_cures_apple_and_not_kakao_pay() {
    let rules = |folder: &str| -> Vec<String> {
        let mut rules: Vec<String> = expected_findings(folder).into_iter().map(|[rule, ..]| rule).collect();
        rules.dedup();
        rules
    };
    assert_eq!(rules("kakao-pay-law"), ["missing-consent"]);
    assert_eq!(
        rules("apple-law"),
        ["undisclosed-country", "undisclosed-outsourcing", "undisclosed-recipient"]
    );
    assert_eq!(rules("apple-law-corrected"), [] as [&str; 0]);
}

/// The README shows what the program prints today.
#[test]
fn the_report_in_the_readme_is_what_is_printed() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, after) = readme.split_once("<!-- report:begin -->").unwrap();
    let (block, _) = after.split_once("<!-- report:end -->").unwrap();
    let shown = block.trim().strip_prefix("```text\n").and_then(|block| block.strip_suffix("\n```")).unwrap();
    assert!(shown.lines().count() > 20, "the block is too short to be a report:\n{shown}");
    let printed = rendered(&check(&root().join("fixtures/kakao-pay")), "human");
    let report = printed.get(..shown.len()).unwrap_or(&printed);
    let is_whole = printed.contains(&format!("{shown}\n"));
    assert!(is_whole, "the README (-) is not what is printed (+)\n{}", difference(shown, report));
}
