//! Compiles `src/laws/packs/*.yaml` into constants, after checking every word of them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

#[allow(dead_code, unreachable_pub)]
#[path = "../src/declaration/date.rs"]
mod date;
#[allow(dead_code, unreachable_pub)]
#[path = "../src/laws/format.rs"]
mod format;
#[allow(dead_code, unreachable_pub)]
#[path = "../src/laws/model.rs"]
mod model;
#[allow(dead_code, unreachable_pub)]
#[path = "../src/laws/read.rs"]
mod read;
#[allow(dead_code, unreachable_pub)]
#[path = "../src/laws/words.rs"]
mod words;

use date::Date;
use model::{Adequate, Area, Asks, Example, Pack, Row, Text};

/// Writes `laws.rs` into `out`.
///
/// # Errors
/// Says file and line of everything that is wrong in a pack.
pub(super) fn compile(root: &Path, out: &Path) -> Result<(), Vec<String>> {
    for file in ["format.rs", "model.rs", "read.rs", "words.rs", "packs"] {
        println!("cargo::rerun-if-changed=src/laws/{file}");
    }
    println!("cargo::rerun-if-changed=src/declaration/date.rs");
    let folder = root.join("src/laws/packs");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .map_err(|error| vec![format!("{}: {error}", folder.display())])?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    names.sort();
    let mut errors = Vec::new();
    let mut code = String::from("/// Every pack, by id.\npub(super) static PACKS: &[Pack] = &[\n");
    for name in names {
        let file = format!("src/laws/packs/{name}.yaml");
        match checked(&root.join(&file), &name) {
            Ok(pack) => emit(&pack, &mut code),
            Err(faults) => errors.extend(faults.into_iter().map(|fault| format!("{file}:{fault}"))),
        }
    }
    code.push_str("];\n");
    if !errors.is_empty() {
        return Err(errors);
    }
    std::fs::write(out.join("laws.rs"), code).map_err(|error| vec![format!("laws.rs: {error}")])
}

fn checked(file: &Path, name: &str) -> Result<Pack, Vec<String>> {
    let text = std::fs::read_to_string(file).map_err(|error| vec![format!("1: {error}")])?;
    let pack = read::pack(&text, is_country).map_err(|faults| {
        faults.into_iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect::<Vec<_>>()
    })?;
    if pack.id == name { Ok(pack) } else { Err(vec![format!("1: the pack calls itself `{}`", pack.id)]) }
}

/// The codes of the table that the lexicon is made from.
fn is_country(code: &str) -> bool {
    static CODES: OnceLock<BTreeSet<String>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let table = std::fs::read_to_string("src/lexicon/places/cldr.tsv").unwrap_or_default();
        table.lines().filter_map(|line| line.split('\t').nth(1)).map(str::to_owned).collect()
    });
    codes.contains(code)
}

fn emit(pack: &Pack, code: &mut String) {
    let rows: String = pack.rows.iter().map(row).collect();
    let _ = writeln!(
        code,
        "Pack {{ id: {}, title: {}, jurisdiction: {}, about: {}, checked: {}, names: {}, domestic: {}, adequate: {}, \
         rows: Cow::Borrowed(&[\n{rows}]), example: {} }},",
        text(&pack.id),
        text(&pack.title),
        text(&pack.jurisdiction),
        text(&pack.about),
        text(&pack.checked),
        many(&pack.names, text),
        many(&pack.domestic, area),
        option(pack.adequate.as_ref(), adequate),
        option(pack.example.as_ref(), example),
    );
}

fn row(row: &Row) -> String {
    format!(
        "    Row {{ asks: {}, kinds: {}, status: Status::{:?}, when: {}, exempt: {}, from: {}, citation: {}, link: {}, \
         verified: Verified::{:?}, checked: {}, note: {} }},\n",
        asks(&row.asks),
        many(&row.kinds, |kind| format!("Kind::{kind:?}")),
        row.status,
        option(row.when.as_ref(), |when| format!("When::{when:?}")),
        many(&row.exempt, area),
        row.from.map_or("None".to_owned(), day),
        text(&row.citation),
        text(&row.link),
        row.verified,
        text(&row.checked),
        option(row.note.as_ref(), text),
    )
}

fn asks(asks: &Asks) -> String {
    match asks {
        Asks::Statement { elements, form } => format!(
            "Asks::Statement {{ elements: {}, form: Form::{form:?} }}",
            many(elements, |element| format!("Element::{element:?}"))
        ),
        Asks::Consent { unless } => {
            format!("Asks::Consent {{ unless: {} }}", many(unless, |basis| format!("Basis::{basis:?}")))
        }
        Asks::ClosedList => "Asks::ClosedList".to_owned(),
        Asks::Unchecked(words) => format!("Asks::Unchecked({})", text(words)),
    }
}

fn adequate(adequate: &Adequate) -> String {
    format!(
        "Adequate {{ as_of: {}, areas: {}, citation: {} }}",
        text(&adequate.as_of),
        many(&adequate.areas, area),
        text(&adequate.citation)
    )
}

fn example(example: &Example) -> String {
    format!("Example {{ fails: {}, passes: {} }}", text(&example.fails), text(&example.passes))
}

fn area(area: &Area) -> String {
    format!("Area::{area:?}")
}

/// A day that was read is one of the calendar.
fn day(day: Date) -> String {
    let numbers = day.to_string().replace("-0", ", ").replace('-', ", ");
    format!("Date::new({numbers})")
}

fn text(text: &Text) -> String {
    format!("Cow::Borrowed({:?})", text.as_ref())
}

fn many<T>(values: &[T], code: impl Fn(&T) -> String) -> String {
    let values: Vec<String> = values.iter().map(code).collect();
    format!("Cow::Borrowed(&[{}])", values.join(", "))
}

fn option<T>(value: Option<&T>, code: impl Fn(&T) -> String) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({})", code(value)))
}
