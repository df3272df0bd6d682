//! Every row of every pack, and how several packs go together.

use std::path::Path;

use super::*;

fn country(code: &str) -> Country {
    Country::from_code(code).unwrap()
}

fn law(id: &str) -> Law {
    Law::named(id).unwrap()
}

fn home(pack: &Pack) -> Country {
    Country::all().find(|&country| !pack.is_foreign(country)).unwrap()
}

/// A country that no row of the pack exempts.
fn abroad(pack: &Pack) -> Country {
    ["US", "BR", "IN"].map(country).into_iter().find(|&country| pack.is_foreign(country)).unwrap()
}

/// A transfer within the law's own area, of one kind.
fn domestic(pack: &Pack, kind: Kind) -> Flow {
    Flow {
        capacity: Some(kind),
        home: Some(home(pack)),
        destinations: vec![home(pack)],
        ground: Ground::Undeclared,
        automation: Automation::Undeclared,
        today: Date::parse("2028-01-01").unwrap(),
    }
}

/// A transfer that a row is about.
fn flow(pack: &Pack, row: &Row, kind: Kind) -> Flow {
    let plain = match kind {
        Kind::ThirdParty | Kind::Outsourcing | Kind::JointUse => domestic(pack, kind),
        Kind::CrossBorder => Flow { destinations: vec![abroad(pack)], ..domestic(pack, Kind::Outsourcing) },
        Kind::AutomatedDecision => {
            Flow { automation: Automation::Declared, ..domestic(pack, Kind::Outsourcing) }
        }
    };
    let ground = match row.when {
        Some(When::Consent) => Ground::Known(Basis::Consent),
        Some(When::OtherBasis) => Ground::Known(Basis::Contract),
        None => Ground::Undeclared,
    };
    Flow { ground, ..plain }
}

/// Every row that asks for a statement, with each kind and element of it.
fn statements() -> impl Iterator<Item = (&'static Pack, &'static Row, Kind, Element)> {
    let rows = shipped().iter().flat_map(|pack| pack.rows.iter().map(move |row| (pack, row)));
    rows.flat_map(|(pack, row)| {
        let Asks::Statement { elements, .. } = &row.asks else { return Vec::new() };
        let kinds = row.kinds.iter();
        kinds.flat_map(|&kind| elements.iter().map(move |&element| (pack, row, kind, element))).collect()
    })
}

fn destination(flow: &Flow, element: Element) -> Option<Country> {
    flow.destinations.first().copied().filter(|_| element == Element::Country)
}

/// What one pack asks of an element.
fn asked<'l>(laws: &'l [Law], flow: &Flow, element: Element) -> Vec<Demand<'l>> {
    match requirement(laws, flow, element, destination(flow, element)) {
        Requirement::Asked(demands) => demands,
        Requirement::Baseline | Requirement::NotAsked => Vec::new(),
    }
}

