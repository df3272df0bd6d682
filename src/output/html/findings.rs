//! What was found: all that is wrong with one transfer in one policy together, with what to write and which law asks.

use super::markup::{escape, prose};
use super::section::{Entry, Section};
use super::verdicts::severity_sign;
use crate::laws::{Citation, Pack};
use crate::output::located::{self, Place, sentence};
use crate::rules::Finding;
use crate::source::Location;

/// Writes what stands; what is accepted is told with the exceptions.
pub(super) fn write(section: &Section<'_>, out: &mut String) {
    let groups = located::groups(section.checked);
    if groups.is_empty() {
        out.push_str("<p>Nothing was found.</p>\n");
    }
    for group in groups {
        // What stands comes first among the entries, in the same order.
        let entries: Vec<Entry<'_>> =
            group.into_iter().filter_map(|at| section.entries.get(at).copied()).collect();
        write_group(section, &entries, out);
    }
}

fn write_group(section: &Section<'_>, entries: &[Entry<'_>], out: &mut String) {
    let Some(first) = entries.first().map(|entry| entry.finding) else { return };
    let title = match (first.transfer, &first.recipient) {
        (Some(transfer), _) => format!("{}. {}", transfer + 1, section.names.transfer(transfer)),
        (None, Some(recipient)) => recipient.clone(),
        (None, None) => first.rule.name().to_owned(),
    };
    let policy = first.policy.and_then(|place| section.checked.policy_of(place.source));
    let policy = policy.map_or_else(String::new, |policy| {
        format!(" <small>in {}</small>", escape(section.checked.policy_path(policy)))
    });
    out.push_str(&format!(
        "<section class=\"group\">\n<h4>{}{policy}</h4>\n<ul class=\"findings\">\n",
        escape(&title)
    ));
    for entry in entries {
        item(section, *entry, "", out);
    }
    out.push_str("</ul>\n</section>\n");
}

/// One finding, whether it stands or is accepted. `more` is HTML that is told of it at the end.
pub(super) fn item(section: &Section<'_>, entry: Entry<'_>, more: &str, out: &mut String) {
    let Entry { finding, .. } = entry;
    out.push_str(&format!(
        "<li id=\"{}\"><p><span class=\"s {severity}\"><span aria-hidden=\"true\">{}</span> {severity}</span> <code>{}</code> {}</p>\n",
        section.anchors.finding(entry.index),
        severity_sign(finding.severity),
        finding.rule,
        prose(&sentence(&finding.message)),
        severity = finding.severity,
    ));
    if !finding.help.is_empty() {
        out.push_str(&format!(
            "<p class=\"help\"><b>What to do:</b> {}</p>\n",
            prose(&sentence(&finding.help))
        ));
    }
    if !finding.laws.is_empty() {
        let laws: String = finding.laws.iter().map(|law| citation(section, finding, law)).collect();
        out.push_str(&format!("<ul class=\"laws\">{laws}</ul>\n"));
    }
    let places = [
        finding.policy.map(|place| place_in_policy(section, place)),
        finding.declaration.map(|place| escape(&place_name(section, place))),
    ];
    let places: Vec<String> = places.into_iter().flatten().collect();
    out.push_str(&format!("<p class=\"places\">{}</p>\n{more}</li>\n", places.join(" · ")));
}

/// `PIPA 26(2), Personal Information Protection Act`, with a link to the law where its pack has one.
fn citation(section: &Section<'_>, finding: &Finding, law: &Citation) -> String {
    let policy = finding.policy.and_then(|place| section.checked.policy_of(place.source));
    let laws = policy.map_or(&[][..], |policy| section.checked.declaration.laws_of(policy));
    let pack: Option<&Pack> = laws.iter().map(|law| &**law).find(|pack| pack.id == law.pack);
    let article = escape(&law.article);
    let Some(pack) = pack else { return format!("<li>{article} <small>{}</small></li>", escape(&law.pack)) };
    let row = pack.rows.iter().find(|row| row.citation == law.article);
    let article = match row.filter(|row| is_page(&row.link)) {
        Some(row) => format!("<a href=\"{}\" rel=\"noreferrer\">{article}</a>", escape(&row.link)),
        None => article,
    };
    format!("<li>{article}, {} <small>{}</small></li>", escape(&pack.title), escape(&pack.id))
}

/// A project's own pack may name anything as its link.
fn is_page(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

fn place_in_policy(section: &Section<'_>, place: Location) -> String {
    let name = escape(&place_name(section, place));
    match section.anchors.target(place) {
        Some(target) => format!("<a href=\"#{target}\">{name}</a>"),
        None => name,
    }
}

/// `divulge.yaml:8`.
pub(super) fn place_name(section: &Section<'_>, location: Location) -> String {
    let place = Place::new(&section.checked.sources, location);
    format!("{}:{}", place.path, place.start.line)
}
