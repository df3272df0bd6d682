//! Organisations that many policies name, and what looks like a name and is nobody.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::policy::fold;

/// The list: see its head.
const LIST: &str = include_str!("organisations.txt");

/// What is known of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// It is an organisation's or a product's; all of its names.
    Organisation(Vec<&'static str>),
    /// It is nobody's.
    Nobody,
}

/// What is known of a name, in whatever letters it is written.
pub(crate) fn find(name: &str) -> Option<Known> {
    static BY_NAME: LazyLock<HashMap<String, Known>> = LazyLock::new(read);
    BY_NAME.get(&fold(name)).cloned()
}

/// Whether a name is known to be an organisation's or a product's.
pub(crate) fn is_known(name: &str) -> bool {
    matches!(find(name), Some(Known::Organisation(_)))
}

/// The names that capitals do not tell: those in scripts without any.
pub(crate) fn uncapitalised() -> impl Iterator<Item = &'static str> {
    let lines = LIST.lines().filter(|line| !line.starts_with(['#', '!']));
    lines
        .flat_map(|line| line.split(" = "))
        .filter(|name| !name.starts_with(|letter: char| letter.is_ascii()))
}

fn read() -> HashMap<String, Known> {
    let mut known = HashMap::new();
    for line in LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix('!') {
            Some(nobody) => {
                known.insert(fold(nobody), Known::Nobody);
            }
            None => {
                let names: Vec<&'static str> = line.split(" = ").collect();
                for name in &names {
                    known.entry(fold(name)).or_insert_with(|| Known::Organisation(names.clone()));
                }
            }
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_every_script() {
        assert_eq!(find("구글"), find("GOOGLE"));
        assert!(matches!(find("google"), Some(Known::Organisation(names)) if names[0] == "Google"));
        assert_eq!(find("OAuth"), Some(Known::Nobody));
        assert_eq!(find("Example"), None);
    }

    #[test]
    fn the_list_is_sorted_out() {
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.trim(), line);
            assert!(!line.is_empty());
        }
    }
}
