//! Text in HTML: whatever a policy or a declaration holds, it stays text.

use crate::output::visible;

/// Text between tags or within a quoted attribute. Controls and marks that hide or reorder text are made visible.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push(text, &mut escaped);
    escaped
}

/// Adds text in that form.
pub(super) fn push(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            letter => {
                let mut shown = String::new();
                visible::push(letter, &mut shown);
                // The form of the marks that steer holds angle brackets.
                out.push_str(&shown.replace('<', "&lt;").replace('>', "&gt;"));
            }
        }
    }
}

/// Our own words, in which backquotes are around what people type.
pub(super) fn prose(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut parts = text.split('`').peekable();
    let mut is_code = false;
    while let Some(part) = parts.next() {
        // The last part has no backquote behind it, so that an odd one opens nothing.
        match (is_code, parts.peek()) {
            (true, Some(_)) => html.push_str(&format!("<code>{}</code>", escape(part))),
            (true, None) => html.push_str(&format!("`{}", escape(part))),
            (false, _) => push(part, &mut html),
        }
        is_code = !is_code;
    }
    html
}

/// `one thing` or `3 things`.
pub(super) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backquotes_are_around_code() {
        assert_eq!(prose("set `a<b` or `c`."), "set <code>a&lt;b</code> or <code>c</code>.");
        assert_eq!(prose("an odd ` one & <b>"), "an odd ` one &amp; &lt;b&gt;");
        assert_eq!(prose("`"), "`");
    }

    #[test]
    fn nothing_is_markup() {
        assert_eq!(escape("a<b onclick='x'>&\"c"), "a&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;c");
        assert_eq!(escape("\u{1b}[31m\u{202e}x\ty\n"), "␛[31m&lt;U+202E&gt;x y\n");
    }
}
