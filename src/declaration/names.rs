//! Which recipient a name means.

use std::collections::{HashMap, HashSet};

use super::entries::{RecipientEntry, TransferEntry, value};
use super::problem::Problems;
use super::quote::Quoted;
use super::{Located, Recipient, RecipientId};
use crate::policy::normalise;
use crate::source::Location;

/// All recipients, and every name that leads to one.
#[derive(Debug, Default)]
pub(super) struct Names {
    recipients: Vec<Recipient>,
    /// How many of them the declaration lists; the others are known from transfers alone.
    listed: usize,
    claims: HashMap<String, Claim>,
    /// Every name and alias as it is written.
    spellings: HashSet<(RecipientId, String)>,
}

/// Whose a name is, and where that was said first.
#[derive(Clone, Copy, Debug)]
struct Claim {
    recipient: RecipientId,
    location: Location,
}

impl Names {
    /// The recipients of the list, with names that two of them claim reported.
    pub(super) fn of_list(list: Vec<RecipientEntry>, problems: &mut Problems) -> Self {
        let mut names = Self::default();
        // Names go first: an alias must not take the name of a recipient that is listed further down.
        let mut aliases = Vec::with_capacity(list.len());
        for entry in list {
            if let Some(&earlier) = names.claims.get(&key(&entry.name.value)) {
                let message = format!("recipient {} is listed twice", Quoted(&entry.name.value));
                problems.report_clash(entry.name.location, message, earlier.location);
            }
            aliases.push(entry.aliases);
            names.add(Recipient {
                name: entry.name,
                aliases: Vec::new(),
                country: entry.country,
                category: entry.category,
                contact: entry.contact,
                domains: entry.domains,
            });
        }
        names.listed = names.recipients.len();
        for (recipient, aliases) in aliases.into_iter().enumerate() {
            names.add_aliases(recipient, aliases, problems);
        }
        names
    }

    /// Adds those recipients that only transfers name. One that several transfers name is one recipient with the aliases
    /// of all of them.
    pub(super) fn add_unlisted(&mut self, transfers: &mut [TransferEntry], problems: &mut Problems) {
        // Transfers with aliases go first, so that another transfer may use one of these aliases, above or below.
        for transfer in transfers.iter_mut() {
            let (Some(name), Some(alias)) = (&transfer.recipient, transfer.aliases.first()) else { continue };
            match self.claims.get(&key(&name.value)).copied() {
                Some(claim) if claim.recipient < self.listed => {
                    let message = format!(
                        "{} is listed under `recipients`; its aliases belong there",
                        Quoted(&name.value)
                    );
                    problems.report_clash(alias.location, message, claim.location);
                }
                claim => {
                    let recipient = claim
                        .map_or_else(|| self.add(Recipient::named(name.clone())), |claim| claim.recipient);
                    self.add_aliases(recipient, std::mem::take(&mut transfer.aliases), problems);
                }
            }
        }
        for name in transfers.iter().filter_map(|transfer| transfer.recipient.as_ref()) {
            if self.find(&name.value).is_none() {
                self.add(Recipient::named(name.clone()));
            }
        }
    }

    /// The recipient with this name or alias.
    pub(super) fn find(&self, name: &str) -> Option<RecipientId> {
        self.claims.get(&key(name)).map(|claim| claim.recipient)
    }

    /// The recipient with this id.
    pub(super) fn get(&self, recipient: RecipientId) -> Option<&Recipient> {
        self.recipients.get(recipient)
    }

    /// All recipients: those listed, then those that only transfers name.
    pub(super) fn into_recipients(self) -> Vec<Recipient> {
        self.recipients
    }

    fn add(&mut self, recipient: Recipient) -> RecipientId {
        let id = self.recipients.len();
        let claim = Claim { recipient: id, location: recipient.name.location };
        self.claims.entry(key(&recipient.name.value)).or_insert(claim);
        self.spellings.insert((id, recipient.name.value.clone()));
        self.recipients.push(recipient);
        id
    }

    /// Adds the aliases, each spelling once: case may matter to whoever looks for them in a text.
    fn add_aliases(&mut self, id: RecipientId, aliases: Vec<Located<String>>, problems: &mut Problems) {
        for alias in aliases {
            let claim = Claim { recipient: id, location: alias.location };
            let first = *self.claims.entry(key(&alias.value)).or_insert(claim);
            if first.recipient != id {
                self.report_contested(&alias, id, first, problems);
            } else if self.spellings.insert((id, alias.value.clone()))
                && let Some(recipient) = self.recipients.get_mut(id)
            {
                recipient.aliases.push(value(alias));
            }
        }
    }

    fn report_contested(
        &self,
        alias: &Located<String>,
        id: RecipientId,
        first: Claim,
        problems: &mut Problems,
    ) {
        let name = |id| Quoted(self.get(id).map_or("", |recipient| recipient.name.value.as_str()));
        let (alias_name, one, other) = (Quoted(&alias.value), name(first.recipient), name(id));
        let message = format!("{alias_name} means two recipients, {one} and {other}");
        problems.report_clash(alias.location, message, first.location);
    }
}

/// Names are the same name whatever their case, width, quotes or spacing.
fn key(name: &str) -> String {
    normalise(name).to_lowercase()
}
