//! A tree: one line per policy, and shards.

use serde_json::Value;

use crate::support::{Answer, DECLARATION, Folder, OPEN, SILENT};
use crate::{json, lines};

/// The lists of a report.
const LISTS: [&str; 3] = ["findings", "transfers", "suppressed"];

/// Forty declarations in folders of two levels, with a finding or without.
fn tree() -> Folder {
    let folder = Folder::new();
    for number in 0..40 {
        let site = format!("팀-{}/site-{number}", number % 7);
        folder.write(&format!("tree/{site}/divulge.yaml"), DECLARATION);
        folder.write(&format!("tree/{site}/privacy.md"), if number % 3 == 0 { OPEN } else { SILENT });
    }
    folder
}

/// A list of several reports, put together and in an order of its own.
fn merged(reports: &[Value], list: &str) -> Vec<String> {
    let items = reports.iter().flat_map(|report| report[list].as_array().unwrap());
    let mut items: Vec<String> = items.map(Value::to_string).collect();
    items.sort();
    items
}

fn sharded(folder: &Folder, count: usize, arguments: &[&str]) -> Vec<Answer> {
    let run = |index: usize| {
        let shard = format!("{index}/{count}");
        folder.run(&[&["check", "--shard", &shard], arguments].concat())
    };
    (1..=count).map(run).collect()
}

#[test]
fn two_policies_of_a_declaration_are_two_lines() {
    let folder = Folder::with_policy(SILENT);
    let unused = "exceptions: [{rule: denied-transfer, transfer: alipay, reason: none}]\n";
    folder.write(
        "divulge.yaml",
        DECLARATION.replace("[privacy.md]", "[open.md, privacy.md]").replace("CN", "US") + unused,
    );
    folder.write("open.md", OPEN.replace("China (CN)", "the United States"));
    folder.write("privacy.md", OPEN.replace("China (CN)", "the United States").replace("Alipay", "Somebody"));
    let lines = lines(&folder.run(&["check", "--format", "ndjson"]));
    let policies: Vec<&Value> = lines.iter().map(|line| &line["policy"]).collect();
    assert_eq!(policies, ["open.md", "privacy.md"]);
    assert_eq!(lines[0]["findings"][0]["rule"], "unused-exception", "{}", lines[0]);
    assert_eq!(lines[0]["summary"]["warning"], 1, "about the declaration alone");
    assert!(lines[1]["findings"].to_string().contains("undisclosed-recipient"), "{}", lines[1]);
    let whole = json(&folder.run(&["check", "--format", "json"]));
    for list in LISTS {
        assert_eq!(merged(&lines, list), merged(std::slice::from_ref(&whole), list), "{list}");
    }
}

#[test]
fn shards_together_say_what_the_whole_run_says() {
    let folder = tree();
    let whole = json(&folder.run(&["check", "--format", "json", "tree"]));
    assert!(merged(std::slice::from_ref(&whole), "findings").len() > 20);
    for count in [1, 3, 16] {
        let answers = sharded(&folder, count, &["--format", "json", "tree"]);
        let reports: Vec<Value> = answers.iter().map(json).collect();
        for list in LISTS {
            assert_eq!(
                merged(&reports, list),
                merged(std::slice::from_ref(&whole), list),
                "{list} of {count}"
            );
        }
        let errors: u64 = reports.iter().map(|report| report["summary"]["error"].as_u64().unwrap()).sum();
        assert_eq!(errors, whole["summary"]["error"].as_u64().unwrap());
        for (answer, report) in answers.iter().zip(&reports) {
            let has_findings = report["findings"] != Value::Array(Vec::new());
            answer.is_quietly(i32::from(has_findings));
        }
    }
    let sizes: Vec<usize> = sharded(&folder, 3, &["--format", "ndjson", "tree"])
        .iter()
        .map(|answer| answer.out.lines().count())
        .collect();
    assert!(sizes.iter().all(|&size| size > 0) && sizes.iter().sum::<usize>() == 40, "{sizes:?}");
}

