//! Citations of provisions: `PIPA Article 28-8(1)3(a)` and `법 제28조의8제1항제3호가목` are one.

/// The numbers and letters of a text that can be parts of a citation, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation(Vec<Step>);

/// One step down into a law: an article, a paragraph, a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Number(u32),
    Letter(char),
}

/// The letters by which Korean laws count, as the Latin ones that translations use.
const KOREAN_LETTERS: [char; 8] = ['가', '나', '다', '라', '마', '바', '사', '아'];

impl Citation {
    /// Reads a text in lower case.
    pub(super) fn of(folded: &str) -> Self {
        let letters: Vec<char> = folded.chars().collect();
        let mut steps = Vec::new();
        let mut at = 0;
        while let Some(&letter) = letters.get(at) {
            let next = letters.get(at + 1).copied();
            let before = at.checked_sub(1).and_then(|before| letters.get(before)).copied();
            if letter.is_ascii_digit() {
                let digits: String =
                    letters[at..].iter().take_while(|letter| letter.is_ascii_digit()).collect();
                steps.extend(digits.parse().ok().map(Step::Number));
                at += digits.len();
                continue;
            }
            let stands_alone = |other: Option<char>| other.is_none_or(|other| !other.is_alphabetic());
            if letter.is_ascii_lowercase() && stands_alone(before) && stands_alone(next) {
                steps.push(Step::Letter(letter));
            } else if next == Some('목') {
                let place = KOREAN_LETTERS.iter().position(|known| *known == letter);
                steps.extend(place.and_then(|place| ('a'..='h').nth(place)).map(Step::Letter));
            }
            at += 1;
        }
        Self(steps)
    }

    /// Whether it stands in another text. A single number cites nothing.
    #[must_use]
    pub fn stands_in(&self, text: &Self) -> bool {
        self.0.len() > 1 && text.0.windows(self.0.len()).any(|steps| steps == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provision_is_cited_alike_in_two_languages() {
        let declared = Citation::of("pipa article 28-8(1)3(a)");
        assert!(declared.stands_in(&Citation::of("처리위탁, 법 제28조의8제1항제3호가목")));
        assert!(!declared.stands_in(&Citation::of("제3자 제공, 법 제28조의8제1항제1호")));
        assert!(Citation::of("gdpr art. 6(1)(f)").stands_in(&Citation::of("art. 6 abs. 1 lit. f dsgvo")));
        assert!(!Citation::of("consent").stands_in(&Citation::of("a consent")));
    }
}
