//! What holds for every text.

use proptest::prelude::*;

use super::{parse, texts};
use crate::policy::{Policy, normalise};
use crate::source::Span;

const FRAGMENTS: &[&str] = &[
    "word",
    "Acme Inc.",
    "가나다",
    "株式会社",
    "㈜한빛",
    "café",
    "e\u{301}",
    "😀",
    "👩\u{200d}👧",
    "\u{a0}",
    "ﬁ",
    "İ",
    "\u{200b}",
    "Ａ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\t",
    "    ",
    "**",
    "*",
    "`",
    "```\n",
    "~~",
    "_",
    "#",
    "## ",
    "- ",
    "1. ",
    "① ",
    "가. ",
    "• ",
    "> ",
    "|",
    "| a | b |\n|---|---|\n",
    "| x | y |\n",
    "a\tb\n",
    "---\n",
    "====\n",
    "____\n",
    "[",
    "](x)",
    "![",
    "[^1]",
    "\n[^1]: ",
    "\n[r]: /u \"t\"\n",
    "<br>",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<div hidden>",
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td rowspan=2>",
    "<td colspan=3>",
    "</table>",
    "<ul><li>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<a href=\"가\">",
    "</a>",
    "<img alt='나' src=x>",
    "<details><summary>",
    "&amp;",
    "&nbsp;",
    "&#44032;",
    "&bogus;",
    "&",
    "\\",
    "\\|",
    "{%",
    "%}",
    "{: .x}",
    ":::info ",
    "{{ x }}",
    ":",
    ": ",
    "제3조 (위탁)\n",
    "第一条\n",
    "Article 4\n",
    "4. Title\n",
    "※",
    "\u{0}",
    "\u{1}",
    "\u{feff}",
    "~",
    "<",
    ">",
    "\"",
    "+++\n",
    "title: x\n",
];

fn document() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|parts| parts.concat())
}

fn is_place(file: &str, span: Span) -> bool {
    span.start <= span.end && file.get(span.start..span.end).is_some()
}

fn check_places(file: &str, policy: &Policy) {
    for text in texts(policy) {
        let plain = text.as_str();
        assert_eq!(plain.len(), text.folded().len());
        assert!(is_place(file, text.location().span));
        for (at, letter) in plain.char_indices() {
            let span = text.locate(at, at + letter.len_utf8()).span;
            assert!(is_place(file, span), "{letter:?} at {span:?}");
            // What the file has there is that letter, or something that stands for it.
            let written = &file[span.start..span.end];
            let stands_for =
                written.starts_with(['&', '<', '\\', '\r', '\n', '\u{feff}']) || letter.is_whitespace();
            assert!(stands_for || normalise(written).contains(letter), "{letter:?} from {written:?}");
        }
    }
}

fn check_words(file: &str, policy: &Policy) {
    for text in texts(policy) {
        for word in ["word", "가나다", "株式会社", "(주)한빛", "Acme Inc.", "café"] {
            for (at, _) in text.as_str().match_indices(word) {
                let span = text.locate(at, at + word.len()).span;
                let written = normalise(&file[span.start..span.end]);
                let is_linear =
                    !written.contains(['&', '<', '*', '`', '_', '~', '[', '\\', '{', '>', '|', '!', ':']);
                assert!(!is_linear || written == word, "{word} from {written:?}");
            }
        }
    }
}

fn check_blocks(file: &str, policy: &Policy) {
    let starts: Vec<usize> = policy.blocks.iter().map(|block| block.location.span.start).collect();
    assert!(starts.is_sorted(), "{starts:?}");
    for (id, block) in policy.blocks.iter().enumerate() {
        assert!(is_place(file, block.location.span));
        assert!(policy.sections.get(block.section).is_some());
        let (parent, lead_in) = match &block.kind {
            crate::policy::BlockKind::Item(item) => (item.parent, item.lead_in),
            crate::policy::BlockKind::Table(table) => {
                let width = table.rows[0].cells.len();
                assert!(width > 0 && table.rows.iter().all(|row| row.cells.len() == width));
                assert!(table.header_rows <= table.rows.len());
                (None, table.lead_in)
            }
            _ => (None, None),
        };
        assert!(parent.is_none_or(|parent| parent < id) && lead_in.is_none_or(|lead_in| lead_in < id));
    }
    for link in &policy.links {
        assert!(is_place(file, link.location.span) && link.block < policy.blocks.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_is_in_the_file(file in document()) {
        let policy = parse(&file);
        check_places(&file, &policy);
        check_words(&file, &policy);
        check_blocks(&file, &policy);
    }
}
