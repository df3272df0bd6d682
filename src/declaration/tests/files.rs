//! Files that are missing, hostile, or included.

use std::fmt::Write as _;
use std::time::Duration;

use proptest::prelude::*;

use super::{Folder, assert_problems, minimal};
use crate::declaration::laws::Laws;
use crate::declaration::link::{Extent, link};
use crate::declaration::main_file::read_main;
use crate::declaration::problem::Problems;
use crate::declaration::{load, yaml};
use crate::source::{Source, Sources};
use crate::stopwatch::running_time;

#[test]
fn files_that_are_no_text_are_one_problem_without_a_place() {
    for (bytes, message) in [
        (&b"version: 1\0"[..], "`shop/divulge.yaml` is not text: byte 10 is a NUL"),
        (b"a: \xff", "`shop/divulge.yaml` is not UTF-8 text: byte 3 is invalid"),
    ] {
        assert_problems(&Folder::new(bytes), &[("", message)]);
    }
    let folder = minimal("");
    let mut sources = Sources::default();
    let problems = load(&folder.path, "shop", &mut sources).unwrap_err();
    assert_eq!(problems[0].message, "`shop` is a folder; expected a file");
    let problems = load(&folder.path.join("none.yaml"), "none.yaml", &mut sources).unwrap_err();
    assert_eq!(problems[0].message, "`none.yaml` does not exist");
    assert_eq!((problems[0].location, problems[0].path.as_str()), (None, "none.yaml"));
}

#[test]
fn an_empty_declaration_says_what_is_expected() {
    for text in ["", "\u{feff}", "# nothing\n", "---\n"] {
        assert_problems(
            &Folder::new(text),
            &[("", "the declaration is empty; expected `version: 1` and `policies`")],
        );
    }
}

#[test]
fn policies_and_annexes_must_be_there() {
    assert_problems(
        &Folder::new(
            "\
version: 1
policies:
- q.md
- {path: p.md, annexes: [., a/b.md, p.md/x]}",
        ),
        &[
            ("q.md", "`q.md` does not exist"),
            (".", "`.` is a folder; expected a file"),
            ("a/b.md", "`a/b.md` does not exist"),
            ("p.md/x", "`p.md/x` does not exist"),
        ],
    );
}

#[test]
fn includes_add_recipients_and_transfers_in_the_order_of_their_paths() {
    let declaration = minimal(
        "include: ['services/*/t.yaml', 'services/**/*.yaml', '*.yaml']\ntransfers: [{recipient: Main}]",
    )
    .with("services/b/t.yaml", "recipients: [{name: Bee, aliases: Main}]")
    .with("services/a/t.yaml", "version: 1\ntransfers: [{recipient: Aye}, {recipient: Bee}]")
    .with("services/a/deep/.t.yaml", "hidden: 1")
    .with("services/c/t.yaml", "# nothing yet\n")
    .declaration();
    let ids: Vec<_> = declaration.transfers.iter().map(|transfer| transfer.id.as_str()).collect();
    assert_eq!(ids, ["main", "aye", "bee"]);
    assert_eq!(declaration.transfers[0].recipient, 0, "an alias of another file");
}

#[test]
fn problems_of_all_files_come_in_one_list() {
    let folder = minimal(
        "\
include: [none/*.yaml, 'services/*.yaml', 'a/***']
transfers: [{recipient: A, role: x}]
exceptions: [{rule: vague-country, reason: r, transfer: lost}]",
    )
    .with(
        "services/a.yaml",
        "\
policies: x
include: y
transfers: [{recipient: A, contry: KR}]",
    )
    .with("services/b.yaml", "a: b: c")
    .with("services/c.yaml", b"\xff")
    .with("services/d.yaml", "version: 3");
    assert_problems(
        &folder,
        &[
            ("none/*.yaml", "no file matches `none/*.yaml`"),
            (
                "'services/*.yaml'",
                "included file `shop/services/c.yaml` is not UTF-8 text: byte 0 is invalid",
            ),
            ("'a/***'", "`a/***` is no valid pattern: wildcards are either regular `*` or recursive `**`"),
            ("x", "unknown role `x`"),
            ("policies", "unknown key `policies` in an included file"),
            ("include", "unknown key `include` in an included file"),
            ("contry", "unknown key `contry` in a transfer; did you mean `country`?"),
            (":", "not valid YAML: mapping values are not allowed in this context"),
            ("3", "unknown version `3`; expected `1`"),
        ],
    );
}

