//! What a phrase of a language file can mean. The build script reads this file too, so that an unknown key in a language
//! file is an error with its place, not a surprise at run time.

/// What a table of phrases can mean: something that has a number.
pub trait Mark: Copy {
    /// What this number stands for.
    fn from_number(number: u16) -> Option<Self>;
}

/// Declares an enum whose values have a name in the language files.
macro_rules! marks {
    ($(#[$doc:meta])* $name:ident { $($(#[doc = $about:literal])+ $value:ident = $key:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $about])+ $value,)+
        }

        impl $name {
            /// Every key in a language file, with what it means.
            pub const KEYS: &[(&str, &str)] = &[$(($key, concat!($($about),+))),+];

            /// The value with this key in a language file.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$value),)+
                    _ => None,
                }
            }
        }

        impl Mark for $name {
            fn from_number(number: u16) -> Option<Self> {
                [$(Self::$value),+].get(usize::from(number)).copied()
            }
        }
    };
}

marks! {
    /// What a section is about, by its heading.
    Topic {
        /// Recipients that process on the controller's behalf.
        Outsourcing = "outsourcing",
        /// Recipients that use the data for their own purposes.
        Provision = "provision",
        /// Recipients of either kind.
        Sharing = "sharing",
        /// Transfers to other countries.
        Transfer = "transfer",
        /// Recipients that decide together with the controller.
        JointControl = "joint-control",
        /// Cookies, analytics, advertising, embedded services: recipients by way of technology.
        Technology = "technology",
        /// Organisations that give data to the controller.
        Sources = "sources",
        /// What is collected and why.
        Collection = "collection",
        /// How long data is kept.
        Retention = "retention",
        /// What people may ask for, and how they refuse.
        Rights = "rights",
        /// How data is protected.
        Security = "security",
        /// Who answers questions.
        Contact = "contact",
        /// Whom one may complain to.
        Remedies = "remedies",
        /// How the policy itself changes.
        Changes = "changes",
        /// Words and their meaning, the scope of the document.
        Definitions = "definitions",
        /// Recipients that get data no longer: former sub-processors.
        Former = "former",
        /// Sites that the policy does not cover.
        Links = "links",
        /// How the reader stops something: the names in it are those of browsers and of pages for that.
        OptOut = "opt-out",
    }
}

marks! {
    /// What a column, a row heading or a label announces.
    Column {
        /// A recipient, in no stated capacity.
        Recipient = "recipient",
        /// What the recipient makes, by whose name it may be known: `SDK名称` beside `公司名称`.
        Product = "product",
        /// A recipient that processes on behalf of the controller.
        Processor = "processor",
        /// A recipient that uses the data for its own purposes.
        ThirdParty = "third-party",
        /// A recipient that decides together with the controller.
        JointController = "joint-controller",
        /// An organisation that gives data.
        Source = "source",
        /// Where data goes.
        Country = "country",
        /// Where the recipient is established.
        Seat = "seat",
        /// In which capacity the recipient acts.
        Role = "role",
        /// Which data.
        Data = "data",
        /// What for.
        Purpose = "purpose",
        /// How long.
        Retention = "retention",
        /// When and by which means.
        Method = "method",
        /// How the recipient is reached.
        Contact = "contact",
        /// On which ground.
        LegalBasis = "legal-basis",
        /// What protects a transfer abroad.
        Safeguard = "safeguard",
        /// How a person refuses.
        Refusal = "refusal",
        /// The controller's service that the row is about.
        Service = "service",
        /// Where to read more.
        Link = "link",
        /// A heading that says only that headings or values follow.
        Generic = "generic",
    }
}

