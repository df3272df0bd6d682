//! What a line starts with: a bullet, a number, the name of an article. Word processors and converters leave these where
//! Markdown sees only text.

/// Lines of one class are items of one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `•`, `▶` and the like: each sign is a class of its own.
    Bullet(char),
    /// `①`.
    Circled,
    /// A number or letter of one kind with what closes it: `1.`, `가)`, `（一）`.
    Number(Script, Closing),
}

/// What counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Digits,
    Roman,
    Latin,
    Hangul,
    Han,
}

/// What stands around the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    Dot,
    Comma,
    Bracket,
    Brackets,
}

/// A marker and the bytes that it takes, blanks after it included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) class: Class,
    pub(super) len: usize,
}

impl Marker {
    /// `4.`, `IV.`, `四、`: numbers that head sections where a text has no other headings.
    pub(super) fn may_head(&self) -> bool {
        match self.class {
            Class::Number(Script::Digits | Script::Roman, closing) => closing == Closing::Dot,
            Class::Number(Script::Han, _) => true,
            _ => false,
        }
    }
}

/// The bullet or number at the start of a line.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let indent = line.len() - line.trim_start().len();
    let text = line.trim_start();
    let (class, len) = bullet(text).or_else(|| circled(text)).or_else(|| number(text))?;
    let rest = text.get(len..)?;
    let blanks = rest.len() - rest.trim_start().len();
    Some(Marker { class, len: indent + len + blanks })
}

fn bullet(text: &str) -> Option<(Class, usize)> {
    let sign = text.chars().next()?;
    let rest = text.get(sign.len_utf8()..)?;
    let is_bullet = match sign {
        '•' | '●' | '○' | '◦' | '■' | '□' | '▪' | '▫' | '◆' | '◇' | '▶' | '►' | '▷' | '➤' | '➢' | '❖'
        | '✓' | '✔' | '∙' | '・' | 'ㆍ' | '·' | '\u{f0b7}' | '⦁' | '‣' => !rest.is_empty(),
        '–' | '—' => rest.starts_with(char::is_whitespace),
        // Korean texts write `-이름` without a blank. With one it is Markdown's own list, but in HTML it is not: `<br>- name`.
        '-' => {
            rest.chars().next().is_some_and(|next| next == ' ' || !next.is_ascii() && next.is_alphabetic())
        }
        _ => false,
    };
    is_bullet.then_some((Class::Bullet(sign), sign.len_utf8()))
}

fn circled(text: &str) -> Option<(Class, usize)> {
    let sign = text.chars().next()?;
    matches!(sign, '①'..='⑳' | '㉠'..='㉯' | 'ⓐ'..='ⓩ' | '❶'..='❿' | '⑴'..='⒇')
        .then_some((Class::Circled, sign.len_utf8()))
}

fn number(text: &str) -> Option<(Class, usize)> {
    let opened = text.starts_with(['(', '（']);
    let from = if opened { text.chars().next()?.len_utf8() } else { 0 };
    let (script, len) = counter(text.get(from..)?)?;
    let rest = text.get(from + len..)?;
    let close = rest.chars().next()?;
    let closing = match close {
        ')' | '）' if opened => Closing::Brackets,
        _ if opened => return None,
        ')' | '）' => Closing::Bracket,
        '.' | '．' => Closing::Dot,
        '、' => Closing::Comma,
        _ => return None,
    };
    let end = from + len + close.len_utf8();
    let next = text.get(end..)?.chars().next();
    is_separate(script, closing, next).then_some((Class::Number(script, closing), end))
}

/// Whether a number stands apart from the text after it: `1. x`, but not `1.5` and not `a.m.`
fn is_separate(script: Script, closing: Closing, next: Option<char>) -> bool {
    let Some(next) = next else { return script == Script::Digits || script == Script::Han };
    match (script, closing) {
        _ if next.is_whitespace() => true,
        (_, Closing::Comma) => true,
        (Script::Digits | Script::Han, Closing::Brackets) => next.is_alphabetic(),
        (Script::Digits, _) => !next.is_ascii() && next.is_alphabetic(),
        _ => false,
    }
}

