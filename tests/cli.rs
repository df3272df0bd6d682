//! The command as people and machines call it: in a folder of its own, without the environment of the test run.

mod support;

use std::fs;
use std::process::{Child, Stdio};

use support::{Answer, DECLARATION, Folder, OPEN, SILENT, formats};

#[test]
fn the_exit_status_tells_what_was_found() {
    let silent = Folder::with_policy(SILENT);
    silent.run(&["check"]).has_findings();
    assert_eq!(silent.run(&["check", "--fail-on", "never"]).status, 0);
    for level in ["error", "warning", "info"] {
        assert_eq!(silent.run(&["check", "--fail-on", level]).status, 1, "{level}");
    }
    let open = Folder::with_policy(OPEN);
    let answer = open.run(&["check"]);
    answer.is_clean();
    assert_eq!(answer.out, "No findings: 1 transfer is disclosed in 1 policy.\n");
}

#[test]
fn the_format_does_not_change_the_exit_status() {
    let folder = Folder::with_policy(SILENT);
    for format in formats() {
        folder.run(&["check", "--format", format]).has_findings();
        assert_eq!(folder.run(&["check", "--format", format, "--fail-on", "never"]).status, 0);
    }
}

#[test]
fn calls_that_are_wrong_exit_with_2() {
    let folder = Folder::with_policy(OPEN);
    folder.run(&["check", "--format", "pdf"]).is_refused(&["human, concise, json"]);
    folder.run(&["check", "--today", "2026-02-30"]).is_refused(&["2026-11-22"]);
    folder.run(&["check", "--no-such"]).is_refused(&["--no-such"]);
    folder.run(&[]).is_refused(&["Usage"]);
    folder.run(&["check", "--stdin-filename", "privacy.md"]).is_refused(&["standard input is not read"]);
    folder
        .run(&["check", ".", "--declaration", "other.yaml"])
        .is_refused(&["no policy that it could be for"]);
    let help = folder.run(&["check", "--help"]);
    assert_eq!((help.status, help.err.as_str()), (0, ""));
    assert!(help.out.contains("--fail-on"));
}

#[test]
fn paths_are_shown_from_the_working_directory() {
    let folder = Folder::new();
    folder.write("legal/divulge.yaml", DECLARATION);
    folder.write("legal/privacy.md", SILENT);
    let json = ["check", "--format", "json"];
    assert_eq!(folder.run(&[&json[..], &["legal/divulge.yaml"]].concat()).policies(), ["legal/privacy.md"]);
    assert_eq!(folder.run(&[&json[..], &["legal"]].concat()).policies(), ["legal/privacy.md"]);
    folder.write("legal/deep/x.txt", "");
    let mut command = folder.command(&json);
    let answer = Answer::from(command.current_dir(folder.0.join("legal/deep")).output().unwrap());
    assert_eq!(answer.policies(), ["../privacy.md"], "the nearest declaration upwards");
}

#[test]
fn a_policy_is_judged_alone() {
    let folder = Folder::new();
    folder.write("divulge.yaml", DECLARATION.replace("[privacy.md]", "[a.md, b.md]"));
    folder.write("a.md", SILENT);
    folder.write("b.md", SILENT);
    let answer = folder.run(&["check", "--format", "json", "b.md"]);
    answer.has_findings();
    assert_eq!(answer.policies(), ["b.md"]);
    assert_eq!(folder.run(&["check", "--format", "json", "b.md", "a.md"]).policies(), ["a.md", "b.md"]);
    assert_eq!(folder.run(&["check", "--format", "json", "b.md", "."]).policies(), ["a.md", "b.md"]);
}

#[test]
fn a_policy_that_the_nearest_declaration_does_not_list_is_refused() {
    let folder = Folder::with_policy(OPEN);
    folder.write("draft.md", SILENT);
    folder
        .run(&["check", "draft.md"])
        .is_refused(&["`divulge.yaml` does not list `draft.md`", "--declaration"]);
    let answer = folder.run(&["check", "--format", "json", "draft.md", "--declaration", "divulge.yaml"]);
    answer.has_findings();
    assert_eq!(answer.policies(), ["draft.md"]);
}

