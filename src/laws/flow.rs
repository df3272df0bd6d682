//! A declared transfer as laws look at it: of which kinds it is, where it goes, on which ground.

use super::basis::Ground;
use super::model::{Pack, Row};
use super::words::{Basis, Kind, When};
use crate::declaration::{Date, Declaration, Role, Transfer};
use crate::lexicon::country::Country;
use crate::policy::normalise;

/// One transfer as laws look at it.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The kind that the role makes it; none where nobody declared the role.
    pub capacity: Option<Kind>,
    /// The controller's own country.
    pub home: Option<Country>,
    /// Where data goes or is seen from.
    pub destinations: Vec<Country>,
    /// The declared ground.
    pub ground: Ground,
    /// Whether decisions about people are made from it.
    pub automation: Automation,
    /// The day on which it is judged: rows can be in force from some day on.
    pub today: Date,
}

/// Whether decisions about people are made by machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Automation {
    /// They are.
    Declared,
    /// Nothing says so.
    Undeclared,
}

impl Flow {
    /// The transfer as declared.
    #[must_use]
    pub fn of(declaration: &Declaration, transfer: &Transfer, today: Date) -> Self {
        let ground = transfer.legal_basis.as_ref().map(|basis| basis.value.as_str());
        Self {
            capacity: transfer.role.as_ref().map(|role| capacity(declaration, transfer, role.value)),
            home: declaration.controller.country,
            destinations: transfer.countries.iter().map(|country| country.value).collect(),
            ground: Ground::read(ground),
            automation: match transfer.automated_decision {
                Some(_) => Automation::Declared,
                None => Automation::Undeclared,
            },
            today,
        }
    }

    /// Whether data that goes there crosses a border, in the eyes of a law.
    #[must_use]
    pub fn is_abroad(&self, pack: &Pack, destination: Country) -> bool {
        self.home != Some(destination) && pack.is_foreign(destination)
    }

    /// Whether a row is about this transfer, read as one of this kind.
    pub(super) fn is_met_by(
        &self,
        pack: &Pack,
        row: &Row,
        capacity: Option<Kind>,
        about: Option<Country>,
    ) -> bool {
        let is_abroad = |destination: Country| {
            self.is_abroad(pack, destination) && !row.exempt.iter().any(|area| area.contains(destination))
        };
        row.from.is_none_or(|day| day <= self.today)
            && row.kinds.iter().any(|kind| match kind {
                Kind::CrossBorder => match about {
                    Some(destination) => is_abroad(destination),
                    None => self.destinations.iter().copied().any(is_abroad),
                },
                Kind::AutomatedDecision => self.automation == Automation::Declared,
                Kind::ThirdParty | Kind::Outsourcing | Kind::JointUse => capacity == Some(*kind),
            })
    }

    /// Whether the case of a row is known to be given: none where the declaration does not tell.
    pub(super) fn is_case(&self, when: When) -> Option<bool> {
        match (self.ground, when) {
            (Ground::Undeclared, _) => None,
            (Ground::Known(Basis::Consent), When::Consent) => Some(true),
            (Ground::Known(Basis::Consent), When::OtherBasis) | (_, When::Consent) => Some(false),
            (_, When::OtherBasis) => Some(true),
        }
    }
}

/// A processor that works for another controller only stands for that one: giving it data is giving them to the other (as the
/// Korean commission held of Kakao Pay, Alipay and Apple). A processor's processor is still one's own.
fn capacity(declaration: &Declaration, transfer: &Transfer, role: Role) -> Kind {
    match (role, &transfer.on_behalf_of) {
        (Role::ThirdParty, _) => Kind::ThirdParty,
        (Role::JointController, _) => Kind::JointUse,
        (Role::Processor, Some(principal)) if !is_ours(declaration, &principal.value) => Kind::ThirdParty,
        (Role::Processor, _) => Kind::Outsourcing,
    }
}

/// Whether an organisation is the controller or one of its processors.
fn is_ours(declaration: &Declaration, name: &str) -> bool {
    let same = |other: &str| normalise(other).to_lowercase() == normalise(name).to_lowercase();
    let controller = &declaration.controller;
    let is_controller = controller.name.iter().chain(&controller.aliases).any(|own| same(own));
    is_controller
        || declaration.transfers.iter().any(|transfer| {
            let is_processor = transfer.role.as_ref().is_some_and(|role| role.value == Role::Processor);
            let recipient = declaration.recipients.get(transfer.recipient);
            is_processor
                && transfer.on_behalf_of.is_none()
                && recipient
                    .is_some_and(|it| same(&it.name.value) || it.aliases.iter().any(|alias| same(alias)))
        })
}