marks! {
    /// What a phrase does in a sentence.
    Cue {
        /// Data goes to somebody: share, disclose, transfer, send.
        Share = "share",
        /// Of sharing: data is moved between places, so that `from` tells where it was.
        Transfer = "transfer",
        /// Data is sold: what is denied of a sale is not denied of sharing.
        Sell = "sell",
        /// Somebody's service is used: we use, hosted by, powered by.
        Engage = "engage",
        /// The recipient itself handles data: collects, receives, processes, sets cookies.
        Handle = "handle",
        /// Of what is handled: taken in, so that `from` tells who gives.
        Receive = "receive",
        /// The recipient processes on the controller's behalf.
        Processor = "processor",
        /// The recipient uses data for its own purposes.
        ThirdParty = "third-party",
        /// The recipient decides together with the controller.
        JointController = "joint-controller",
        /// The bare word for one that decides about data: tells a role only where it stands for a recipient, in a column of
        /// roles or in brackets behind a name.
        ControllerRole = "controller-role",
        /// Announces the capacity that somebody acts in: in the role of, acting as, en qualité de.
        Capacity = "capacity",
        /// Denies what it governs.
        Negation = "negation",
        /// Of negations: may stand behind the verb that it denies: share nothing with, geben … nicht weiter.
        NegationBehind = "negation-behind",
        /// A verb that is itself denied, in languages that put the denial into the verb.
        Denial = "denial",
        /// Denies the verb that stands right before it, in languages that put the denial behind the verb: `しません`.
        DenialEnding = "denial-ending",
        /// Of denials: denies what it is said of, and not what that does: 사용되지 않습니다.
        DenialOfSubject = "denial-of-subject",
        /// What follows the one that the sentence is about: 는, は.
        Subject = "subject",
        /// Opens a condition or a time, under which something would be so: once, if, until.
        Condition = "condition",
        /// The reader refuses or does not agree, or something is switched off: what a condition may be about.
        Refusal = "refusal",
        /// Marks what something is done to, in languages that put it before the verb: を, 를.
        Object = "object",
        /// Denies the names right behind it: there is no, we removed, ended our contract with.
        Removed = "removed",
        /// May stand between a name and the words that say that it is gone, and says when, whence, or only the half of it: wurde, zum, Mai.
        Since = "since",
        /// Denies the name right before it: has been removed, is not part of, との契約は終了しました.
        Gone = "gone",
        /// "We do not outsource": no processor at all.
        NoOutsourcing = "no-outsourcing",
        /// An exception to what is denied: except, without your consent.
        Exception = "exception",
        /// Of exceptions: what a person must agree to first, which discloses nobody.
        Consent = "consent",
        /// Of exceptions: stands behind what it excepts: 외에는, 以外.
        ExceptionBehind = "exception-behind",
        /// A sentence that opens an exception to the one before: however, 다만.
        Reversal = "reversal",
        /// A future or hypothesis: if we ever, 향후.
        Future = "future",
        /// A recital of the law.
        Recital = "recital",
        /// Ends a clause, and with it the reach of a denial.
        Break = "break",
        /// Of those: opens a clause on what stands right before it: which, qui.
        Relative = "relative",
        /// Looks like the end of a clause, and is none: `に対し、` where `し、` ends one.
        Unbroken = "unbroken",
        /// All of them.
        All = "all",
        /// Not certain: may be, such as.
        Hedge = "hedge",
        /// A group of processors as a whole: our service providers.
        Processors = "processors",
        /// A group of recipients as a whole: third parties, partners.
        Recipients = "recipients",
        /// A group of companies of one's own, which is none of the recipients that are not of it: our affiliates.
        Affiliates = "affiliates",
        /// Points to what follows: the following.
        Following = "following",
        /// Points to what stands above.
        Above = "above",
        /// A destination of data: located in, stored in, servers.
        Destination = "destination",
        /// Holds the letters of a verb and is none, or the verb of somebody else: 利用者, お客様が提供した.
        Compound = "compound",
        /// Between a place and the organisation behind it that is there: `の` in `米国のStripe`, 에 소재한.
        Attributive = "attributive",
        /// Somewhere abroad, without a name: outside, third countries.
        Abroad = "abroad",
        /// Outside a place that is named: outside, 밖의.
        Outside = "outside",
        /// The sentence is about where the reader lives, which law governs, who supervises.
        Residence = "residence",
        /// Says what the recipient does with the data: its use of your personal data.
        Practice = "practice",
        /// Those that were named before, as the ones that data goes to: to them, 给它们.
        Them = "them",
        /// Ends a title over what is not used: no use of, keine Verwendung von.
        Unused = "unused",
        /// Opens a sentence that says who a group is which was spoken of before: these are, il s'agit de.
        Identity = "identity",
        /// Leaves out what stands right behind it: without, excluding.
        Without = "without",
        /// One item of personal data: what is denied of it is not denied of the rest.
        Item = "item",
        /// Personal data as such.
        Data = "data",
        /// Marks the one that data goes to: with, to, 에게.
        Toward = "toward",
        /// Marks the means: by, through, using.
        Via = "via",
        /// Marks the one that something comes from: from, 로부터.
        From = "from",
        /// Third parties as such, whoever they are.
        ThirdParties = "third-parties",
        /// Everybody: anyone, 외부에.
        Everyone = "everyone",
        /// The recipient gives data: received from, obtained from.
        Inbound = "inbound",
        /// Of what comes in: the one named before it gives: provides us with, 로부터.
        Gives = "gives",
        /// What is named runs or stays here: in-house, on your device.
        SelfHosted = "self-hosted",
        /// The same, as the software of the controller's own servers: nobody else gets what goes through it.
        OwnServers = "own-servers",
        /// Between servers and the one that they stand with: on our own servers at, bei.
        At = "at",
        /// Software that was named before: this tool, diese Lösung.
        Tool = "tool",
        /// Reading matter: the privacy policy of, terms of.
        Reading = "reading",
        /// Of reading matter: a document that bears its author's name: X's privacy policy.
        Document = "document",
        /// The reader does something: sign in with, install, opt out at.
        Instruction = "instruction",
        /// The reader: you, users.
        Reader = "reader",
        /// Behind a name: what the reader has there: account, profile, ID.
        Belonging = "belonging",
        /// Opens a sentence that tells the reader what to do: please, to opt out.
        Address = "address",
        /// Opens a sentence that tells the reader what not to do: `do` in `do not share your password`.
        Imperative = "imperative",
        /// A trademark line, an app store, a device, a standard.
        Platform = "platform",
        /// Of platforms: a mark that belongs to whom is named behind it.
        Trademark = "trademark",
        /// Whom the controller could use and does not, behind it: an alternative to, instead of.
        Instead = "instead",
        /// Behind a name: made like what bears it, by whomever: compatible.
        Compatible = "compatible",
        /// Somebody to complain to or to write to.
        Complaint = "complaint",
        /// Of those to write to: who stands for the controller.
        Representative = "representative",
        /// The full list stands on another page.
        Deferral = "deferral",
        /// A name for the controller: we, our, 회사, 당사.
        Controller = "controller",
        /// A longer word that holds the letters of other phrases and not their meaning: 删除 holds 除, `except`.
        Decoy = "decoy",
    }
}

