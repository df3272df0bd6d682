//! Front matter and template syntax.

use super::{assert_outline, hidden, parse, written};

#[test]
fn front_matter_is_hidden() {
    let text = "---\ntitle: Acme\nlang: ko\n---\n# P\n";
    assert_outline(text, &["# P"]);
    assert_eq!(hidden(text), ["FrontMatter --- / title: Acme / lang: ko / ---"]);
    assert_eq!(written(text, "Acme"), "Acme");
    assert_outline("+++\ntitle = 'x'\n+++\n\ny\n", &["= y"]);
    assert_outline("\u{feff}---\ntitle: x\n---\ny\n", &["= y"]);
}

#[test]
fn front_matter_that_lost_its_fences_is_hidden() {
    let text = "layout: page\ntitle: \"Subs\"\npermalink: /subs\n\nWe use:\n";
    assert_outline(text, &["= We use:"]);
    assert_eq!(hidden(text).len(), 1);
    assert_outline("contact: a\nphone: b\n", &["= contact: a / phone: b"]);
    assert_outline("title: only one\n\nx\n", &["= title: only one", "= x"]);
}

#[test]
fn a_rule_at_the_top_is_no_front_matter() {
    assert_outline("---\n\nx\n\n---\n\ny\n", &["= x", "= y"]);
}

#[test]
fn template_tags_are_hidden_and_placeholders_are_seen() {
    let text = "{% include nav.html a=\"b|c\" %}\n\n## Share {: #share }\n\n{{ company }} and {% if x %}Foo{% endif %}.\n{: .note}\n\n| a | b |\n|---|---|\n| {% x | y %} p | q |\n";
    assert_outline(
        text,
        &["## Share", "  = {{ company }} and Foo.", "  table <- 1", "  |+ a | b", "  | p | q"],
    );
    assert!(hidden(text).contains(&"Markup {% include nav.html a=\"b|c\" %}".to_owned()));
    assert!(hidden(text).contains(&"Markup {: #share }".to_owned()));
}

#[test]
fn admonitions_show_their_title() {
    assert_outline(
        "para\n\n:::info Last updated\nToday\n:::\n\n::: warning\nx\n:::\n",
        &["= para", "= Last updated / Today", "= warning / x"],
    );
}

#[test]
fn mdx_is_tolerated() {
    let text = "import X from './x';\nimport {Y} from \"y\";\n\n# P\n\n{/* note: Acme */}\n\n<X prop={1}>\n\ntext\n\n</X>\n";
    assert_outline(text, &["# P", "  = text"]);
    assert!(hidden(text).contains(&"Comment {/* note: Acme */}".to_owned()));
}

#[test]
fn template_tags_in_html_are_hidden() {
    assert_outline("x\n\n<p>a {% if b %}c{% endif %}</p>\n", &["= x", "= a c"]);
}

#[test]
fn hidden_texts_stand_in_order() {
    let text = "a <!-- 1 --> [b](2) ![3](4)\n\n<p title=5>x</p>\n\n[r]: 6\n";
    let starts: Vec<usize> =
        parse(text).hidden.iter().map(|hidden| hidden.text.location().span.start).collect();
    assert!(starts.is_sorted() && starts.len() == 6, "{starts:?}");
}
