//! Input that nobody wrote in good faith: the program answers with exit status 0, 1 or 2, in reasonable time, and never
//! panics. Sizes are large enough for quadratic work to show in a debug build, and small enough to be quick where there is
//! none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up should stop it")]

mod support;

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Child;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What no input may take of a processor, in a debug build.
const PATIENCE: Duration = Duration::from_secs(60);
const MEBIBYTE: usize = 1024 * 1024;

const DECLARATION: &str = "\
version: 1
controller: {name: Example Ltd, country: GB}
policies: [policy.md]
transfers:
  - {id: hosting, recipient: \"Acme Hosting, Inc.\", role: processor, country: US}
  - {id: 전송, recipient: 한빛전송, role: third-party, country: KR}
";
const POLICY: &str =
    "# Privacy policy\n\nAcme Hosting, Inc. hosts our data on our behalf in the United States.\n";

/// A folder with a declaration and its policy, removed with the value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("hostile-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name));
        fs::create_dir_all(&folder.0).unwrap();
        folder.with("divulge.yaml", DECLARATION).with("policy.md", POLICY)
    }

    fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(path), bytes).unwrap();
        self
    }

    /// Runs the check in every format; `statuses` are those that may come out.
    #[track_caller]
    fn answers(&self, statuses: &[i32], words: &str) {
        for format in ["json", "human"] {
            let answer = self.run(format);
            assert!(!answer.err.contains("panicked"), "{}", answer.err);
            assert!(statuses.contains(&answer.status), "exit status {}\n{}", answer.status, answer.start());
            if answer.status == 2 {
                assert!(
                    answer.out.is_empty() && answer.err.contains(words),
                    "no {words:?}: {}",
                    answer.start()
                );
            } else if format == "json" {
                serde_json::from_str::<serde_json::Value>(&answer.out).unwrap();
            }
        }
    }

    /// Answered with findings or without, but judged.
    #[track_caller]
    fn is_judged(&self) {
        self.answers(&[0, 1], "");
    }

    /// Refused with these words.
    #[track_caller]
    fn is_refused(&self, words: &str) {
        self.answers(&[2], words);
    }

    fn run(&self, format: &str) -> Answer {
        let [out, err] = ["out", "err"].map(|name| self.0.join(name));
        let mut child =
            support::divulge(&["check", "--no-ignore", "--format", format, "--today", "2026-11-22"])
                .current_dir(&self.0)
                .stdout(File::create(&out).unwrap())
                .stderr(File::create(&err).unwrap())
                .spawn()
                .unwrap();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if running_time(&child, start) > PATIENCE {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("no answer in {format} after {PATIENCE:?}");
            }
            sleep(Duration::from_millis(5));
        };
        let read = |path: &PathBuf| String::from_utf8(fs::read(path).unwrap()).unwrap();
        // A signal has no exit status: -1.
        Answer { status: status.code().unwrap_or(-1), out: read(&out), err: read(&err) }
    }
}

