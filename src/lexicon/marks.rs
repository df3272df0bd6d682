//! What a phrase of a language file can mean. The build script reads this file too, so that an unknown key in a language
//! file is an error with its place, not a surprise at run time.

/// Declares an enum whose values have a name in the language files.
macro_rules! marks {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $key:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$value_doc])* $value,)+
        }

        impl $name {
            /// The value with this key in a language file.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$value),)+
                    _ => None,
                }
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
        /// Sites that the policy does not cover.
        Links = "links",
    }
}

marks! {
    /// What a column, a row heading or a label announces.
    Column {
        /// A recipient, in no stated capacity.
        Recipient = "recipient",
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
        /// Denies what it governs.
        Negation = "negation",
        /// Of negations: may stand behind the verb that it denies: share nothing with, geben … nicht weiter.
        NegationBehind = "negation-behind",
        /// A verb that is itself denied, in languages that put the denial into the verb.
        Denial = "denial",
        /// Of denials: denies what it is said of, and not what that does: 사용되지 않습니다.
        DenialOfSubject = "denial-of-subject",
        /// What follows the one that the sentence is about: 는, は.
        Subject = "subject",
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
        /// All of them.
        All = "all",
        /// Not certain: may be, such as.
        Hedge = "hedge",
        /// A group of processors as a whole: our service providers.
        Processors = "processors",
        /// A group of recipients as a whole: third parties, partners.
        Recipients = "recipients",
        /// Points to what follows: the following.
        Following = "following",
        /// Points to what stands above.
        Above = "above",
        /// A destination of data: located in, stored in, servers.
        Destination = "destination",
        /// Somewhere abroad, without a name: outside, third countries.
        Abroad = "abroad",
        /// Outside a place that is named: outside, 밖의.
        Outside = "outside",
        /// The sentence is about where the reader lives, which law governs, who supervises.
        Residence = "residence",
        /// Says what the recipient does with the data: its use of your personal data.
        Practice = "practice",
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
        /// The controller runs the software itself.
        SelfHosted = "self-hosted",
        /// Reading matter: the privacy policy of, terms of.
        Reading = "reading",
        /// Of reading matter: a document that bears its author's name: X's privacy policy.
        Document = "document",
        /// The reader does something: sign in with, install, opt out at.
        Instruction = "instruction",
        /// The reader: you, users.
        Reader = "reader",
        /// Opens a sentence that tells the reader what to do: please, to opt out.
        Address = "address",
        /// Opens a sentence that tells the reader what not to do: `do` in `do not share your password`.
        Imperative = "imperative",
        /// A trademark line, an app store, a device, a standard.
        Platform = "platform",
        /// Of platforms: a mark that belongs to whom is named behind it.
        Trademark = "trademark",
        /// Somebody to complain to or to write to.
        Complaint = "complaint",
        /// Of those to write to: who stands for the controller.
        Representative = "representative",
        /// The full list stands on another page.
        Deferral = "deferral",
        /// A name for the controller: we, our, 회사, 당사.
        Controller = "controller",
    }
}
