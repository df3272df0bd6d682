//! Input that nobody wrote by hand. The sizes are small enough for a debug build and large enough for quadratic work to
//! show: each would then take minutes.

use std::time::Duration;

use super::parse;
use crate::stopwatch::running_time;

fn quick(name: &str, text: &str) {
    let start = running_time();
    let policy = parse(text);
    let took = running_time() - start;
    assert!(took < Duration::from_secs(20), "{name}: {took:?} for {} blocks", policy.blocks.len());
}

#[test]
fn deep_nesting() {
    quick("quotes", &format!("{} x", ">".repeat(10_000)));
    quick("lists", &format!("{} x", "- ".repeat(3_000)));
    for tag in ["<div>", "<div>\n\n", "<b>", "<ul><li>", "<table><tr><td>", "<a href=x>"] {
        quick(tag, &tag.repeat(20_000));
    }
}

#[test]
fn long_tables() {
    quick("gfm", &format!("|a|b|\n|-|-|\n{}", "|x|y|\n".repeat(30_000)));
    quick("text below", &format!("|a|b|\n|-|-|\n{}", "x\n".repeat(30_000)));
    quick("cut", &format!("|a|b|c|\n|-|-|-|\n|x{}", "\ny".repeat(20_000)));
    quick("wide", &format!("|{}\n|{}\n{}", "a|".repeat(2_000), "-|".repeat(2_000), "|x|\n".repeat(5_000)));
    quick("one wide row", &format!("|a|\n|-|\n|{}\n{}", "x|".repeat(30_000), "|x|\n".repeat(10_000)));
    quick("spans", &format!("<table>{}", "<tr><td rowspan=60000 colspan=900>x<td>y".repeat(3_000)));
    quick("tabs", &"a\tb\nc\n".repeat(20_000));
    quick("pipes", &"a|b|c\n".repeat(20_000));
}

#[test]
fn brackets_without_end() {
    for text in [
        "[",
        "[](",
        "![[",
        "{% ",
        "{: x ",
        "{/* ",
        "<!-- ",
        "<div><!-- \n\n",
        ":::",
        ":",
        "&",
        "`",
        "*a **b ",
        "<",
    ] {
        quick(text, &text.repeat(20_000));
    }
    quick("images", &format!("{}{}", "![".repeat(20_000), "](b)".repeat(20_000)));
}

#[test]
fn one_long_line() {
    quick("words", &"a ".repeat(300_000));
    quick("marks", &format!("e{}", "\u{301}".repeat(30_000)));
    quick("controls", &"\0\u{1}".repeat(30_000));
}
