//! The `divulge` command.

fn main() {}
