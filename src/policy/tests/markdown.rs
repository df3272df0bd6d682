//! Markdown proper.

use super::{assert_outline, hidden, outline, parse, written};
use crate::policy::Policy;

#[test]
fn headings_make_sections_and_paragraphs_stand_in_them() {
    assert_outline(
        "Before.\n\n# Policy\n\nIntro\nwraps.\n\n### Deep\n\nx\n\n## Next\n\nFirst  \nbreak\n\nSetext\n---\n\ny\n",
        &[
            "= Before.",
            "# Policy",
            "  = Intro / wraps.",
            "  ### Deep",
            "    = x",
            "  ## Next",
            "    = First / break",
            "  ## Setext",
            "    = y",
        ],
    );
}

#[test]
fn a_paragraph_above_a_rule_is_no_setext_heading() {
    assert_outline(
        "첫 줄입니다.\n둘째 줄\n=====\n\n끝났습니다.\n=====\n\n제목\n=====\n\n글\n",
        &["= 첫 줄입니다. / 둘째 줄", "= 끝났습니다.", "# 제목", "  = 글"],
    );
}

#[test]
fn inline_markup_is_not_text() {
    let text = "A **b** _c_ `d` ~~e~~ [f](https://g.example/h \"i\") <https://j.example> ![k](l.png \"m\") \\*n &amp; o&nbsp;p[^1]\n\n[^1]: q\n";
    assert_outline(text, &["= A b c d e f https://j.example *n & o p", "= q"]);
    assert_eq!(
        hidden(text),
        ["LinkTarget https://g.example/h", "Title i", "Title k", "LinkTarget l.png", "Title m"]
    );
    assert_eq!(written(text, "& o"), "&amp; o");
    assert_eq!(written(text, "o p"), "o&nbsp;p");
    assert_eq!(written(text, "*n"), "*n");
    assert_eq!(written(text, "https://g.example/h"), "https://g.example/h");
}

#[test]
fn links_know_their_place_and_block() {
    let text =
        "see\n\n| a |\n|---|\n| [our list](https://x.example/list) |\n\n- [b][ref] c\n\n[ref]: /y 'T'\n";
    let policy = parse(text);
    let links: Vec<_> = policy
        .links
        .iter()
        .map(|link| (&text[link.location.span.start..link.location.span.end], &*link.target, link.block))
        .collect();
    assert_eq!(links, [("our list", "https://x.example/list", 1), ("b", "/y", 2)]);
    assert_eq!(hidden(text), ["LinkTarget https://x.example/list", "LinkTarget /y", "Title T"]);
}

#[test]
fn an_image_that_is_a_link_keeps_both_targets_apart() {
    let text = "[![logo](same)](same) x\n";
    assert_outline(text, &["= x"]);
    let starts: Vec<usize> =
        parse(text).hidden.iter().map(|hidden| hidden.text.location().span.start).collect();
    assert_eq!(starts, [3, 9, 16]);
}

#[test]
fn items_know_their_list_parent_and_lead_in() {
    let text =
        "We share:\n\n- **One**: a\n  wrapped\n  - inner\n\n    more\n- Two\n\n  second\n\n## H\n\n1. x\n";
    assert_outline(
        text,
        &[
            "= We share:",
            "- One: a / wrapped <- 1",
            "  - inner / more <- 1",
            "- Two / second <- 3",
            "## H",
            "  - x",
        ],
    );
}

#[test]
fn bullets_under_a_number_that_nobody_indented_are_led_in_by_it() {
    assert_outline(
        "# A\n\n1. Who:\n- a\n- b\n2. What:\n- c\n",
        &["# A", "  - Who:", "  - a <- 1", "  - b <- 2", "  - What:", "  - c <- 1"],
    );
}

#[test]
fn an_item_without_text_leaves_its_children_to_the_item_around() {
    assert_outline("- a\n\n  *\n\n    - b\n", &["- a", "  - b <- 1"]);
}

#[test]
fn glossaries_are_items_under_their_terms() {
    assert_outline("# D\n\nTerm\n: One\n: Two\n", &["# D", "  - Term", "    - One <- 1", "    - Two <- 2"]);
}

#[test]
fn quotes_are_transparent_and_code_is_seen() {
    assert_outline(
        "> a\n> b\n>\n> - c\n\n```\nx: y\n  z\n```\n\ntext\n\n    indented\n",
        &["= a / b", "- c <- 1", "` x: y / z", "= text", "` indented"],
    );
}

#[test]
fn a_title_in_italics_is_a_heading_and_a_note_is_none() {
    assert_outline(
        "# P\n\n**Whom**\n\na\n\n_Advertising partners_\n\nb\n\n*Last updated: 1 May*\n\n_This is what we mean by personal data here_\n",
        &[
            "# P",
            "  7 Whom",
            "    = a",
            "    ######## Advertising partners",
            "      = b",
            "      = Last updated: 1 May",
            "      = This is what we mean by personal data here",
        ],
    );
}

#[test]
fn bold_alone_on_its_line_is_a_heading() {
    assert_outline(
        "# P\n\n**제3자 제공**\n\na\n\n**1. Who:**\n\nb\n\n**This is a bold sentence.**\n\n**Label** value\n\n- **item**\n\n## Q\n\nc\n",
        &[
            "# P",
            "  7 제3자 제공",
            "    = a",
            "  7 1. Who:",
            "    = b",
            "    = This is a bold sentence.",
            "    = Label value",
            "    - item <- 1",
            "  ## Q",
            "    = c",
        ],
    );
}

#[test]
fn annexes_have_a_document_section_of_their_own() {
    let id = super::source();
    let policy = Policy::parse(&[(id, "# Main\n\n- a\n"), (id, "intro\n\n- b\n\n# Annex\n")]);
    let levels: Vec<_> = policy.sections.iter().map(|section| (section.level, section.parent)).collect();
    assert_eq!(levels, [(0, None), (1, Some(0)), (0, None), (1, Some(2))]);
    assert_eq!(policy.blocks[2].section, 2);
    let headings: Vec<_> = policy.headings(1).map(|text| text.as_str()).collect();
    assert_eq!(headings, ["Main"]);
    let lists = policy.blocks.iter().filter_map(|block| match &block.kind {
        crate::policy::BlockKind::Item(item) => Some((item.list, item.lead_in)),
        _ => None,
    });
    assert_eq!(lists.collect::<Vec<_>>(), [(0, None), (1, Some(2))]);
}

#[test]
fn carriage_returns_change_nothing() {
    let text = "# A\n\nb\nc &lt; d\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\ncode\nmore\n```\n\n<p>html\ntext</p>\n\na\tb\nc\td\n";
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(outline(&crlf), outline(text));
    for word in ["c < d", "more", "text"] {
        assert_eq!(written(&crlf, word), written(text, word));
    }
}
