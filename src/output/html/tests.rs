//! The whole page.

use std::collections::BTreeSet;

use super::FORMAT;
use crate::Checked;
use crate::output::sample;
use crate::source::{Source, Sources};

fn page() -> String {
    sample::rendered(&FORMAT, &[sample::checked()])
}

/// The values of this attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    page.split(&begin).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_leads_somewhere_and_every_id_is_there_once() {
    let page = page();
    let ids = values(&page, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    let links: Vec<&str> = values(&page, "href").iter().filter_map(|href| href.strip_prefix('#')).collect();
    assert!(links.len() > 20, "{links:?}");
    for link in links {
        assert!(unique.contains(link), "{link}");
    }
}

#[test]
fn verdicts_lead_to_their_evidence_and_back() {
    let page = page();
    let cell = page.split("<td class=\"recipient\" id=\"d0-c0-1-recipient\">").nth(1).unwrap();
    let cell = cell.split("</td>").next().unwrap();
    let target = values(cell, "href")[0].trim_start_matches('#');
    assert!(cell.contains("✓</span> clear</span>"), "{cell}");
    let mark =
        format!("<mark class=\"evidence\"><span class=\"at\" id=\"{target}\"></span>우체국 Mail</mark>");
    let back = page.split(&mark).nth(1).unwrap();
    assert!(back.starts_with("<sup class=\"back\"><a href=\"#d0-c0-1-recipient\""), "{}", &back[..90]);
}

#[test]
fn what_is_missing_is_told_where_it_belongs() {
    let page = page();
    let (_, policy) = page.split_once("<article").unwrap();
    let heading = policy.find("처리위탁").unwrap();
    let note = policy.find("The policy does not name Alipay").unwrap();
    let next = policy.find("We protect what you give us").unwrap();
    assert!(heading < note && note < next);
    assert!(policy.contains("(accepted)"), "an accepted gap says so");
}

/// The sample with another text in place of its policy.
fn with_policy(text: &str) -> Checked {
    let mut checked = sample::checked();
    let mut sources = Sources::default();
    for id in checked.sources.ids() {
        let source = checked.sources.get(id);
        let text = if source.path().ends_with(".md") { text } else { source.text() };
        sources.add(Source::new(source.path(), text));
    }
    checked.sources = sources;
    checked
}

#[test]
fn lists_are_lists_with_the_numbers_that_the_policy_gives() {
    let policy = "# Privacy\n\nNobody sells what you tell us, whoever may ask for it and whatever is offered.\n\n1. We share your data with\n   - Acme Mail;\n   - Borealis.\n2. We keep it.\n\nNothing else.\n";
    let mut checked = with_policy(policy);
    checked.findings.clear();
    checked.suppressed.clear();
    let page = sample::rendered(&FORMAT, &[checked]);
    let (_, article) = page.split_once("<article").unwrap();
    let (_, list) = article.split_once("is offered.</p>\n").unwrap();
    let (list, _) = list.split_once("<p>Nothing else.").unwrap();
    let expected = "<ul>\n<li class=\"numbered\">1. We share your data with\n\
                    <ul>\n<li>Acme Mail;\n</li>\n<li>Borealis.\n</li></ul>\n\
                    </li>\n<li class=\"numbered\">2. We keep it.\n</li></ul>\n";
    assert_eq!(list, expected);
}

#[test]
fn no_markup_of_a_policy_is_markup_of_the_page() {
    let hostile = "# <script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)> &lt;b&gt;\n\n\
                   | <svg onload=alert(1)> | b |\n| --- | --- |\n| `<script>` | \" onmouseover=\"alert(1) |\n\n    <iframe src=//x>\n";
    let mut checked = with_policy(hostile);
    checked.declaration.transfers[0].id = "<script>\"x".to_owned();
    let page = sample::rendered(&FORMAT, &[checked]);
    for markup in ["<script", "<img", "<iframe", "<svg onload", "javascript:", " onmouseover=\"alert", "<b>x"]
    {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(page.contains("&lt;script&gt;") && page.contains("&lt;b&gt;"));
}

#[test]
fn nothing_comes_from_elsewhere_and_nothing_runs() {
    let page = page();
    assert!(page.contains("default-src 'none'"));
    for name in ["src", "onclick", "onload", "style", "action"] {
        assert_eq!(values(&page, name), Vec::<&str>::new(), "{name}");
    }
}

/// A policy without a heading has no place for what it lacks: then the anchor is in the declaration, which is not shown.
#[test]
fn what_belongs_in_no_policy_has_no_link() {
    let mut checked = sample::checked();
    let entry = checked.declaration.transfers[0].location;
    for element in &mut checked.assessments[0].transfers[0].elements {
        element.anchor = entry;
    }
    let page = sample::rendered(&FORMAT, &[checked]);
    let ids: BTreeSet<&str> = values(&page, "id").into_iter().collect();
    for link in values(&page, "href").iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(ids.contains(link), "{link}");
    }
}

#[test]
fn a_run_without_declarations_is_a_page_too() {
    let page = sample::rendered(&FORMAT, &[]);
    assert!(page.contains("no findings") && page.ends_with("</html>\n"));
}
