//! Bytes as a declaration and a policy, checked without a disk.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use divulge::Checked;
use divulge::assessment::{Assessment, Element, Verdict};
use divulge::declaration::Date;
use divulge::input::{Files, InputError};
use divulge::workspace::{Failure, Memories, Reach, Request, Scope, check_again};

/// The line between the parts of an input, as `scripts/fuzz` writes it.
pub const SEPARATOR: &str = "\n%%%\n";

const DECLARATION: &str = "divulge.yaml";

/// Bytes as the text that a file may hold. What is no UTF-8 is refused when a file is read, which a unit test shows; here it
/// would only waste every second input in Korean.
pub fn text(data: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(data);
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { text }
}

/// The day on which everything is judged.
pub fn today() -> Date {
    Date::parse("2026-11-22").expect("it is a day")
}

/// A declaration, and the text of every policy that it lists.
pub struct Case {
    pub declaration: String,
    pub policy: String,
}

/// The verdicts of a policy: its index, a transfer, an element, its subject.
pub type Verdicts = Vec<(usize, String, Element, String, Verdict)>;

impl Case {
    /// The two parts of an input; none where it has only one.
    pub fn read(data: &[u8]) -> Option<Self> {
        let text = text(data);
        let (declaration, policy) = text.split_once(SEPARATOR)?;
        Some(Self { declaration: declaration.to_owned(), policy: policy.to_owned() })
    }

    /// The same declaration with another policy.
    pub fn with(&self, policy: String) -> Self {
        Self { declaration: self.declaration.clone(), policy }
    }

    pub fn check(&self) -> Result<Checked, Failure> {
        self.check_after(&mut Memories::default())
    }

    /// Like [`Case::check`], by somebody who has checked something else before.
    pub fn check_after(&self, memories: &mut Memories) -> Result<Checked, Failure> {
        let request = Request {
            declaration: PathBuf::from(DECLARATION),
            scope: Scope::Everything,
            wanted: Vec::new(),
            laws: Vec::new(),
            reach: Reach::Anywhere,
        };
        check_again(&request, self, Path::new(""), today(), memories)
    }
}

impl Files for Case {
    fn read_within(&self, path: &Path, _: u64) -> Result<String, InputError> {
        let is_declaration = path == Path::new(DECLARATION);
        Ok(if is_declaration { &self.declaration } else { &self.policy }.clone())
    }

    fn check(&self, _: &Path) -> Result<(), InputError> {
        Ok(())
    }

    /// A pattern would be searched for on the disk of whoever fuzzes.
    fn search(&self, _: &Path) -> Result<(), InputError> {
        Err(InputError::Elsewhere)
    }
}

/// All verdicts, in an order that does not depend on that of the declaration.
pub fn verdicts(checked: &Checked) -> Verdicts {
    let id = |transfer: usize| checked.declaration.transfers[transfer].id.clone();
    sorted(&checked.assessments, id)
}

/// The verdicts of some assessments; `id` names a transfer.
pub fn sorted(assessments: &[Assessment], id: impl Fn(usize) -> String) -> Verdicts {
    let mut verdicts = Verdicts::new();
    for assessment in assessments {
        for judged in &assessment.transfers {
            for one in &judged.elements {
                let subject = one.subject.clone();
                verdicts.push((assessment.policy, id(judged.transfer), one.element, subject, one.verdict));
            }
        }
    }
    verdicts.sort();
    verdicts
}
