//! How long a test has run, on a machine that is busy with other things.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The time that this thread has run, where the kernel tells it; else that which has passed. Only differences mean anything.
pub(crate) fn running_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    let nanoseconds = told.ok().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