#[test]
fn a_folder_with_brackets_in_its_name_is_no_pattern() {
    let folder = Folder::new("")
        .with(
            "[x]*/divulge.yaml",
            "\
version: 1
policies: ../p.md
include: more.yaml",
        )
        .with("[x]*/more.yaml", "transfers: [{recipient: A}]");
    let mut sources = Sources::default();
    let loaded = load(&folder.path.join("[x]*/divulge.yaml"), "divulge.yaml", &mut sources).unwrap();
    assert_eq!(loaded.transfers.len(), 1);
    assert_eq!(sources.get(loaded.transfers[0].location.source).path(), "more.yaml");
}

#[track_caller]
fn assert_stops(text: &str, message: &str) {
    let start = running_time();
    let problems = Folder::new(text).problems();
    assert!(running_time() - start < Duration::from_secs(20));
    assert_eq!(problems.len(), 1, "{:?}", problems.first());
    assert!(problems[0].1.starts_with(message), "{problems:?}");
}

#[test]
fn hostile_files_stop_early_with_one_problem() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let inner = format!("*a{}, ", level - 1).repeat(9);
        writeln!(bomb, "a{level}: &a{level} [{inner}]").unwrap();
    }
    assert_stops(&bomb, "too much in one file");
    assert_stops(&format!("a: {}{}", "[".repeat(100), "]".repeat(100)), "nested too deeply");
    assert_stops(&format!("a: {}", "{a: ".repeat(100_000)), "nested too deeply");
    assert_stops(
        &(0..100).map(|level| format!("{}a:\n", " ".repeat(level))).collect::<String>(),
        "nested too deeply",
    );
    assert_stops(&"- ".repeat(100_000), "nested too deeply");
    let chain: String = (1..50_000).map(|n| format!("a{n}: &a{n} [*a{}]\n", n - 1)).collect();
    assert_stops(&format!("a0: &a0 []\n{chain}"), "nested too deeply");
    assert_stops(&" ".repeat(50_000_000), "`shop/divulge.yaml` is larger than 32 MiB");
}

proptest! {
    /// Whatever the text: no panic, and every place is one of the file.
    #[test]
    fn any_text_loads_or_has_problems_at_places_of_the_file(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "version: 1", "policies: p.md", "transfers:", "recipient: ", "data: ", "- ", "  ", "\n", "\n  ", "\r\n", "[", "]",
                "{", "}", ",", ": ", "? ", "&a ", "*a", "<<: ", "'", "\"", "|\n", ">-\n", "#", "!t ", "---\n", "%", "카카오", "é",
                "\u{feff}", "\t", "\\", "~", "country: KR", "aliases: ", "rules: ", "\u{2028}",
            ]),
            0..40,
        )
    ) {
        let text = parts.concat();
        let mut sources = Sources::default();
        let source = sources.add(Source::new("divulge.yaml", text.as_str()));
        let mut problems = Problems::default();
        let main = yaml::parse(source, &text, &mut problems).and_then(|root| read_main(&root, &mut problems));
        if let Some(main) = main {
            let declaration = link(source, main, Laws::default(), Extent::Whole, &mut problems);
            for transfer in &declaration.transfers {
                prop_assert!(text.get(transfer.location.span.start..transfer.location.span.end).is_some());
            }
        }
        for problem in problems.finish(&sources) {
            let span = problem.location.unwrap().span;
            prop_assert!(text.get(span.start..span.end).is_some(), "{:?} {}", span, problem.message);
        }
    }
}
