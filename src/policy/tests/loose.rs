//! Texts of word processors: structure without markup.

use super::assert_outline;

#[test]
fn tab_rows_are_a_table() {
    assert_outline(
        "위탁 현황입니다.\n업체\t업무\t국가\n가나 주식회사\t발송\t\n\t정산\t미국\n다라\t호스팅,\n백업\t일본\n마바\t\t독일\n(※ 예시입니다)\n",
        &[
            "= 위탁 현황입니다.",
            "table <- 1",
            "| 업체 | 업무 | 국가",
            "| 가나 주식회사 | 발송 |",
            "| ^가나 주식회사 | 정산 | 미국",
            "| 다라 | 호스팅, |",
            "| 백업 | 일본 |",
            "| 마바 |  | 독일",
            "= (※ 예시입니다)",
        ],
    );
}

#[test]
fn a_line_without_a_tab_between_rows_goes_on_with_the_cell_above() {
    assert_outline("a\tb\nc\td,\n[e] f\ng\th\n", &["table", "| a | b", "| c | d, / [e] f", "| g | h"]);
}

#[test]
fn one_tab_is_no_table() {
    assert_outline("one\ttwo\nthree\n", &["= one two / three"]);
}

#[test]
fn articles_bullets_and_numbers_of_a_pasted_text() {
    assert_outline(
        "방침\n________\n제1조 (목적)\n다음과 같습니다.\n① 첫째\n•\t가\n•\t나\n② 둘째\n가)\t셋째\n________\n제2조의2 (위탁)\n제1조에 따라 위탁합니다.\n1. 하나\n2. 둘\n",
        &[
            "= 방침",
            "7 제1조 (목적)",
            "  = 다음과 같습니다.",
            "  - 첫째 <- 1",
            "    - 가 <- 1",
            "    - 나 <- 2",
            "  - 둘째 <- 4",
            "    - 셋째 <- 1",
            "7 제2조의2 (위탁)",
            "  = 제1조에 따라 위탁합니다.",
            "  - 하나 <- 1",
            "  - 둘 <- 2",
        ],
    );
}

#[test]
fn an_article_ends_the_list_above_it() {
    assert_outline(
        "# P\n\n- a\n- b\n제4조 (제공)\n제공하지 않습니다.\n",
        &["# P", "  - a", "  - b", "  7 제4조 (제공)", "    = 제공하지 않습니다."],
    );
}

#[test]
fn articles_in_other_languages() {
    assert_outline(
        "第一条 总则\n正文。\n第2条（第三者提供）\n本文です。\n",
        &["7 第一条 总则", "  = 正文。", "7 第2条(第三者提供)", "  = 本文です。"],
    );
    assert_outline(
        "Article 4: Transfers\n\nWe rely on\nArticle 6 of the GDPR and\nArticle 7.\n",
        &["7 Article 4: Transfers", "  = We rely on / Article 6 of the GDPR and / Article 7."],
    );
}

#[test]
fn numbered_lines_head_sections_of_a_text_without_headings() {
    assert_outline(
        "1. Introduction\n\nWe care.\n\n2. Sharing\nWe share with no one at all.\n\nIV. Rights\n\nMany.\n",
        &[
            "7 Introduction",
            "  = We care.",
            "7 Sharing",
            "  = We share with no one at all.",
            "7 IV. Rights",
            "  = Many.",
        ],
    );
    assert_outline(
        "一、收集\n我们收集信息。\n二、共享\n不共享。\n",
        &["7 一、收集", "  = 我们收集信息。", "7 二、共享", "  = 不共享。"],
    );
}

#[test]
fn numbered_lines_are_items_where_there_are_headings_or_neighbours() {
    assert_outline("# A\n\n## B\n\n2) Sharing\n\ntext\n", &["# A", "  ## B", "    - Sharing", "    = text"]);
    assert_outline("Contents\n2. a\n3. b\n4. c\n", &["= Contents", "- a <- 1", "- b <- 2", "- c <- 3"]);
}

#[test]
fn a_number_alone_on_its_line_takes_the_next() {
    assert_outline(
        "# A\n\n## B\n\n1\\.\n我们收集。\n2\\. 人脸\n",
        &["# A", "  ## B", "    - 我们收集。", "    - 人脸"],
    );
}

#[test]
fn wrapped_prose_stays_whole() {
    let text = "We use 3.5 million\n2024. The rest\na.m. and p.m. – this\n– that (as in\n(EU) 2016/679) and\n- not\n";
    let outline = super::outline(text);
    assert!(
        outline.starts_with(
            "= We use 3.5 million / 2024. The rest / a.m. and p.m. - this / - that (as in / (EU)"
        ),
        "{outline}"
    );
}

#[test]
fn remarks_are_paragraphs_of_their_own() {
    assert_outline("① 가입니다.\n※ 나\n\\* See below\n", &["- 가입니다.", "= ※ 나", "= * See below"]);
}

#[test]
fn a_heading_that_markdown_drew_into_a_list_ends_it() {
    assert_outline(
        "我们收集：\n\n  * 甲\n  * 乙\n二、共享\n  * 丙\n  * 丁\n",
        &["= 我们收集:", "- 甲 <- 1", "- 乙 <- 2", "7 二、共享", "  - 丙", "  - 丁"],
    );
}
