//! Where reports go: several formats at once, files, the summary of a job.

mod support;

use std::fs;

use divulge::output::checklist::FORMATS as CHECKLIST_FORMATS;

use support::{Answer, DECLARATION, Folder, OPEN, SILENT, formats};

#[test]
fn several_formats_at_once() {
    let folder = Folder::with_policy(SILENT);
    let answer = folder.run(&[
        "check",
        "--output",
        "sarif=report.sarif",
        "--format",
        "concise",
        "-o",
        "gitlab=out=1.json",
    ]);
    answer.has_findings();
    assert_eq!(answer.out, folder.run(&["check", "--format", "concise"]).out);
    assert_eq!(folder.read("report.sarif"), folder.run(&["check", "--format", "sarif"]).out);
    assert_eq!(folder.read("out=1.json"), folder.run(&["check", "--format", "gitlab"]).out);
    let answer = folder.run(&["check", "--output", "junit=junit.xml"]);
    assert_eq!(answer.out, folder.run(&["check"]).out, "the default format");
}

#[test]
fn a_file_alone_takes_the_format_and_the_place_of_standard_output() {
    let folder = Folder::with_policy(SILENT);
    let answer = folder.run(&["check", "--format", "json", "-o", "a=b.json", "-o", "markdown=m.md"]);
    assert_eq!((answer.status, answer.out.as_str(), answer.err.as_str()), (1, "", ""));
    assert_eq!(folder.read("a=b.json"), folder.run(&["check", "--format", "json"]).out);
    assert_eq!(folder.read("m.md"), folder.run(&["check", "--format", "markdown"]).out);
}

#[test]
fn a_report_is_the_page_of_a_check() {
    let folder = Folder::with_policy(SILENT);
    let page = folder.run(&["check", "--format", "html"]).out;
    let answer = folder.run(&["report", "--output", "report.html"]);
    assert_eq!((answer.status, answer.out.as_str(), answer.err.as_str()), (1, "", ""));
    assert_eq!(folder.read("report.html"), page);
    assert_eq!(folder.run(&["report", "--fail-on", "never"]).status, 0);
    folder.run(&["report", "-"]).is_refused(&["made of files"]);
    folder.write("folder/x", "");
    folder.run(&["report", "-o", "folder"]).is_refused(&["`folder` cannot be written"]);
    folder.write("divulge.yaml", "version: 2\n");
    folder.run(&["report", "-o", "report.html"]).is_refused(&["version"]);
    assert_eq!(folder.read("report.html"), page, "what was there stays");
}

#[test]
fn targets_that_cannot_be_are_refused() {
    let folder = Folder::with_policy(SILENT);
    folder.run(&["check", "-o", "sarif="]).is_refused(&["a file is missing"]);
    folder.run(&["check", "-o", "sarif=x", "-o", "x"]).is_refused(&["names `x` twice"]);
    assert!(!folder.0.join("x").exists());
    folder.write("folder/x", "");
    folder.run(&["check", "-o", "sarif=folder"]).is_refused(&["`folder` cannot be written"]);
}

#[test]
fn files_are_replaced_whole_and_nothing_is_left_beside_them() {
    let folder = Folder::with_policy(SILENT);
    folder.write("out/report.txt", "yesterday's, and longer ".repeat(1000));
    folder.run(&["check", "-o", "out/report.txt"]);
    assert_eq!(folder.read("out/report.txt"), folder.run(&["check"]).out);
    let names: Vec<_> =
        fs::read_dir(folder.0.join("out")).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(names, ["report.txt"]);
}

#[cfg(unix)]
#[test]
fn links_stay_links_modes_stay_modes_and_pipes_stay_pipes() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::with_policy(SILENT);
    folder.write("real.txt", "old");
    let real = folder.0.join("real.txt");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.txt", folder.0.join("link.txt")).unwrap();
    folder.run(&["check", "-o", "link.txt"]);
    assert!(folder.0.join("link.txt").is_symlink());
    assert_eq!(folder.read("real.txt"), folder.run(&["check"]).out);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    let answer = folder.run(&["check", "-o", "/dev/stderr"]);
    assert_eq!((answer.status, answer.out.as_str()), (1, ""));
    assert_eq!(answer.err, folder.run(&["check"]).out);
}

#[test]
fn the_summary_of_a_job_is_added_to() {
    let folder = Folder::with_policy(SILENT);
    let run = |format: &str, path: &str| {
        let mut command = folder.command(&["check", "--format", format]);
        Answer::from(command.env("GITHUB_STEP_SUMMARY", path).output().unwrap())
    };
    folder.write("summary.md", "before\n");
    let answer = run("github", "summary.md");
    answer.has_findings();
    assert!(answer.out.starts_with("::error file=divulge.yaml,line=5,"), "{}", answer.out);
    let matrix = folder.run(&["check", "--format", "markdown"]).out;
    assert_eq!(folder.read("summary.md"), format!("before\n{matrix}"));
    run("markdown", "summary.md").has_findings();
    run("github", "").has_findings();
    assert_eq!(folder.read("summary.md"), format!("before\n{matrix}"));
    let answer = run("github", "no/such/folder.md");
    assert_eq!(answer.status, 1);
    assert!(answer.err.starts_with("warning: the job summary cannot be written"), "{}", answer.err);
}

#[test]
fn every_format_is_the_same_on_every_run_and_any_number_of_threads() {
    let folder = Folder::new();
    for (site, policy) in [("약관 100%", SILENT), ("b: c, d", OPEN), ("😀", "# 개인 정보 😀\r\n\r\nWe\r\n")]
    {
        let named = DECLARATION.replace("privacy.md", "\"개인 정보.md\"");
        folder.write(&format!("{site}/divulge.yaml"), named.replace("Alipay", "\"알리페이 | `a` @b 50%\""));
        folder.write(&format!("{site}/개인 정보.md"), policy);
    }
    let printed = |threads: &str, arguments: &[&str]| {
        let answer = Answer::of(folder.command(arguments).env("RAYON_NUM_THREADS", threads));
        answer.has_findings();
        answer.out
    };
    let targets: Vec<String> = formats().map(|format| format!("-o{format}={format}")).collect();
    let check: Vec<&str> = ["check", "."].into_iter().chain(targets.iter().map(String::as_str)).collect();
    let run = |threads: &str| -> Vec<(&str, String)> {
        let shown = ("standard output", printed(threads, &check));
        let checked = formats().map(|format| (format, folder.read(format)));
        let listed = CHECKLIST_FORMATS.iter().map(|format| {
            (
                format.name,
                printed(threads, &["checklist", ".", "--today", "2026-11-22", "--format", format.name]),
            )
        });
        std::iter::once(shown).chain(checked).chain(listed).collect()
    };
    let first = run("1");
    for (format, text) in &first {
        assert!(text.contains("알리페이"), "{format}: {text}");
    }
    for threads in ["2", "1"].iter().cycle().take(9) {
        for (again, before) in run(threads).iter().zip(&first) {
            assert!(again == before, "{} on {threads} threads", before.0);
        }
    }
}
