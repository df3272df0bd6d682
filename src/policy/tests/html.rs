//! HTML, in Markdown and alone.

use super::{assert_outline, hidden, parse, written};

#[test]
fn an_html_table_is_a_grid() {
    let text = "Lead\n\n<table>\n<caption>Who &amp; where</caption>\n<thead><tr><th>Who<th>What</tr></thead>\n\
        <tbody><tr><td rowspan=\"2\">A &copy; B</td><td>x<br>y</td></tr>\n<tr><td><ul><li>p</li><li>q</li></ul></td></tr>\n\
        <tr><td colspan=2>all</td></tr></tbody>\n</table>\n\nafter\n";
    assert_outline(
        text,
        &[
            "= Lead",
            "table Who & where <- 1",
            "|+ Who | What",
            "| A © B | x / y",
            "| ^A © B | p / q",
            "| all | ^all",
            "= after",
        ],
    );
    assert_eq!(written(text, "A © B"), "A &copy; B");
}

#[test]
fn rows_of_th_are_headings_and_a_th_beside_td_is_not() {
    assert_outline("<table><tr><th>a<th>b<tr><th>c<td>d</table>", &["table", "|+ a | b", "| c | d"]);
    assert_outline(
        "<table><thead><tr><th></th><th> </th></tr></thead><tr><td>a<td>b</table>",
        &["table", "| a | b"],
    );
}

#[test]
fn blocks_of_html_are_like_those_of_markdown() {
    assert_outline(
        "<h2>Title</h2>\n<p>One\n two<p>Three</p>\n<ul><li>a<ul><li>b</ul><li>c</ul>\n<dl><dt>t<dd>d</dl>\n<p><b>Bold</b></p><div>x</div>tail\n",
        &[
            "## Title",
            "  = One two",
            "  = Three",
            "  - a <- 1",
            "    - b <- 1",
            "  - c <- 3",
            "  - t <- 1",
            "    - d <- 1",
            "  7 Bold",
            "    = x",
            "    = tail",
        ],
    );
}

#[test]
fn a_whole_document_may_be_html() {
    let text = "<!DOCTYPE html>\n<html>\n<head><title>T</title><style>p { x }</style></head>\n<body>\n\n    <h1>Policy</h1>\n\n    <p>One</p>\n\n\n    <table>\n\n        <tr><td>a</td>\n\n        <td>b</td></tr>\n    </table>\n</body>\n</html>\n";
    assert_outline(text, &["# Policy", "  = One", "  table <- 1", "  | a | b"]);
    assert_eq!(hidden(text), ["Markup T", "Markup p { x }"]);
}

#[test]
fn markdown_inside_html_is_markdown() {
    assert_outline(
        "<details>\n<summary>More <i>here</i></summary>\n\n- *a*\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n</details>\n\nend\n",
        &["= More here", "- a <- 1", "- b <- 2", "table <- 1", "|+ x | y", "| 1 | 2", "= end"],
    );
}

#[test]
fn indented_rows_after_an_empty_line_are_no_code() {
    assert_outline(
        "text\n\n<table>\n\n    <tr>\n    <td>a</td>\n\n    <td>b</td>\n    </tr>\n\n</table>\n",
        &["= text", "table <- 1", "| a | b"],
    );
}

#[test]
fn markdown_inside_an_html_cell_goes_to_the_cell() {
    assert_outline(
        "x\n\n<table><tr><td>\n\n- a\n- **b**\n\n</td><td>c</td></tr></table>\n",
        &["= x", "table <- 1", "| a / b | c"],
    );
}

#[test]
fn what_is_not_shown_is_hidden_with_its_place() {
    let text = "a <!-- inline --> b\n\n<!--\n| Foo | Bar |\n\n| Baz | Qux |\n-->\n\n<p hidden>secret</p>\n\n<div style=\"Display: none\">\n\nmore **secret**\n\n- item\n\n</div>\n\n<script>let x = \"<p>\";</script>\n\nc <span style='display:none'>d</span> e\n";
    assert_outline(text, &["= a b", "= c e"]);
    assert_eq!(
        hidden(text),
        [
            "Comment inline",
            "Comment | Foo | Bar | / | Baz | Qux |",
            "Markup secret",
            "Markup more secret / item",
            "Markup let x = \"<p>\";",
            "Markup d"
        ]
    );
    assert_eq!(written(text, "Baz"), "Baz");
    assert_eq!(written(text, "more secret"), "more **secret");
}

#[test]
fn a_comment_may_open_in_one_block_and_close_in_another() {
    let text = "<div><!-- from here\n\n**hidden** Markdown\n\n--> </div>\n\nseen\n";
    assert_outline(text, &["= seen"]);
    assert_eq!(hidden(text), ["Comment from here / **hidden** Markdown"]);
    assert_outline("<div><!-- never closed\n\nseen\n", &["= seen"]);
}

#[test]
fn links_and_images_of_html() {
    let text = "x\n\n<p>see <a href=\"https://a.example\" title=\"t\">our&nbsp;list</a><img src=i.png alt=\"Logo A\"></p>\n";
    assert_outline(text, &["= x", "= see our list"]);
    assert_eq!(hidden(text), ["LinkTarget https://a.example", "Title t", "LinkTarget i.png", "Title Logo A"]);
    let links = parse(text).links;
    let link = &links[0];
    assert_eq!(&text[link.location.span.start..link.location.span.end], "our&nbsp;list");
    assert_eq!((link.target.as_str(), link.block), ("https://a.example", 1));
}

#[test]
fn html_in_quotes_and_items() {
    assert_outline(
        "> <table>\n> <tr><td>a</td>\n> <td>b &amp; c</td></tr>\n> </table>\n",
        &["table", "| a | b & c"],
    );
    assert_outline("- item\n\n  <p>para</p>\n", &["- item / para"]);
}

#[test]
fn inline_elements_are_transparent() {
    assert_outline("a <u>b</u><br>c <span class=x>d</span> <Jsx prop={1} /> e\n", &["= a b / c d e"]);
}

#[test]
fn tags_that_nobody_closes_or_opens() {
    assert_outline(
        "</td></table></p><p>a<b>b\n\nc\n\n</li>d <i>e\n\n**f**\n",
        &["= ab", "= c", "= d e", "7 f"],
    );
}
