//! On which ground a transfer is declared to rest.

use super::words::Basis;
use crate::policy::{fold, normalise};

/// What `legal_basis` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Nothing: it is not declared.
    Undeclared,
    /// That there is none, as "without consent".
    Missing,
    /// One of the grounds that laws know.
    Known(Basis),
    /// Words or a citation that divulge cannot place.
    Unrecognised,
}

/// The words of each ground, in lower case and without blanks: as engineers write them, and as citations have them.
const WORDS: &[(Basis, &[&str])] = &[
    (
        Basis::Consent,
        &[
            "consent",
            "동의",
            "同意",
            "einwilligung",
            "zustimmung",
            "6(1)(a)",
            "abs.1lit.a",
            "17(1)1",
            "28-8(1)1",
            "제17조제1항제1호",
            "제28조의8제1항제1호",
        ],
    ),
    (
        Basis::LegalObligation,
        &[
            "obligation",
            "requiredbylaw",
            "statut",
            "6(1)(c)",
            "법률",
            "법령",
            "法令",
            "法定",
            "gesetz",
            "obligación",
            "obrigação",
        ],
    ),
    (Basis::VitalInterests, &["vitalinterest", "6(1)(d)", "생명", "生命", "lebenswichtig"]),
    (Basis::PublicTask, &["publictask", "publicinterest", "publicauthority", "6(1)(e)", "공공기관", "公共"]),
    (
        Basis::LegitimateInterests,
        &[
            "legitimateinterest",
            "6(1)(f)",
            "정당한이익",
            "正当な利益",
            "berechtigtesinteresse",
            "intérêtlégitime",
            "interéslegítimo",
        ],
    ),
    (
        Basis::Contract,
        &[
            "contract",
            "agreement",
            "6(1)(b)",
            "28-8(1)3",
            "제28조의8제1항제3호",
            "계약",
            "위탁",
            "契約",
            "合同",
            "vertrag",
            "contrat",
        ],
    ),
];

/// What denies the ground that it stands beside.
const DENIALS: &[&str] = &[
    "without",
    "noconsent",
    "notobtain",
    "notgiven",
    "none",
    "missing",
    "없",
    "않",
    "미동의",
    "ohne",
    "sansconsent",
    "sinconsent",
    "未",
    "なし",
];

impl Ground {
    /// Reads what a declaration says.
    #[must_use]
    pub fn read(declared: Option<&str>) -> Self {
        let Some(declared) = declared else { return Self::Undeclared };
        let words: String =
            fold(&normalise(declared)).chars().filter(|letter| !letter.is_whitespace()).collect();
        if DENIALS.iter().any(|denial| words.contains(denial)) {
            return Self::Missing;
        }
        let basis = WORDS.iter().find(|(_, known)| known.iter().any(|word| words.contains(word)));
        basis.map_or(Self::Unrecognised, |&(basis, _)| Self::Known(basis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_are_read_as_engineers_write_them() {
        for (declared, basis) in [
            ("consent", Basis::Consent),
            ("separate consent (PIPA Art. 17(1)1)", Basis::Consent),
            ("정보주체의 별도 동의", Basis::Consent),
            ("GDPR Art. 6 (1) (a)", Basis::Consent),
            ("contract", Basis::Contract),
            ("PIPA 28-8(1)3", Basis::Contract),
            ("처리위탁 계약", Basis::Contract),
            ("legal obligation", Basis::LegalObligation),
            ("Legitimate interests", Basis::LegitimateInterests),
        ] {
            assert_eq!(Ground::read(Some(declared)), Ground::Known(basis), "{declared}");
        }
    }

    #[test]
    fn a_ground_that_is_denied_is_none() {
        for declared in ["none", "no consent obtained", "without consent", "동의 없음", "未经同意"] {
            assert_eq!(Ground::read(Some(declared)), Ground::Missing, "{declared}");
        }
        assert_eq!(Ground::read(None), Ground::Undeclared);
        assert_eq!(Ground::read(Some("see file 12")), Ground::Unrecognised);
    }
}
