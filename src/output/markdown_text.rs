//! Text of input files inside Markdown: it reads as it is written, raw and rendered, and is never markup.

use super::one_line;

/// The text on one line, such that CommonMark and GitHub render exactly it: no emphasis, link, HTML, entity, footnote,
/// formula, template or mention. It must not be the first on its line, where `-` and `1.` would begin a list.
///
/// Only what would be markup is escaped, so that `nsf_score`, `AT&T` and `Amazon.com, Inc.` stay legible in the source.
pub(super) fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        let rest = line.get(at + letter.len_utf8()..).unwrap_or_default();
        match letter {
            // Not even an escaped @ keeps GitHub from telling the person so named, nor an escaped # from linking the issue;
            // an invisible break does.
            '@' => escaped.push_str("@&#8203;"),
            '#' => escaped.push_str("\\#&#8203;"),
            _ if is_markup(before, letter, rest) => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ => escaped.push(letter),
        }
        before = letter;
    }
    escaped
}

fn is_markup(before: char, letter: char, rest: &str) -> bool {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' | '{' | '}' | '|' | '^' => true,
        // Between letters it is a letter.
        '_' => !(is_word(Some(before)) && is_word(rest.chars().next())),
        '&' => is_entity(rest),
        // GitHub makes links of bare addresses.
        ':' => rest.starts_with("//"),
        '.' => matches!(before, 'w' | 'W'),
        _ => false,
    }
}

/// Whether an `&` before this begins an entity, such as `&amp;`.
fn is_entity(rest: &str) -> bool {
    let name = rest.split_once(';').map(|(name, _)| name.strip_prefix('#').unwrap_or(name));
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// What is rendered of a text between words in a list item; nothing where any of it is markup.
    fn rendered(text: &str) -> Option<String> {
        let markdown = format!("- [ ] a {} z\n", escape(text));
        let mut shown = String::new();
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(&markdown, options) {
            match event {
                Event::Text(text) => shown.push_str(&text),
                Event::Start(Tag::List(_) | Tag::Item | Tag::Paragraph)
                | Event::End(TagEnd::List(_) | TagEnd::Item | TagEnd::Paragraph)
                | Event::TaskListMarker(_) => {}
                _ => return None,
            }
        }
        let shown = shown.strip_prefix("a ")?.strip_suffix(" z")?;
        Some(shown.replace("@\u{200b}", "@").replace("#\u{200b}", "#"))
    }

    #[test]
    fn names_that_would_be_markup_are_shown_as_they_are() {
        for name in [
            "**Acme** _Ads_ ~~x~~ `y`",
            "[Acme](https://evil.example/)",
            "![x](https://evil.example/p.png)",
            "<script>alert(1)</script>",
            "<!-- hidden",
            "AT&amp;T &#60;b&#62; &lt;",
            "a\\*b\\",
            "$x$ $$y$$",
            "{{ site.secret }} {: .red}",
            "@octocat, https://evil.example, www.evil.example",
            "[^1] [x]: y # | H^2^ [[wiki]]",
            "가<b>나</b>_다_ 😀*x*",
        ] {
            assert_eq!(rendered(name).as_deref(), Some(name));
        }
    }

    #[test]
    fn line_breaks_cannot_begin_a_block() {
        assert_eq!(
            rendered("Acme\n- [x] All is well\n\n# Approved").unwrap(),
            "Acme - [x] All is well  # Approved"
        );
        assert!(!escape("a\u{202e}b\u{1b}").contains(['\u{202e}', '\u{1b}']));
    }

    #[test]
    fn what_is_no_markup_stays_legible() {
        for name in [
            "nsf_score",
            "AT&T, Inc.",
            "Amazon.com (EU) S.à r.l. - #".trim_end_matches(" - #"),
            "개인정보.md",
        ] {
            assert_eq!(escape(name), name);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_rendered_as_it_is(text in r"[ -~가-나😀\n]{0,40}") {
            prop_assert_eq!(rendered(&text), Some(one_line(&text)));
        }
    }
}
