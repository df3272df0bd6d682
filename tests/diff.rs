//! `divulge diff`: a history of ten versions of one declaration and its policy, and just the changes that were made.

mod support;

use support::{Answer, Folder};

const DAY: &str = "2026-11-26";

/// What a version consists of. Each version changes the one before.
#[derive(Clone)]
struct Version {
    rows: Vec<&'static str>,
    partners: Vec<&'static str>,
    prose: &'static str,
    transfers: Vec<String>,
}

impl Version {
    fn first() -> Self {
        Self {
            rows: vec![
                "| Acme Mail, Inc. | United States | sending e-mail | name, email address |",
                "| Borealis Cloud Ltd. | Ireland | hosting | name |",
            ],
            partners: vec!["| Delta Insurance plc | United Kingdom | insurance | name |"],
            prose: "We take care of what you give us.",
            transfers: vec![
                "{id: mail, recipient: 'Acme Mail, Inc.', role: processor, countries: [US], purposes: [sending e-mail], data: [name, email address]}".to_owned(),
                "{id: cloud, recipient: Borealis Cloud Ltd., role: processor, countries: [IE], data: [name]}".to_owned(),
                "{id: insurance, recipient: Delta Insurance plc, role: third-party, countries: [GB], data: [name]}".to_owned(),
            ],
        }
    }

    fn write(&self, folder: &Folder, at: &str) {
        let head = "| Recipient | Country | Purpose | Data |\n| --- | --- | --- | --- |";
        let policy = format!(
            "# Privacy policy\n\n{}\n\n## Service providers that process data on our behalf\n\n{head}\n{}\n\n\
             ## Third parties to whom we provide personal data for their own purposes\n\n{head}\n{}\n",
            self.prose,
            self.rows.join("\n"),
            self.partners.join("\n"),
        );
        let transfers: String = self.transfers.iter().map(|one| format!("  - {one}\n")).collect();
        let declaration = format!(
            "version: 1\ncontroller: {{name: Example GmbH, country: DE}}\npolicies: [privacy.md]\ntransfers:\n{transfers}"
        );
        folder.write(&format!("{at}privacy.md"), policy);
        folder.write(&format!("{at}divulge.yaml"), declaration);
    }
}

/// The versions, each with what it does.
fn history() -> Vec<Version> {
    let mut versions = vec![Version::first()];
    let mut next = |change: fn(&mut Version)| {
        let mut version = versions.last().cloned().unwrap_or_else(Version::first);
        change(&mut version);
        versions.push(version);
    };
    // 2: other words of no weight.
    next(|it| it.prose = "Your data is safe with us.\n\nWe look after it with\ncare, as the law asks of us.");
    // 3: a transfer begins, and is told.
    next(|it| {
        it.rows.push("| Tallgrass Analytics Inc. | Canada | analytics | usage data |");
        it.transfers.push("{id: analytics, recipient: Tallgrass Analytics Inc., role: processor, countries: [CA], purposes: [analytics]}".to_owned());
    });
    // 4: a country becomes a region.
    next(|it| it.rows[1] = "| Borealis Cloud Ltd. | European Union | hosting | name |");
    // 5: more data goes to a recipient, and nobody is told.
    next(|it| it.transfers[0] = it.transfers[0].replace("email address]", "email address, phone number]"));
    // 6: they are told.
    next(|it| {
        it.rows[0] =
            "| Acme Mail, Inc. | United States | sending e-mail | name, email address, phone number |"
    });
    // 7: a processor comes to act for itself, in the declaration and in the policy.
    next(|it| {
        it.transfers[1] = it.transfers[1].replace("role: processor", "role: third-party");
        let row = it.rows.remove(1);
        it.partners.push(row);
    });
    // 8: a transfer ends, and its row goes.
    next(|it| {
        it.rows.retain(|row| !row.contains("Tallgrass"));
        it.transfers[3] = it.transfers[3].replace("id: analytics", "id: analytics, until: 2026-11-01");
    });
    // 9: the policy names someone whom nothing declares.
    next(|it| it.rows.push("| Evergreen Support LLC | United States | customer support | name |"));
    // 10: the policy no longer names a recipient that still receives.
    next(|it| it.partners.retain(|row| !row.contains("Delta")));
    versions
}

fn compare(folder: &Folder, base: usize, head: usize, more: &[&str]) -> Answer {
    let (base, head) = (format!("v{base}/divulge.yaml"), format!("v{head}/divulge.yaml"));
    folder.run(&[&["diff", "--today", DAY, &base, &head], more].concat())
}

fn written() -> Folder {
    let folder = Folder::new();
    for (index, version) in history().iter().enumerate() {
        version.write(&folder, &format!("v{}/", index + 1));
    }
    folder
}

