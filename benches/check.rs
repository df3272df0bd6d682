//! How fast a whole check is, beside `pulldown-cmark` rendering the same files to HTML, and what starting one costs.
//!
//! `cargo bench --bench check` prints the figures of `docs/performance.md`. One thread; each figure is the best of several
//! runs, since whatever else the machine does only ever adds to one, and on Linux it is the time that this thread was on a
//! processor. No harness: a table says more here than a distribution.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

mod policies;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divulge::declaration::{self, Date, Declaration};
use divulge::disclosure::{self, Roster};
use divulge::lexicon::Lexicon;
use divulge::policy::Policy;
use divulge::source::{Source, SourceId, Sources};
use divulge::{assessment, rules};
use pulldown_cmark::{Options, Parser, html};

const MEGABYTE: usize = 1_000_000;
const POLICY: usize = 40_000;

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("divulge.yaml");
    std::fs::write(&path, policies::declaration()).unwrap();
    // A declaration must list a policy that is there; the texts that are checked stand for it.
    std::fs::write(folder.join("policy.md"), "").unwrap();

    println!("whole check (parse, disclose, assess, rules), one thread, policies of 40 KB and 20 transfers");
    println!(
        "{:<24} {:>8} {:>10} {:>9} {:>14} {:>6}",
        "corpus", "MB", "check", "MB/s", "pulldown-cmark", "ratio"
    );
    for megabytes in [5, 20] {
        let texts = policies::corpus(megabytes * MEGABYTE, POLICY);
        compare(&format!("generated, {megabytes} MB"), &path, &texts);
    }
    let real = markdown_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    if !real.is_empty() {
        compare(&format!("real, {} files", real.len()), &path, &real);
    }

    println!("\nparts of one check, Korean");
    parts(&path);

    println!("\nwhat must stay linear: seconds for one and for two times as much, and their ratio");
    for (name, write) in policies::EXTREMES {
        let (one, two) = (check_all(&path, &[write(1)]), check_all(&path, &[write(2)]));
        println!("{name:<40} {:>8.3} {:>8.3} {:>6.1}", secs(one), secs(two), secs(two) / secs(one));
    }
}

fn compare(name: &str, declaration: &Path, texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let megabytes = bytes as f64 / MEGABYTE as f64;
    let check = best(3, || check_all(declaration, texts));
    let render = best(3, || {
        let start = now();
        for text in texts {
            let mut out = String::with_capacity(text.len() * 3 / 2);
            html::push_html(&mut out, Parser::new_ext(text, Options::all()));
            black_box(out);
        }
        now() - start
    });
    println!(
        "{name:<24} {megabytes:>8.1} {:>8.3} s {:>9.1} {:>12.3} s {:>6.1}",
        secs(check),
        megabytes / secs(check),
        secs(render),
        secs(check) / secs(render)
    );
}

/// Checks every text as the one policy of the declaration; the declaration is read once and not timed.
fn check_all(declaration: &Path, texts: &[String]) -> Duration {
    let mut total = Duration::ZERO;
    for text in texts {
        let (mut sources, declaration) = load(declaration);
        let start = now();
        let id = sources.add(Source::new("policy.md", text.as_str()));
        black_box(check(&sources, &declaration, id));
        total += now() - start;
    }
    total
}

fn load(path: &Path) -> (Sources, Declaration) {
    let mut sources = Sources::default();
    let declaration = declaration::load(path, "divulge.yaml", &mut sources).expect("a valid declaration");
    (sources, declaration)
}

fn check(sources: &Sources, declaration: &Declaration, id: SourceId) -> usize {
    let today = Date::parse("2026-11-22").unwrap();
    let policy = Policy::parse(&[(id, sources.get(id).text())]);
    let disclosures = disclosure::read(&policy, None, declaration);
    let assessment = assessment::assess(declaration, 0, &disclosures, today);
    rules::apply(sources, declaration, &[assessment], &[], today).0.len()
}

fn parts(path: &Path) {
    let text = policies::korean(POLICY);
    let (mut sources, declaration) = load(path);
    let id = sources.add(Source::new("policy.md", text.as_str()));
    let lexicon = Lexicon::new(&["ko"]);
    let policy = Policy::parse(&[(id, &text)]);
    let disclosures = disclosure::read(&policy, Some("ko"), &declaration);
    let today = Date::parse("2026-11-22").unwrap();
    let assessment = [assessment::assess(&declaration, 0, &disclosures, today)];
    let timed: [(&str, &dyn Fn()); 7] = [
        ("declaration of 20 transfers", &|| drop(black_box(load(path)))),
        ("Lexicon::new([ko])", &|| drop(black_box(Lexicon::new(&["ko"])))),
        ("Roster::new", &|| drop(black_box(Roster::new(&declaration, &lexicon)))),
        ("Policy::parse, 40 KB", &|| drop(black_box(Policy::parse(&[(id, &text)])))),
        ("disclosure::read (lexicon included)", &|| {
            drop(black_box(disclosure::read(&policy, Some("ko"), &declaration)))
        }),
        ("assessment::assess", &|| drop(black_box(assessment::assess(&declaration, 0, &disclosures, today)))),
        ("rules::apply", &|| drop(black_box(rules::apply(&sources, &declaration, &assessment, &[], today)))),
    ];
    for (name, work) in timed {
        let time = best(50, || {
            let start = now();
            work();
            now() - start
        });
        println!("{name:<40} {:>8.3} ms", secs(time) * 1000.0);
    }
}

fn best(runs: usize, mut work: impl FnMut() -> Duration) -> Duration {
    (0..runs).map(|_| work()).min().unwrap_or_default()
}

/// The time that this thread has run, where the kernel tells it; else that which has passed.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    let nanoseconds = told.ok().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn secs(time: Duration) -> f64 {
    time.as_secs_f64()
}

/// Every Markdown file below a folder, in the order of their paths; none where there is no such folder.
fn markdown_below(folder: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = ignore::Walk::new(folder)
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect()
}
