//! The language server: the same checks as `divulge check`, on what an editor holds.
//!
//! `server` is the loop, `desk` what it knows, `requests` the table of what it answers; every other file is one capability, a
//! function from the desk to an answer. Nothing here judges anything: every finding, verdict and place comes from
//! [`crate::workspace`].

mod actions;
mod capabilities;
mod client;
mod completion;
mod configuration;
mod desk;
mod diagnostics;
mod docs;
mod documents;
mod hover;
mod matrix;
mod navigate;
mod outline;
mod positions;
mod projects;
mod requests;
mod server;
mod settings;
mod subject;
pub mod transport;
mod tree;
mod uris;

pub use desk::Today;
pub use server::{Ending, serve};
