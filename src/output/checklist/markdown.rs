//! `markdown`: the checklist for people, to be read as it is or pasted into an issue or a release.

use std::io::{self, Write};

use super::Format;
use crate::assessment::{Element, Verdict};
use crate::checklist::{Acceptance, Checklist, DeclarationList, Item, Lapse, Missing, PolicyList, State};
use crate::declaration::Exception;
use crate::lexicon::country::Country;
use crate::output::markdown_text::escape;
use crate::source::Sources;

pub(super) const FORMAT: Format =
    Format { name: "markdown", about: "a task list with a box per transfer and policy", render };

fn render(list: &Checklist<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Release checklist, {}", list.today)?;
    for declaration in &list.declarations {
        writeln!(out, "\n## {}", escape(declaration.path()))?;
        for policy in &declaration.policies {
            write_policy(declaration, policy, out)?;
        }
        write_ended(declaration, out)?;
    }
    writeln!(out, "\n{}", closing(list))
}

fn write_policy(
    declaration: &DeclarationList<'_>,
    policy: &PolicyList<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "\n### {}\n", escape(policy.path))?;
    if policy.items.is_empty() {
        return writeln!(out, "No transfer has to be disclosed here.");
    }
    for item in &policy.items {
        let tick = if item.state() == State::Ticked { 'x' } else { ' ' };
        let (recipient, id, path) = (escape(item.recipient), escape(item.id), escape(policy.path));
        let remarks = remarks(&declaration.checked.sources, item);
        writeln!(out, "- [{tick}] {recipient} ({id}) in {path}{remarks}")?;
    }
    Ok(())
}

/// Transfers without a box would look forgotten.
fn write_ended(declaration: &DeclarationList<'_>, out: &mut dyn Write) -> io::Result<()> {
    let transfers = &declaration.checked.declaration.transfers;
    let ended: Vec<String> = declaration
        .ended
        .iter()
        .filter_map(|&id| {
            let transfer = transfers.get(id)?;
            Some(format!("{} ({})", escape(&transfer.id), transfer.until.as_ref()?.value))
        })
        .collect();
    if ended.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nEnded, so not to be disclosed any more: {}.", ended.join(", "))
}

/// What is missing, then what is accepted by whom: `: missing: …; accepted until …`.
fn remarks(sources: &Sources, item: &Item<'_>) -> String {
    let open: Vec<String> = item
        .missing
        .iter()
        .filter_map(|missing| match &missing.acceptance {
            Acceptance::InForce(_) => None,
            Acceptance::None(lapses) => Some(words(missing, item) + &lapsed(sources, lapses)),
        })
        .collect();
    let mut remarks = String::new();
    if !open.is_empty() {
        remarks.push_str(&format!(". Missing: {}", open.join("; ")));
    }
    for (exceptions, missing) in by_exceptions(item) {
        let until =
            exceptions.iter().filter_map(|exception| exception.until.as_ref()).min_by_key(|day| day.value);
        let until = until.map_or_else(|| "without an end".to_owned(), |day| format!("until {}", day.value));
        let what: Vec<String> = missing.iter().map(|missing| words(missing, item)).collect();
        let why: Vec<String> = exceptions.iter().map(|exception| reason(sources, exception)).collect();
        remarks.push_str(&format!(". Accepted {until}: {} ({})", what.join("; "), why.join("; ")));
    }
    remarks
}

/// What the same exceptions accept stands together.
fn by_exceptions<'a, 'b>(item: &'b Item<'a>) -> Vec<(&'b [&'a Exception], Vec<&'b Missing<'a>>)> {
    let mut groups: Vec<(&'b [&'a Exception], Vec<&'b Missing<'a>>)> = Vec::new();
    for missing in &item.missing {
        let Acceptance::InForce(exceptions) = &missing.acceptance else { continue };
        let same = |known: &[&Exception]| {
            known.len() == exceptions.len() && known.iter().zip(exceptions).all(|(a, b)| std::ptr::eq(*a, *b))
        };
        match groups.iter_mut().find(|(known, _)| same(known)) {
            Some((_, members)) => members.push(missing),
            None => groups.push((exceptions, vec![missing])),
        }
    }
    groups
}

/// `by Kim; reason: legal review; undisclosed-country, divulge.yaml line 49`.
fn reason(sources: &Sources, exception: &Exception) -> String {
    let source = sources.get(exception.location.source);
    let line = source.position(exception.location.span.start).line;
    let who = exception.by.as_ref().map(|by| format!("by {}; ", escape(by))).unwrap_or_default();
    let why = escape(exception.reason.trim_end_matches('.'));
    format!("{who}reason: {why}; {}, {} line {line}", exception.rule, escape(source.path()))
}