marks! {
    /// What a phrase shows of how a document is kept.
    Trace {
        /// Announces the day of a change, which follows it: last updated.
        Dated = "dated",
        /// Follows that day, where verbs stand last: 부터 적용.
        InForce = "in-force",
        /// Leaves a list open before its first name: such as.
        OpenBefore = "open-before",
        /// Leaves a list open behind its last name: and others, 등.
        OpenAfter = "open-after",
        /// Words in brackets that begin so are a blank to be filled in: insert, name of.
        BlankStart = "blank-start",
        /// Words in brackets that end so are one: 회사, 名称.
        BlankEnd = "blank-end",
        /// The first month.
        January = "january",
        /// The second.
        February = "february",
        /// The third.
        March = "march",
        /// The fourth.
        April = "april",
        /// The fifth.
        May = "may",
        /// The sixth.
        June = "june",
        /// The seventh.
        July = "july",
        /// The eighth.
        August = "august",
        /// The ninth.
        September = "september",
        /// The tenth.
        October = "october",
        /// The eleventh.
        November = "november",
        /// The twelfth.
        December = "december",
    }
}

impl Trace {
    /// The number of a month, from 1.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        let first = Self::January as u8;
        (self as u8).checked_sub(first).map(|index| index + 1)
    }
}

marks! {
    /// What a phrase says in a statement on how long, by which means, on which ground or under which protection data goes.
    Term {
        /// A number in words: one.
        One = "one",
        /// The next: two.
        Two = "two",
        /// The next: three.
        Three = "three",
        /// The next: four.
        Four = "four",
        /// The next: five.
        Five = "five",
        /// The next: six.
        Six = "six",
        /// The next: seven.
        Seven = "seven",
        /// The next: eight.
        Eight = "eight",
        /// The next: nine.
        Nine = "nine",
        /// The next: ten.
        Ten = "ten",
        /// Months of a year: twelve.
        Twelve = "twelve",
        /// A unit of time behind a number: years, 년.
        Year = "year",
        /// A unit of time: months, 개월.
        Month = "month",
        /// A unit of time: weeks, 주.
        Week = "week",
        /// A unit of time: days, 일.
        Day = "day",
        /// A unit of time: hours, 시간.
        Hour = "hour",
        /// Until the person leaves or the account is deleted: 회원 탈퇴 시까지.
        UntilWithdrawal = "until-withdrawal",
        /// Until the purpose is achieved, as long as necessary.
        UntilPurpose = "until-purpose",
        /// Until the contract, the partnership or the outsourcing ends.
        UntilContractEnd = "until-contract-end",
        /// Until the person asks, or withdraws consent.
        UntilRequest = "until-request",
        /// As long as a law demands.
        ByLaw = "by-law",
        /// At once, not kept at all: deleted immediately, 즉시 파기.
        AtOnce = "at-once",
        /// Standard contractual clauses.
        Scc = "scc",
        /// An adequacy decision.
        Adequacy = "adequacy",
        /// The Data Privacy Framework of the EU (the UK, Switzerland) and the United States.
        DataPrivacyFramework = "data-privacy-framework",
        /// The Privacy Shield, which protects nothing any more.
        PrivacyShield = "privacy-shield",
        /// Binding corporate rules.
        BindingCorporateRules = "binding-corporate-rules",
        /// A certification.
        Certification = "certification",
        /// A data processing agreement.
        ProcessingAgreement = "processing-agreement",
        /// Consent as a ground.
        Consent = "consent",
        /// Without consent, which is no consent.
        NoConsent = "no-consent",
        /// The performance of a contract as a ground.
        Contract = "contract",
        /// A legal obligation as a ground.
        LegalObligation = "legal-obligation",
        /// Legitimate interests as a ground.
        LegitimateInterest = "legitimate-interest",
        /// Vital interests as a ground.
        VitalInterest = "vital-interest",
        /// A task in the public interest as a ground.
        PublicTask = "public-task",
        /// A person refuses: opt out, object, withdraw, 거부.
        Refuse = "refuse",
        /// Means of transmission: over a network, API, encrypted, 전송.
        Transmission = "transmission",
        /// When it is transmitted: at sign-up, daily, in real time, 수시로.
        Timing = "timing",
        /// People as such: users, members, customers, 이용자.
        People = "people",
        /// All of them: all users, 모든 이용자.
        AllPeople = "all-people",
        /// Some of them: users who, only for users of, 에 한하여.
        SomePeople = "some-people",
        /// Decisions by machine: automated decision, profiling, score.
        AutomatedDecision = "automated-decision",
    }
}

