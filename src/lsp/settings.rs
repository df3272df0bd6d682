//! What a person sets in the editor: in `initializationOptions`, and in the configuration under `divulge`.

use serde_json::Value;

use crate::declaration::suggest;
use crate::laws::{self, Law};
use crate::rules::Severity;
use crate::workspace::Reach;

/// The name under which editors keep the settings.
pub(super) const SECTION: &str = "divulge";

/// Settings that are read here.
pub(super) const KEYS: [&str; 3] = ["severity", "laws", "allowOutside"];

/// Settings that only the editor's side reads.
const OF_THE_EDITOR: &[&str] = &["path", "trace"];

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The least severity of a finding that is shown.
    pub(super) severity: Severity,
    /// The laws that are in force where a declaration says nothing of any.
    pub(super) laws: Vec<Law>,
    /// How far declarations may lead.
    pub(super) reach: Reach,
}

impl Default for Settings {
    fn default() -> Self {
        Self { severity: Severity::Info, laws: Vec::new(), reach: Reach::default() }
    }
}

impl Settings {
    /// What a value sets, and what is wrong with it. What it leaves out, or says wrongly, is as in `base`.
    pub(super) fn read(value: &Value, base: &Self) -> (Self, Vec<String>) {
        let mut settings = base.clone();
        let mut problems = Vec::new();
        match value {
            Value::Null => {}
            Value::Object(fields) => {
                for (key, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
                    match key.as_str() {
                        "severity" => settings.severity(value, &mut problems),
                        "laws" => settings.laws(value, &mut problems),
                        "allowOutside" => settings.allow_outside(value, &mut problems),
                        key if OF_THE_EDITOR.contains(&key) => {}
                        key => problems.push(unknown(key)),
                    }
                }
            }
            other => problems.push(format!(
                "the settings are {other}, where {} belong",
                KEYS.map(|key| format!("`{key}`")).join(", ")
            )),
        }
        (settings, problems)
    }

    fn severity(&mut self, value: &Value, problems: &mut Vec<String>) {
        let all = [Severity::Error, Severity::Warning, Severity::Info];
        match all.into_iter().find(|severity| value == severity.name()) {
            Some(severity) => self.severity = severity,
            None => problems.push(format!("`severity` is error, warning or info, not {value}")),
        }
    }

    fn allow_outside(&mut self, value: &Value, problems: &mut Vec<String>) {
        match value.as_bool() {
            Some(true) => self.reach = Reach::Anywhere,
            Some(false) => self.reach = Reach::default(),
            None => problems.push(format!("`allowOutside` is true or false, not {value}")),
        }
    }

    fn laws(&mut self, value: &Value, problems: &mut Vec<String>) {
        let names: Option<Vec<&str>> = value.as_array().map_or_else(
            || value.as_str().map(|name| vec![name]),
            |items| items.iter().map(Value::as_str).collect(),
        );
        let Some(names) = names else {
            problems.push(format!("`laws` is a list of names, such as [\"eu-gdpr\"], not {value}"));
            return;
        };
        self.laws = Vec::new();
        for name in names {
            match Law::named(name) {
                Some(law) if self.laws.iter().any(|known| known.id == law.id) => {}
                Some(law) => self.laws.push(law),
                None => problems.push(unknown_law(name)),
            }
        }
    }
}

fn unknown(key: &str) -> String {
    let near = suggest::ending(key, KEYS.iter().chain(OF_THE_EDITOR).copied());
    format!("there is no setting {}{near}", Value::from(key))
}

fn unknown_law(name: &str) -> String {
    let near = suggest::ending(name, laws::shipped().iter().map(|pack| pack.id.as_ref()));
    let help = "`divulge laws` lists them; a pack of your own is named in the declaration";
    format!("`laws` names an unknown law, {}{near}: {help}", Value::from(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: &Value) -> (Severity, Vec<String>, Vec<String>) {
        let base = Settings {
            severity: Severity::Warning,
            laws: vec![Law::named("kr-pipa").unwrap()],
            ..Settings::default()
        };
        let (settings, problems) = Settings::read(value, &base);
        (settings.severity, settings.laws.iter().map(|law| law.id.to_string()).collect(), problems)
    }

    #[test]
    fn what_is_left_out_stays() {
        let kept = (Severity::Warning, vec!["kr-pipa".to_owned()], Vec::new());
        for value in [json!(null), json!({}), json!({ "laws": null, "path": "x", "trace": {} })] {
            assert_eq!(read(&value), kept, "{value}");
        }
        assert_eq!(read(&json!({ "severity": "error", "laws": [] })), (Severity::Error, vec![], vec![]));
        let one = (Severity::Warning, vec!["eu-gdpr".to_owned()], Vec::new());
        assert_eq!(read(&json!({ "laws": "eu-gdpr" })), one);
        assert_eq!(read(&json!({ "laws": ["eu-gdpr", "eu-gdpr"] })), one);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (value, words) in [
            (json!(3), "the settings are 3"),
            (json!({ "severity": "fatal" }), "error, warning or info, not \"fatal\""),
            (json!({ "severity": 1 }), "not 1"),
            (json!({ "laws": { "eu-gdpr": true } }), "list of names"),
            (json!({ "laws": [1] }), "list of names"),
            (json!({ "laws": ["eu-gdpr", "eu-gpdr"] }), "did you mean `eu-gdpr`?"),
            (json!({ "laws": ["./own.yaml"] }), "named in the declaration"),
            (json!({ "serverity": "error" }), "did you mean `severity`?"),
        ] {
            let (severity, _, problems) = read(&value);
            assert_eq!(severity, Severity::Warning);
            assert!(problems.len() == 1 && problems[0].contains(words), "{value}: {problems:?}");
        }
    }
}