fn lapsed(sources: &Sources, lapses: &[Lapse<'_>]) -> String {
    lapses
        .iter()
        .map(|lapse| format!(" (was accepted until {}; {})", lapse.until, reason(sources, lapse.exception)))
        .collect()
}

/// `country China (CN) is not stated`.
fn words(missing: &Missing<'_>, item: &Item<'_>) -> String {
    let says = match missing.verdict {
        Some(Verdict::Vague) => "is stated only vaguely",
        Some(Verdict::Ambiguous) => "is both stated and denied",
        Some(Verdict::Incorrect) => "is denied or stated otherwise",
        Some(Verdict::Omitted) => "is not stated",
        Some(Verdict::Unknown) => "cannot be judged",
        Some(Verdict::Clear | Verdict::NotRequired) | None => {
            // The policy is not at fault, so only the rule can say what is.
            let message = missing.findings.first().map(|finding| finding.message.trim_end_matches('.'));
            return escape(message.unwrap_or_default());
        }
    };
    format!("{} {says}", subject(missing, item))
}

fn subject(missing: &Missing<'_>, item: &Item<'_>) -> String {
    let element = missing.element.map_or("transfer", Element::name);
    if let (Some(Element::Role), Some(role)) = (missing.element, item.role) {
        return format!("{element} as {role}");
    }
    if missing.subject == item.recipient {
        return element.to_owned();
    }
    let subject = escape(missing.subject);
    let country = Country::from_code(missing.subject).filter(|_| missing.element == Some(Element::Country));
    match country.map(|country| country.english_name()) {
        Some(name) if name != missing.subject => format!("{element} {} ({subject})", escape(name)),
        _ => format!("{element} {subject}"),
    }
}

fn closing(list: &Checklist<'_>) -> String {
    let counts = list.counts();
    let verdict = if list.is_passed() { "Passed" } else { "Not passed" };
    let boxes = if counts.all() == 1 { "box" } else { "boxes" };
    let strict = match (list.is_strict(), counts.accepted) {
        (true, 1..) => ", and no exception is let through",
        _ => "",
    };
    format!(
        "{verdict}: {} {boxes}, {} ticked, {} accepted by an exception, {} open{strict}.",
        counts.all(),
        counts.ticked,
        counts.accepted,
        counts.open
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::Exceptions;
    use crate::declaration::{Date, Located};
    use crate::output::sample;
    use crate::source::Location;

    fn rendered(results: &[crate::Checked], exceptions: Exceptions) -> String {
        let list = Checklist::new(results, exceptions, Date::parse("2026-11-22").unwrap());
        let mut out = Vec::new();
        render(&list, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn one_line_per_transfer_and_policy() {
        let expected = "\
# Release checklist, 2026-11-22

## divulge.yaml

### privacy.ko.md

- [ ] Alipay Singapore E-Commerce Private Limited (nsf-score) in privacy.ko.md. Missing: recipient is not stated; \
country China (CN) is not stated. Accepted without an end: country Singapore (SG) is not stated (by Kim \\[Legal\\]; \
reason: legal review; undisclosed-country, divulge.yaml line 11)
- [ ] 우체국 Mail (mail) in privacy.ko.md. Missing: country United States (US) is stated only vaguely

Not passed: 2 boxes, 0 ticked, 0 accepted by an exception, 2 open.
";
        assert_eq!(rendered(&[sample::checked()], Exceptions::Honoured), expected);
    }

    #[test]
    fn an_exception_that_is_over_is_told_and_accepts_nothing() {
        let mut checked = sample::checked();
        let location: Location = checked.declaration.exceptions[0].location;
        let last = Date::parse("2026-11-21").unwrap();
        checked.declaration.exceptions[0].until = Some(Located { value: last, location });
        let accepted = checked.suppressed.remove(0);
        checked.findings.push(accepted.finding);
        let text = rendered(&[checked], Exceptions::Honoured);
        let words = "country Singapore (SG) is not stated (was accepted until 2026-11-21; by Kim \\[Legal\\]; reason:";
        assert!(text.contains(words), "{text}");
    }

    #[test]
    fn names_cannot_tick_a_box() {
        let mut checked = sample::checked();
        checked.declaration.recipients[1].name.value = "Mail\n- [x] **All** <b>is</b> well".to_owned();
        let text = rendered(&[checked], Exceptions::Honoured);
        assert!(text.contains("- [ ] Mail - \\[x\\] \\*\\*All\\*\\* \\<b>is\\</b> well (mail) in"), "{text}");
    }
}
