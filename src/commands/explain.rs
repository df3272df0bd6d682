//! `divulge explain`: what a rule or a law asks, and why.

use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use divulge::laws::{self, Pack};
use divulge::manual;
use divulge::rules::RuleId;

/// Explain a rule or a law: what it asks, why, an example that fails and one that passes
///
/// The name is one that findings show: a rule such as `undisclosed-country`, or a law pack such as `kr-pipa`.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// A rule or a law
    #[arg(value_name = "RULE|LAW", value_parser = subjects(), hide_possible_values = true)]
    subject: Subject,
}

/// What can be explained.
#[derive(Clone, Copy, Debug)]
enum Subject {
    Rule(RuleId),
    Law(&'static Pack),
}

impl Subject {
    fn named(name: &str) -> Option<Self> {
        let law = || laws::shipped().iter().find(|pack| pack.id == name).map(Self::Law);
        RuleId::parse(name).map(Self::Rule).or_else(law)
    }
}

fn subjects() -> impl TypedValueParser<Value = Subject> {
    let rules = RuleId::all().map(|rule| PossibleValue::new(rule.name()).help(rule.summary()));
    let laws = laws::shipped().iter().map(|pack| PossibleValue::new(&*pack.id).help(&*pack.title));
    PossibleValuesParser::new(rules.chain(laws))
        .try_map(|name| Subject::named(&name).ok_or("no such rule or law"))
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let text = match arguments.subject {
        Subject::Rule(rule) => manual::rule_text(rule),
        Subject::Law(pack) => manual::law_text(pack),
    };
    super::print(text.as_bytes())
}