/// The counting part of a number: at most three digits, one letter, a short Roman or Chinese numeral.
fn counter(text: &str) -> Option<(Script, usize)> {
    let first = text.chars().next()?;
    let span = |is_part: fn(char) -> bool| text.find(|letter| !is_part(letter)).unwrap_or(text.len());
    match first {
        '0'..='9' | '０'..='９' => {
            let len = span(|letter| letter.is_ascii_digit() || matches!(letter, '０'..='９'));
            (text.get(..len)?.chars().count() <= 2).then_some((Script::Digits, len))
        }
        'I' | 'V' | 'X' | 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ' => {
            let len = span(|letter| matches!(letter, 'I' | 'V' | 'X' | 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ'));
            (len <= 6).then_some((Script::Roman, len))
        }
        'a'..='z' | 'A'..='Z' => Some((Script::Latin, 1)),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            let len = span(is_han_digit);
            (len <= 12).then_some((Script::Han, len))
        }
        '가' | '나' | '다' | '라' | '마' | '바' | '사' | '아' | '자' | '차' | '카' | '타' | '파' | '하' => {
            Some((Script::Hangul, first.len_utf8()))
        }
        _ => None,
    }
}

fn is_han_digit(letter: char) -> bool {
    matches!(letter, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇')
}

/// Whether a line is the heading of an article: `제3조 (…)`, `第三条`, `Article 4`. `is_fresh`: the line before is
/// finished, so this one does not merely cite an article.
pub(super) fn heads_article(line: &str, is_fresh: bool) -> bool {
    let line = line.trim();
    if line.len() > 240 || line.chars().count() > 80 || ends_sentence(line) {
        return false;
    }
    if let Some(rest) = line.strip_prefix('제').or_else(|| line.strip_prefix('第')) {
        return heads_cjk_article(rest);
    }
    const WORDS: [&str; 7] = ["Article ", "Section ", "Artikel ", "Artículo ", "Artigo ", "Articolo ", "§ "];
    is_fresh && heads_subsection(line)
        || WORDS
            .iter()
            .filter_map(|word| line.strip_prefix(word))
            .any(|rest| is_fresh && follows_number(rest))
}

/// `5.b.Subcontracting`, `4.2 Recipients`: a number of two levels heads a subsection also where a text has other headings.
fn heads_subsection(line: &str) -> bool {
    let Some((first, rest)) = line.split_once('.') else { return false };
    let len = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (second, title) = rest.split_at(len);
    let is_digits =
        |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = second.len() == 1 && second.starts_with(|letter: char| letter.is_ascii_lowercase());
    let separated = title.starts_with(['.', ' ', ')']);
    is_digits(first)
        && separated
        && (is_digits(second) || is_letter && title.starts_with(['.', ')']))
        && is_title(title)
}

fn follows_number(rest: &str) -> bool {
    let after =
        rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, 'I' | 'V' | 'X'));
    let title = after.trim_start_matches(['.', ':', '-', '–', '—', ' ']);
    after.len() < rest.len()
        && (after.is_empty()
            || after.len() > title.len() && !after.starts_with(' ')
            || after.starts_with(" ("))
}

fn heads_cjk_article(rest: &str) -> bool {
    let rest = rest.trim_start();
    let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || is_han_digit(letter));
    if after.len() == rest.len() {
        return false;
    }
    let Some(unit) = after.trim_start().chars().next().filter(|unit| "조장절条條章节節".contains(*unit))
    else {
        return false;
    };
    let title = after.trim_start().get(unit.len_utf8()..).unwrap_or_default();
    let title =
        title.strip_prefix('의').map_or(title, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_apart =
        title.is_empty() || title.starts_with(['(', '（', '[', '【', '<', '.', ':', ' ', '\u{3000}', '\t']);
    let cites =
        ["제", "및", "또는", "에 ", "第", ","].iter().any(|word| title.trim_start().starts_with(word));
    is_apart && !cites
}

/// Whether a line ends as sentences do.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '"' | '\'' | '”' | '’' | ')' | '）' | '*')
    })
    .ends_with(['.', '。', '!', '?', '！', '？', '．', ';', '；'])
}

/// Whether a line can be the title of what follows: short, no sentence, no label with its value.
pub(super) fn is_title(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 240
        && line.chars().count() <= 60
        && !ends_sentence(line)
        && !line.ends_with([':', '：', ',', '，', '、'])
        && !line.contains(['\t', '|', '：'])
        && !line.contains(": ")
        && line.chars().any(char::is_alphabetic)
}

/// Whether a line only separates: `____`, `====`, `----`.
pub(super) fn is_rule(line: &str) -> bool {
    let mut letters = line.chars().filter(|letter| !letter.is_whitespace());
    let Some(first) = letters.next() else { return false };
    matches!(first, '_' | '=' | '-' | '*' | '~' | '─' | '━' | '—' | '＿' | '═')
        && letters.clone().count() >= 2
        && letters.all(|letter| letter == first)
}
