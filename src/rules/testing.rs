//! Small worlds for the tests of rules: one recipient, one transfer, and verdicts as a test needs them.

use std::collections::BTreeMap;

use super::{Finding, RuleId, Severity, Suppressed, apply};
use crate::assessment::{
    Assessment, Element, ElementAssessment, Reason, TransferAssessment, UndeclaredCountry,
    UndeclaredRecipient, Verdict,
};
use crate::declaration::{
    Controller, Date, Declaration, Exception, Level, Located, Recipient, Role, Transfer, TransferId,
};
use crate::disclosure::{Gaps, OpenList, Updated, Upkeep, Wordless};
use crate::laws::Law;
use crate::lexicon::country::Country;
use crate::source::{Location, Source, SourceId, Sources, Span};
use crate::suppression::{Medium, Reach, RuleName, Suppression};

/// Words that tests point at, each on a line of its own.
const POLICY: &str = "# Privacy policy

We share nothing.
We transfer nothing abroad.
Alipay is a trademark.
Ant Group
Payment providers overseas
<!-- Alipay -->
";

/// A declaration with the transfer `nsf-score` of Kakao Pay to its processor Alipay, and what `policy.md` makes of it.
pub(super) struct Scene {
    sources: Sources,
    policy: SourceId,
    declared: Location,
    declaration: Declaration,
    assessments: Vec<Assessment>,
    comments: Vec<Suppression>,
    today: Date,
}

impl Scene {
    /// Nothing is judged yet.
    pub(super) fn new() -> Self {
        let mut sources = Sources::default();
        let policy = sources.add(Source::new("policy.md", POLICY));
        let source = sources.add(Source::new("divulge.yaml", "version: 1\n"));
        let declared = Location { source, span: Span::new(0, 7) };
        let declaration = Declaration {
            source,
            controller: Controller { name: Some("Kakao Pay".to_owned()), ..Controller::default() },
            laws: None,
            policies: Vec::new(),
            recipients: vec![recipient("Alipay", declared)],
            transfers: vec![transfer("nsf-score", declared)],
            severities: BTreeMap::new(),
            exceptions: Vec::new(),
        };
        let today = Date::new(2026, 11, 22).unwrap();
        Self { sources, policy, declared, declaration, assessments: Vec::new(), comments: Vec::new(), today }
            .another_policy()
    }

    /// Where the policy says this.
    pub(super) fn place(&self, words: &str) -> Location {
        let start = POLICY.find(words).unwrap();
        Location { source: self.policy, span: Span::new(start, start + words.len()) }
    }

    /// The transfer is judged against one more policy: what follows is about that one.
    pub(super) fn another_policy(mut self) -> Self {
        self.assessments.push(Assessment {
            policy: self.assessments.len(),
            transfers: vec![assessed(0)],
            undeclared_recipients: Vec::new(),
            undeclared_countries: Vec::new(),
            upkeep: Upkeep::default(),
            unread: None,
            gaps: Gaps::default(),
        });
        self
    }

    /// There is one more transfer, to the same recipient: what follows is about that one.
    pub(super) fn another_transfer(mut self, id: &str) -> Self {
        let transfer = transfer(id, self.declared);
        self.declaration.transfers.push(transfer);
        let index = self.declaration.transfers.len() - 1;
        self.assessment().transfers.push(assessed(index));
        self
    }

    /// The transfers have this role.
    pub(super) fn declared_as(mut self, role: Role) -> Self {
        for transfer in &mut self.declaration.transfers {
            transfer.role = Some(Located { value: role, location: self.declared });
        }
        self
    }

    /// The recipient processes for this organisation.
    pub(super) fn on_behalf_of(mut self, name: &str) -> Self {
        for transfer in &mut self.declaration.transfers {
            transfer.on_behalf_of = Some(Located { value: name.to_owned(), location: self.declared });
        }
        self
    }

    /// The recipient is judged so.
    pub(super) fn recipient(self, verdict: Verdict, reason: Reason) -> Self {
        self.element(Element::Recipient, "Alipay", verdict, reason)
    }

    /// A country is judged so.
    pub(super) fn country(self, code: &str, verdict: Verdict, reason: Reason) -> Self {
        self.element(Element::Country, code, verdict, reason)
    }

    /// The role is judged so.
    pub(super) fn role(self, verdict: Verdict, reason: Reason) -> Self {
        self.element(Element::Role, "Alipay", verdict, reason)
    }

    /// A detail is judged so.
    pub(super) fn detail(self, element: Element, verdict: Verdict, reason: Reason) -> Self {
        self.element(element, "Alipay", verdict, reason)
    }

    fn element(mut self, element: Element, subject: &str, verdict: Verdict, reason: Reason) -> Self {
        let (anchor, declared) = (self.place("# Privacy policy"), self.declared);
        self.transfer().elements.push(ElementAssessment {
            element,
            subject: subject.to_owned(),
            verdict,
            required: true,
            evidence: Vec::new(),
            reason: Some(reason),
            anchor,
            declared,
        });
        self
    }

    /// No law asks for the last element.
    pub(super) fn not_required(mut self) -> Self {
        self.transfer().elements.last_mut().unwrap().required = false;
        self
    }

    /// These packs are in force.
    pub(super) fn laws(mut self, names: &[&str]) -> Self {
        self.declaration.laws = Some(names.iter().map(|name| Law::named(name).unwrap()).collect());
        self
    }

    /// The transfers rest on this ground.
    pub(super) fn legal_basis(mut self, basis: &str) -> Self {
        for transfer in &mut self.declaration.transfers {
            transfer.legal_basis = Some(Located { value: basis.to_owned(), location: self.declared });
        }
        self
    }

