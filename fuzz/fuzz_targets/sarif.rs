//! Any result as SARIF: it is JSON, its regions are in the files, and the other formats are written too.

#![no_main]

use std::slice;

use divulge::Checked;
use divulge::output::{FORMATS, Look, Paint};
use divulge_fuzz::case::Case;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let Some(checked) = Case::read(data).and_then(|case| case.check().ok()) else { return };
    for format in FORMATS {
        let mut out = Vec::new();
        let look = Look { paint: Paint::Plain, width: 100 };
        (format.render)(slice::from_ref(&checked), look, &mut out).expect("memory can be written");
        let text = String::from_utf8(out).expect("every format is text");
        if format.name == "sarif" {
            let log: Value = serde_json::from_str(&text).expect("SARIF is JSON");
            are_in_the_files(&checked, &log);
        } else if ["json", "gitlab"].contains(&format.name) {
            serde_json::from_str::<Value>(&text).expect("it is JSON");
        }
    }
});

fn are_in_the_files(checked: &Checked, log: &Value) {
    let results = log["runs"][0]["results"].as_array().expect("a run has results");
    assert_eq!(results.len(), checked.findings.len() + checked.suppressed.len());
    for result in results {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for location in result["locations"].as_array().into_iter().flatten().chain(related) {
            let region = &location["physicalLocation"]["region"];
            let number = |key: &str| region[key].as_u64().and_then(|number| usize::try_from(number).ok());
            let [start_line, start, end_line, end] = ["startLine", "startColumn", "endLine", "endColumn"]
                .map(|key| number(key).expect("it is there"));
            assert!((start_line, start) <= (end_line, end) && start > 0, "{region}");
            let is_there = |line: usize, column: usize| {
                checked.sources.ids().any(|id| {
                    let source = checked.sources.get(id);
                    let line_break = 2;
                    let letters = source.slice(source.line_span(line)).chars().count() + line_break;
                    line <= lines(source.text()) && column <= letters + 1
                })
            };
            assert!(is_there(start_line, start) && is_there(end_line, end), "{region} is in no file");
        }
    }
}

/// SARIF counts lines as we do: `\n`, `\r\n` and a lone `\r` end one.
fn lines(text: &str) -> usize {
    text.replace("\r\n", "\n").split(['\n', '\r']).count()
}
