//! How settings come in: with the first request, with a notification, or as the answer to a question.

use lsp_server::RequestId;
use lsp_types::{ConfigurationItem, ConfigurationParams};
use serde_json::Value;

use super::settings::{KEYS, SECTION, Settings};

/// What the client has told of settings.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    /// What the first request said: it holds where the configuration says nothing.
    initial: Settings,
    /// The question that is not yet answered. Of several only the last counts.
    pub(super) asked: Option<RequestId>,
    /// What was wrong with the last ones, so that the person hears of it once.
    said: Vec<String>,
}

impl Configuration {
    /// Takes `initializationOptions`. Gives what holds, and what to tell the person.
    pub(super) fn start(&mut self, options: &Value) -> (Settings, Vec<String>) {
        let read = Settings::read(options, &Settings::default());
        self.initial = read.0.clone();
        self.told(read)
    }

    /// Takes what a notification says: the settings of all servers, in some clients.
    pub(super) fn pushed(&mut self, settings: &Value) -> (Settings, Vec<String>) {
        let own = settings.get(SECTION);
        let mut read = Settings::read(own.unwrap_or(&Value::Null), &self.initial);
        let is_astray = |key: &&str| own.is_none() && settings.get(key).is_some();
        read.1.extend(
            KEYS.iter().filter(|key| is_astray(key)).map(|key| format!("`{key}` belongs below `{SECTION}`")),
        );
        self.told(read)
    }

    /// Takes the answer to [`question`].
    pub(super) fn answered(&mut self, answer: &Value) -> (Settings, Vec<String>) {
        let own = answer.as_array().and_then(|items| items.first()).unwrap_or(&Value::Null);
        self.told(Settings::read(own, &self.initial))
    }

    fn told(&mut self, (settings, problems): (Settings, Vec<String>)) -> (Settings, Vec<String>) {
        let news = problems.iter().filter(|problem| !self.said.contains(problem)).cloned().collect();
        self.said = problems;
        (settings, news)
    }
}

/// The question for the settings, for `workspace/configuration`.
pub(super) fn question() -> ConfigurationParams {
    let section = Some(SECTION.to_owned());
    ConfigurationParams { items: vec![ConfigurationItem { scope_uri: None, section }] }
}
