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
