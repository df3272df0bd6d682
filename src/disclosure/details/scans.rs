//! Texts that were gone through once for all claims in them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::policy::Text;
use crate::source::Location;

use super::super::roster::Setting;
use super::super::scan::{Reader, Scan};

/// A text with what was found in it, and its sentences.
pub(super) struct Scanned<'p> {
    pub(super) scan: Scan<'p>,
    pub(super) sentences: Vec<Range<usize>>,
}

/// Goes through each text once, and again only if it is read both as prose and as a field.
pub(super) struct Scans<'p> {
    pub(super) reader: Reader<'p>,
    prose: RefCell<HashMap<Location, Rc<Scanned<'p>>>>,
    fields: RefCell<HashMap<Location, Rc<Scanned<'p>>>>,
}

impl<'p> Scans<'p> {
    pub(super) fn new(reader: Reader<'p>) -> Self {
        Self { reader, prose: RefCell::default(), fields: RefCell::default() }
    }

    /// The text, as it reads in this setting.
    pub(super) fn of(&self, text: &'p Text, setting: Setting) -> Rc<Scanned<'p>> {
        let known = match setting {
            Setting::Prose => &self.prose,
            Setting::Field => &self.fields,
        };
        let scanned = || {
            let scan = Scan::new(self.reader, text, setting);
            let sentences = match setting {
                Setting::Prose => scan.sentences(self.reader.lexicon),
                Setting::Field => Vec::new(),
            };
            Rc::new(Scanned { scan, sentences })
        };
        Rc::clone(known.borrow_mut().entry(text.location()).or_insert_with(scanned))
    }
}
