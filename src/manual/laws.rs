//! The law packs: what each asks, of which transfers, on what evidence.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{NO_ADVICE, columns, lowered};
use crate::laws::{Area, Asks, Form, Kind, Pack, Row, shipped};

/// The page of one law, in Markdown.
#[must_use]
pub fn text(pack: &Pack) -> String {
    let mut text = format!(
        "# {}\n\n{} ({}). {} Checked {}. {NO_ADVICE}\n\n",
        pack.id, pack.title, pack.jurisdiction, pack.about, pack.checked
    );
    let _ = writeln!(text, "{}", destinations(pack));
    section(&mut text, pack, "What a policy must state", |asks| matches!(asks, Asks::Statement { .. }));
    section(&mut text, pack, "Where disclosure is not enough", |asks| matches!(asks, Asks::Consent { .. }));
    section(&mut text, pack, "Lists that must be whole", |asks| *asks == Asks::ClosedList);
    section(&mut text, pack, "What divulge does not check", |asks| matches!(asks, Asks::Unchecked(_)));
    text.push_str(&example(pack));
    text
}

/// A text that does not meet the law, and one that does.
fn example(pack: &Pack) -> String {
    let Some(example) = &pack.example else { return String::new() };
    format!("\n## Example\n\nFails: {}\n\nPasses: {}\n", example.fails, example.passes)
}

/// One line for each law.
#[must_use]
pub fn list() -> String {
    let row = |pack: &Pack| {
        [pack.id.to_string(), pack.checked.to_string(), format!("{}: {}", pack.jurisdiction, pack.title)]
    };
    format!("{}\n{NO_ADVICE}\n", columns(&shipped().iter().map(row).collect::<Vec<_>>()))
}

/// Every law, for programs.
#[must_use]
pub fn json() -> Value {
    shipped().iter().map(pack_json).collect()
}

/// All of them on one page: `docs/laws.md`.
#[must_use]
pub fn page() -> String {
    let mut page = format!(
        "# Laws\n\n<!-- Written by `divulge laws --format markdown > docs/laws.md`; a test compares. -->\n\n\
         What the packs that come with divulge ask of a policy. {NO_ADVICE} Evidence: `statute`, the text itself was read; \
         `secondary`, a regulator's summary, a law firm's page, the news or a reproduction; `memory`, not looked up, never an \
         error. How the rows are used, and how to write a pack of your own: \
         [src/laws/packs/README.md](../src/laws/packs/README.md).\n\n| pack | law | checked |\n| --- | --- | --- |\n"
    );
    for pack in shipped() {
        let _ = writeln!(
            page,
            "| [`{}`](#{}) | {}: {} | {} |",
            pack.id, pack.id, pack.jurisdiction, pack.title, pack.checked
        );
    }
    for pack in shipped() {
        let _ = write!(page, "\n{}\n", lowered(&text(pack)));
    }
    page
}

fn destinations(pack: &Pack) -> String {
    let mut text = format!("Data that stays in {} does not cross a border.", areas(&pack.domestic));
    if let Some(adequate) = &pack.adequate {
        let _ = write!(
            text,
            " Held to protect data well enough, as of {} ({}): {}. That excuses nothing here.",
            adequate.as_of,
            adequate.citation,
            areas(&adequate.areas)
        );
    }
    text
}

fn areas(areas: &[Area]) -> String {
    areas.iter().map(|area| area.name()).collect::<Vec<_>>().join(", ")
}

/// The rows of one kind as a table; nothing where there are none.
fn section(text: &mut String, pack: &Pack, title: &str, is_wanted: impl Fn(&Asks) -> bool) {
    let rows: Vec<&Row> = pack.rows.iter().filter(|row| is_wanted(&row.asks)).collect();
    if rows.is_empty() {
        return;
    }
    let _ = write!(
        text,
        "\n## {title}\n\n| of | what | how strongly | where | evidence | remark |\n| --- | --- | --- | --- | --- | --- |\n"
    );
    for row in rows {
        let kinds: Vec<&str> = row.kinds.iter().map(|kind| kind.name()).collect();
        let _ = writeln!(
            text,
            "| {} | {} | {} | [{}]({}) | {}, {} | {} |",
            kinds.join(", "),
            subject(row),
            row.status.name(),
            row.citation.replace('|', "\\|"),
            row.link,
            row.verified.name(),
            row.checked,
            remark(row)
        );
    }
}

/// What a row asks for, in words.
fn subject(row: &Row) -> String {
    match &row.asks {
        Asks::Statement { elements, form } => {
            let names: Vec<&str> = elements.iter().map(|element| element.name()).collect();
            let enough = if *form == Form::Category { " (a category is enough)" } else { "" };
            format!("{}{enough}", names.join(", "))
        }
        Asks::Consent { unless } if unless.is_empty() => "consent".to_owned(),
        Asks::Consent { unless } => {
            let grounds: Vec<&str> = unless.iter().map(|basis| basis.name()).collect();
            format!("consent, or {}", grounds.join(", "))
        }
        Asks::ClosedList => "no \"and others\"".to_owned(),
        Asks::Unchecked(words) => words.to_string(),
    }
}

fn remark(row: &Row) -> String {
    let from = row.from.map(|day| format!("In force from {day}."));
    let exempt = (!row.exempt.is_empty()).then(|| format!("Not of {}.", areas(&row.exempt)));
    let note = row.note.as_ref().map(|note| note.replace('|', "\\|").replace('\n', " "));
    from.into_iter().chain(exempt).chain(note).collect::<Vec<_>>().join(" ")
}

fn pack_json(pack: &Pack) -> Value {
    json!({
        "pack": pack.id,
        "title": pack.title,
        "jurisdiction": pack.jurisdiction,
        "about": pack.about,
        "checked": pack.checked,
        "domestic": names(&pack.domestic),
        "adequate": pack.adequate.as_ref().map(|list| json!({
            "as_of": list.as_of,
            "areas": names(&list.areas),
            "citation": list.citation,
        })),
        "rows": pack.rows.iter().map(row_json).collect::<Vec<_>>(),
    })
}

fn row_json(row: &Row) -> Value {
    let mut value = json!({
        "asks": subject(row),
        "kinds": row.kinds.iter().map(|kind: &Kind| kind.name()).collect::<Vec<_>>(),
        "status": row.status.name(),
        "when": row.when.map(|when| when.name()),
        "exempt": names(&row.exempt),
        "from": row.from.map(|day| day.to_string()),
        "citation": row.citation,
        "link": row.link,
        "verified": row.verified.name(),
        "checked": row.checked,
        "note": row.note,
    });
    if let Asks::Statement { elements, form } = &row.asks {
        value["elements"] = elements.iter().map(|element| element.name()).collect();
        value["form"] = form.name().into();
    }
    value
}

fn names(areas: &[Area]) -> Vec<&'static str> {
    areas.iter().map(|area| area.name()).collect()
}