/// The time that a process has run, where the kernel tells it; else that which has passed. On a machine that is busy with
/// other things, the two are far apart.
fn running_time(child: &Child, start: Instant) -> Duration {
    let told = fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    // After the name in parentheses: the 14th and 15th field of the line, in hundredths of a second.
    let fields = told.rsplit(") ").next().unwrap_or_default().split(' ');
    let ticks: Vec<u64> = fields.skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    match ticks[..] {
        [user, system] => Duration::from_millis(10 * (user + system)),
        _ => start.elapsed(),
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Answer {
    status: i32,
    out: String,
    err: String,
}

impl Answer {
    /// What people should see of a failure; reports can be long.
    fn start(&self) -> String {
        self.err.chars().chain(self.out.chars()).take(2_000).collect()
    }
}

fn policy(text: impl AsRef<[u8]>) -> Folder {
    Folder::new().with("policy.md", text)
}

fn declaration(text: impl AsRef<[u8]>) -> Folder {
    Folder::new().with("divulge.yaml", text)
}

#[test]
fn the_folder_of_these_tests_is_judged_when_nothing_is_wrong() {
    Folder::new().answers(&[1], "");
}

#[test]
fn an_alias_bomb() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..40 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    declaration(format!("{bomb}{DECLARATION}")).is_refused("divulge.yaml");
    declaration(DECLARATION.replace("id: hosting", "id: hosting, data: &d [*d]")).is_refused("divulge.yaml");
}

#[test]
fn a_merge_bomb() {
    let mut bomb = format!("{DECLARATION}  - &m0 {{recipient: Nobody}}\n");
    for level in 1..60 {
        bomb += &format!("  - &m{level} {{<<: [*m{0}, *m{0}, *m{0}], id: t{level}}}\n", level - 1);
    }
    declaration(bomb).answers(&[1, 2], "divulge.yaml");
}

#[test]
fn declarations_that_are_too_large() {
    let padding = |size: usize| format!("{DECLARATION}# {}\n", "x".repeat(size));
    declaration(padding(50 * MEBIBYTE)).is_refused("larger than 32 MiB");
    declaration(padding(5 * MEBIBYTE)).is_judged();
}

/// Enough for quadratic work to show; the 50,000 of a 5 MB file would take a debug build minutes.
#[test]
fn a_declaration_of_many_transfers() {
    let many = (0..1_500).map(|at| {
        format!("  - {{id: n{at}, recipient: Recipient Number {at} Ltd, role: processor, country: US, data: [name, e-mail address]}}\n")
    });
    declaration(DECLARATION.to_owned() + &many.collect::<String>()).is_judged();
}

/// Every mention of the category is about all of them.
#[test]
fn many_recipients_of_one_category() {
    let mut text = "version: 1\npolicies: [policy.md]\nrecipients:\n".to_owned();
    for number in 0..10_000 {
        text += &format!("  - {{name: Vendor{number} Inc., category: payment service provider}}\n");
    }
    text += "transfers:\n";
    for number in 0..10_000 {
        text += &format!("  - {{recipient: Vendor{number} Inc., data: [email address]}}\n");
    }
    let mention = "We share your e-mail address with our payment service providers.\n\n";
    // Not as JSON, in which every one of them has every place.
    let answer = declaration(text).with("policy.md", mention.repeat(60)).run("concise");
    assert_eq!((answer.status, answer.out.lines().count()), (0, 10_000), "{}", answer.start());
}

#[test]
fn declarations_that_nest_without_end() {
    for (open, times) in
        [("[", 1_000_000), ("{a: ", 100_000), ("- ", 100_000), ("? ", 100_000), ("!!a ", 100_000)]
    {
        declaration(open.repeat(times)).is_refused("divulge.yaml");
    }
    let steps: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    declaration(steps).is_refused("divulge.yaml");
}

#[test]
fn declarations_that_are_no_text() {
    declaration(b"version: 1\ncontroller: {name: \xff\xfe}\n").is_refused("UTF-8");
    declaration(b"version: 1\0\n").is_refused("NUL");
    declaration("\u{feff}").is_refused("divulge.yaml");
    declaration("").is_refused("divulge.yaml");
    declaration(": : : &&& ***\n%%%\n---\n...\n---\n").is_refused("divulge.yaml");
    let folder = Folder::new();
    fs::remove_file(folder.0.join("divulge.yaml")).unwrap();
    fs::create_dir(folder.0.join("divulge.yaml")).unwrap();
    folder.is_refused("divulge.yaml");
}

#[test]
fn values_of_a_declaration_that_are_out_of_bounds() {
    let long = "x".repeat(MEBIBYTE);
    for value in ["\"\"", "\" \"", "[]", "{}", "~", "[[[[]]]]", "\"\\0\"", "1e999", "0x7fffffffffffffffff"] {
        declaration(DECLARATION.replace("한빛전송", value)).answers(&[1, 2], "divulge.yaml");
    }
    declaration(DECLARATION.replace("한빛전송", &long)).answers(&[1, 2], "divulge.yaml");
    declaration(DECLARATION.replace("country: KR", &format!("country: {long}"))).is_refused("divulge.yaml");
    declaration(DECLARATION.replace("policies: [policy.md]", &format!("policies: [{long}]")))
        .is_refused("divulge.yaml");
    declaration(format!("include: ['**/**/**/**/**/*.yaml', '[', '{{', '../../../../*']\n{DECLARATION}"))
        .is_refused("no valid pattern");
}

#[test]
fn policies_that_are_no_text() {
    policy(b"# Datenschutzerkl\xe4rung\n").is_refused("UTF-8");
    policy(b"\xff\xfe#\0 \0").is_refused("UTF-8");
    policy("a\0b").is_refused("NUL");
    let folder = Folder::new();
    fs::remove_file(folder.0.join("policy.md")).unwrap();
    folder.is_refused("does not exist");
    fs::create_dir(folder.0.join("policy.md")).unwrap();
    folder.is_refused("folder");
    for text in ["", "\n", "\u{feff}", "\r", "---", "---\n", "\u{200b}\u{301}"] {
        policy(text).is_judged();
    }
}

#[test]
fn policies_that_nest_without_end() {
    policy(format!("{} Acme Hosting, Inc.", "> ".repeat(10_000))).is_judged();
    policy(format!("{} Acme Hosting, Inc.", "- ".repeat(10_000))).is_judged();
    let steps: String =
        (0..500).map(|depth| format!("{}- Acme Hosting, Inc.\n", "  ".repeat(depth))).collect();
    policy(steps).is_judged();
    policy(format!("{}Acme Hosting, Inc.{}", "*".repeat(20_000), "*".repeat(20_000))).is_judged();
}

#[test]
fn a_million_brackets() {
    policy("[".repeat(1_000_000)).is_judged();
    policy("![".repeat(100_000) + &"](x)".repeat(100_000)).is_judged();
    // Quadratic: where a sentence ends is asked again after every bracket that follows a full stop.
    policy("(".repeat(2_000) + "Acme Hosting, Inc." + &")".repeat(2_000)).is_judged();
}

#[test]
/// 50,000 rows take a debug build on a busy machine more than a minute.
fn a_table_of_10_000_rows() {
    let row = "| Bank | work | place |\n";
    let named = "| Acme Hosting, Inc. | hosting | United States |\n";
    policy(format!(
        "# Processors\n\n| Processor | Work | Country |\n|---|---|---|\n{}",
        row.repeat(10_000) + named
    ))
    .is_judged();
}

#[test]
fn a_list_and_a_text_that_name_a_recipient_without_end() {
    policy(format!("The following processors are in Canada:\n\n{}", "- Acme Hosting, Inc.\n".repeat(10_000)))
        .is_judged();
    policy("We share data with Acme Hosting, Inc. in the United States. ".repeat(1_000)).is_judged();
    policy("회사는 한빛전송에 개인정보를 제공하지 않습니다. ".repeat(1_000)).is_judged();
}

#[test]
fn one_line_of_a_megabyte() {
    policy("a".repeat(MEBIBYTE)).is_judged();
    policy("word ".repeat(MEBIBYTE / 5)).is_judged();
    policy("가".repeat(MEBIBYTE / 3)).is_judged();
    policy(format!("- Acme Hosting, Inc. hosts our data: {}", "a-".repeat(MEBIBYTE / 2))).is_judged();
    policy(format!("- Acme Hosting, Inc. hosts our data: {}", "a- ".repeat(MEBIBYTE / 3))).is_judged();
    policy("Acme ".repeat(MEBIBYTE / 5)).is_judged();
    policy(format!("Acme Hosting, Inc. hosts our data on our behalf{}.", ", and so on".repeat(100_000)))
        .is_judged();
}

/// Every finding has a column, which is counted from the beginning of its line.
#[test]
fn one_sentence_of_a_megabyte_that_names_recipients_and_places() {
    let words =
        "We share your data with Acme Hosting, Inc. in the United States and 한빛전송 in Korea for hosting ";
    policy(words.repeat(MEBIBYTE / words.len())).is_judged();
}

#[test]
fn one_sentence_of_a_megabyte_with_brackets_and_refusals() {
    let named = "Acme Hosting, Inc. (Berlin, DE), ";
    policy(named.repeat(MEBIBYTE / named.len())).is_judged();
    let refused = "If you refuse then no data goes to Acme Hosting, Inc. (DE), ";
    policy(refused.repeat(MEBIBYTE / refused.len())).is_judged();
    policy("We use Acme Hosting, Inc. This tool runs on our own servers.\n\n".repeat(10_000)).is_judged();
}

#[test]
fn one_cell_of_a_megabyte() {
    let names = "Acme Hosting, Inc. (United States), 한빛전송 (Korea), Boris GmbH (Germany), ";
    let rows = ["| Recipient | Country |", "| --- | --- |"];
    policy(format!("{}\n| {} | US |\n", rows.join("\n"), names.repeat(MEBIBYTE / names.len()))).is_judged();
}

#[test]
fn a_policy_without_a_word_discloses_nothing() {
    let answer = policy("").run("concise");
    assert_eq!(answer.status, 1);
    assert!(
        answer.out.contains("policy.md does not name Acme Hosting, Inc. as a recipient"),
        "{}",
        answer.out
    );
}

#[test]
fn html_that_never_ends() {
    for tag in
        ["<div>", "<!-- ", "<table><tr><td>", "<ul><li>", "<details>", "<a href=\"", "<b\n", "&lt;", "</p>"]
    {
        policy(format!("{}Acme Hosting, Inc.", tag.repeat(10_000))).is_judged();
    }
    policy("<table>\n<tr><td colspan=4294967295 rowspan=99999999999999999999>Acme Hosting, Inc.</table>")
        .is_judged();
}

#[test]
fn letters_that_are_no_letters() {
    policy(format!("Acme Hosting, Inc.{}", "\u{301}".repeat(100_000))).is_judged();
    policy("\u{202e}Acme Hosting, Inc.\u{202c} \u{1f468}\u{200d}\u{1f469}\u{200d}".repeat(2_000)).is_judged();
    policy("\u{1b}[2J\u{7}\u{9b}31m# Acme Hosting, Inc.\r\r\n\u{85}\u{2028}".repeat(2_000)).is_judged();
    policy("ﷺ㈱㍿ﬃ".repeat(20_000)).is_judged();
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    fs::remove_file(folder.0.join("policy.md")).unwrap();
    symlink("policy.md", folder.0.join("policy.md")).unwrap();
    folder.is_refused("policy.md");
    let folder = Folder::new().with("divulge.yaml", format!("include: ['**/more.yaml']\n{DECLARATION}"));
    symlink(".", folder.0.join("loop")).unwrap();
    folder.answers(&[1, 2], "divulge.yaml");
}
