//! What a pack says. The build script reads this file too, and writes packs as Rust code.

use std::borrow::Cow;

use super::Date;
use super::words::{Basis, Element, Form, Kind, Status, Verified, When};

/// Words of a pack: those compiled into the program are borrowed, those of a user's file are owned.
pub type Text = Cow<'static, str>;

/// Several of something in a pack.
pub type Many<T> = Cow<'static, [T]>;

/// What one law asks a policy to disclose of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// The name after `laws:`; unique.
    pub id: Text,
    /// The law's own title.
    pub title: Text,
    /// Where it holds, in words.
    pub jurisdiction: Text,
    /// What the pack is, what it was made from and what it leaves out.
    pub about: Text,
    /// The month (`2026-11`) or day in which the rows were checked last.
    pub checked: Text,
    /// What policies call it, in any language.
    pub names: Many<Text>,
    /// Where data does not leave the law's own area.
    pub domestic: Many<Area>,
    /// Countries that are held to protect data well enough. They inform, and excuse nothing.
    pub adequate: Option<Adequate>,
    /// What it asks, row by row.
    pub rows: Many<Row>,
    /// What it means for a text.
    pub example: Option<Example>,
}

/// One thing that a law asks of some kinds of transfers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it asks.
    pub asks: Asks,
    /// Of which transfers.
    pub kinds: Many<Kind>,
    /// How strongly.
    pub status: Status,
    /// In which case alone, where the declaration tells.
    pub when: Option<When>,
    /// Destinations that it does not apply to, besides [`Pack::domestic`].
    pub exempt: Many<Area>,
    /// The first day on which it is in force, where that lies ahead or behind.
    pub from: Option<Date>,
    /// The article.
    pub citation: Text,
    /// Where to read it.
    pub link: Text,
    /// What the row rests on.
    pub verified: Verified,
    /// When that was checked.
    pub checked: Text,
    /// What else to know; of a conditional row, the case in which it applies.
    pub note: Option<Text>,
}

/// What a row asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// That the policy states these.
    Statement {
        /// What it must state.
        elements: Many<Element>,
        /// What suffices as a statement of a recipient or a country.
        form: Form,
    },
    /// People's consent, so that no line in a policy is enough.
    Consent {
        /// The other grounds that the law accepts.
        unless: Many<Basis>,
    },
    /// That the list of recipients is whole, and does not end in "and others".
    ClosedList,
    /// Something that divulge does not check.
    Unchecked(Text),
}

/// Countries that a law or its regulator holds to protect data well enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adequate {
    /// The month or day of the list.
    pub as_of: Text,
    /// The countries.
    pub areas: Many<Area>,
    /// What it rests on.
    pub citation: Text,
}

/// A text that does not meet the law, and one that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What a policy must not look like.
    pub fails: Text,
    /// What it could look like.
    pub passes: Text,
}

/// A country, or a group of countries that laws speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// One country, by the two letters of its ISO 3166-1 code.
    Country([u8; 2]),
    /// The member states of the European Union.
    Eu,
    /// The states of the European Economic Area.
    Eea,
}
