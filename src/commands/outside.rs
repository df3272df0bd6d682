//! `--allow-outside`: declarations that are trusted with every file.

use clap::Args;

use divulge::workspace::Reach;

/// How far declarations may lead.
#[derive(Args, Debug)]
pub(super) struct Outside {
    /// Let declarations name files outside of their repository
    ///
    /// Without this a path in `policies`, `annexes`, `include` or `laws` that leads out of it, by `..` or by a symbolic link, is
    /// an error. What the call itself names may be anywhere.
    #[arg(long)]
    allow_outside: bool,
}

impl Outside {
    /// How far they may lead, besides to what the call names.
    pub(super) fn reach(&self) -> Reach {
        if self.allow_outside { Reach::Anywhere } else { Reach::default() }
    }
}
