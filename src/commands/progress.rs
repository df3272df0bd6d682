//! How far a long run is, for whoever watches it.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that takes no longer shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

const LOOK: &str = "{pos}/{len} declarations {wide_bar}";

/// A bar on standard error, where that is a terminal and the run takes long.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    start: Instant,
}

impl Progress {
    /// A run of so many steps.
    pub(super) fn new(steps: usize) -> Self {
        let is_watched = steps > 1 && io::stderr().is_terminal();
        let bar = is_watched.then(|| {
            let steps = u64::try_from(steps).unwrap_or(u64::MAX);
            let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
            match ProgressStyle::with_template(LOOK) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        Self { bar, start: Instant::now() }
    }

    /// One step is done.
    pub(super) fn step(&self) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() && self.start.elapsed() >= PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(1);
    }

    /// Leaves the terminal as it was.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
