//! Where a name may begin and end, script by script.
//!
//! A name inside a longer word is another word: Niger in Nigeria, 인도 in 인도네시아, アルバ in アルバニア, 중국 in 중국어.

/// Whether an `s` may follow a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Genitive {
    /// Only the name itself.
    None,
    /// Deutschlands.
    WithS,
}

/// How the letters of a script part words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Hangul,
    Katakana,
    Han,
    /// Letters and digits of scripts that part words by blanks.
    Spaced,
    /// Thai, Lao, Khmer, Burmese: nothing parts their words.
    Unspaced,
    None,
}

/// What may stand right after a Hangul name: particles, the copula, and nouns that go with places. Several may be stacked
/// (미국 + 내 + 에서 + 는).
const HANGUL_TAILS: &[&str] = &[
    // Particles.
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "에서",
    "에게",
    "와",
    "과",
    "로",
    "으로",
    "로의",
    "으로의",
    "및",
    "등",
    "도",
    "만",
    "까지",
    "부터",
    "이나",
    "나",
    "이며",
    "며",
    "이고",
    "인",
    "이라는",
    "께",
    "라는",
    "이라고",
    "라고",
    "로서",
    "으로서",
    "로부터",
    "으로부터",
    "에서의",
    "보다",
    "뿐",
    "이란",
    "또는",
    "혹은",
    "외",
    "간",
    "별",
    "쪽",
    // The copula.
    "입니다",
    "이다",
    "임",
    "이므로",
    "이지만",
    "인데",
    "인지",
    "인가요",
    "이었",
    "였",
    // Nouns.
    "내",
    "내의",
    "소재",
    "소재의",
    "법인",
    "지사",
    "본사",
    "지점",
    "지역",
    "국가",
    "국적",
    "정부",
    "리전",
    "서버",
    "현지",
    "회사",
    "기업",
    "업체",
    "계열사",
    "자회사",
    "사업자",
    "센터",
    "데이터센터",
    "연구소",
    "사무소",
    "국내",
    "주재",
    "거주",
    "거주자",
    "전역",
    "본토",
    "연방",
    "동부",
    "서부",
    "남부",
    "북부",
    "중부",
    "측",
    "주",
    "령",
    "시간",
    "기준",
    "행",
];

/// What a Han name may not be followed by: languages, scripts, people, money, Japan's 中国地方.
const AFTER_HAN: &[&str] = &["語", "语", "文", "地方", "人", "元", "円", "法律顾问"];
/// The same for a katakana name.
const AFTER_KATAKANA: &[&str] = &["語", "人", "料理"];
/// What a hyphen may not tie to a Latin name: languages.
const AFTER_HYPHEN: &[&str] = &["language", "speaking", "sprachig", "dollar"];

/// Whether what stands around a name lets it be one.
pub(super) fn name_stands_free(text: &str, start: usize, end: usize, genitive: Genitive) -> bool {
    let (Some(before), Some(name), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return false;
    };
    begins(before, name) && ends(name, after, genitive)
}

/// The same for a phrase that is none: only its own words must be whole, where blanks part words.
pub(super) fn decoy_stands_free(text: &str, start: usize, end: usize) -> bool {
    let edge = |letter: Option<char>| letter.is_some_and(|letter| script(letter) == Script::Spaced);
    let (Some(before), Some(name), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return false;
    };
    let is_cut_open = edge(name.chars().next()) && edge(before.chars().next_back());
    let is_cut_off = edge(name.chars().next_back()) && edge(after.chars().next());
    !is_cut_open && !is_cut_off
}

fn begins(before: &str, name: &str) -> bool {
    let Some(previous) = before.chars().next_back() else { return true };
    match name.chars().next().map_or(Script::None, script) {
        kind @ (Script::Hangul | Script::Katakana) => script(previous) != kind,
        Script::Spaced => match previous {
            '_' | '@' => false,
            '-' => !is_bound_by_hyphen(before, name),
            _ => script(previous) != Script::Spaced,
        },
        Script::Han | Script::Unspaced | Script::None => true,
    }
}

/// `New-Mexico`, `en-US`: part of a longer name, a locale. Otherwise a hyphen parts words: `non-US`, `EU-UK`.
fn is_bound_by_hyphen(before: &str, name: &str) -> bool {
    let word = before
        .trim_end_matches('-')
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_language = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    word.eq_ignore_ascii_case("new") || (is_language && name.len() <= 3)
}

fn ends(name: &str, after: &str, genitive: Genitive) -> bool {
    let Some(last) = name.chars().next_back() else { return false };
    let Some(next) = after.chars().next() else { return true };
    match script(last) {
        Script::Hangul => is_hangul_tail(after),
        Script::Katakana => script(next) != Script::Katakana && !starts_with_any(after, AFTER_KATAKANA),
        Script::Han => !starts_with_any(after, AFTER_HAN),
        Script::Spaced if genitive == Genitive::WithS && next == 's' => {
            after.chars().nth(1).is_none_or(|letter| script(letter) != Script::Spaced)
        }
        Script::Spaced => ends_word(name, after, next),
        Script::Unspaced => true,
        // `U.S.`, `홍콩(중국 특별행정구)`
        Script::None => last != '.' || script(next) != Script::Spaced,
    }
}

fn ends_word(name: &str, after: &str, next: char) -> bool {
    match next {
        '$' | '_' | '@' => false,
        '-' => !starts_with_any(after.trim_start_matches('-'), AFTER_HYPHEN),
        // A domain: `canada.example`. More of an abbreviation: `20 U.S.C. 1232`.
        '.' => !after.chars().nth(1).is_some_and(|letter| {
            letter.is_ascii_lowercase() || (name.contains('.') && letter.is_alphanumeric())
        }),
        _ => script(next) != Script::Spaced,
    }
}

/// Whether Hangul that follows a name is made of tails alone.
fn is_hangul_tail(after: &str) -> bool {
    let end = after.find(|letter| script(letter) != Script::Hangul).unwrap_or(after.len());
    after.get(..end).is_some_and(|word| is_made_of_tails(word, 4))
}

fn is_made_of_tails(word: &str, at_most: usize) -> bool {
    word.is_empty()
        || (at_most > 0
            && HANGUL_TAILS
                .iter()
                .any(|tail| word.strip_prefix(tail).is_some_and(|rest| is_made_of_tails(rest, at_most - 1))))
}

fn starts_with_any(text: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| text.starts_with(beginning))
}

fn script(letter: char) -> Script {
    match letter {
        '가'..='힣' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => Script::Hangul,
        'ァ'..='ヺ' | 'ー'..='ヿ' => Script::Katakana,
        '々' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::Han
        }
        'ぁ'..='ゟ' => Script::None,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Script::Unspaced,
        letter if letter.is_alphanumeric() => Script::Spaced,
        _ => Script::None,
    }
}