/// What each step shows, from the second version on, without the places.
const STEPS: [(i32, &str); 9] = [
    (0, "Nothing has changed from v1/divulge.yaml to v2/divulge.yaml.\n"),
    (
        1,
        "Tallgrass Analytics Inc. (analytics)
  + transfer added: processor; CA  [notice]
  + disclosure in v3/privacy.md added: recipient, country CA, purpose analytics  [notice]
  + disclosure in v3/privacy.md added: role

5 changes from v2/divulge.yaml to v3/divulge.yaml: 4 call for a notice to users.
",
    ),
    (
        1,
        "Borealis Cloud Ltd. (cloud)
  - disclosure in v4/privacy.md weakened: country IE (clear -> vague)  [loss]

1 change from v3/divulge.yaml to v4/divulge.yaml: 1 says less of what goes on.
",
    ),
    (
        1,
        "Acme Mail, Inc. (mail)
  + transfer widened: data phone number  [notice]

1 change from v4/divulge.yaml to v5/divulge.yaml: 1 calls for a notice to users.
",
    ),
    (
        1,
        "Acme Mail, Inc. (mail)
  + disclosure in v6/privacy.md added: data phone number  [notice]

1 change from v5/divulge.yaml to v6/divulge.yaml: 1 calls for a notice to users.
",
    ),
    (
        1,
        "Borealis Cloud Ltd. (cloud)
  ~ transfer changed: role (processor -> third party)  [notice]
  + disclosure in v7/privacy.md strengthened: role (incorrect -> clear)

2 changes from v6/divulge.yaml to v7/divulge.yaml: 1 calls for a notice to users.
",
    ),
    (
        0,
        "Tallgrass Analytics Inc. (analytics)
  - transfer dropped: processor; CA
  - disclosure in v8/privacy.md dropped: recipient, country CA, role, purpose analytics

5 changes from v7/divulge.yaml to v8/divulge.yaml: none calls for a notice.
",
    ),
    (
        1,
        "Evergreen Support LLC
  + statement in v9/privacy.md added: recipient  [notice]

1 change from v8/divulge.yaml to v9/divulge.yaml: 1 calls for a notice to users.
",
    ),
    (
        1,
        "Delta Insurance plc (insurance)
  - disclosure in v10/privacy.md dropped: recipient, country GB, role, data name  [loss]

4 changes from v9/divulge.yaml to v10/divulge.yaml: 4 say less of what goes on.
",
    ),
];

#[test]
fn every_step_of_a_history_shows_just_what_was_changed() {
    let folder = written();
    for (index, (status, expected)) in STEPS.into_iter().enumerate() {
        let answer = compare(&folder, index + 1, index + 2, &[]);
        let is_place = |line: &&str| line.starts_with("      ");
        let told: String =
            answer.out.lines().filter(|line| !is_place(line)).flat_map(|line| [line, "\n"]).collect();
        assert_eq!(
            (told.as_str(), answer.status, answer.err.as_str()),
            (expected, status, ""),
            "step {}",
            index + 2
        );
    }
}

#[test]
fn places_are_lines_of_the_version_that_has_them() {
    let folder = written();
    let lost = compare(&folder, 9, 10, &[]).out;
    assert!(lost.contains("\n      v9/privacy.md:19 before\n"), "{lost}");
    assert!(
        folder.read("v9/privacy.md").lines().nth(18).is_some_and(|line| line.contains("Delta Insurance"))
    );
    let told = compare(&folder, 2, 3, &[]).out;
    assert!(told.contains("\n      v3/privacy.md:14\n"), "{told}");
    assert!(folder.read("v3/privacy.md").lines().nth(13).is_some_and(|line| line.contains("Tallgrass")));
}

#[test]
fn the_whole_history_at_once_and_back() {
    let folder = written();
    let all = compare(&folder, 1, 10, &["--format", "json"]);
    assert_eq!(all.status, 1);
    let report: serde_json::Value = serde_json::from_str(&all.out).unwrap();
    // What came and went in between is not there.
    assert!(!all.out.contains("Tallgrass"), "{}", all.out);
    assert_eq!(report["summary"]["notice"], 4, "data twice, role, Evergreen: {}", all.out);
    let back = compare(&folder, 2, 1, &[]);
    assert_eq!((back.status, back.out.lines().count()), (0, 1));
}

#[test]
fn the_gate_fails_on_what_it_is_told_to() {
    let folder = written();
    assert_eq!(compare(&folder, 2, 3, &["--fail-on", "never"]).status, 0);
    assert_eq!(compare(&folder, 7, 8, &["--fail-on", "any"]).status, 1);
    assert_eq!(compare(&folder, 1, 2, &["--fail-on", "any"]).status, 0);
}

