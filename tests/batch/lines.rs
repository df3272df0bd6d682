//! `--from-ndjson`: policies and declarations as lines of JSON.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{Answer, DECLARATION, Folder, OPEN, SILENT};
use crate::{json, lines};

const CHECK: [&str; 3] = ["check", "--from-ndjson", "-"];

fn row(id: impl Into<Value>, policy: &str, declaration: impl Into<Value>) -> Value {
    json!({"id": id.into(), "policy": policy, "declaration": declaration.into()})
}

fn text(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

fn ask(rows: &[Value]) -> Answer {
    Folder::new().run_with_stdin(&CHECK, text(rows).as_bytes())
}

/// The first message of each answer that has one.
fn errors(answer: &Answer) -> Vec<String> {
    let message = |line: &Value| Some(line["error"][0]["message"].as_str()?.to_owned());
    lines(answer).iter().filter_map(message).collect()
}

#[test]
fn every_line_is_answered_in_its_place_with_what_a_file_would_have() {
    let rows: Vec<Value> =
        (0..60).map(|number| row(number, if number % 3 == 0 { OPEN } else { SILENT }, DECLARATION)).collect();
    let answer = ask(&rows);
    answer.has_findings();
    let answers = lines(&answer);
    assert!(answers.iter().map(|line| line["id"].as_u64().unwrap()).eq(0..60));
    for (number, policy) in [(0, OPEN), (1, SILENT)] {
        let report = json(&Folder::with_policy(policy).run(&["check", "--format", "json"]));
        for key in ["findings", "transfers", "suppressed", "summary"] {
            assert_eq!(answers[number][key], report[key], "{key} of {number}");
        }
    }
    let folder = Folder::new();
    folder.write("rows.ndjson", text(&rows));
    let call = ["check", "--from-ndjson", "rows.ndjson"];
    for threads in ["1", "3"] {
        let again = Answer::of(folder.command(&call).env("RAYON_NUM_THREADS", threads));
        assert_eq!((again.status, &again.out), (1, &answer.out), "{threads} threads");
    }
    folder.run(&[&call[..], &["--output", "answers"]].concat()).is_quietly(1);
    assert_eq!(folder.read("answers"), answer.out);
}

#[test]
fn ids_come_back_as_they_were_written() {
    let ids = [r#""가 \u00e9 \"""#, "7", "-1.50", "123456789012345678901234567890"];
    let rest = r##""policy": "# Privacy\n", "declaration": "version: 1\npolicies: p.md\n""##;
    let asked: String = ids.iter().map(|id| format!("{{\"id\": {id}, {rest}}}\n")).collect();
    let answer = Folder::new().run_with_stdin(&CHECK, asked.as_bytes());
    for (line, id) in answer.out.lines().zip(ids) {
        assert!(line.starts_with(&format!("{{\"schema_version\":1,\"id\":{id},\"declaration\":")), "{line}");
    }
    assert_eq!(answer.out.lines().count(), ids.len());
}

#[test]
fn a_declaration_may_be_an_object() {
    let object = json!({
        "version": 1,
        "controller": {"name": "Example 😀 Ltd.", "country": "KR"},
        "policies": ["privacy.md"],
        "transfers": [{"recipient": "Alipay", "country": "CN"}],
    });
    let answer = ask(&[row("object", SILENT, object.clone()), row("text", SILENT, DECLARATION)]);
    let messages = |line: &Value| -> Vec<String> {
        line["findings"].as_array().unwrap().iter().map(|one| one["message"].to_string()).collect()
    };
    let answers = lines(&answer);
    assert_eq!(messages(&answers[0]), messages(&answers[1]));
    assert_eq!(messages(&answers[0]).len(), 2, "{}", answers[0]);
    // Letters beyond 16 bits, as programs write them that keep to ASCII.
    let ascii = text(&[row("object", SILENT, object)]).replace('😀', "\\ud83d\\ude00");
    assert_eq!(
        Folder::new().run_with_stdin(&CHECK, ascii.as_bytes()).out.lines().next(),
        answer.out.lines().next()
    );
    let wrong =
        json!({"version": 1, "policies": ["p.md"], "transfers": [{"recipient": "A", "country": "Atlantis"}]});
    let answers = lines(&ask(&[row(1, SILENT, wrong)]));
    let start = &answers[0]["error"][0]["place"]["range"]["start"];
    assert_eq!((&start["line"], &start["column"]), (&json!(7), &json!(18)), "{}", answers[0]);
}

#[test]
fn a_line_that_is_wrong_says_so_in_its_place_and_the_run_goes_on() {
    let mut asked = b"not json\n\n[1]\n\"a\xff\"\n".to_vec();
    let rows = [
        row(1, OPEN, DECLARATION),
        row("wrong", OPEN, DECLARATION.replace("CN", "Atlantis")),
        json!({"policy": OPEN, "declaration": DECLARATION}),
        json!({"id": {}, "policy": OPEN, "declaration": DECLARATION}),
        json!({"id": 2, "declaration": DECLARATION}),
        json!({"id": 3, "policy": 4, "declaration": [5], "langauge": "en"}),
        json!({"id": 4, "policy": "a\0b", "declaration": DECLARATION}),
        json!({"id": 5, "policy": OPEN, "declaration": DECLARATION, "language": "Korean!"}),
        row(6, OPEN, DECLARATION),
    ];
    asked.extend(text(&rows).bytes());
    let answer = Folder::new().run_with_stdin(&CHECK, &asked);
    assert_eq!(answer.status, 2);
    assert_eq!(answer.err, "error: 11 lines cannot be used; the answers say why under `error`\n");
    let answers = lines(&answer);
    let ids: Vec<Value> = answers.iter().map(|line| line["id"].clone()).collect();
    assert_eq!(Value::from(ids), json!([null, null, null, null, 1, "wrong", null, null, 2, 3, 4, 5, 6]));
    assert!(answers[4]["error"].is_null() && answers[12]["error"].is_null());
    let wrong = &answers[5]["error"][0];
    assert_eq!(wrong["place"]["path"], "divulge.yaml");
    assert_eq!(wrong["place"]["range"]["start"], json!({"line": 6, "column": 14, "offset": 126}), "{wrong}");
    assert_eq!(answers[9]["error"].as_array().unwrap().len(), 3, "all that is wrong: {}", answers[9]);
    let told = errors(&answer);
    for (at, words) in
        [(0, "no JSON object"), (1, "no JSON object"), (5, "`id` is missing"), (7, "`policy` is missing")]
    {
        assert!(told[at].contains(words), "{at}: {}", told[at]);
    }
    assert!(told[9].contains("is a NUL") && told[10].contains("no language tag"), "{told:?}");
}

#[test]
fn the_exit_status_is_that_of_a_check() {
    let silent = [row(1, OPEN, DECLARATION), row(2, SILENT, DECLARATION)];
    let with = |rows: &[Value], level: &str| {
        Folder::new()
            .run_with_stdin(&[&CHECK[..], &["--fail-on", level]].concat(), text(rows).as_bytes())
            .status
    };
    assert_eq!((with(&silent, "error"), with(&silent, "never"), with(&silent[..1], "info")), (1, 0, 0));
    assert_eq!(with(&[row(1, OPEN, "version: 2")], "never"), 2);
    ask(&[]).is_clean();
    assert_eq!(ask(&[]).out, "");
}

#[test]
fn no_file_is_read() {
    let folder = Folder::with_policy(SILENT);
    folder.write("more.yaml", "transfers: [{recipient: Alipay, country: CN}]\n");
    folder.write("annex.md", OPEN);
    folder.write("law.yaml", "pack: own\n");
    let head = "version: 1\npolicies: [{path: privacy.md, annexes: [annex.md]}]\n";
    let declarations = [
        "version: 1\npolicies: [privacy.md]\ninclude: [more.yaml]\n",
        "version: 1\npolicies: [privacy.md]\ninclude: ['*.yaml']\n",
        "version: 1\npolicies: [privacy.md]\nlaws: [./law.yaml]\n",
        head,
    ];
    let rows: Vec<Value> = declarations.iter().map(|one| row(1, SILENT, *one)).collect();
    let answer = folder.run_with_stdin(&CHECK, text(&rows).as_bytes());
    let told = errors(&answer);
    assert_eq!(told.len(), rows.len(), "{}", answer.out);
    for (message, name) in told.iter().zip(["more.yaml", "*.yaml", "./law.yaml", "annex.md"]) {
        assert_eq!(message, &format!("`{name}` is not in the line, and no file is read besides"));
    }
    let positions = lines(&answer).iter().filter(|line| line["error"][0]["place"].is_object()).count();
    assert_eq!(positions, 3);
    // The policy on the disk is another.
    let line = &lines(&folder.run_with_stdin(&CHECK, text(&[row(1, OPEN, DECLARATION)]).as_bytes()))[0];
    assert_eq!(line["findings"], json!([]));
}

#[test]
fn a_path_tells_which_policy_it_is() {
    let two = DECLARATION.replace("[privacy.md]", "[a.md, {path: b.md, language: ko}]");
    let with = |path: &str| {
        let mut row = row(path, SILENT, two.clone());
        row["path"] = json!(path);
        row
    };
    let answer = ask(&[with("a.md"), with("b.md"), with("other.md"), row("none", SILENT, two.clone())]);
    let answers = lines(&answer);
    let policies: Vec<&Value> = answers.iter().map(|line| &line["policy"]).collect();
    assert_eq!(policies, [&json!("a.md"), &json!("b.md"), &json!("other.md"), &Value::Null]);
    assert_eq!(errors(&answer), ["the text could be any of the 2 policies of `divulge.yaml`"]);
}

#[test]
fn a_language_stands_before_what_the_words_tell() {
    let greek = "# Πολιτική απορρήτου\n\nΗ προστασία των προσωπικών σας δεδομένων είναι σημαντική για εμάς. \
        Επεξεργαζόμαστε τα δεδομένα σας μόνο όταν είναι απαραίτητο.\n\n\
        Μπορείτε να ζητήσετε τη διαγραφή των δεδομένων σας ανά πάσα στιγμή.\n";
    let is_unread = |language: Value| {
        let mut row = row(1, greek, DECLARATION);
        row["language"] = language;
        ask(&[row]).out.contains("unknown-language")
    };
    assert!(is_unread(Value::Null));
    assert!(!is_unread(json!("en")), "it is said to be read");
}

#[test]
fn calls_that_make_no_sense_are_wrong() {
    let folder = Folder::with_policy(SILENT);
    for other in [
        &["."][..],
        &["--declaration", "divulge.yaml"],
        &["--stdin-filename", "privacy.md"],
        &["--baseline", "b.yaml"],
        &["--diff-base", "HEAD"],
        &["--shard", "1/2"],
        &["--no-ignore"],
    ] {
        folder.run(&[&CHECK[..], other].concat()).is_refused(&["--from-ndjson", "cannot be used with"]);
    }
    for other in [&["--format", "human"][..], &["--format", "json"]] {
        folder.run(&[&CHECK[..], other].concat()).is_refused(&["answers in ndjson"]);
    }
    folder.run(&[&CHECK[..], &["--output", "json=x"]].concat()).is_refused(&["writes one report"]);
    folder.run(&["check", "--from-ndjson", "nowhere"]).is_refused(&["`nowhere` does not exist"]);
    folder.run(&["check", "--from-ndjson", "."]).is_refused(&["is a folder"]);
    folder.run(&[&CHECK[..], &["--format", "ndjson"]].concat()).is_clean();
}

/// As engines do that keep a process: one line, its answer, the next line.
#[test]
fn an_answer_does_not_wait_for_the_next_line() {
    let folder = Folder::new();
    let mut child = folder.command(&CHECK).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut asked, answered) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut answers = BufReader::new(answered).lines();
    for number in 0..20 {
        writeln!(asked, "{}", row(number, OPEN, DECLARATION)).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], number);
    }
    drop(asked);
    assert!(answers.next().is_none());
    assert!(child.wait().unwrap().success());
}

/// `divulge check --from-ndjson - | head -1`, and the lines go on.
#[test]
fn a_reader_that_goes_away_ends_the_run() {
    let folder = Folder::new();
    let mut command = folder.command(&CHECK);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut asked = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = format!("{}\n", row(1, OPEN, DECLARATION));
    asked.write_all(line.as_bytes()).unwrap();
    assert!(answers.next().unwrap().unwrap().contains("\"id\":1"));
    drop(answers);
    // It ends although standard input stays open.
    asked.write_all(line.as_bytes()).unwrap();
    let answer = Answer::from(child.wait_with_output().unwrap());
    assert_eq!((answer.status, answer.err.as_str()), (0, ""));
    drop(asked);
}
