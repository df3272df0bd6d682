//! What holds for the whole journey and every text: each place that the JSON names is in its file, lines and columns and
//! offsets agree, evidence is what stands there, and nothing depends on the run or on the number of threads.

#![allow(clippy::unwrap_used, reason = "what a test cannot set up should stop it")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divulge::declaration::Date;
use divulge::output::{Format, Look, Paint};
use divulge::workspace::{self, discovery};
use proptest::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::Value;

const DECLARATION: &str = "\u{feff}# 😀 가나다\r
version: 1\r
controller: {name: 주식회사 달빛, aliases: [달빛, Moonlight], country: KR}\r
policies: [one.md, {path: two.md, annexes: [annex.md]}]\r
recipients:\r
  - {name: \"알리페이 싱가포르\", aliases: [Alipay, 알리페이, 支付宝], country: SG, category: 결제 서비스}\r
transfers:\r
  - {id: 😀, recipient: Alipay, role: processor, countries: [CN, SG]}\r
  - {id: café, recipient: \"Cafe\u{301} Möbel GmbH\", role: third-party, country: DE}\r
  - {id: cloud, recipient: \"Acme Cloud, Inc.\", role: processor, country: US}\r
  - {id: silent, recipient: 조용한회사, role: processor, country: JP, policies: [two.md]}\r
exceptions:\r
  - {rule: undisclosed-country, transfer: cloud, reason: \"👩\u{200d}👧 가족\", until: 2026-11-01}\r
  - {rule: undisclosed-recipient, transfer: silent, reason: 검토 중}\r
";

const FRAGMENTS: &[&str] = &[
    "알리페이",
    "알리페이에",
    "支付宝",
    "Alipay",
    "ALIPAY Singapore",
    "Café Möbel GmbH",
    "Cafe\u{301} Möbel GmbH",
    "Acme Cloud, Inc.",
    "Acme&nbsp;Cloud, Inc.",
    "**Acme** Cloud",
    "㈜조용한회사",
    "조용한회사를",
    "Unknown Metrics Ltd.",
    "주식회사 모름",
    "중국",
    "싱가포르",
    "미국에",
    "日本",
    "Deutschland",
    "the United States",
    "Singapore (SG)",
    "해외",
    "outside the EEA",
    "Seoul",
    "We share your data with ",
    "processes data on our behalf in ",
    "We do not transfer data to ",
    "If you live in ",
    "except ",
    "회사는 다음과 같이 개인정보 처리업무를 위탁하고 있습니다.",
    "에 제공하지 않습니다. ",
    "에 개인정보를 제공합니다. ",
    "위 수탁업체들은 모두 ",
    "The following processors are located in ",
    "service providers",
    "결제 서비스",
    "위탁",
    "제3자 제공",
    "국외 이전",
    " ",
    ", ",
    ". ",
    ": ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\t",
    "😀",
    "👩\u{200d}👧",
    "e\u{301}",
    "\u{feff}",
    "\u{200b}",
    "ﬁ",
    "İ",
    "\u{a0}",
    "# ",
    "\n## ",
    "\r\n## 제7조 (위탁)\r\n",
    "\n## Processors\n\n",
    "- ",
    "\n- ",
    "1. ",
    "① ",
    "> ",
    "**",
    "*",
    "`",
    "~~",
    "|",
    "\r\n| 수탁자 | 국가 |\r\n|---|---|\r\n| ",
    "\n| Recipient | Country |\n|---|---|\n| ",
    " | ",
    " |\n",
    " |\r\n",
    "---\n",
    "<!-- ",
    " -->",
    "![",
    "](x \"t\")",
    "<br>",
    "<table><tr><td>",
    "<td>",
    "<tr>",
    "</table>",
    "<details>",
    "&amp;",
    "&#44032;",
    "{{ x }}",
    "[^1]",
    "\n[^1]: ",
    "\\",
];

fn document() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..50).prop_map(|parts| parts.concat())
}

/// Where the files of one run lie; a test that runs beside others has its own.
fn folder(name: &str) -> PathBuf {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("spans-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("divulge.yaml"), DECLARATION).unwrap();
    folder
}

/// What `divulge check --format …` writes, with these many threads.
fn report(folder: &Path, format: &str, threads: usize) -> String {
    static POOLS: LazyLock<HashMap<usize, ThreadPool>> = LazyLock::new(|| {
        let pool = |threads| (threads, ThreadPoolBuilder::new().num_threads(threads).build().unwrap());
        [1, 4].map(pool).into()
    });
    POOLS[&threads].install(|| {
        let requests = discovery::find(&discovery::Call::default(), folder).unwrap().requests;
        let results =
            workspace::check(&requests, folder, Date::parse("2026-11-22").unwrap(), &|| {}).unwrap();
        let mut text = Vec::new();
        let look = Look { paint: Paint::Plain, width: 100 };
        (Format::named(format).unwrap().render)(&results, look, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    })
}

/// Line and column of a byte, counted letter by letter.
fn line_and_column(text: &str, offset: usize) -> (u64, u64) {
    let (mut line, mut column) = (1, 1);
    let mut letters = text[..offset].chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().or_else(|| text[offset..].chars().next());
        let ends_line = letter == '\n' || (letter == '\r' && next != Some('\n'));
        (line, column) = if ends_line { (line + 1, 1) } else { (line, column + 1) };
    }
    (line, column)
}

/// Checks one place: `{"path": …, "range": …}`, with the text that stands there where the JSON has one.
fn check_place(place: &Value, files: &HashMap<&str, String>) {
    let text = &files[place["path"].as_str().unwrap()];
    let [start, end] = ["start", "end"].map(|end| {
        let position = &place["range"][end];
        let offset = usize::try_from(position["offset"].as_u64().unwrap()).unwrap();
        assert!(text.is_char_boundary(offset), "inside a character: {place}");
        let told = (position["line"].as_u64().unwrap(), position["column"].as_u64().unwrap());
        assert_eq!(told, line_and_column(text, offset), "{place}");
        offset
    });
    assert!(start <= end, "{place}");
    if let Some(shown) = place["text"].as_str() {
        assert_eq!(shown, &text[start..end]);
        assert!(!shown.is_empty(), "evidence without words: {place}");
    }
}

/// Checks every place below a value, and counts them.
fn check_places(value: &Value, files: &HashMap<&str, String>) -> usize {
    match value {
        Value::Array(values) => values.iter().map(|value| check_places(value, files)).sum(),
        Value::Object(fields) => {
            let is_place = fields.contains_key("range");
            if is_place {
                check_place(value, files);
            }
            usize::from(is_place) + fields.values().map(|value| check_places(value, files)).sum::<usize>()
        }
        _ => 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_in_a_report_is_right(one in document(), two in document(), annex in document()) {
        let folder = folder("places");
        let mut files = HashMap::from([("divulge.yaml", DECLARATION.to_owned())]);
        for (name, text) in [("one.md", one), ("two.md", two), ("annex.md", annex)] {
            fs::write(folder.join(name), &text).unwrap();
            files.insert(name, text);
        }
        let json = report(&folder, "json", 4);
        let answer: Value = serde_json::from_str(&json).unwrap();
        let places = check_places(&answer, &files);
        prop_assert!(places > 0, "the expired exception has a place at least");
        prop_assert_eq!(&json, &report(&folder, "json", 4), "two runs");
        prop_assert_eq!(&json, &report(&folder, "json", 1), "one thread");
    }
}

/// The property above means something only where its texts disclose something.
#[test]
fn the_places_of_a_policy_that_discloses_are_checked() {
    let folder = folder("known");
    let policy =
        "\u{feff}## 😀 위탁\r\n\r\n| 수탁자 | 국가 |\r\n|---|---|\r\n| 👩\u{200d}👧 알리페이 | 중국 |\r\n";
    for name in ["one.md", "two.md", "annex.md"] {
        fs::write(folder.join(name), policy).unwrap();
    }
    let files: HashMap<&str, String> =
        [("divulge.yaml", DECLARATION), ("one.md", policy), ("two.md", policy), ("annex.md", policy)]
            .map(|(name, text)| (name, text.to_owned()))
            .into();
    let answer: Value = serde_json::from_str(&report(&folder, "json", 4)).unwrap();
    assert!(check_places(&answer, &files) > 10);
    assert_eq!(report(&folder, "human", 4), report(&folder, "human", 1), "one thread, for people");
    let evidence = &answer["transfers"][0]["elements"][0]["evidence"][0];
    assert_eq!(evidence["text"], "알리페이");
    assert_eq!(evidence["range"]["start"]["line"], 5);
    // `| `, two emoji that a joiner binds, a blank: seven columns before the name.
    assert_eq!(evidence["range"]["start"]["column"], 7);
}

/// Where a reader has to look: at the sister company that is named in place of the declared one, not at one that gets nothing; at
/// the data that stands where the missing one belongs.
#[test]
fn what_is_missing_is_shown_where_something_stands_instead() {
    let folder = folder("instead");
    let declaration = "version: 1\ncontroller: {name: Fernbed Ltd, country: GB}\npolicies: [one.md]\ntransfers:\n\
        \x20 - {id: cloud, recipient: 'Amazon Web Services, Inc.', role: processor, country: SG}\n\
        \x20 - {id: support, recipient: 'Oracle, Inc.', role: processor, country: US}\n\
        \x20 - {id: hosting, recipient: 'Acme Hosting, Inc.', role: processor, country: SG, data: [e-mail address]}\n";
    let policy = "# Privacy policy\n\nWe do not share your data with Amazon Web Services Korea LLC.\n\n\
        | Processor | Country | Data |\n| --- | --- | --- |\n\
        | Oracle Japan K.K. | Japan | name |\n| Acme Hosting, Inc. | Singapore | name |\n";
    fs::write(folder.join("divulge.yaml"), declaration).unwrap();
    fs::write(folder.join("one.md"), policy).unwrap();
    let answer: Value = serde_json::from_str(&report(&folder, "json", 1)).unwrap();
    let shown = |rule: &str, transfer: &str| {
        let findings = answer["findings"].as_array().unwrap();
        let finding = findings.iter().find(|each| each["rule"] == rule && each["transfer"] == transfer);
        let start = &finding.unwrap()["policy"]["range"]["start"];
        [&start["line"], &start["column"]].map(|number| number.as_u64().unwrap())
    };
    assert_eq!(shown("undisclosed-recipient", "cloud"), [1, 3], "the policy as a whole");
    assert_eq!(shown("undisclosed-recipient", "support"), [7, 3]);
    assert_eq!(shown("undisclosed-data", "hosting"), [8, 36]);
}
