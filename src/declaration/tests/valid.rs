//! What valid declarations say.

use super::{Folder, minimal};
use crate::declaration::{Level, Located, Role};
use crate::laws::Law;
use crate::lexicon::country::Country;
use crate::rules::Severity;
use crate::source::Location;

fn codes(countries: &[Located<Country>]) -> Vec<&str> {
    countries.iter().map(|country| country.value.code()).collect()
}

fn values(texts: &[Located<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

fn ids(laws: &[Law]) -> Vec<&str> {
    laws.iter().map(|law| law.id.as_ref()).collect()
}

fn contract() -> Folder {
    Folder::new(include_str!("data/contract.yaml"))
        .with("privacy-policy.ko.md", "")
        .with("processors.ko.md", "")
        .with("services/pay/transfers.yaml", "transfers: [{recipient: 알리페이}]")
}

#[test]
fn the_example_of_the_contract_is_valid() {
    let declaration = contract().declaration();
    assert_eq!(declaration.controller.name.as_deref(), Some("Kakao Pay Corp."));
    assert_eq!(declaration.controller.country, Country::from_code("KR"));
    assert_eq!(ids(declaration.laws.as_deref().unwrap()), ["kr-pipa"]);
    let policy = &declaration.policies[0];
    assert_eq!(policy.language.as_ref().unwrap().value, "ko");
    assert_eq!(ids(policy.laws.as_ref().unwrap()), ["kr-pipa"]);
    assert_eq!(values(&policy.annexes), ["processors.ko.md"]);
    assert_eq!(declaration.recipients.len(), 1, "`Alipay` and `알리페이` are aliases");
    let transfer = &declaration.transfers[0];
    assert_eq!((transfer.id.as_str(), transfer.recipient), ("nsf-score", 0));
    assert_eq!(transfer.role.as_ref().unwrap().value, Role::Processor);
    assert_eq!(codes(&transfer.countries), ["CN", "SG"]);
    assert_eq!(transfer.data.len(), 4);
    assert_eq!(transfer.until.as_ref().unwrap().value.to_string(), "2018-07-31");
    assert_eq!(transfer.policies, [0]);
    assert_eq!(declaration.transfers[1].id, "알리페이");
    assert_eq!(codes(&declaration.transfers[1].countries), ["SG"], "where the recipient is");
    assert_eq!(declaration.severities.into_values().collect::<Vec<_>>(), [Level::At(Severity::Error)]);
    let exception = &declaration.exceptions[0];
    assert_eq!((exception.rule.name(), exception.transfer), ("undisclosed-country", Some(0)));
}

#[test]
fn every_place_is_the_text_that_says_it() {
    let folder = contract();
    let (declaration, sources) = folder.load();
    let declaration = declaration.unwrap();
    let text = |location: Location| sources.slice(location);
    let transfer = &declaration.transfers[0];
    assert!(text(transfer.location).starts_with("id: nsf-score"));
    assert!(text(transfer.location).ends_with("policies: [privacy-policy.ko.md]"));
    assert_eq!(text(transfer.recipient_location), "Alipay");
    assert_eq!(text(transfer.countries[1].location), "SG");
    assert_eq!(text(transfer.data[3].location), "subscription date");
    assert_eq!(text(declaration.transfers[1].recipient_location), "알리페이");
    let included = sources.get(declaration.transfers[1].location.source);
    assert_eq!(included.path(), "shop/services/pay/transfers.yaml");
    assert_eq!(text(declaration.exceptions[0].until.as_ref().unwrap().location), "2027-01-31");
}

#[test]
fn a_lone_value_is_a_list_of_one() {
    let declaration = Folder::new(
        "\
version: '1'
laws: eu-gdpr
policies: {path: p.md, laws: kr-pipa, annexes: p.md}
recipients: {name: A, aliases: B, domains: a.example}
transfers:
  recipient: B
  country: KR
  access_from: CN
  data: email
  purposes: ads
  safeguards: SCC
  policies: ./p.md
exceptions: {rule: vague-country, reason: agreed, by: Kim}",
    )
    .declaration();
    assert_eq!(ids(declaration.laws.as_deref().unwrap()), ["eu-gdpr"]);
    assert_eq!(ids(declaration.laws_of(0)), ["kr-pipa"]);
    assert_eq!(values(&declaration.policies[0].annexes), ["p.md"]);
    assert_eq!(declaration.recipients[0].aliases, ["B"]);
    let transfer = &declaration.transfers[0];
    assert_eq!(codes(&transfer.countries), ["KR", "CN"]);
    assert_eq!(values(&transfer.data), ["email"]);
    assert_eq!(values(&transfer.purposes), ["ads"]);
    assert_eq!(values(&transfer.safeguards), ["SCC"]);
    assert_eq!(transfer.policies, [0]);
    assert_eq!(declaration.exceptions[0].transfer, None);
    assert_eq!(declaration.exceptions[0].by.as_deref(), Some("Kim"));
}

#[test]
fn keys_with_nothing_below_them_are_empty_lists() {
    let declaration = minimal(
        "\
laws:
include:
recipients:
transfers:
rules:
exceptions:",
    )
    .declaration();
    assert!(declaration.transfers.is_empty());
    assert!(declaration.severities.is_empty());
    let declaration =
        minimal("transfers: [{recipient: A, retention: null, countries: ~, aliases: []}]").declaration();
    assert_eq!(declaration.transfers[0].retention, None, "null says that there is none");
}

#[test]
fn scalars_are_what_is_written() {
    let declaration = minimal(
        "\
transfers:
- recipient: 012
  country: NO
  data: [yes, 1e3, 0x10, 1_000, on, .5, !!str 7, 'null']
  retention: |
    five years
    or so
  method: >-
    once
    a day
  refusal: \"a \\\"b\\\"\"",
    )
    .declaration();
    let transfer = &declaration.transfers[0];
    assert_eq!(declaration.recipients[0].name.value, "012");
    assert_eq!(codes(&transfer.countries), ["NO"], "Norway");
    assert_eq!(values(&transfer.data), ["yes", "1e3", "0x10", "1_000", "on", ".5", "7", "null"]);
    assert_eq!(transfer.retention.as_ref().unwrap().value, "five years\nor so");
    assert_eq!(transfer.method.as_ref().unwrap().value, "once a day");
    assert_eq!(transfer.refusal.as_ref().unwrap().value, "a \"b\"");
}

#[test]
fn countries_are_merged_with_access_and_each_is_there_once() {
    let declaration = minimal(
        "\
recipients: [{name: A, country: us}]
transfers:
- {recipient: A, countries: [CN, cn], access_from: [CN, IN]}
- {recipient: A, access_from: IN}
- {recipient: A, country: [KR, JP]}
- recipient: B",
    )
    .declaration();
    let countries: Vec<_> = declaration.transfers.iter().map(|transfer| codes(&transfer.countries)).collect();
    assert_eq!(countries, [vec!["CN", "IN"], vec!["US", "IN"], vec!["KR", "JP"], vec![]]);
}

#[test]
fn anchors_aliases_and_merges_are_followed() {
    let folder = minimal(
        "\
transfers:
- &first
  recipient: A
  country: &home KR
  data: &data [email, name]
- recipient: B
  country: *home
  data: *data
- <<: *first
  recipient: C
- <<: [{role: processor, retention: 1 day}, *first]
  retention: 2 days",
    );
    let (declaration, sources) = folder.load();
    let transfers = declaration.unwrap().transfers;
    assert_eq!(sources.slice(transfers[1].countries[0].location), "*home", "the place of use");
    assert_eq!(values(&transfers[1].data), ["email", "name"]);
    assert_eq!((transfers[2].id.as_str(), codes(&transfers[2].countries)), ("c", vec!["KR"]));
    assert_eq!(
        (transfers[3].id.as_str(), transfers[3].retention.as_ref().unwrap().value.as_str()),
        ("a-2", "2 days")
    );
    assert_eq!(transfers[3].role.as_ref().unwrap().value, Role::Processor);
}

#[test]
fn line_ends_and_a_byte_order_mark_do_not_move_places() {
    let text = "\u{feff}version: 1\r\npolicies: p.md\r\ntransfers:\r\n- recipient: 알리페이\r\n  retention: |\r\n    5년\r\n  country: SG\r\n";
    let folder = Folder::new(text);
    let (declaration, sources) = folder.load();
    let transfer = &declaration.unwrap().transfers[0];
    assert_eq!(sources.slice(transfer.recipient_location), "알리페이");
    assert_eq!(sources.slice(transfer.countries[0].location), "SG");
    assert_eq!(transfer.retention.as_ref().unwrap().value, "5년");
    assert_eq!(sources.slice(transfer.location), text.split_once("- ").unwrap().1.trim_end());
}
