//! Work side by side, results in order, memory bounded.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// How many items are dealt with or wait to be handed on, for each thread that works: while one item takes long, the threads
/// go on with so many of those behind it.
const WINDOW: usize = 8;

/// Does the work on every item, several at a time, and hands on what comes of each as soon as that of all before it is
/// handed on. The next item is asked for only when there is room for it, and never waits for those that come later: whoever
/// writes one line and waits for its answer gets it. Items and results are no more at a time than a small multiple of the
/// threads.
///
/// # Errors
/// The system starts no thread.
pub fn in_order<T: Send + 'static, R: Send + 'static>(
    items: impl Iterator<Item = T> + Send + 'static,
    work: impl Fn(T) -> R + Send + Sync + 'static,
) -> io::Result<impl Iterator<Item = R>> {
    let (queue, results) = mpsc::sync_channel::<Receiver<R>>(WINDOW * rayon::current_num_threads());
    let work = Arc::new(work);
    let feed = move || {
        for item in items {
            let (result, awaited) = mpsc::sync_channel(1);
            if queue.send(awaited).is_err() {
                // Nobody wants to know any more.
                return;
            }
            let work = Arc::clone(&work);
            rayon::spawn(move || drop(result.send(work(item))));
        }
    };
    thread::Builder::new().name("feed".to_owned()).spawn(feed)?;
    Ok(results.into_iter().filter_map(|awaited| awaited.recv().ok()))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let slow_at_first = |number: u64| {
            thread::sleep(Duration::from_millis(if number.is_multiple_of(7) { 5 } else { 0 }));
            number
        };
        let results: Vec<u64> = in_order(0..300, slow_at_first).unwrap().collect();
        assert!(results.iter().copied().eq(0..300), "{results:?}");
    }

    #[test]
    fn no_more_items_are_taken_than_there_is_room_for() {
        let taken = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&taken);
        let endless = (0_usize..).inspect(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
        });
        let mut results = in_order(endless, |number| number).unwrap();
        for expected in 0..100 {
            assert_eq!(results.next(), Some(expected));
        }
        thread::sleep(Duration::from_millis(50));
        let room = WINDOW * rayon::current_num_threads();
        let ahead = taken.load(Ordering::SeqCst) - 100;
        assert!((1..=room + 1).contains(&ahead), "{ahead} items ahead, room for {room}");
    }

    #[test]
    fn an_item_does_not_wait_for_the_next() {
        let (ask, asked) = mpsc::channel();
        let mut answers = in_order(asked.into_iter(), |number: u32| number + 1).unwrap();
        for number in 0..20 {
            ask.send(number).unwrap();
            assert_eq!(answers.next(), Some(number + 1));
        }
    }
}
