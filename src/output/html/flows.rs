//! The picture of the flows: controller -> recipients -> countries, as SVG. Shapes, strokes and words tell what is abroad
//! and what is not disclosed; colour only repeats it.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthChar;

use super::markup::escape;
use super::names::Names;
use super::section::Section;
use crate::assessment::{Assessment, Element, ElementAssessment, TransferAssessment, Verdict};
use crate::declaration::{Role, TransferId};
use crate::lexicon::country::Country;
use crate::output::one_line;
use crate::output::standing::Standing;

/// Pixels. A box is as high as two lines of text and the space between two boxes.
const ROW: usize = 58;
const BOX: usize = 44;
const MARGIN: usize = 10;
const WIDTH: usize = 1000;
/// Where each column begins, and how wide it is.
const CONTROLLER: (usize, usize) = (MARGIN, 210);
const RECIPIENTS: (usize, usize) = (330, 340);
const COUNTRIES: (usize, usize) = (790, 200);
/// Columns of text per pixel: a letter of 13 pixels is some 7 wide, one of East Asia twice that.
const LETTER: usize = 7;

/// Whether what happens is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// Everything that must be stated is.
    Disclosed,
    /// It is not, and that is accepted.
    Accepted,
    /// It is stated too broadly, or other elements are missing.
    Partly,
    /// It is not.
    Undisclosed,
}

impl Told {
    fn class(self) -> &'static str {
        match self {
            Self::Disclosed => "told",
            Self::Accepted => "lived-with",
            Self::Partly => "partly",
            Self::Undisclosed => "untold",
        }
    }

    fn sign(self) -> char {
        match self {
            Self::Disclosed => '✓',
            Self::Accepted => '•',
            Self::Partly => '≈',
            Self::Undisclosed => '✗',
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Disclosed => "disclosed",
            Self::Accepted => "accepted",
            Self::Partly => "partly disclosed",
            Self::Undisclosed => "undisclosed",
        }
    }

    fn of_element(standing: Standing, element: &ElementAssessment) -> Self {
        match (standing, element.verdict) {
            (_, Verdict::Clear | Verdict::NotRequired) => Self::Disclosed,
            (Standing::Accepted, _) => Self::Accepted,
            (_, Verdict::Omitted | Verdict::Incorrect) if element.required => Self::Undisclosed,
            _ if element.required => Self::Partly,
            _ => Self::Disclosed,
        }
    }
}

/// One transfer, by the policy that says least of it.
struct Flow {
    transfer: TransferId,
    told: Told,
    countries: BTreeMap<&'static str, (Country, Told)>,
}

/// Writes the picture; nothing where nothing is declared.
pub(super) fn write(section: &Section<'_>, out: &mut String) {
    let flows = flows(section);
    if flows.is_empty() {
        return;
    }
    let home = section.checked.declaration.controller.country;
    let mut countries: Vec<Country> =
        flows.iter().flat_map(|flow| flow.countries.values()).map(|&(country, _)| country).collect();
    countries.sort_by_key(|country| (Some(*country) != home, country.code()));
    countries.dedup();
    let height = MARGIN * 2 + ROW * flows.len().max(countries.len()).max(2);
    let id = section.anchors.part("flows");
    out.push_str(&format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"picture of the flows\">\n\
         <svg class=\"flows\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
         <title id=\"{id}-title\">Where personal data goes</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        escape(&description(section, &flows, home)),
    ));
    let rows =
        |count: usize, at: usize| MARGIN + (height - 2 * MARGIN) * (2 * at + 1) / (2 * count) - BOX / 2;
    let controller = rows(1, 0);
    for (at, flow) in flows.iter().enumerate() {
        let y = rows(flows.len(), at);
        out.push_str(&edge(CONTROLLER, controller, RECIPIENTS.0, y, flow.told));
        for &(country, told) in flow.countries.values() {
            if let Some(at) = countries.iter().position(|&known| known == country) {
                out.push_str(&edge(RECIPIENTS, y, COUNTRIES.0, rows(countries.len(), at), told));
            }
        }
    }
    let name = section.names.controller();
    let place = home.map_or_else(|| "country not declared".to_owned(), Names::country);
    out.push_str(&node(CONTROLLER, controller, "home", name, &place));
    for (at, flow) in flows.iter().enumerate() {
        let (name, below) = labels(section, flow);
        out.push_str(&node(RECIPIENTS, rows(flows.len(), at), flow.told.class(), &name, &below));
    }
    for (at, &country) in countries.iter().enumerate() {
        let (class, words) = match home {
            Some(home) if home == country => ("domestic", "domestic"),
            Some(_) => ("abroad", "abroad"),
            None => ("abroad", "destination"),
        };
        out.push_str(&node(COUNTRIES, rows(countries.len(), at), class, &Names::country(country), words));
    }
    out.push_str("</svg>\n</div>\n");
    out.push_str(
        "<p class=\"hint\">A solid line is disclosed, a dashed one partly, a dotted one not at all, in the policy that says \
         least. A country with a double frame lies abroad.</p>\n",
    );
}

