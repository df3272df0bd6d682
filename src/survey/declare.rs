//! Declarations that nobody has written, to read a policy with.

use crate::declaration::{Controller, Declaration, Located, Recipient, RecipientId, Transfer};
use crate::disclosure::Candidate;
use crate::source::Location;

use super::{Survey, Surveyed};

/// A declaration of transfers to everybody who may be a recipient. `nowhere` is an empty file.
pub(super) fn names(nowhere: Location, controller: Controller, candidates: &[Candidate]) -> Declaration {
    let recipients =
        candidates.iter().map(|candidate| recipient(&candidate.name, candidate.aliases.clone(), nowhere));
    let transfers = (0..candidates.len()).map(|id| transfer(id, nowhere));
    declaration(nowhere, controller, recipients.collect(), transfers.collect())
}

/// The declaration that a survey comes to.
pub(super) fn survey(survey: &Survey, nowhere: Location) -> Declaration {
    let recipients = survey
        .transfers
        .iter()
        .map(|surveyed| recipient(&surveyed.recipient.value, surveyed.aliases.clone(), nowhere));
    let transfers =
        survey.transfers.iter().enumerate().map(|(id, surveyed)| stated(surveyed, transfer(id, nowhere)));
    declaration(nowhere, controller(survey), recipients.collect(), transfers.collect())
}

/// Who publishes the policies of a survey.
pub(super) fn controller(survey: &Survey) -> Controller {
    Controller {
        name: survey.controller.as_ref().map(|controller| controller.value.clone()),
        aliases: survey.controller_aliases.clone(),
        country: survey.country,
    }
}

fn stated(surveyed: &Surveyed, transfer: Transfer) -> Transfer {
    let nowhere = transfer.location;
    let details = surveyed.details.clone();
    Transfer {
        role: surveyed.role.map(|value| Located { value, location: nowhere }),
        countries: surveyed.countries.clone(),
        data: details.data,
        purposes: details.purposes,
        retention: details.retention,
        method: details.method,
        policies: surveyed.policies.clone(),
        ..transfer
    }
}

fn declaration(
    nowhere: Location,
    controller: Controller,
    recipients: Vec<Recipient>,
    transfers: Vec<Transfer>,
) -> Declaration {
    Declaration { controller, recipients, transfers, ..Declaration::empty(nowhere.source) }
}

fn recipient(name: &str, aliases: Vec<String>, nowhere: Location) -> Recipient {
    let name = Located { value: name.to_owned(), location: nowhere };
    Recipient { aliases, ..Recipient::named(name) }
}

fn transfer(recipient: RecipientId, nowhere: Location) -> Transfer {
    Transfer::to(recipient, String::new(), nowhere)
}