#[test]
fn every_row_weighs_what_its_status_and_evidence_say() {
    let mut seen = 0;
    for (pack, row, kind, element) in statements() {
        let laws = [Law::Shipped(pack)];
        let flow = flow(pack, row, kind);
        let demands = asked(&laws, &flow, element);
        let found = demands.iter().find(|demand| std::ptr::eq(demand.row, row)).map(|demand| demand.force);
        let expected = match (row.status, row.verified, row.when) {
            (Status::Recommended | Status::NotAsked, ..) => None,
            (_, Verified::Memory, _) => Some(Force::Unverified),
            (Status::Required, ..) | (Status::Conditional, _, Some(_)) => Some(Force::Firm),
            (Status::Conditional, _, None) => Some(Force::Conditional),
        };
        let place = format!("{} {} of {kind:?} {element:?}", pack.id, row.citation);
        assert_eq!(found, expected, "{place}");
        for demand in &demands {
            assert_eq!(demand.citation().pack, pack.id);
            assert_eq!(demand.caveat().is_none(), demand.force == Force::Firm, "{place}");
            assert!(demand.is_met_by(crate::assessment::Verdict::Clear));
            assert!(!demand.is_met_by(crate::assessment::Verdict::Omitted));
        }
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn what_a_law_is_known_not_to_ask_for_is_not_asked_of_a_transfer_of_that_kind_alone() {
    for (pack, row, kind, element) in statements().filter(|(_, row, ..)| row.status == Status::NotAsked) {
        let laws = [Law::Shipped(pack)];
        let flow = flow(pack, row, kind);
        assert!(asked(&laws, &flow, element).is_empty(), "{} {} {kind:?} {element:?}", pack.id, row.citation);
    }
}

#[test]
fn a_row_that_rests_on_memory_never_makes_an_error() {
    use crate::rules::Severity;
    for (pack, row, kind, element) in statements().filter(|(_, row, ..)| row.verified == Verified::Memory) {
        let laws = [Law::Shipped(pack)];
        let demands = asked(&laws, &flow(pack, row, kind), element);
        let own: Vec<Demand<'_>> = demands.into_iter().filter(|it| std::ptr::eq(it.row, row)).collect();
        if !own.is_empty() {
            assert_eq!(severity(Severity::Error, &own), Severity::Warning, "{} {}", pack.id, row.citation);
            assert!(own[0].caveat().unwrap().contains("from memory"));
        }
    }
}

#[test]
fn the_compiled_packs_are_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/laws/packs");
    for pack in shipped() {
        let text = std::fs::read_to_string(folder.join(format!("{}.yaml", pack.id))).unwrap();
        assert_eq!(&*Law::read(&text).unwrap(), pack);
        assert!(pack.example.is_some(), "{} shows no example", pack.id);
        assert!(pack.rows.iter().all(|row| row.link.starts_with("https://")), "{}", pack.id);
    }
    let ids: Vec<&str> = shipped().iter().map(|pack| pack.id.as_ref()).collect();
    let expected = [
        "au-app",
        "br-lgpd",
        "ca-qc-law25",
        "ch-fadp",
        "cn-pipl",
        "eu-gdpr",
        "in-dpdp",
        "jp-appi",
        "kr-pipa",
        "sg-pdpa",
        "th-pdpa",
        "tr-kvkk",
        "uk-gdpr",
        "us-ca-ccpa",
    ];
    assert_eq!(ids, expected);
}

fn to(destination: &str) -> Flow {
    let pack = law("eu-gdpr");
    Flow {
        home: Some(country("DE")),
        destinations: vec![country(destination)],
        ..domestic(&pack, Kind::Outsourcing)
    }
}

#[test]
fn the_gdpr_wants_countries_outside_the_eea_and_switzerland_those_inside_too() {
    let (gdpr, fadp) = ([law("eu-gdpr")], [law("ch-fadp")]);
    assert!(asked(&gdpr, &to("FR"), Element::Country).is_empty());
    assert!(asked(&gdpr, &to("NO"), Element::Country).is_empty());
    assert_eq!(asked(&gdpr, &to("US"), Element::Country).len(), 2);
    assert_eq!(asked(&gdpr, &to("CH"), Element::Country).len(), 2, "adequacy excuses nothing");
    assert_eq!(asked(&fadp, &to("FR"), Element::Country).len(), 1);
    assert!(asked(&fadp, &to("DE"), Element::Country).is_empty(), "the controller's own");
    assert!(law("eu-gdpr").is_adequate(country("CH")) && !law("eu-gdpr").is_adequate(country("IN")));
}

#[test]
fn the_strictest_law_counts_and_every_one_that_asks_is_named() {
    use crate::assessment::Verdict;
    let laws = [law("uk-gdpr"), law("kr-pipa"), law("us-ca-ccpa")];
    let flow = domestic(&law("kr-pipa"), Kind::ThirdParty);
    let demands = asked(&laws, &flow, Element::Recipient);
    let names = |verdict: Verdict| -> Vec<&str> {
        let unmet = demands.iter().filter(|demand| !demand.is_met_by(verdict));
        unmet.map(|demand| demand.pack.id.as_ref()).collect()
    };
    assert_eq!(names(Verdict::Omitted), ["uk-gdpr", "kr-pipa", "us-ca-ccpa"]);
    assert_eq!(names(Verdict::Vague), ["kr-pipa"], "the others are content with a category");
}

#[test]
fn without_laws_there_is_the_baseline_and_what_no_law_asks_is_not_asked() {
    let flow = domestic(&law("sg-pdpa"), Kind::ThirdParty);
    assert!(matches!(requirement(&[], &flow, Element::Recipient, None), Requirement::Baseline));
    let laws = [law("sg-pdpa")];
    assert!(matches!(requirement(&laws, &flow, Element::Recipient, None), Requirement::NotAsked));
}

#[test]
fn of_an_undeclared_role_only_what_every_kind_is_asked_for_is_asked() {
    let japan = [law("jp-appi")];
    let korea = [law("kr-pipa")];
    let unknown = |id: &str| Flow { capacity: None, ..domestic(&law(id), Kind::ThirdParty) };
    assert!(asked(&japan, &unknown("jp-appi"), Element::Recipient).is_empty());
    assert_eq!(asked(&korea, &unknown("kr-pipa"), Element::Recipient).len(), 2);
    assert!(asked(&korea, &unknown("kr-pipa"), Element::Data).is_empty(), "of third parties alone");
}

#[test]
fn whoever_a_processor_works_for_is_asked_for_as_a_recipient() {
    let laws = [law("kr-pipa")];
    let flow = domestic(&law("kr-pipa"), Kind::ThirdParty);
    assert_eq!(asked(&laws, &flow, Element::OnBehalfOf).len(), 1);
}

#[test]
fn a_row_holds_from_its_day_on() {
    let laws = [law("au-app")];
    let on = |day: &str| {
        let base = domestic(&law("au-app"), Kind::Outsourcing);
        Flow { automation: Automation::Declared, today: Date::parse(day).unwrap(), ..base }
    };
    assert!(asked(&laws, &on("2026-12-09"), Element::AutomatedDecision).is_empty());
    assert_eq!(asked(&laws, &on("2026-12-10"), Element::AutomatedDecision).len(), 1);
}

#[test]
fn all_that_is_wrong_with_a_pack_is_told_with_its_line() {
    let text = "\
pack: Our Standard
title: t
jurisdiction: j
about: a
checked: 2026-13
link: https://law.example
domestic: [KR, Mars]
requirements:
  - elements: [recipent]
    kinds: [third-party]
    status: must
    citation: Art. 1
    verified: statute
  - elements: [country]
    unless: [consent]
    kinds: []
    status: conditional
    from: 2026-02-30
    citation: Art. 2
    verified: hearsay
";
    let faults = Law::read(text).unwrap_err();
    let mut lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    lines.sort_unstable();
    assert_eq!(lines, [1, 1, 5, 7, 9, 11, 17, 18, 19, 19, 20], "{faults:?}");
    let all: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert!(all.iter().any(|message| message.contains("unknown element `recipent`")), "{all:?}");
    assert!(all.iter().any(|message| message.contains("`unless` does not belong")), "{all:?}");
    for broken in ["", "pack: [", "pack: a\nrules: b\n", "- a"] {
        assert_eq!(Law::read(broken).unwrap_err().len(), 1, "{broken}");
    }
    assert_eq!(Law::read("pack: a\nrules: b\n").unwrap_err()[0].line, 2);
}
