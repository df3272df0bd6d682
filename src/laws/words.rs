//! The words of a law pack. The build script reads this file too, so that a misspelt word in a pack is an error with its
//! place, not a surprise at run time.

/// Declares an enum whose values have a name in the packs.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $word:literal,)+ }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        $(#[$doc])*
        pub enum $name {
            $($(#[$value_doc])* #[cfg_attr(test, schemars(rename = $word))] $value,)+
        }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The word in packs and reports.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)+
                }
            }

            /// The value with this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}

words! {
    /// What a law can ask a policy to say of a transfer.
    #[cfg_attr(test, schemars(rename = "element"))]
    Element {
        /// Who receives.
        Recipient = "recipient",
        /// Where the data goes.
        Country = "country",
        /// In which capacity the recipient acts, and with which work.
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
        /// How a person refuses, and the effect.
        Refusal = "refusal",
        /// Whose data.
        Subjects = "subjects",
        /// For whom the recipient processes.
        OnBehalfOf = "on-behalf-of",
        /// What is decided about people from it.
        AutomatedDecision = "automated-decision",
    }
}

words! {
    /// The kinds of transfers that laws tell apart. One transfer can be of several.
    #[cfg_attr(test, schemars(rename = "kind"))]
    Kind {
        /// To somebody who uses the data for purposes of their own (제3자 제공, PIPA Art. 17; PIPL Art. 23).
        ThirdParty = "third-party",
        /// To somebody who processes on the controller's behalf (처리위탁, PIPA Art. 26; GDPR Art. 28).
        Outsourcing = "outsourcing",
        /// To somebody who decides together with the controller (共同利用, APPI Art. 27(5)3; GDPR Art. 26).
        JointUse = "joint-use",
        /// To another country, or seen from one (PIPA Art. 28-8(1); GDPR Art. 44).
        CrossBorder = "cross-border",
        /// From which decisions about people are made by machines (PIPA Art. 37-2; GDPR Art. 22).
        AutomatedDecision = "automated-decision",
    }
}

words! {
    /// How strongly a law asks.
    #[cfg_attr(test, schemars(rename = "status"))]
    Status {
        /// Must be said whenever such a transfer happens.
        Required = "required",
        /// Must be said in the case that the row states.
        Conditional = "conditional",
        /// A guideline advises it.
        Recommended = "recommended",
        /// The law is known not to ask for it.
        NotAsked = "none",
    }
}

words! {
    /// What a row rests on.
    #[cfg_attr(test, schemars(rename = "verified"))]
    Verified {
        /// The text of the statute, decree or guideline itself was read.
        Statute = "statute",
        /// It was read in a regulator's summary, a law firm's page, the news or a reproduction.
        Secondary = "secondary",
        /// It was written from memory and not looked up: never an error, only a warning that says so.
        Memory = "memory",
    }
}

words! {
    /// What suffices as a statement of a recipient or a country.
    #[cfg_attr(test, schemars(rename = "form"))]
    Form {
        /// The name itself.
        Name = "name",
        /// A category of recipients, a region of the world, or the fact alone.
        Category = "category",
    }
}

words! {
    /// A case that can be told from the declaration, in which alone a row applies.
    #[cfg_attr(test, schemars(rename = "when"))]
    When {
        /// `legal_basis` is consent.
        Consent = "consent",
        /// `legal_basis` is declared as something else than consent.
        OtherBasis = "other-basis",
    }
}

words! {
    /// A ground on which data is transferred.
    #[cfg_attr(test, schemars(rename = "basis"))]
    Basis {
        /// The person agreed.
        Consent = "consent",
        /// A contract with the person needs it.
        Contract = "contract",
        /// A law demands it.
        LegalObligation = "legal-obligation",
        /// Somebody's life or body is in danger.
        VitalInterests = "vital-interests",
        /// A public body does its work.
        PublicTask = "public-task",
        /// An interest that outweighs the person's.
        LegitimateInterests = "legitimate-interests",
    }
}
