//! The commands that only print: what a shell, `man` or an editor asks for.

// A helper that cannot do its work should stop the test, as in the tests themselves.
#![allow(clippy::unwrap_used)]

mod support;

use std::process::Output;

use support::divulge;

const ANSWERS: [&[&str]; 8] = [
    &["--version"],
    &["completions", "bash"],
    &["completions", "powershell"],
    &["man"],
    &["man", "check"],
    &["schema", "declaration"],
    &["schema", "lexicon"],
    &["schema", "report"],
];

fn run(arguments: &[&str]) -> Output {
    divulge(arguments).output().unwrap()
}

#[test]
fn each_answers_on_standard_output_alone_and_always_alike() {
    for arguments in ANSWERS {
        let answer = run(arguments);
        assert_eq!(answer.status.code(), Some(0), "{arguments:?}");
        assert!(answer.stdout.ends_with(b"\n") && answer.stderr.is_empty(), "{arguments:?}");
        assert_eq!(answer.stdout, run(arguments).stdout, "{arguments:?}");
    }
}

#[test]
fn the_schema_of_a_file_is_the_one_in_the_repository() {
    for name in ["declaration", "lexicon", "law-pack", "report"] {
        let file = format!("{}/schemas/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
        let printed = String::from_utf8(run(&["schema", name]).stdout).unwrap();
        assert_eq!(printed, std::fs::read_to_string(file).unwrap(), "{name}");
    }
}

#[test]
fn a_word_that_none_of_them_knows_is_a_wrong_call() {
    for arguments in [["completions", "cmd"], ["man", "chek"], ["schema", "lexikon"]] {
        let answer = run(&arguments);
        assert_eq!(answer.status.code(), Some(2), "{arguments:?}");
        assert!(answer.stdout.is_empty(), "{arguments:?}");
        assert!(String::from_utf8(answer.stderr).unwrap().contains(arguments[1]), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_told() {
    for arguments in [["completions", "bash"], ["man", "check"], ["schema", "report"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let answer = divulge(&arguments).stdout(full).output().unwrap();
        assert_eq!(answer.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8(answer.stderr).unwrap().contains("cannot be written"), "{arguments:?}");
    }
}
