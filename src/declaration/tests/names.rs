//! Recipients, ids, policies and exceptions by name.

use super::{Folder, assert_problems, minimal};

#[test]
fn names_are_the_same_whatever_their_case_and_width() {
    let declaration = minimal(
        "\
recipients:
- {name: Alipay Singapore, aliases: [알리페이, ＡＬＩ]}
transfers:
- recipient: ALIPAY  singapore
- recipient: ali
- recipient: 알리페이
- recipient: Other
- recipient: other",
    )
    .declaration();
    let recipients: Vec<_> = declaration.transfers.iter().map(|transfer| transfer.recipient).collect();
    assert_eq!(recipients, [0, 0, 0, 1, 1]);
    assert_eq!(declaration.recipients[1].name.value, "Other");
}

#[test]
fn a_recipient_that_only_transfers_name_has_the_aliases_of_all_of_them() {
    let declaration = minimal(
        "\
transfers:
- recipient: AWS
- {recipient: Amazon, aliases: [AWS]}
- {recipient: amazon, aliases: [AWS, 아마존]}",
    )
    .declaration();
    assert_eq!(declaration.recipients.len(), 1);
    assert_eq!(declaration.recipients[0].name.value, "Amazon");
    assert_eq!(declaration.recipients[0].aliases, ["AWS", "아마존"]);
}

#[test]
fn names_of_two_recipients_are_reported_with_both_places() {
    let folder = minimal(
        "\
recipients:
- {name: A, aliases: [X, a, X]}
- {name: B, aliases: [x, a]}
- name: b
transfers:
- {recipient: C, aliases: [X]}",
    );
    assert_problems(
        &folder,
        &[
            ("x", "`x` means two recipients, `A` and `B`"),
            ("a", "`a` means two recipients, `A` and `B`"),
            ("b", "recipient `b` is listed twice"),
            ("X", "`X` means two recipients, `A` and `C`"),
        ],
    );
    let problems = folder.load().0.unwrap_err();
    assert_eq!(problems[0].help.as_deref(), Some("the other place is shop/divulge.yaml:4:23"));
}

#[test]
fn aliases_of_a_listed_recipient_belong_to_the_list() {
    assert_problems(
        &minimal(
            "recipients: [{name: A, aliases: B}]\ntransfers: [{recipient: b, aliases: [C, D]}, {recipient: A, aliases: []}]",
        ),
        &[("C", "`b` is listed under `recipients`; its aliases belong there")],
    );
}

#[test]
fn default_ids_are_slugs_that_step_aside() {
    let declaration = minimal(
        "\
transfers:
- recipient: Acme Inc.
- recipient: ACME, Inc
- {recipient: X, id: acme-inc-2}
- recipient: 주식회사 가나다",
    )
    .declaration();
    let ids: Vec<_> = declaration.transfers.iter().map(|transfer| transfer.id.as_str()).collect();
    assert_eq!(ids, ["acme-inc", "acme-inc-3", "acme-inc-2", "주식회사-가나다"]);
}

#[test]
fn declared_ids_are_unique_across_files() {
    let folder = minimal("include: more.yaml\ntransfers: [{recipient: A, id: x}, {recipient: B, id: x}]")
        .with(
            "more.yaml",
            "\
transfers:
- id: x
  recipient: C",
        );
    let message = "transfer id `x` is given twice";
    assert_problems(&folder, &[("x", message), ("x", message)]);
    let problems = folder.load().0.unwrap_err();
    assert_eq!(problems[1].path, "shop/more.yaml");
    assert_eq!(problems[1].help.as_deref(), Some("the other place is shop/divulge.yaml:4:32"));
}

#[test]
fn policies_and_transfers_must_be_known() {
    assert_problems(
        &minimal(
            "\
transfers: [{recipient: Acme, policies: [q.md]}]
exceptions:
- {rule: vague-country, transfer: acne, reason: x}
- {rule: undisclosed-contry, reason: x}
- {rule: vague-country, reason: ' ', until: never}",
        ),
        &[
            ("q.md", "unknown policy `q.md`; did you mean `p.md`?"),
            ("acne", "unknown transfer `acne`; did you mean `acme`?"),
            ("undisclosed-contry", "unknown rule `undisclosed-contry`; did you mean `undisclosed-country`?"),
            ("' '", "`reason` is empty; expected a text"),
            ("never", "`never` is no date of the calendar"),
        ],
    );
}

#[test]
fn a_policy_is_listed_once() {
    assert_problems(
        &Folder::new("version: 1\npolicies: [p.md, {path: ./p.md}]"),
        &[("./p.md", "policy `./p.md` is listed twice")],
    );
}
