//! One comparison, made by hand, that every format is tested with.

use super::Format;
use crate::assessment::{Element, Verdict};
use crate::comparison::{Change, Comparison, Kind, Of, Place, Said, Weight};

/// What a format writes.
pub(super) fn rendered(format: &Format, comparison: &Comparison) -> String {
    let mut out = Vec::new();
    (format.render)(comparison, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn change(kind: Kind, of: Of, weight: Weight, transfer: Option<(&str, &str)>) -> Change {
    Change {
        kind,
        of,
        weight,
        transfer: transfer.map(|(id, _)| id.to_owned()),
        recipient: transfer.map(|(_, name)| name.to_owned()),
        element: None,
        subject: None,
        policy: None,
        before: None,
        after: None,
        place: None,
    }
}

fn place(path: &str, line: usize) -> Option<Place> {
    Some(Place { path: path.to_owned(), line, in_base: false })
}

/// A transfer that begins and is told, one that changes, and a name that the policy no longer has.
pub(super) fn comparison() -> Comparison {
    let alipay = Some(("nsf-score", "Alipay"));
    let post = Some(("mail", "Post"));
    let policy = Some("privacy.md".to_owned());
    let declared = |text: &str| Some(Said::Declared(text.to_owned()));
    let told = |weight, element, subject: Option<&str>| Change {
        element: Some(element),
        subject: subject.map(str::to_owned),
        policy: policy.clone(),
        before: Some(Said::Judged(Verdict::Omitted)),
        after: Some(Said::Judged(Verdict::Clear)),
        place: place("privacy.md", 7),
        ..change(Kind::Added, Of::Disclosure, weight, alipay)
    };
    let widened = |subject: &str| Change {
        element: Some(Element::Data),
        subject: Some(subject.to_owned()),
        place: place("divulge.yaml", 9),
        ..change(Kind::Widened, Of::Transfer, Weight::Notice, post)
    };
    let changes = vec![
        Change {
            after: declared("processor; CN, SG"),
            place: place("divulge.yaml", 5),
            ..change(Kind::Added, Of::Transfer, Weight::Notice, alipay)
        },
        told(Weight::Notice, Element::Recipient, None),
        told(Weight::Notice, Element::Country, Some("CN")),
        told(Weight::Notice, Element::Country, Some("SG")),
        told(Weight::Plain, Element::Role, None),
        widened("name"),
        widened("e-mail address"),
        Change {
            element: Some(Element::Role),
            before: declared("processor"),
            after: declared("third party"),
            place: place("divulge.yaml", 8),
            ..change(Kind::Changed, Of::Transfer, Weight::Notice, post)
        },
        Change {
            element: Some(Element::Country),
            subject: Some("US".to_owned()),
            policy: policy.clone(),
            before: Some(Said::Judged(Verdict::Clear)),
            after: Some(Said::Judged(Verdict::Vague)),
            place: place("privacy.md", 9),
            ..change(Kind::Weakened, Of::Disclosure, Weight::Loss, post)
        },
        Change {
            recipient: Some("Evil\u{1b}[31m Ads".to_owned()),
            element: Some(Element::Recipient),
            policy,
            place: Some(Place { path: "privacy.md".to_owned(), line: 3, in_base: true }),
            ..change(Kind::Dropped, Of::Statement, Weight::Plain, None)
        },
    ];
    Comparison { base: "v1".to_owned(), head: "the working tree".to_owned(), changes }
}