#[test]
fn standard_input_stands_for_the_file() {
    let folder = Folder::with_policy(OPEN);
    let check = ["check", "--format", "json", "-"];
    let named = [&check[..], &["--stdin-filename", "privacy.md"]].concat();
    let answer = folder.run_with_stdin(&named, SILENT.as_bytes());
    answer.has_findings();
    assert_eq!(answer.policies(), ["privacy.md"]);
    folder.run_with_stdin(&named, OPEN.as_bytes()).is_clean();
    let by_declaration = [&check[..], &["--declaration", "divulge.yaml"]].concat();
    folder.run_with_stdin(&by_declaration, SILENT.as_bytes()).has_findings();
    folder.run_with_stdin(&named, b"\xff\xfe").is_refused(&["standard input is not UTF-8"]);
    let other = [&check[..], &["--stdin-filename", "other.md"]].concat();
    folder.run_with_stdin(&other, OPEN.as_bytes()).is_refused(&["does not list `other.md`"]);
}

#[test]
fn standard_input_must_be_one_policy() {
    let folder = Folder::with_policy(OPEN);
    folder.write("divulge.yaml", DECLARATION.replace("[privacy.md]", "[privacy.md, b.md]"));
    folder.write("b.md", OPEN);
    folder
        .run_with_stdin(&["check", "-", "--declaration", "divulge.yaml"], OPEN.as_bytes())
        .is_refused(&["2 policies", "--stdin-filename"]);
}

#[test]
fn a_missing_declaration_is_told_with_names_that_come_near() {
    let folder = Folder::new();
    folder.write("privacy.md", OPEN);
    let words = "there is no `divulge.yaml` in this folder or above it";
    folder.run(&["check"]).is_refused(&[words]);
    folder.run(&["check", "privacy.md"]).is_refused(&["in the folder of `privacy.md` or above it"]);
    folder.run(&["check", "."]).is_refused(&["in `.` or below it"]);
    folder.write("divulge.yml", DECLARATION);
    folder.run(&["check"]).is_refused(&[words, "`divulge.yml` is not searched for"]);
    folder.run(&["check", "."]).is_refused(&["`divulge.yml` is not searched for"]);
    folder.run(&["check", "divulge.yml"]).is_clean();
    folder.write(".divulge.yaml", DECLARATION);
    folder.run(&["check"]).is_refused(&["`.divulge.yaml`, `divulge.yml` are not searched for"]);
}

#[test]
fn folders_are_searched_in_order_without_what_git_ignores() {
    let folder = Folder::new();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write(".gitignore", "build/\n");
    for site in ["b", "a/deep", "a", "build", "c", ".hidden"] {
        folder.write(&format!("{site}/divulge.yaml"), DECLARATION);
        folder.write(&format!("{site}/privacy.md"), SILENT);
    }
    let answer = folder.run(&["check", "--format", "json", "."]);
    answer.has_findings();
    let order = ["a/deep/privacy.md", "a/privacy.md", "b/privacy.md", "c/privacy.md"];
    assert_eq!(answer.policies(), order);
    for threads in ["1", "2", "7"] {
        let mut command = folder.command(&["check", "--format", "json", "."]);
        let again = Answer::from(command.env("RAYON_NUM_THREADS", threads).output().unwrap());
        assert_eq!(again.out, answer.out, "{threads} threads");
    }
}

