//! Policy -> [`Disclosures`]: what the document states, about whom, and whether it affirms it.
//!
//! Blocks are read as statements: a table row under its headings, a label with its value, a list item under its lead-in, a
//! sentence in its section. A mention is not a disclosure: each claim carries its [`Stance`]. This stage knows the names of
//! a declaration, since names are found by looking for them, and prepares its other values in the form in which it reads
//! those of the policy; it compares nothing.

mod bracket;
mod candidates;
mod codes;
mod cues;
mod dates;
pub mod details;
mod document;
mod field;
mod gaps;
mod general;
mod key;
mod label;
mod languages;
mod lead_in;
mod legal_form;
mod memory;
mod name_list;
mod open_lists;
mod outline;
mod own_servers;
mod placeholders;
mod prose;
mod record;
mod refusal;
mod roster;
mod scan;
mod segment;
mod sentence;
mod stance;
mod table;
mod topic;
mod upkeep;

pub use candidates::{Candidate, candidates, publisher, texts};
pub use details::{Frame, Passage, PassageId};
pub(crate) use field::{column, is_recipient};
pub use gaps::{Gaps, Wordless};
pub use label::labels;
pub use memory::Memory;
pub use outline::Outline;
pub use roster::{Mention, Naming, Organisation, Roster, Setting};
pub use table::{Layout, layout, layout_down};
pub use upkeep::{OpenList, Updated, Upkeep};

use std::sync::Arc;

use crate::declaration::{Declaration, RecipientId, Role};
use crate::lexicon::country::Country;
use crate::lexicon::places::{Group, Place};
use crate::lexicon::{Lexicon, Purpose};
use crate::policy::Policy;
use crate::source::Location;

/// What a policy states.
#[derive(Debug, Default)]
pub struct Disclosures {
    /// Statements about declared recipients, in reading order.
    pub claims: Vec<Claim>,
    /// Statements about all recipients of a kind.
    pub general: Vec<GeneralClaim>,
    /// Declared recipients that only text out of sight names.
    pub hidden: Vec<(RecipientId, Location)>,
    /// Everybody that a table or list of recipients names, declared or not.
    pub named: Vec<NamedRecipient>,
    /// Where the document refers to a list of recipients on another page.
    pub deferrals: Vec<Location>,
    /// Where a disclosure that is missing would belong.
    pub outline: Outline,
    /// How the document itself is kept: its date, what nobody filled in, lists that do not end.
    pub upkeep: Upkeep,
    /// What stands around the claims, where the declaration asks for it.
    pub passages: Vec<Passage>,
    /// By transfer: the declared values, read as those of the policy are.
    pub sought: Vec<details::Sought>,
    /// Where text begins that is in no language that is read, if most of the document is.
    pub unread: Option<Location>,
    /// What else could not be read.
    pub gaps: Gaps,
    /// By recipient: the one that claims on its category name, which are claims on all that are declared with it.
    first_of_category: Vec<RecipientId>,
}

impl Disclosures {
    /// Whether a claim speaks of a recipient: by its name, or by the category that it is declared with.
    #[must_use]
    pub fn is_about(&self, claim: &Claim, recipient: RecipientId) -> bool {
        claim.recipient == recipient
            || claim.naming == Naming::Category
                && self.first_of_category.get(recipient) == Some(&claim.recipient)
    }
}

/// One statement about one declared recipient.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Whom it is about.
    pub recipient: RecipientId,
    /// By what it names the recipient.
    pub naming: Naming,
    /// What it does with the recipient.
    pub stance: Stance,
    /// What an affirmation rests on.
    pub(crate) grounds: Grounds,
    /// In which capacity it shows the recipient.
    pub capacity: Capacity,
    /// Where it says that the recipient's data goes.
    pub destinations: Vec<Destination>,
    /// The naming.
    pub location: Location,
    /// What is tied to it, as indices into [`Disclosures::passages`].
    pub details: Vec<PassageId>,
}

/// What a statement does with the recipient that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Says that it receives data.
    Affirmed,
    /// Says that it does not.
    Denied,
    /// Says that what it receives stays in the country: no transfer abroad.
    DeniedAbroad,
    /// Names it without saying either: a future, a source of data, a trademark, reading matter.
    Mentioned,
}