    /// The transfers began on this day.
    pub(super) fn since(mut self, day: &str) -> Self {
        for transfer in &mut self.declaration.transfers {
            transfer.since = Some(Located { value: Date::parse(day).unwrap(), location: self.declared });
        }
        self
    }

    /// The policy says here that it was updated on this day.
    pub(super) fn updated(mut self, day: &str, location: Location) -> Self {
        self.assessment().upkeep.updated = Some(Updated { date: Date::parse(day).unwrap(), location });
        self
    }

    /// Most of the policy is in a language that is not read, from here on.
    pub(super) fn unread(mut self, location: Location) -> Self {
        self.assessment().unread = Some(location);
        self
    }

    /// The policy says nothing.
    pub(super) fn wordless(mut self, wordless: Wordless) -> Self {
        self.assessment().gaps.wordless = Some(wordless);
        self
    }

    /// A table that is not read stands here.
    pub(super) fn drawn_table(mut self, location: Location) -> Self {
        self.assessment().gaps.drawn_tables.push(location);
        self
    }

    /// A placeholder stands here.
    pub(super) fn placeholder(mut self, location: Location) -> Self {
        self.assessment().upkeep.placeholders.push(location);
        self
    }

    /// These words leave a list open in which Alipay stands.
    pub(super) fn open_list(mut self, location: Location) -> Self {
        self.assessment().upkeep.open_lists.push(OpenList { recipient: 0, location });
        self
    }

    /// The recipient is named here, where nobody sees it.
    pub(super) fn hidden(mut self, place: Location) -> Self {
        self.transfer().hidden = Some(place);
        self
    }

    /// The policy names a recipient that nothing declares.
    pub(super) fn undeclared_recipient(mut self, name: &str, location: Location) -> Self {
        let recipient = UndeclaredRecipient { name: name.to_owned(), location };
        self.assessment().undeclared_recipients.push(recipient);
        self
    }

    /// The policy names a country for Alipay that nothing declares.
    pub(super) fn undeclared_country(mut self, code: &str, location: Location) -> Self {
        let country = Country::from_code(code).unwrap();
        self.assessment().undeclared_countries.push(UndeclaredCountry { transfer: 0, country, location });
        self
    }

    /// `rules:` sets this rule to this level.
    pub(super) fn level(mut self, rule: &str, level: &str) -> Self {
        let level = match level {
            "off" => Level::Off,
            "info" => Level::At(Severity::Info),
            "warning" => Level::At(Severity::Warning),
            _ => Level::At(Severity::Error),
        };
        self.declaration.severities.insert(RuleId::parse(rule).unwrap(), level);
        self
    }

    /// An exception of this rule, on this transfer, up to this day.
    pub(super) fn exception(mut self, rule: &str, transfer: Option<TransferId>, until: Option<&str>) -> Self {
        let location = self.declared;
        self.declaration.exceptions.push(Exception {
            rule: RuleId::parse(rule).unwrap(),
            transfer,
            reason: "agreed with counsel".to_owned(),
            by: None,
            until: until.map(|day| Located { value: Date::parse(day).unwrap(), location }),
            location,
        });
        self
    }

    /// A comment at the end of the policy that names this rule, for this place.
    pub(super) fn comment(mut self, rule: &str, reason: Option<&str>, reach: Location) -> Self {
        self.comments.push(Suppression {
            location: self.place("<!-- Alipay -->"),
            medium: Medium::Policy,
            rule: RuleId::parse(rule).map_or_else(|| RuleName::Unknown(rule.to_owned()), RuleName::Known),
            reason: reason.map(str::to_owned),
            reach: Reach::Policy(reach),
        });
        self
    }

    /// The last comment reaches this instead.
    pub(super) fn reaching(mut self, reach: Reach) -> Self {
        self.comments.last_mut().unwrap().reach = reach;
        self
    }

    /// Today is this day.
    pub(super) fn on(mut self, day: &str) -> Self {
        self.today = Date::parse(day).unwrap();
        self
    }

    /// What is found and what is suppressed.
    pub(super) fn run(&self) -> (Vec<Finding>, Vec<Suppressed>) {
        apply(&self.sources, &self.declaration, &self.assessments, &self.comments, self.today)
    }

    /// The findings of one rule.
    pub(super) fn all(&self, rule: &str) -> Vec<Finding> {
        let rule = RuleId::parse(rule).unwrap();
        self.run().0.into_iter().filter(|finding| finding.rule == rule).collect()
    }

    /// The one finding of a rule.
    pub(super) fn only(&self, rule: &str) -> Finding {
        let mut found = self.all(rule);
        assert_eq!(found.len(), 1, "{rule}: {found:?}");
        found.remove(0)
    }

    /// The rule finds nothing.
    pub(super) fn never(&self, rule: &str) {
        let found = self.all(rule);
        assert!(found.is_empty(), "{found:?}");
    }

    fn assessment(&mut self) -> &mut Assessment {
        self.assessments.last_mut().unwrap()
    }

    fn transfer(&mut self) -> &mut TransferAssessment {
        self.assessment().transfers.last_mut().unwrap()
    }
}

fn assessed(transfer: TransferId) -> TransferAssessment {
    TransferAssessment { transfer, elements: Vec::new(), hidden: None }
}

fn recipient(name: &str, location: Location) -> Recipient {
    Recipient::named(Located { value: name.to_owned(), location })
}

fn transfer(id: &str, location: Location) -> Transfer {
    let role = Some(Located { value: Role::Processor, location });
    Transfer { role, ..Transfer::to(0, id.to_owned(), location) }
}
