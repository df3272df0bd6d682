//! A part of a run that machines share: each checks the declarations whose paths fall to it.

use std::num::NonZeroU64;

use crate::fnv::fnv1a;

/// One of several parts of a run. Which part a declaration falls to depends on its path alone, so that every machine
/// divides alike, and a declaration stays where it is when others come or go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 0, below `count`.
    index: u64,
    count: NonZeroU64,
}

impl Default for Shard {
    /// All of it.
    fn default() -> Self {
        Self { index: 0, count: NonZeroU64::MIN }
    }
}

impl Shard {
    /// Reads `3/16`, the third of sixteen.
    ///
    /// # Errors
    /// What is to be written instead.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const FORM: &str = "write the number of the shard and how many there are, such as 3/16";
        let number = |text: &str| {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| is_plain).and_then(NonZeroU64::new)
        };
        let (index, count) = text.split_once('/').ok_or(FORM)?;
        let (index, count) = (number(index).ok_or(FORM)?, number(count).ok_or(FORM)?);
        if index > count { Err(FORM) } else { Ok(Self { index: index.get() - 1, count }) }
    }

    /// Whether a path falls to this shard. It is the one of the declaration below the folder that is searched, with `/`.
    pub(super) fn holds(self, path: &str) -> bool {
        fnv1a(path.bytes()) % self.count == self.index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_falls_to_one_shard() {
        let shards: Vec<Shard> = (1..=16).map(|at| Shard::parse(&format!("{at}/16")).unwrap()).collect();
        let mut sizes = [0; 16];
        for number in 0..1_600 {
            let path = format!("팀-{}/service-{number}/divulge.yaml", number % 7);
            let holders: Vec<usize> = (0..16).filter(|&at| shards[at].holds(&path)).collect();
            assert_eq!(holders.len(), 1, "{path}");
            sizes[holders[0]] += 1;
            assert!(Shard::default().holds(&path));
        }
        assert!(sizes.iter().all(|size| (60..140).contains(size)), "{sizes:?}");
    }

    #[test]
    fn what_is_no_shard_is_refused() {
        for text in [
            "0/3",
            "4/3",
            "x",
            "1",
            "/",
            "1/",
            "1/0",
            "+1/3",
            "1/3/5",
            "-1/3",
            " 1/3",
            "1/99999999999999999999",
        ] {
            assert!(Shard::parse(text).is_err(), "{text}");
        }
        assert_eq!(Shard::parse("1/1"), Ok(Shard::default()));
    }
}