#[test]
fn wrong_declarations_are_all_told_and_nothing_is_judged() {
    let folder = Folder::new();
    folder.write("a/divulge.yaml", DECLARATION);
    folder.write("a/privacy.md", SILENT);
    folder.write("b/divulge.yaml", DECLARATION.replace("CN", "Atlantis"));
    folder.write("b/privacy.md", SILENT);
    folder.write("c/divulge.yaml", DECLARATION);
    let answer = folder.run(&["check", "."]);
    answer.is_refused(&["Atlantis", "b/divulge.yaml:6:14", "c/divulge.yaml:3:12", "2 problems"]);
    let answer = folder.run(&["check", "--format", "json", "."]);
    answer.is_refused(&["b/divulge.yaml:6:14: error: ", "c/divulge.yaml:3:12: error: "]);
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let folder = Folder::with_policy(OPEN);
    folder.write("privacy.md", b"# Datenschutzerkl\xe4rung\n");
    folder.run(&["check"]).is_refused(&["`privacy.md` is not UTF-8", "1 problem "]);
    folder.write("privacy.md", "a\0b");
    folder.run(&["check", "--format", "json"]).is_refused(&["privacy.md: error: `privacy.md` is not text"]);
    fs::remove_file(folder.0.join("privacy.md")).unwrap();
    folder.write("privacy.md/x", "");
    folder.run(&["check"]).is_refused(&["folder"]);
    folder.run(&["check", "nowhere.md", "gone"]).is_refused(&["`nowhere.md` does not", "`gone` does not"]);
    folder.write("policy.pdf", "");
    folder.run(&["check", "policy.pdf"]).is_refused(&["neither a declaration nor a policy", ".md"]);
}

#[test]
fn colours_are_for_terminals() {
    let folder = Folder::with_policy(SILENT);
    let with = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = folder.command(&[&["check"], arguments].concat());
        Answer::from(command.envs(environment.iter().copied()).output().unwrap()).out.contains('\u{1b}')
    };
    assert!(!with(&[], &[]), "a pipe");
    assert!(!with(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!with(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!with(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(with(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(with(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!with(&["--format", "concise", "--color", "always"], &[]));
}

#[test]
fn input_cannot_steer_the_terminal() {
    let folder =
        Folder::with_policy("# Privacy \u{1b}[2J\u{1b}]0;owned\u{7} \u{9b}31m\n\nWe like privacy.\n");
    for format in formats() {
        let answer = folder.run(&["check", "--format", format]);
        answer.has_findings();
        let wild = answer.out.chars().find(|&letter| letter.is_control() && letter != '\n');
        assert_eq!(wild, None, "{format}");
    }
    folder.write("divulge.yaml", DECLARATION.replace("CN", "\"\\eAtlantis\""));
    let answer = folder.run(&["check"]);
    assert!(!answer.err.contains('\u{1b}'), "{}", answer.err);
}

#[test]
fn findings_can_go_to_a_file() {
    let folder = Folder::with_policy(SILENT);
    let answer = folder.run(&["check", "--output", "report.txt"]);
    assert_eq!((answer.status, answer.out.as_str(), answer.err.as_str()), (1, "", ""));
    assert_eq!(folder.read("report.txt"), folder.run(&["check"]).out);
    let answer = folder.run(&["check", "--output", "no/such/folder.txt"]);
    answer.is_refused(&["error: `no/such/folder.txt` cannot be written"]);
    assert!(!answer.err.contains("no policy was checked"), "{}", answer.err);
    folder.write("divulge.yaml", "version: [\n");
    folder.run(&["check", "--output", "report.txt"]).is_refused(&[]);
    assert!(folder.read("report.txt").contains("Alipay"), "a run that judges nothing replaces no report");
}

/// `divulge check | true`: the reader has gone before anything is written.
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::with_policy(SILENT);
    let many: String = (0..5_000).map(|at| format!("  - {{id: n{at}, recipient: Nobody {at}}}\n")).collect();
    folder.write("divulge.yaml", format!("{DECLARATION}{many}"));
    let mut command = folder.command(&["check", "--format", "json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child: Child = command.spawn().unwrap();
    drop(child.stdout.take());
    let answer = Answer::from(child.wait_with_output().unwrap());
    assert_eq!((answer.status, answer.err.as_str()), (1, ""));
}
