//! Comments in policies and declarations.

use crate::support::{ALL, DECLARATION, Folder, SILENT};

#[test]
fn comments_in_the_policy_suppress_where_they_reach() {
    let both = "undisclosed-recipient, undisclosed-country";
    let before =
        |heading: &str| SILENT.replace(heading, &format!("<!-- divulge-ignore {both}: known -->\n{heading}"));
    let range = format!("<!-- divulge-disable {both}: known -->\n\n");
    let end = format!("\n<!-- divulge-enable {both} -->\n\n");
    // The findings point at the heading of the section where third parties belong.
    for policy in [
        before("## Third"),
        format!("{SILENT}\n<!-- divulge-ignore-file {both}: known -->\n"),
        format!("{range}{SILENT}{end}More.\n"),
        format!("{range}{SILENT}"),
    ] {
        let report = Folder::new(&policy).check(&[]);
        assert_eq!((report.findings(), report.suppressed().len()), (vec![], ALL.len()), "{policy}");
        assert_eq!(report.kinds(), ["comment"; 4]);
        assert_eq!(report.0["suppressed"][0]["suppression"]["reason"], "known");
        assert_eq!(report.0["suppressed"][0]["suppression"]["place"]["path"], "privacy.md");
    }
    for policy in [before("# Privacy"), format!("{range}Before.\n{end}{SILENT}")] {
        let report = Folder::new(&policy).check(&[]);
        let unused =
            ["unused-suppression - undisclosed-recipient", "unused-suppression - undisclosed-country"];
        assert_eq!(report.findings(), [&ALL[..], &unused].concat(), "{policy}");
    }
}

#[test]
fn comments_that_do_not_work_are_findings() {
    let policy = format!(
        "<!-- divulge-ignore-file undisclosed-recipient -->\n<!-- divulge-ignore-file undisclosed-contry: why -->\n\
         <!-- divulge-ignore-file vague-country: why -->\n<!-- divulge-ignore-file: why -->\n\
         <!-- divulge-enable undisclosed-country -->\n<!-- divulge-ignor undisclosed-country: why -->\n\n{SILENT}"
    );
    let folder = Folder::new(&policy);
    let report = folder.check(&[]);
    let expected = [
        "suppression-without-reason - undisclosed-recipient",
        "unknown-rule-in-suppression - undisclosed-contry",
        "unused-suppression - vague-country",
        "unknown-rule-in-suppression - -",
        "unused-suppression - undisclosed-country",
        "unused-suppression - undisclosed-country",
    ];
    assert_eq!(report.findings(), [&ALL[..], &expected].concat());
    assert_eq!(report.0["summary"]["warning"], 6);
    assert_eq!(folder.check(&["privacy.md"]).findings().len(), 10, "a policy alone");
    let off =
        "rules: {unused-suppression: off}\nexceptions:\n  - {rule: suppression-without-reason, reason: no}\n";
    folder.write("divulge.yaml", format!("{DECLARATION}{off}"));
    let findings = folder.check(&[]).findings();
    assert!(!findings.iter().any(|finding| finding.starts_with("unused-suppression")), "{findings:?}");
    assert!(findings.contains(&"suppression-without-reason - undisclosed-recipient".to_owned()));
}

#[test]
fn a_reason_hides_nothing_from_readers() {
    let folder = Folder::new(&format!("<!-- Alipay -->\n{SILENT}"));
    assert!(folder.check(&[]).findings().contains(&"hidden-disclosure pay Alipay".to_owned()));
    let folder = Folder::new(&format!(
        "<!-- divulge-ignore-file undisclosed-recipient: Alipay comes in May -->\n{SILENT}"
    ));
    let report = folder.check(&[]);
    assert_eq!(report.findings(), ["undisclosed-country pay CN", "undisclosed-country mail US"]);
}

#[test]
fn comments_in_the_declaration_are_for_their_entry() {
    let folder = Folder::new(SILENT);
    folder.edit(
        "divulge.yaml",
        "  - id: pay",
        "  # divulge-ignore undisclosed-recipient, undisclosed-country: why\n  - id: pay",
    );
    let report = folder.check(&[]);
    assert_eq!(report.findings(), ALL[2..]);
    assert_eq!(report.kinds(), ["comment"; 2]);
    folder.edit("divulge.yaml", "country: US", "country: US # divulge-ignore undisclosed-country: here");
    assert_eq!(folder.check(&[]).findings(), ALL[2..3]);
    folder.edit(
        "divulge.yaml",
        "recipient: Mailer Inc.",
        "recipient: 'Mailer # divulge-ignore undisclosed-recipient: no'",
    );
    let quoted = folder.check(&[]).findings();
    assert!(
        quoted[0].starts_with("undisclosed-recipient mail"),
        "a # in a quoted text is no comment: {quoted:?}"
    );
    assert_eq!(quoted.len(), 1, "{quoted:?}");
    folder.write("divulge.yaml", format!("# divulge-ignore undisclosed-country: everywhere\n{DECLARATION}"));
    let findings = folder.check(&[]).findings();
    assert_eq!(findings.last().unwrap(), "unused-suppression - undisclosed-country");
}

#[test]
fn comments_in_included_files_count() {
    let folder = Folder::new(SILENT);
    let (main, mail) = DECLARATION.split_at(DECLARATION.find("  - id: mail").unwrap());
    folder.write("divulge.yaml", format!("include: more.yaml\n{main}"));
    folder.write("more.yaml", format!("transfers:\n  # divulge-ignore undisclosed-recipient: why\n{mail}"));
    let expected =
        ["undisclosed-recipient pay Alipay", "undisclosed-country pay CN", "undisclosed-country mail US"];
    assert_eq!(folder.check(&[]).findings(), expected);
}
