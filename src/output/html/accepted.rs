//! What is lived with: exceptions with their reasons and dates, and what comments, baselines and revisions accept.

use super::findings::{item, place_name};
use super::markup::{counted, escape};
use super::section::{Entry, Section};
use crate::declaration::Exception;
use crate::rules::AcceptedBy;
use crate::source::Location;

/// Writes the exceptions, then what else is accepted.
pub(super) fn write(section: &Section<'_>, out: &mut String) {
    let exceptions = &section.checked.declaration.exceptions;
    let accepted: Vec<Entry<'_>> =
        section.entries.iter().filter(|entry| entry.accepted.is_some()).copied().collect();
    if exceptions.is_empty() && accepted.is_empty() {
        out.push_str("<p>Nothing is accepted: there is no exception.</p>\n");
        return;
    }
    if !exceptions.is_empty() {
        out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"exceptions\">\n<table>\n<thead><tr>");
        for heading in ["rule", "transfer", "reason", "accepted by", "until", "accepts", "place"] {
            out.push_str(&format!("<th scope=\"col\">{heading}</th>"));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for (index, exception) in exceptions.iter().enumerate() {
            let by_it = |entry: &&Entry<'_>| {
                entry.accepted.is_some_and(|accepted| accepted.source == AcceptedBy::Exception(index))
            };
            let count = accepted.iter().filter(by_it).count();
            out.push_str(&row(section, exception, count));
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }
    if !accepted.is_empty() {
        let count = counted(accepted.len(), "accepted finding", "accepted findings");
        out.push_str(&format!("<h4>{count}</h4>\n<ul class=\"findings\">\n"));
        accepted.into_iter().for_each(|entry| with_reason(section, entry, out));
        out.push_str("</ul>\n");
    }
}

fn row(section: &Section<'_>, exception: &Exception, count: usize) -> String {
    let transfer = exception.transfer.map_or_else(|| "any".to_owned(), |id| section.names.transfer(id));
    let until = exception.until.as_ref().map_or_else(|| "no end".to_owned(), |day| day.value.to_string());
    // The rules say which exceptions have expired or are not needed.
    let is_about_it = |entry: &&Entry<'_>| {
        entry.finding.declaration.is_some_and(|place| {
            let Location { source, span } = exception.location;
            place.source == source && span.contains(place.span)
        })
    };
    let found = section.entries.iter().find(is_about_it);
    let accepts = match found {
        Some(entry) if entry.accepted.is_none() => {
            let id = section.anchors.finding(entry.index);
            format!("<a href=\"#{id}\">{}</a>", entry.finding.rule)
        }
        _ => counted(count, "finding", "findings"),
    };
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{until}</td><td>{accepts}</td><td>{}</td></tr>\n",
        exception.rule,
        escape(&transfer),
        escape(&exception.reason),
        escape(exception.by.as_deref().unwrap_or("not stated")),
        escape(&place_name(section, exception.location)),
    )
}

/// The finding, and who lives with it and why.
fn with_reason(section: &Section<'_>, entry: Entry<'_>, out: &mut String) {
    let Some(accepted) = entry.accepted else { return };
    let mut why = format!("accepted by {}", accepted.source.name());
    if let Some(place) = accepted.location {
        why.push_str(&format!(" at {}", place_name(section, place)));
    }
    if let Some(until) = accepted.until {
        why.push_str(&format!(" until {until}"));
    }
    if let Some(reason) = &accepted.reason {
        why.push_str(&format!(": {reason}"));
    }
    let why = format!("<p class=\"accepted\">{}</p>\n", escape(&why));
    item(section, entry, &why, out);
}