/// What a statement that affirms a recipient rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grounds {
    /// Data goes to it, or it is listed as one that receives: a row, an item, `we share … with X`.
    Receipt,
    /// Something of it is used, which is a transfer only if it does not run with the controller: `we use X`.
    Use,
}

/// The capacity that a statement shows a recipient in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// Said in so many words: by the column, the section's heading, "as our processor".
    pub stated: Option<Role>,
    /// Follows from what is described: "we use X to send mail".
    pub implied: Option<Role>,
}

/// Where a statement says that data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The place.
    pub place: Place,
    /// Its words.
    pub location: Location,
}

/// A statement about all recipients of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GeneralClaim {
    /// Which recipients.
    pub kind: Kind,
    /// Only those that serve this purpose: `our payment providers`.
    pub purpose: Option<Purpose>,
    /// What it says of them.
    pub content: Content,
    /// The sentence.
    pub location: Location,
}

/// Which recipients a general statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Those that process on the controller's behalf.
    Processors,
    /// Those that act for their own purposes.
    ThirdParties,
    /// All of them.
    Everyone,
}

impl Kind {
    /// Whether a recipient in this role is one of them. A recipient whose role nobody declared is one of any kind.
    #[must_use]
    pub fn includes(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Everyone, _) | (_, None) => true,
            (Self::Processors, Some(role)) => role == Role::Processor,
            (Self::ThirdParties, Some(role)) => role != Role::Processor,
        }
    }
}

/// What a general statement says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// There are none of them.
    None,
    /// They are all in this place.
    Located(Place),
    /// They may be in this place.
    PossiblyLocated(Place),
    /// No data goes abroad.
    NoneAbroad,
    /// No data goes outside this country.
    NoneOutsideCountry(Country),
    /// No data goes outside this group of countries.
    NoneOutsideGroup(Group),
}

/// Somebody that a table or list of recipients names.
#[derive(Clone, Debug)]
pub struct NamedRecipient {
    /// The name as the policy writes it, normalised.
    pub name: String,
    /// Where.
    pub location: Location,
}

/// The words of the languages that a policy is read in: the one declared for it, and those that are found in it.
#[must_use]
pub fn lexicon(policy: &Policy, language: Option<&str>) -> Lexicon {
    let found = languages::of(policy);
    let tags: Vec<&str> = language.into_iter().chain(found).collect();
    Lexicon::new(&tags)
}

/// Reads a policy. `language` is the one declared for it (BCP 47); told by its words where there is none. What is written in
/// another language in it is read in that.
#[must_use]
pub fn read(policy: &Policy, language: Option<&str>, declaration: &Declaration) -> Disclosures {
    read_again(policy, language, declaration, &Memory::default())
}

/// Like [`read`], for a policy that is read time and again: what stands in it as before is not gone through once more.
#[must_use]
pub fn read_again(
    policy: &Policy,
    language: Option<&str>,
    declaration: &Declaration,
    memory: &Memory,
) -> Disclosures {
    read_with(policy, language, declaration, details::Wanted::Declared, memory)
}

/// Like [`read`], with what stands around every claim, whether the declaration asks for it or not.
#[must_use]
pub fn read_around(policy: &Policy, language: Option<&str>, declaration: &Declaration) -> Disclosures {
    read_with(policy, language, declaration, details::Wanted::Everyone, &Memory::default())
}

fn read_with(
    policy: &Policy,
    language: Option<&str>,
    declaration: &Declaration,
    wanted: details::Wanted,
    memory: &Memory,
) -> Disclosures {
    let lexicon = lexicon(policy, language);
    let roster = Arc::new(Roster::new(declaration, &lexicon));
    memory.begin(&roster);
    let reader = scan::Reader { lexicon: &lexicon, roster: &roster, memory };
    let mut disclosures = document::read(policy, reader);
    disclosures.unread = if language.is_some_and(Lexicon::knows) { None } else { languages::unread(policy) };
    disclosures.gaps = Gaps::read(policy, &disclosures);
    details::read(policy, reader, declaration, wanted, &mut disclosures);
    disclosures
}
