//! Policies and a declaration for the benchmark, put together from the texts beside this file. The organisations
//! are invented. `scripts/cold-start` fills in the same texts.

use std::fmt::Write as _;

const ENGLISH: &str = include_str!("section.en.md");
const KOREAN: &str = include_str!("section.ko.md");
/// By line: name, country in English, country in Korean, code.
const RECIPIENTS: &str = include_str!("recipients.tsv");

/// Policies of `size` bytes, `total` bytes together, English and Korean in turn.
pub(crate) fn corpus(total: usize, size: usize) -> Vec<String> {
    (0..total / size).map(|index| if index % 2 == 0 { english(size) } else { korean(size) }).collect()
}

fn english(size: usize) -> String {
    policy("# Privacy policy\n\n", ENGLISH, size, 1)
}

/// A Korean policy of at least `size` bytes.
pub(crate) fn korean(size: usize) -> String {
    policy("# 개인정보 처리방침\n\n", KOREAN, size, 2)
}

fn policy(title: &str, section: &str, size: usize, country: usize) -> String {
    let recipients: Vec<Vec<&str>> = RECIPIENTS.lines().map(|line| line.split('\t').collect()).collect();
    let mut text = title.to_owned();
    for number in 1.. {
        if text.len() >= size {
            break;
        }
        let mut section = section.replace("{n}", &number.to_string());
        for (offset, (name, place)) in [("{a}", "{p}"), ("{b}", "{q}"), ("{c}", "{r}")].iter().enumerate() {
            let recipient = &recipients[(number * 3 + offset) % recipients.len()];
            section = section.replace(name, recipient[0]).replace(place, recipient[country]);
        }
        text.push_str(&section);
    }
    text
}

/// The declaration of a transfer to each recipient.
pub(crate) fn declaration() -> String {
    let mut text = String::from(
        "version: 1\ncontroller: {name: Example Ltd, country: KR}\npolicies: [policy.md]\ntransfers:\n",
    );
    for (index, line) in RECIPIENTS.lines().enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let role = ["processor", "third-party"][index % 2];
        let _ = writeln!(
            text,
            "  - {{id: t{index}, recipient: \"{}\", role: {role}, country: {}}}",
            fields[0], fields[3]
        );
    }
    text
}

/// Makes a policy of about so many bytes, or of so many parts.
pub(crate) type Maker = fn(usize) -> String;

/// What must take time in proportion to its length: names, and texts of so many units of length.
pub(crate) const EXTREMES: [(&str, Maker); 5] = [
    ("a table of 50,000 rows", |units| {
        let row = "| Birchpay Ltd | Payments | Name, amount | Ireland | 5 years |\n";
        let head =
            "| Recipient | Purpose | Information | Country | Kept for |\n| --- | --- | --- | --- | --- |\n";
        format!("# Recipients\n\n{head}{}", row.repeat(50_000 * units))
    }),
    ("one sentence of 1,000 clauses", |units| {
        let clause = "we share your e-mail address with Birchpay Ltd in Ireland, unless you object, and ";
        format!("# Sharing\n\n{}that is all.", clause.repeat(1_000 * units))
    }),
    ("one word of 1 MB", |units| {
        format!("# Sharing\n\nWe share data{} with Birchpay Ltd.", "x".repeat(1_000_000 * units))
    }),
    ("50,000 mentions of one name", |units| {
        format!("# Sharing\n\nWe share data with {}Hazel.", "Birchpay Ltd ".repeat(50_000 * units))
    }),
    ("50,000 list items", |units| {
        format!("# Sharing\n\nWe share data with:\n\n{}", "- Birchpay Ltd, Ireland\n".repeat(50_000 * units))
    }),
];
