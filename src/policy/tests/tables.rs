//! GFM tables and what GFM loses of them.

use super::{assert_outline, hidden, parse, written};
use crate::policy::BlockKind;

#[test]
fn an_empty_header_row_is_left_out() {
    assert_outline(
        "Lead\n\n|  |  |\n|---|---|\n| **Who** | Where |\n| A | DE |\n",
        &["= Lead", "table <- 1", "| Who | Where", "| A | DE"],
    );
}

#[test]
fn cells_keep_their_lines_and_short_rows_are_padded() {
    assert_outline(
        "| a | b |\n|---|---|\n| x<br>y<br/>• z | `c` |\n| only |\n",
        &["table", "|+ a | b", "| x / y / • z | c".replace('•', "·").as_str(), "| only |"],
    );
}

#[test]
fn an_empty_cell_of_a_gfm_table_stays_empty() {
    assert_outline(
        "| a | b |\n|---|---|\n| x | 1 |\n|   | 2 |\n",
        &["table", "|+ a | b", "| x | 1", "|  | 2"],
    );
}

#[test]
fn cells_beyond_the_header_are_not_lost() {
    let text = "| a | b |\n|---|---|\n| 1 | 2 | **3** [d](/e) | 4\n";
    assert_outline(text, &["table", "|+ a | b |  |", "| 1 | 2 | 3 d | 4"]);
    assert_eq!(written(text, "3 d"), "3** [d");
    assert_eq!(hidden(text), ["LinkTarget /e"]);
}

#[test]
fn a_row_that_a_line_break_splits_is_one_row() {
    let text =
        "| a | b | c |\n|---|---|---|\n| 1 | 2 | first\nsecond &amp; |\n| 3 | x\ny | z |\n| 5 | 6 | 7 |\n";
    assert_outline(
        text,
        &["table", "|+ a | b | c", "| 1 | 2 | first / second &", "| 3 | x / y | z", "| 5 | 6 | 7"],
    );
    assert_eq!(written(text, "first\nsecond &"), "first\nsecond &amp;");
}

#[test]
fn text_right_below_a_table_is_a_paragraph() {
    assert_outline(
        "| a | b |\n|---|---|\n| 1 | 2 |\n※ See [x](/y)\nand z\n",
        &["table", "|+ a | b", "| 1 | 2", "= ※ See x / and z"],
    );
    assert_eq!(parse("| a | b |\n|---|---|\n| 1 | 2 |\nSee [x](/y)\n").links.len(), 1);
}

#[test]
fn a_table_in_an_item_is_a_table() {
    assert_outline(
        "- Processors:\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n  after\n",
        &["- Processors: / after", "table <- 1", "|+ a | b", "| 1 | 2"],
    );
}

#[test]
fn pipe_rows_without_a_separator_are_a_table() {
    assert_outline(
        "처리업체:\n| 가 Inc. | 호스팅 |\n| 나 LLC | 지도, \\| 표 |\n\n| 하나 | 둘 |\n",
        &["= 처리업체:", "table <- 1", "| 가 Inc. | 호스팅", "| 나 LLC | 지도, | 표", "table", "| 하나 | 둘"],
    );
}

#[test]
fn pipe_rows_without_outer_pipes_are_a_table() {
    assert_outline(
        "功能| 目的| 第三方\n分享| 统计  | 甲公司\n登录| 乙公司|\n",
        &["table", "| 功能 | 目的 | 第三方", "| 分享 | 统计 | 甲公司", "| 登录 | 乙公司 |"],
    );
    assert_outline("a | b\nand either | or\n", &["= a | b / and either | or"]);
    assert_outline("Home | About | Contact\n", &["= Home | About | Contact"]);
}

#[test]
fn a_separator_that_gfm_refuses_still_separates() {
    assert_outline("| a | b | c |\n|---|---|\n| 1 | 2 | 3 |\n", &["table", "|+ a | b | c", "| 1 | 2 | 3"]);
}

#[test]
fn rows_know_their_bytes() {
    let text = "| a | b |\n|---|---|\n| 1 | 2 |\n";
    let policy = parse(text);
    let BlockKind::Table(table) = &policy.blocks[0].kind else { panic!("no table") };
    let rows: Vec<&str> =
        table.rows.iter().map(|row| &text[row.location.span.start..row.location.span.end]).collect();
    assert_eq!(rows, ["| a | b |", "| 1 | 2 |"]);
    assert!(table.rows[0].cells.iter().all(|cell| cell.is_header));
}