marks! {
    /// A section that `divulge draft` can write.
    Chapter {
        /// On those that process on the controller's behalf.
        Outsourcing = "outsourcing",
        /// On those that use data for their own purposes.
        Provision = "provision",
        /// On those that decide together with the controller.
        JointControl = "joint-control",
        /// On recipients in no declared role.
        Sharing = "sharing",
    }
}

marks! {
    /// What `divulge draft` can say of a transfer, each in a column of its own.
    Part {
        /// Who receives.
        Recipient = "recipient",
        /// Where data goes.
        Country = "country",
        /// Which data.
        Data = "data",
        /// What for.
        Purpose = "purpose",
        /// How long.
        Retention = "retention",
        /// When and by which means.
        Method = "method",
        /// How the recipient is reached.
        Contact = "contact",
        /// On which ground.
        LegalBasis = "legal-basis",
        /// What protects a transfer abroad.
        Safeguard = "safeguard",
        /// How a person refuses.
        Refusal = "refusal",
        /// Whose data.
        Subjects = "subjects",
        /// For whom the recipient processes.
        OnBehalfOf = "on-behalf-of",
        /// What is decided by machine.
        AutomatedDecision = "automated-decision",
    }
}

impl Term {
    /// The number that stands in words.
    #[must_use]
    pub fn number(self) -> Option<u32> {
        Some(match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
            Self::Five => 5,
            Self::Six => 6,
            Self::Seven => 7,
            Self::Eight => 8,
            Self::Nine => 9,
            Self::Ten => 10,
            Self::Twelve => 12,
            _ => return None,
        })
    }
}