#[test]
fn a_declaration_falls_to_one_shard_wherever_the_call_is_made_and_however_often_it_is_named() {
    let folder = tree();
    let below = |folder: &Folder, paths: &[&str]| -> Vec<Vec<String>> {
        let answers = sharded(folder, 4, &[&["--format", "ndjson"], paths].concat());
        let site = |line: &Value| line["policy"].as_str().unwrap().rsplit('/').nth(1).unwrap().to_owned();
        answers.iter().map(|answer| lines(answer).iter().map(site).collect()).collect()
    };
    let from_above = below(&folder, &["tree"]);
    let absolute = folder.0.join("tree");
    assert_eq!(from_above, below(&folder, &[absolute.to_str().unwrap()]));
    let again = below(&folder, &["tree", ".", "tree/팀-0", "tree/팀-0/site-0/divulge.yaml"]);
    assert_eq!(from_above, again, "the first path decides");
}

#[test]
fn an_empty_shard_is_clean_and_a_wrong_one_a_wrong_call() {
    let folder = Folder::with_policy(SILENT);
    let answers = sharded(&folder, 5, &["--format", "json", "."]);
    let statuses: Vec<i32> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().sum::<i32>(), 1, "{statuses:?}");
    let empty = answers.iter().find(|answer| answer.status == 0).unwrap();
    empty.is_clean();
    assert_eq!(json(empty)["findings"], Value::Array(Vec::new()));
    for wrong in ["0/3", "4/3", "x", "1/0", "3"] {
        folder.run(&["check", "--shard", wrong, "."]).is_refused(&["--shard", "such as 3/16"]);
    }
    folder.run(&["check", "--shard", "1/5", "nowhere"]).is_refused(&["`nowhere` does not exist"]);
}

#[test]
fn what_a_baseline_accepts_in_other_shards_is_not_unused() {
    let folder = tree();
    folder.run(&["baseline", "tree"]);
    let call = ["--baseline", "divulge-baseline.yaml", "--fail-on", "info", "--format", "json", "tree"];
    let whole = json(&folder.run(&[&["check"], &call[..]].concat()));
    let answers = sharded(&folder, 3, &call);
    answers.iter().for_each(Answer::is_clean);
    let reports: Vec<Value> = answers.iter().map(json).collect();
    assert_eq!(merged(&reports, "suppressed"), merged(std::slice::from_ref(&whole), "suppressed"));
    assert!(!merged(&reports, "suppressed").is_empty());
}

#[test]
fn a_wrong_declaration_is_told_in_its_place_and_the_others_are_judged() {
    let folder = Folder::new();
    for (site, country) in [("a", "CN"), ("b", "Atlantis"), ("c", "CN")] {
        folder.write(&format!("{site}/divulge.yaml"), DECLARATION.replace("CN", country));
        folder.write(&format!("{site}/privacy.md"), SILENT);
    }
    let answer = folder.run(&["check", "--format", "ndjson", "."]);
    assert_eq!(answer.status, 2);
    assert!(answer.err.contains("b/divulge.yaml:6:14: error: "), "{}", answer.err);
    let lines = lines(&answer);
    let declarations: Vec<&Value> = lines.iter().map(|line| &line["declaration"]).collect();
    assert_eq!(declarations, ["a/divulge.yaml", "b/divulge.yaml", "c/divulge.yaml"]);
    assert_eq!(lines[1]["error"][0]["place"]["range"]["start"]["column"], 14, "{}", lines[1]);
    assert!(lines[0].get("error").is_none() && lines[2]["findings"][0].is_object());
    // Several reports are made of all results, and are not made where some are missing.
    let held = folder.run(&["check", "--format", "ndjson", "--output", "json=report.json", "."]);
    held.is_refused(&["b/divulge.yaml:6:14: error: "]);
}

#[test]
fn lines_are_the_same_whether_they_are_held_or_written_as_they_come() {
    let folder = tree();
    let streamed = folder.run(&["check", "--format", "ndjson", "tree"]);
    streamed.has_findings();
    assert_eq!(folder.run(&["check", "--output", "ndjson=held", "tree"]).status, 1);
    assert_eq!(folder.read("held"), streamed.out);
    folder.run(&["check", "--format", "ndjson", "--output", "streamed", "tree"]).is_quietly(1);
    assert_eq!(folder.read("streamed"), streamed.out);
    for threads in ["1", "2", "7"] {
        let mut command = folder.command(&["check", "--format", "ndjson", "tree"]);
        let again = Answer::of(command.env("RAYON_NUM_THREADS", threads));
        assert_eq!(again.out, streamed.out, "{threads} threads");
    }
    let elsewhere = folder.run(&["check", "--format", "ndjson", "--output", "no/folder", "tree"]);
    elsewhere.is_refused(&["`no/folder` cannot be written"]);
}
