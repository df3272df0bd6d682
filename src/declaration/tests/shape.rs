//! What is wrong with one entry.

use super::{Folder, assert_problems, minimal};

#[test]
fn every_unknown_key_is_reported_with_a_suggestion() {
    assert_problems(
        &minimal(
            "\
contoller: {}
recipients: [{name: A, alias: B}]
transfers:
- recipient: A
  contry: KR
  Purpose: x
  weather: y",
        ),
        &[
            ("contoller", "unknown key `contoller` in a declaration; did you mean `controller`?"),
            ("alias", "unknown key `alias` in a recipient; did you mean `aliases`?"),
            ("contry", "unknown key `contry` in a transfer; did you mean `country`?"),
            ("Purpose", "unknown key `Purpose` in a transfer; did you mean `purposes`?"),
            ("weather", "unknown key `weather` in a transfer"),
        ],
    );
}

#[test]
fn repeated_keys_are_reported_with_both_places() {
    let folder = minimal(
        "\
transfers:
- recipient: A
  country: KR
  country: JP
  country: US",
    );
    let message = "key `country` is given twice";
    assert_problems(&folder, &[("country", message), ("country", message)]);
    let problem = folder.load().0.unwrap_err().remove(0);
    assert_eq!(problem.help.as_deref(), Some("the other place is shop/divulge.yaml:5:3"));
    assert_eq!(problem.path, "shop/divulge.yaml");
}

#[test]
fn what_is_missing_is_reported_where_it_should_be() {
    assert_problems(
        &Folder::new(
            "\
laws: []
recipients: [{country: KR}]
transfers: [{id: x}, {}]
exceptions:
- transfer: x",
        ),
        &[
            ("laws", "a declaration needs `version`"),
            ("laws", "a declaration needs `policies`"),
            ("country", "a recipient needs `name`"),
            ("id", "a transfer needs `recipient`"),
            ("{}", "a transfer needs `recipient`"),
            ("transfer", "an exception needs `rule`"),
            ("transfer", "an exception needs `reason`"),
        ],
    );
    assert_problems(
        &Folder::new("version: 1\npolicies: []"),
        &[("policies", "`policies` is empty; expected at least one")],
    );
}

#[test]
fn blank_texts_are_reported() {
    assert_problems(
        &minimal(
            "\
controller: {name: ''}
laws: [' ']
transfers:
- recipient: \"\u{200b}\"
  retention:
  data: [email, ~, '']
  method: |

  id: ' '",
        ),
        &[
            ("''", "`name` is empty; expected a text"),
            ("' '", "`laws` is empty; expected a text"),
            ("\"\u{200b}\"", "`recipient` is empty; expected a text"),
            ("retention", "`retention` is empty; expected a text"),
            ("~", "`data` is empty; expected a text"),
            ("''", "`data` is empty; expected a text"),
            ("method", "`method` is empty; expected a text"),
            ("' '", "`id` is empty; expected a text"),
        ],
    );
}

#[test]
fn values_of_the_wrong_kind_are_reported() {
    assert_problems(
        &Folder::new(
            "\
version: [1]
policies: [[p.md], p.md]
controller: Acme
transfers: [x, {recipient: [A], data: {a: b}}]
rules: [off]",
        ),
        &[
            ("[1]", "`version` must be a text here, not a list"),
            ("[p.md]", "`policies` must be a text here, not a list"),
            ("Acme", "the controller must be a mapping of keys to values, not a text"),
            ("x", "a transfer must be a mapping of keys to values, not a text"),
            ("[A]", "`recipient` must be a text here, not a list"),
            ("{a: b}", "`data` must be a text here, not a mapping"),
            ("[off]", "`rules` must be a mapping of keys to values, not a list"),
        ],
    );
    assert_problems(
        &Folder::new("- version: 1\n- x"),
        &[("- version: 1\n- x", "a declaration must be a mapping of keys to values, not a list")],
    );
}

#[test]
fn words_that_mean_nothing_are_reported() {
    assert_problems(
        &Folder::new(
            "\
version: 2
policies: {path: p.md, language: Korean}
transfers:
- recipient: A
  role: third party
  countries: [Qqqqqqqqqqqq, KR]
  since: 2018-02-30
  until: soon
rules: {vague-contry: error, vague-country: warn}",
        ),
        &[
            ("2", "unknown version `2`; expected `1`"),
            ("Korean", "`Korean` is no language tag"),
            ("third party", "unknown role `third party`; did you mean `third-party`?"),
            ("Qqqqqqqqqqqq", "unknown country `Qqqqqqqqqqqq`"),
            ("2018-02-30", "`2018-02-30` is no date of the calendar"),
            ("soon", "`soon` is no date of the calendar"),
            ("vague-contry", "unknown rule `vague-contry`; did you mean `vague-country`?"),
            ("warn", "unknown level `warn`; did you mean `warning`?"),
        ],
    );
}

#[test]
fn values_that_contradict_each_other_are_reported() {
    assert_problems(
        &minimal(
            "\
transfers:
- recipient: A
  countries: [KR]
  country: JP
  since: 2020-01-02
  until: 2020-01-01",
        ),
        &[
            ("country", "a transfer has both `country` and `countries`; expected one of them"),
            ("2020-01-01", "`until` 2020-01-01 lies before `since` 2020-01-02"),
        ],
    );
}

#[test]
fn broken_yaml_is_one_problem_at_its_place() {
    for (text, at, message) in [
        ("a: 한글\n b: c", ":", "not valid YAML: mapping values are not allowed in this context"),
        ("a:\n\t- b", "- ", "not valid YAML: tabs disallowed within this context (block indentation)"),
        ("a: [1, 2", "[", "not valid YAML: unclosed bracket '['"),
        ("a: 'x", "'", "not valid YAML: "),
        (
            "version: 1\n---\nversion: 1",
            "---",
            "a second YAML document starts here; expected one document per file",
        ),
    ] {
        let problems = Folder::new(text).problems();
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert!(at.starts_with(&problems[0].0), "{text}: {problems:?}");
        assert!(problems[0].1.starts_with(message), "{text}: {problems:?}");
    }
}

#[test]
fn anchors_tags_and_keys_that_lead_nowhere_are_reported() {
    assert_problems(
        &minimal(
            "\
recipients: *none
transfers:
- recipient: !env NAME
  data: &d [a, *d]
  ? [x]
  : y
  <<: z",
        ),
        &[
            ("*none", "unknown anchor `none`; expected `&none` above"),
            ("NAME", "unknown tag `!env`; expected a plain value"),
            ("*d", "an alias stands inside the value that it names"),
            ("[x]", "a key must be a word"),
            ("z", "`<<` must name a mapping or a list of mappings"),
        ],
    );
}
