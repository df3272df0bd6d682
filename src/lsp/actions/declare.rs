//! Declaring whom a policy names: as a new transfer, or as another name of somebody who is declared.

use super::{Case, Draft, yaml};
use crate::assessment::{Element, Verdict};
use crate::declaration::RecipientId;
use crate::lsp::subject;

/// How many names of others are proposed.
const MOST_ALIASES: usize = 3;

/// A transfer to a recipient that nothing declares.
pub(super) fn transfer(case: &Case<'_>) -> Option<Draft> {
    let name = undeclared(case)?;
    let file = case.checked().declaration.source;
    let recipient = format!("{} # TODO: role, countries, data", yaml::scalar(name));
    let text = case.source(file).text();
    // In brackets there is no room for a remark.
    let edit = yaml::add_item(text, "transfers", &[("recipient", recipient.clone())])?;
    let edit = if edit.1.contains('{') {
        yaml::add_item(text, "transfers", &[("recipient", yaml::scalar(name))])?
    } else {
        edit
    };
    Some(Draft { is_best: true, ..Draft::new(format!("Declare a transfer to {name}"), file, edit) })
}

fn undeclared<'a>(case: &Case<'a>) -> Option<&'a str> {
    let is_meant = case.finding.rule.name() == "undeclared-recipient";
    case.finding.recipient.as_deref().filter(|_| is_meant)
}

/// The name as an alias of recipients that the policy does not name otherwise; or, of such a recipient, the names that the
/// policy has and nobody declares. The most alike first.
pub(super) fn aliases(case: &Case<'_>) -> Vec<Draft> {
    let pairs: Vec<(RecipientId, &str)> = match undeclared(case) {
        Some(name) => undisclosed(case).into_iter().map(|recipient| (recipient, name)).collect(),
        None => names_for(case),
    };
    let declaration = &case.checked().declaration;
    let mut scored: Vec<(usize, RecipientId, &str)> = pairs
        .into_iter()
        .filter_map(|(id, name)| {
            Some((strsim::levenshtein(&declaration.recipients.get(id)?.name.value, name), id, name))
        })
        .collect();
    scored.sort_unstable();
    scored.truncate(MOST_ALIASES);
    scored.into_iter().filter_map(|(_, recipient, name)| alias(case, recipient, name)).collect()
}

fn alias(case: &Case<'_>, recipient: RecipientId, alias: &str) -> Option<Draft> {
    let name = &case.checked().declaration.recipients.get(recipient)?.name;
    let file = name.location.source;
    let edit = yaml::add_alias(case.source(file).text(), name.location.span, alias)?;
    Some(Draft::new(format!("Declare {alias} as another name of {}", name.value), file, edit))
}

/// The recipients that the policy of this finding does not name.
fn undisclosed(case: &Case<'_>) -> Vec<RecipientId> {
    let Some(policy) = case.policy() else { return Vec::new() };
    let transfers = &case.checked().declaration.transfers;
    let mut found: Vec<RecipientId> = subject::elements(&case.seen, policy)
        .filter(|(_, element)| element.element == Element::Recipient && element.verdict != Verdict::Clear)
        .filter_map(|(id, _)| Some(transfers.get(id)?.recipient))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn names_for<'a>(case: &Case<'a>) -> Vec<(RecipientId, &'a str)> {
    let transfer = case.finding.transfer.and_then(|id| case.checked().declaration.transfers.get(id));
    let is_meant = case.finding.rule.name() == "undisclosed-recipient";
    let (Some(transfer), Some(policy)) = (transfer.filter(|_| is_meant), case.policy()) else {
        return Vec::new();
    };
    let assessments = case.checked().assessments.iter().filter(|assessment| assessment.policy == policy);
    let names = assessments.flat_map(|assessment| &assessment.undeclared_recipients);
    names.map(|named| (transfer.recipient, named.name.as_str())).collect()
}
