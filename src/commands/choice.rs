//! `--format`: one of several ways to write something, by its name.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use divulge::output::{self, checklist, comparison};

/// What is chosen by name.
pub(super) trait Choice: Sync + 'static {
    /// All that there are, the default first.
    const ALL: &'static [&'static Self];

    /// What is written after the option.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn about(&self) -> &'static str;
}

/// The three kinds of formats are told apart by what they write, and not by how they are chosen.
macro_rules! choices {
    ($($module:ident),+) => {
        $(impl Choice for $module::Format {
            const ALL: &'static [&'static Self] = $module::FORMATS;

            fn name(&self) -> &'static str {
                self.name
            }

            fn about(&self) -> &'static str {
                self.about
            }
        })+
    };
}

choices!(output, checklist, comparison);

/// The name of the default.
pub(super) fn default<F: Choice>() -> &'static str {
    F::ALL.first().map_or("", |first| first.name())
}

/// Reads a name.
pub(super) fn parser<F: Choice>() -> impl TypedValueParser<Value = &'static F> {
    let value = |one: &&'static F| PossibleValue::new(one.name()).help(one.about());
    PossibleValuesParser::new(F::ALL.iter().map(value))
        .try_map(|name| F::ALL.iter().copied().find(|one| one.name() == name).ok_or("no such format"))
}
