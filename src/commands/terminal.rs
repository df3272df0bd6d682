//! What the streams of this process can show.

use std::env;
use std::io::IsTerminal;

use clap::ValueEnum;
use divulge::output::{Look, Paint};

/// Columns of a line where nothing tells.
const DEFAULT_WIDTH: usize = 100;
/// Narrower than this, nothing is drawn well.
const LEAST_WIDTH: usize = 40;

/// When to use colours and drawn lines.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal; NO_COLOR and CLICOLOR_FORCE are obeyed
    Auto,
    /// In files and pipes too
    Always,
    /// Plain text
    Never,
}

/// How text looks in this stream.
pub(crate) fn look(color: Color, stream: &impl IsTerminal) -> Look {
    let is_terminal = stream.is_terminal();
    let paint = match color {
        Color::Always => Paint::Coloured,
        Color::Never => Paint::Plain,
        Color::Auto => automatic(stream),
    };
    let columns = terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    let width = columns.filter(|_| is_terminal).unwrap_or(DEFAULT_WIDTH).max(LEAST_WIDTH);
    Look { paint, width }
}

/// How text looks in a file.
pub(crate) fn look_in_file(color: Color) -> Look {
    let paint = if matches!(color, Color::Always) { Paint::Coloured } else { Paint::Plain };
    Look { paint, width: DEFAULT_WIDTH }
}

/// The conventions of no-color.org and bixense.com/clicolors.
fn automatic(stream: &impl IsTerminal) -> Paint {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_forced = env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    let is_drawn = || stream.is_terminal() && env::var_os("TERM").is_none_or(|name| name != "dumb");
    if !is_set("NO_COLOR") && (is_forced || is_drawn()) { Paint::Coloured } else { Paint::Plain }
}
