//! `divulge init`: what it makes of policies, and that a check of it finds nothing but what is missing.

mod support;

use support::Folder;

const ENGLISH: &str = "\
# Harbour Notes Privacy Policy

Harbour Notes Ltd (\"Harbour\", \"we\") runs this site. The GDPR applies to us. Cookies are small files.

## Who receives your data

We share your e-mail address with Mailfrog, Inc. to send newsletters. If we ever sell the company, its buyer may get it.
Our payment provider Paymill processes card numbers.

| Sub-processor | Location | Purpose | Data | Retention |
| --- | --- | --- | --- | --- |
| CloudBarn, Inc. (Barn) | United States | Hosting | name, e-mail address | 30 days |
| Støy AS | Norway | Analytics | IP address | |

## Your rights

Write to the Information Commissioner, or see the Harbour Help Center.
";

const KOREAN: &str = "\
# 개인정보 처리방침

주식회사 나루(이하 '회사')는 개인정보 보호법을 따릅니다.

## 개인정보 처리의 위탁

| 수탁자 | 위탁업무 |
| --- | --- |
| (주)예시클라우드 | 서버 운영 |
| 주식회사 문자나라, (주)알림터 | 문자 발송 |

## 국외 이전

- 이전받는 자: Nimbus Storage, Inc.
- 이전 국가: 미국
- 이전 항목: 이메일, 이름
- 보유 기간: 회원 탈퇴 시까지
";

trait Written {
    /// It went well, and only standard error says so.
    fn has_written(&self);
}

impl Written for support::Answer {
    fn has_written(&self) {
        assert_eq!((self.status, self.out.as_str()), (0, ""), "{}", self.err);
    }
}

/// What is written for one policy, without the head.
fn written(policy: &str) -> String {
    let folder = Folder::new();
    folder.write("privacy.md", policy);
    let answer = folder.run(&["init", "privacy.md", "--output", "-"]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    answer.out.split_once("version: 1\n\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

#[test]
fn what_a_policy_discloses_is_declared_with_its_line() {
    insta::assert_snapshot!(written(ENGLISH), @r#"
    controller:
      name: Harbour Notes Ltd # privacy.md:3
      aliases: [Harbour]
      # TODO country: where it is; until then every country counts as abroad

    laws:
      - eu-gdpr # privacy.md:3

    policies:
      - path: privacy.md
        language: en

    transfers:
      - recipient: "Mailfrog, Inc." # privacy.md:7
        role: third-party
        # TODO countries: where the data goes; the policy does not say
        data:
          - e-mail address
        purposes:
          - send newsletters
        # TODO retention: how long; the policy does not say
      - recipient: Paymill # privacy.md:8
        role: processor
        # TODO countries: where the data goes; the policy does not say
        data:
          - card numbers
        purposes:
          - payment provider
        # TODO retention: how long; the policy does not say
      - recipient: "CloudBarn, Inc." # privacy.md:12
        aliases: [Barn]
        role: processor
        countries: [US]
        data:
          - name
          - e-mail address
        purposes:
          - Hosting
        retention: 30 days
      - recipient: Støy AS # privacy.md:13
        role: processor
        countries: [NO]
        data:
          - IP address
        purposes:
          - Analytics
        # TODO retention: how long; the policy does not say
    "#);
    insta::assert_snapshot!(written(KOREAN), @r#"
    controller:
      name: 주식회사 나루 # privacy.md:3
      country: KR # TODO: guessed from the law

    laws:
      - kr-pipa # privacy.md:3

    policies:
      - path: privacy.md
        language: ko

    transfers:
      - recipient: "(주)예시클라우드" # privacy.md:9
        role: processor
        # TODO countries: where the data goes; the policy does not say
        # TODO data: which data; the policy does not say
        purposes:
          - 서버 운영
        # TODO retention: how long; the policy does not say
      - recipient: 주식회사 문자나라 # privacy.md:10
        role: processor
        # TODO countries: where the data goes; the policy does not say
        # TODO data: which data; the policy does not say
        purposes:
          - 문자 발송
        # TODO retention: how long; the policy does not say
      - recipient: "(주)알림터" # privacy.md:10
        role: processor
        # TODO countries: where the data goes; the policy does not say
        # TODO data: which data; the policy does not say
        purposes:
          - 문자 발송
        # TODO retention: how long; the policy does not say
      - recipient: "Nimbus Storage, Inc." # privacy.md:14
        # TODO role: processor, third-party or joint-controller; the policy does not say
        countries: [US]
        data:
          - 이메일
          - 이름
        # TODO purposes: what for; the policy does not say
        retention: 회원 탈퇴 시까지
    "#);
}

#[test]
fn a_check_of_it_finds_nothing() {
    for policy in [ENGLISH, KOREAN] {
        let folder = Folder::new();
        folder.write("privacy.md", policy);
        folder.run(&["init", "privacy.md"]).has_written();
        folder.run(&["check"]).is_clean();
    }
}

/// A name that no legal form tells from other words.
const UNTOLD: &str = "\
# 개인정보 처리방침

주식회사 예시(이하 '회사')는 개인정보를 보호합니다.

## 개인정보의 제3자 제공

| 서비스 | 제공받는 자 | 국가 | 목적 |
| --- | --- | --- | --- |
| 예약하기 | 한국여행공사, QM&Service(본 사업의 운영 대행사) | 베트남 | 상담 |
";

#[test]
fn whoever_stands_where_recipients_are_listed_is_declared() {
    let folder = Folder::new();
    folder.write("site.md", UNTOLD);
    folder.write("app.md", UNTOLD);
    folder.run(&["init", "site.md", "app.md"]).has_written();
    let declared = folder.read("divulge.yaml");
    for line in ["recipient: 한국여행공사", "recipient: QM&Service"] {
        assert_eq!(declared.matches(line).count(), 1, "{line} in\n{declared}");
    }
    assert_eq!(declared.matches("countries: [VN]").count(), 2, "{declared}");
    folder.run(&["check"]).is_clean();
}

#[test]
fn paths_are_told_from_where_the_declaration_lies() {
    let folder = Folder::new();
    folder.write("site/docs/privacy notice.md", ENGLISH);
    folder.write("legal/.keep", "");
    let answer = folder.run(&["init", "site/docs/privacy notice.md", "-o", "legal/divulge.yaml"]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    assert!(folder.read("legal/divulge.yaml").contains("path: \"../site/docs/privacy notice.md\""));
    folder.run(&["check", "legal"]).is_clean();
}

#[test]
fn what_only_one_of_several_policies_says_is_asked_of_that_one() {
    let folder = Folder::new();
    folder.write("en.md", ENGLISH);
    folder.write("ko.md", KOREAN);
    folder.run(&["init", "en.md", "ko.md"]).has_written();
    let written = folder.read("divulge.yaml");
    assert_eq!(written.matches("policies: [en.md]").count(), 4, "{written}");
    assert_eq!(written.matches("policies: [ko.md]").count(), 4, "{written}");
    folder.run(&["check"]).is_clean();
}

#[test]
fn what_only_one_policy_says_of_a_recipient_of_two_is_not_declared() {
    let folder = Folder::new();
    let policy = |row: &str| {
        format!(
            "# Harbour Notes Privacy Policy\n\nHarbour Notes Ltd (\"Harbour\") runs this.\n\n\
             | Sub-processor | Location | Purpose | Data | Retention |\n| --- | --- | --- | --- | --- |\n{row}\n"
        )
    };
    folder.write(
        "site.md",
        policy("| Mailfrog, Inc. | Norway | Newsletters | name, e-mail address | 30 days |"),
    );
    folder.write("app.md", policy("| Mailfrog | Norway, Canada | Newsletters | device ID, name | 2 years |"));
    folder.run(&["init", "site.md", "app.md"]).has_written();
    let expected = "  - recipient: \"Mailfrog, Inc.\" # site.md:7
    aliases: [Mailfrog]
    role: processor
    countries: [NO]
    data:
      - name
    purposes:
      - Newsletters
    # TODO retention: how long; the policy does not say
";
    assert_eq!(transfers(&folder.read("divulge.yaml")), expected);
}

#[test]
fn nothing_that_exists_is_overwritten_and_nothing_unreadable_passes() {
    let folder = Folder::new();
    folder.write("privacy.md", ENGLISH);
    folder.write("divulge.yaml", "version: 1\n");
    folder.run(&["init", "privacy.md"]).is_refused(&["`divulge.yaml` exists already", "--output"]);
    assert_eq!(folder.read("divulge.yaml"), "version: 1\n");
    folder.write("broken.md", [b'#', 0xff]);
    folder
        .run(&["init", "broken.md", "absent.md", "-o", "new.yaml"])
        .is_refused(&["`broken.md` is not UTF-8", "`absent.md` does not exist"]);
    folder.run(&["init"]).is_refused(&["POLICY"]);
}

#[test]
fn a_policy_that_names_nobody_makes_a_declaration_too() {
    let folder = Folder::new();
    folder.write("p.md", "# Privacy\n\nWe share nothing. Cookies are stored in your browser.\n");
    folder.run(&["init", "p.md"]).has_written();
    assert!(folder.read("divulge.yaml").contains("transfers: []"));
    folder.run(&["check"]).is_clean();
}

/// The lines from the transfers on.
fn transfers(text: &str) -> &str {
    text.split_once("transfers:\n").map_or(text, |(_, transfers)| transfers)
}

#[test]
fn a_record_of_processing_tells_what_happens() {
    let folder = Folder::new();
    // As spreadsheets write it in Korea: a byte order mark, semicolons, CRLF, a cell of two lines.
    let record = "\u{feff}수탁자;위탁업무 내용;이전 국가;이전 항목;보유 및 이용기간;담당자\r\n\
                  (주)가람;문자 발송;대한민국;휴대전화번호;위탁계약 종료 시;김\r\n\
                  \"Zendesk, Inc.\nMailjet SAS\";고객 상담;미국/유럽;이메일 주소, 이름;3년;이\r\n";
    folder.write("record.csv", record);
    folder.write("policy.md", "# 개인정보 처리방침\n\n회사는 개인정보를 소중히 여깁니다.\n");
    let answer = folder.run(&["init", "--from", "csv", "record.csv", "policy.md"]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    let written = folder.read("divulge.yaml");
    assert!(written.contains("  - path: policy.md\n    language: ko\n"), "{written}");
    let expected = "  - recipient: \"(주)가람\" # record.csv:2
    role: processor
    countries: [KR]
    data:
      - 휴대전화번호
    purposes:
      - 문자 발송
    retention: 위탁계약 종료 시
  - recipient: \"Zendesk, Inc.\" # record.csv:3
    role: processor
    countries: [US]
    data:
      - 이메일 주소
      - 이름
    purposes:
      - 고객 상담
    retention: 3년
  - recipient: Mailjet SAS # record.csv:3
    role: processor
    countries: [US]
    data:
      - 이메일 주소
      - 이름
    purposes:
      - 고객 상담
    retention: 3년

# Not taken over:
# - the country `유럽`: there is none of this name
# - the column `담당자`
";
    assert_eq!(transfers(&written), expected);
    let checked = folder.run(&["check", "--format", "concise"]);
    assert_eq!(checked.status, 1, "what happens is not disclosed: {}", checked.err);
    assert_eq!(checked.out.matches("[undisclosed-recipient]").count(), 3, "{}", checked.out);
}

#[test]
fn a_manifest_of_fides_tells_of_the_systems_of_others() {
    let folder = Folder::new();
    let manifest = "system:
  - fides_key: mailchimp
    name: Mailchimp
    legal_name: Intuit Inc.
    system_type: Third Party
    responsibility: [Sub-Processor]
    legal_basis_for_transfers: [SCCs]
    privacy_declarations:
      - name: Newsletters
        data_categories: [user.contact.email, user.x_unknown.shoe_size]
        data_use: marketing.communications.email
        data_subjects: [customer]
        retention_period: 2 years
        legal_basis_for_processing: Consent
      - data_categories: [user.contact.email]
        data_use: functional.service
  - fides_key: shop
    name: Our shop
    system_type: Application
    privacy_declarations: []
";
    folder.write("manifest.yml", manifest);
    let answer = folder.run(&["init", "--from", "fides", "manifest.yml", "-o", "-"]);
    let expected = "  - recipient: Intuit Inc. # manifest.yml:4
    aliases: [Mailchimp]
    role: processor
    # TODO countries: where the data goes; the record does not say
    data:
      - e-mail address
      - x unknown shoe size
    purposes:
      - Newsletters
      - functional service
    retention: 2 years
    legal_basis: Consent
    safeguards: [SCCs]

# Not taken over:
# - the system `Our shop`, which seems to be one of your own
";
    assert_eq!(transfers(&answer.out), expected, "{}", answer.err);
}

#[test]
fn a_recording_tells_which_hosts_are_talked_to() {
    let folder = Folder::new();
    folder.write(
        "divulge.yaml",
        "version: 1\npolicies: [p.md]\nrecipients: [{name: Alipay, aliases: [알리페이], domains: [alipay.com]}]\ntransfers: []\n",
    );
    folder.write("p.md", "# Privacy\n");
    let request =
        |url: &str, more: &str| format!("{{\"request\":{{\"method\":\"GET\",\"url\":\"{url}\"{more}}}}}");
    let entries = [
        request("https://www.shop.co.kr/", ""),
        request("https://cdn.shop.co.kr/a.js", ""),
        request("https://collect.tracker.example/v1?x", ",\"postData\":{\"text\":\"x\"}"),
        request("https://pay.alipay.com/x", ""),
        request("data:image/png;base64,AA", ""),
        request("https://collect.tracker.example/v2", ""),
    ];
    folder.write("site.har", format!("{{\"log\":{{\"entries\":[{}]}}}}", entries.join(",")));
    let answer = folder.run(&["init", "--from", "har", "site.har", "-o", "-"]);
    let recipients: Vec<&str> = answer.out.lines().filter(|line| line.contains("recipient:")).collect();
    assert_eq!(recipients, ["  - recipient: Alipay # site.har:1"], "{}{}", answer.out, answer.err);
    let nobody = "\n# Not taken over:\n\
                  # - the host `collect.tracker.example` (2 requests, 1 with a body): declare who runs it, with its `domains`\n";
    assert!(answer.out.ends_with(nobody), "{}", answer.out);
}

#[test]
fn records_that_cannot_be_read_are_refused() {
    let folder = Folder::new();
    folder.write("a.csv", "Shade,Colour\nAcme,red\n");
    folder.write("b.yml", "a: [b\n");
    let from = |format: &str, file: &str| folder.run(&["init", "--from", format, file]);
    from("csv", "a.csv").is_refused(&["no column of its first line names recipients"]);
    from("har", "a.csv").is_refused(&["it is no HTTP archive"]);
    from("fides", "a.csv").is_refused(&["there is no `system` in it"]);
    from("fides", "b.yml").is_refused(&["not valid YAML"]);
    from("xls", "a.csv").is_refused(&["the formats are csv, fides, har"]);
    from("csv", "none.csv").is_refused(&["`none.csv` does not exist"]);
    folder.run(&["init"]).is_refused(&["<POLICY>"]);
    assert!(!folder.0.join("divulge.yaml").exists());
}
