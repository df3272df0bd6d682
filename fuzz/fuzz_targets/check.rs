//! A whole check of any declaration and policy, and what must hold between two of them whatever they say. Properties that
//! need a text in good order are in `tests/metamorphic.rs`.

#![no_main]

use divulge::Checked;
use divulge::assessment::{self, Assessment, Element, Verdict};
use divulge::declaration::{Declaration, Recipient};
use divulge::disclosure;
use divulge::policy::{BlockKind, Policy, Text, fold};
use divulge::source::SourceId;
use divulge::workspace::Memories;
use divulge_fuzz::case::{Case, Verdicts, sorted, today, verdicts};
use divulge_fuzz::places;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some(case) = Case::read(data) else { return };
    let checked = match case.check() {
        Ok(checked) => checked,
        Err(failure) => return places::explain(&failure.sources, &failure.problems),
    };
    places::hold(&checked);
    let judged = verdicts(&checked);
    who_is_named_nowhere_is_not_disclosed(&checked);
    line_ends_change_nothing(&case, &judged);
    a_paragraph_on_something_else_changes_nothing(&case, checked.declaration.policies.len());
    what_was_checked_before_changes_nothing(&case, &judged);
    the_order_of_a_declaration_changes_nothing(checked);
});

fn of(case: &Case) -> Verdicts {
    case.check().map(|checked| verdicts(&checked)).expect("only the policy is another")
}

fn line_ends_change_nothing(case: &Case, judged: &Verdicts) {
    let ends = case.policy.replace("\r\n", "\n").replace('\n', "\r\n");
    assert_eq!(of(&case.with(ends)), *judged, "with CRLF");
    assert_eq!(of(&case.with(format!("{}\n\n   \n\n", case.policy))), *judged, "with blank lines at the end");
}

/// A paragraph may end what a text is as a whole, such as front matter, or tell its language: the text has one before that.
fn a_paragraph_on_something_else_changes_nothing(case: &Case, policies: usize) {
    let before = format!("{}\n\nIt rained all night, and in the morning the river rose.\n", case.policy);
    let after = format!("{before}\nThe old bridge is closed, and all the children walk to school.\n");
    if policies > 0 && languages(&before) == languages(&after) {
        assert_eq!(of(&case.with(after)), of(&case.with(before)), "with a paragraph on bridges");
    }
}

fn languages(text: &str) -> Vec<&'static str> {
    let policy = Policy::parse(&[(any_file(), text)]);
    disclosure::lexicon(&policy, None).languages().iter().map(|language| language.tag).collect()
}

/// An editor checks the text with every key stroke.
fn what_was_checked_before_changes_nothing(case: &Case, judged: &Verdicts) {
    let middle = case.policy.len() / 2;
    let middle = (middle..).find(|&at| case.policy.is_char_boundary(at)).unwrap_or_default();
    let mut memories = Memories::default();
    let half = case.with(case.policy[..middle].to_owned());
    half.check_after(&mut memories).expect("only the policy is another");
    let again = case.check_after(&mut memories).expect("it was checked before");
    assert_eq!(verdicts(&again), *judged, "after its first half");
}

/// Deleting every mention leaves nothing clear; so what is clear has a mention.
fn who_is_named_nowhere_is_not_disclosed(checked: &Checked) {
    for assessment in &checked.assessments {
        let files = &checked.documents[assessment.policy];
        let texts: Vec<(SourceId, &str)> =
            files.iter().map(|&id| (id, checked.sources.get(id).text())).collect();
        let seen = letters_of(&Policy::parse(&texts));
        for transfer in &assessment.transfers {
            let recipient = checked.declaration.recipient_of(transfer.transfer).expect("it is declared");
            let is_clear = |one: &&assessment::ElementAssessment| {
                one.element == Element::Recipient && one.verdict == Verdict::Clear
            };
            if let Some(element) = transfer.elements.iter().find(is_clear) {
                assert!(is_named(recipient, &seen), "named nowhere: {recipient:?} {element:?}");
            }
        }
    }
}

/// Whether a word of one of its names occurs. A name in letters that are written without blanks may have its legal form at
/// either end, so that how it begins or ends is enough.
fn is_named(recipient: &Recipient, seen: &str) -> bool {
    let names = [&recipient.name.value].into_iter().chain(&recipient.aliases).chain(&recipient.domains);
    let mut words = names.flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    words.any(|word| !word.is_empty() && ends(&letters(word)).iter().any(|end| seen.contains(end)))
}

fn ends(word: &str) -> Vec<String> {
    const LETTERS: usize = 2;
    if word.is_ascii() {
        return vec![word.to_owned()];
    }
    let skipped = word.chars().count().saturating_sub(LETTERS);
    vec![word.chars().take(LETTERS).collect(), word.chars().skip(skipped).collect()]
}

/// Everything that a reader sees, as letters alone: a name may be broken over lines, or written apart.
fn letters_of(policy: &Policy) -> String {
    let mut seen = String::new();
    let mut see = |text: &Text| seen.push_str(&letters(text.as_str()));
    for block in &policy.blocks {
        match &block.kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => see(text),
            BlockKind::Item(item) => see(&item.text),
            BlockKind::Table(table) => {
                table.caption.iter().for_each(&mut see);
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| see(&cell.text));
            }
        }
    }
    seen
}

fn letters(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn the_order_of_a_declaration_changes_nothing(checked: Checked) {
    let Checked { sources, mut declaration, documents, .. } = checked;
    let texts: Vec<Vec<(SourceId, &str)>> = documents
        .iter()
        .map(|files| files.iter().map(|&id| (id, sources.get(id).text())).collect())
        .collect();
    let before = read(&declaration, &texts);
    let last = declaration.recipients.len().saturating_sub(1);
    declaration.recipients.reverse();
    declaration.transfers.reverse();
    for transfer in &mut declaration.transfers {
        transfer.recipient = last - transfer.recipient;
    }
    assert_eq!(read(&declaration, &texts), before, "with recipients and transfers in the other order");
}

fn read(declaration: &Declaration, texts: &[Vec<(SourceId, &str)>]) -> Verdicts {
    let assess = |(index, texts): (usize, &Vec<(SourceId, &str)>)| -> Assessment {
        let language = declaration.policies[index].language.as_ref().map(|language| language.value.as_str());
        let disclosures = disclosure::read(&Policy::parse(texts), language, declaration);
        assessment::assess(declaration, index, &disclosures, today())
    };
    let assessments: Vec<Assessment> = texts.iter().enumerate().map(assess).collect();
    sorted(&assessments, |transfer| declaration.transfers[transfer].id.clone())
}

fn any_file() -> SourceId {
    divulge::source::Sources::default().add(divulge::source::Source::new("", ""))
}