fn flows(section: &Section<'_>) -> Vec<Flow> {
    let mut flows: BTreeMap<TransferId, Flow> = BTreeMap::new();
    for assessment in &section.checked.assessments {
        for judged in &assessment.transfers {
            let flow = flows.entry(judged.transfer).or_insert_with(|| Flow {
                transfer: judged.transfer,
                told: Told::Disclosed,
                countries: BTreeMap::new(),
            });
            flow.add(section, assessment, judged);
        }
    }
    flows.into_values().collect()
}

impl Flow {
    fn add(&mut self, section: &Section<'_>, assessment: &Assessment, judged: &TransferAssessment) {
        let told = |element: &ElementAssessment| {
            Told::of_element(Standing::of(section.checked, assessment, judged, element), element)
        };
        let recipient = judged.elements.iter().find(|element| element.element == Element::Recipient);
        let recipient = recipient.map_or(Told::Disclosed, told);
        self.told = self.told.max(recipient);
        for element in judged.elements.iter().filter(|one| one.element != Element::Recipient) {
            // Only where nothing is said of the recipient does nobody know of the transfer.
            self.told = self.told.max(told(element).min(Told::Partly));
            if let (Element::Country, Some(country)) = (element.element, Country::from_code(&element.subject))
            {
                // A country that need not be named is as well known as who receives the data there.
                let told = if element.verdict == Verdict::NotRequired { recipient } else { told(element) };
                let entry = self.countries.entry(country.code()).or_insert((country, told));
                entry.1 = entry.1.max(told);
            }
        }
    }
}

/// A recipient's name with the number of its row, and what is said below it.
fn labels(section: &Section<'_>, flow: &Flow) -> (String, String) {
    let transfer = section.checked.declaration.transfers.get(flow.transfer);
    let role = transfer.and_then(|transfer| transfer.role.as_ref()).map(|role| match role.value {
        Role::Processor => "processor",
        Role::ThirdParty => "third party",
        Role::JointController => "joint controller",
    });
    let client = transfer.and_then(|transfer| transfer.on_behalf_of.as_ref());
    let client = client.map(|client| format!("for {}", client.value));
    let words =
        [Some(format!("{} {}", flow.told.sign(), flow.told.words())), role.map(str::to_owned), client];
    let below = words.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (format!("{}. {}", flow.transfer + 1, section.names.recipient(flow.transfer)), below)
}

/// What the picture shows, for those who do not see it.
fn description(section: &Section<'_>, flows: &[Flow], home: Option<Country>) -> String {
    let flow = |flow: &Flow| {
        let countries: Vec<String> = flow
            .countries
            .values()
            .map(|&(country, told)| {
                let abroad = if Some(country) == home { "domestic" } else { "abroad" };
                format!("{}, {abroad}, {}", country.english_name(), told.words())
            })
            .collect();
        let to = if countries.is_empty() { "no country declared".to_owned() } else { countries.join("; ") };
        format!("{}: {}, to {to}.", section.names.transfer(flow.transfer), flow.told.words())
    };
    let flows: Vec<String> = flows.iter().map(flow).collect();
    format!("{} sends data to: {}", section.names.controller(), flows.join(" "))
}

/// A curve from the right side of one column to the left side of the next.
fn edge((column, width): (usize, usize), from: usize, right: usize, to: usize, told: Told) -> String {
    let left = column + width;
    let (from, to, middle) = (from + BOX / 2, to + BOX / 2, (left + right) / 2);
    format!(
        "<path class=\"edge {}\" d=\"M{left} {from}C{middle} {from} {middle} {to} {right} {to}\"/>\n",
        told.class()
    )
}

fn node((x, width): (usize, usize), y: usize, class: &str, name: &str, below: &str) -> String {
    let mut node = format!(
        "<rect class=\"node {class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BOX}\" rx=\"5\"/>\n"
    );
    if class == "abroad" {
        let (x, y, width, height) = (x + 3, y + 3, width - 6, BOX - 6);
        node.push_str(&format!("<rect class=\"node {class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\"/>\n"));
    }
    let (text, columns) = (x + 10, (width - 20) / LETTER);
    let (first, second) = (y + 18, y + 35);
    node.push_str(&format!("<text x=\"{text}\" y=\"{first}\">{}</text>\n", escape(&fitted(name, columns))));
    node.push_str(&format!(
        "<text class=\"below\" x=\"{text}\" y=\"{second}\">{}</text>\n",
        escape(&fitted(below, columns + 4))
    ));
    node
}

/// The text on one line, cut to so many columns.
fn fitted(text: &str, columns: usize) -> String {
    let text = one_line(text);
    let mut fitted = String::new();
    let mut used = 0;
    for letter in text.chars() {
        used += letter.width().unwrap_or(0);
        if used > columns {
            fitted.pop();
            fitted.push('…');
            break;
        }
        fitted.push(letter);
    }
    fitted
}