#[test]
fn two_policies_are_judged_by_one_declaration() {
    let folder = written();
    let answer = folder.run(&["diff", "--today", DAY, "v9/privacy.md", "v10/privacy.md"]);
    assert!(
        answer
            .out
            .contains("disclosure in v10/privacy.md dropped: recipient, country GB, role, data name  [loss]")
    );
    assert!(answer.out.contains("v9/privacy.md:19 before"), "{}", answer.out);
    let by = ["diff", "--today", DAY, "--declaration", "v1/divulge.yaml", "v1/privacy.md", "v2/privacy.md"];
    assert_eq!(folder.run(&by).out, "Nothing has changed from v1/privacy.md to v2/privacy.md.\n");
}

#[test]
fn a_new_alias_or_path_is_no_new_disclosure() {
    let folder = Folder::new();
    let mut version = Version::first();
    version.write(&folder, "old/");
    version.transfers[1] =
        "{id: hosting, recipient: Borealis, aliases: [Borealis Cloud Ltd.], role: processor, countries: [IE], data: [Name]}".to_owned();
    version.write(&folder, "new/");
    let declaration = folder.read("new/divulge.yaml").replace("privacy.md", "privacy-policy.md");
    folder.write("new/divulge.yaml", declaration);
    std::fs::rename(folder.0.join("new/privacy.md"), folder.0.join("new/privacy-policy.md")).unwrap();
    let answer = folder.run(&["diff", "old/divulge.yaml", "new/divulge.yaml"]);
    assert_eq!(answer.out, "Nothing has changed from old/divulge.yaml to new/divulge.yaml.\n");
}

#[test]
fn a_notice_is_called_for_by_who_receives_and_what_for_not_by_how_it_is_kept() {
    let folder = Folder::new();
    let mut version = Version::first();
    version.rows.clear();
    version.transfers = vec![
        "{id: mail, recipient: 'Acme Mail, Inc.', countries: [US, CA], subjects: users, safeguards: [standard contractual clauses], retention: 1 year}".to_owned(),
    ];
    version.write(&folder, "old/");
    version.transfers = vec![
        "{id: mail, recipient: Birch Post AB, countries: [US], subjects: customers, retention: 2 years, automated_decision: credit scoring}".to_owned(),
    ];
    version.write(&folder, "new/");
    let answer = folder.run(&["diff", "old/divulge.yaml", "new/divulge.yaml"]);
    let expected = "Birch Post AB (mail)
  ~ transfer changed: recipient (Acme Mail, Inc. -> Birch Post AB)  [notice]
      new/divulge.yaml:5
  - transfer narrowed: country CA
      old/divulge.yaml:5 before
  - transfer: safeguard standard contractual clauses dropped
      old/divulge.yaml:5 before
  ~ transfer changed: subjects (users -> customers)  [notice]
      new/divulge.yaml:5
  + transfer: automated-decision added (credit scoring)  [notice]
      new/divulge.yaml:5
  ~ transfer changed: retention (1 year -> 2 years)
      new/divulge.yaml:5

6 changes from old/divulge.yaml to new/divulge.yaml: 3 call for a notice to users.
";
    assert_eq!((answer.out.as_str(), answer.status), (expected, 1));
}

#[test]
fn a_policy_that_is_no_longer_listed_discloses_nothing_any_more() {
    let folder = Folder::new();
    let mut version = Version::first();
    version.transfers.truncate(2);
    for at in ["old/", "new/"] {
        version.write(&folder, at);
        version.transfers.truncate(1);
        folder.write(&format!("{at}app.md"), folder.read(&format!("{at}privacy.md")));
    }
    let listed = folder.read("old/divulge.yaml").replace("[privacy.md]", "[privacy.md, app.md]");
    folder.write("old/divulge.yaml", listed);
    let answer = folder.run(&["diff", "old/divulge.yaml", "new/divulge.yaml"]);
    let expected = "Acme Mail, Inc. (mail)
  - disclosure in old/app.md dropped: recipient, country US, role, data name, email address, purpose sending e-mail  [loss]
      old/app.md:9 before

Borealis Cloud Ltd. (cloud)
  - transfer dropped: processor; IE
      old/divulge.yaml:6 before
  - disclosure in old/app.md dropped: recipient, country IE, role, data name
      old/app.md:10 before

11 changes from old/divulge.yaml to new/divulge.yaml: 6 say less of what goes on.
";
    assert_eq!((answer.out.as_str(), answer.status), (expected, 1));
}

#[test]
fn versions_that_cannot_be_compared_are_refused() {
    let folder = written();
    folder.run(&["diff", "v1/divulge.yaml"]).is_refused(&["not of the same kind"]);
    folder.run(&["diff", "v1/divulge.yaml", "v2/privacy.md"]).is_refused(&["not of the same kind"]);
    folder.write("v3/divulge.yaml", "version: 1\npolicies: [none.md]\n");
    compare(&folder, 2, 3, &[]).is_refused(&["none.md"]);
}
