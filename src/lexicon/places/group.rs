//! Groups of countries: they tell less than a country does.

use super::table;
use crate::lexicon::country::Country;

/// More than one country under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Group {
    /// The European Union.
    Eu,
    /// The European Economic Area.
    Eea,
    /// Europe.
    Europe,
    /// North America.
    NorthAmerica,
    /// Central America.
    CentralAmerica,
    /// The Caribbean.
    Caribbean,
    /// South America.
    SouthAmerica,
    /// Latin America and the Caribbean.
    LatinAmerica,
    /// Both Americas.
    Americas,
    /// East Asia.
    EastAsia,
    /// Southeast Asia.
    SoutheastAsia,
    /// The members of ASEAN.
    Asean,
    /// South Asia.
    SouthAsia,
    /// Central Asia.
    CentralAsia,
    /// The members of the Gulf Cooperation Council.
    Gulf,
    /// The Middle East.
    MiddleEast,
    /// Asia.
    Asia,
    /// Australia, New Zealand and the Pacific islands.
    Oceania,
    /// Asia and the Pacific.
    AsiaPacific,
    /// Africa.
    Africa,
    /// Europe, the Middle East and Africa.
    Emea,
    /// The Nordic countries.
    Nordics,
    /// The Baltic states.
    Baltics,
    /// Belgium, the Netherlands, Luxembourg.
    Benelux,
    /// Germany, Austria, Switzerland.
    Dach,
    /// China, Hong Kong, Macao, Taiwan.
    GreaterChina,
    /// Somewhere outside the own country.
    Abroad,
    /// Anywhere.
    Worldwide,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 28] = [
        Self::Eu,
        Self::Eea,
        Self::Europe,
        Self::NorthAmerica,
        Self::CentralAmerica,
        Self::Caribbean,
        Self::SouthAmerica,
        Self::LatinAmerica,
        Self::Americas,
        Self::EastAsia,
        Self::SoutheastAsia,
        Self::Asean,
        Self::SouthAsia,
        Self::CentralAsia,
        Self::Gulf,
        Self::MiddleEast,
        Self::Asia,
        Self::Oceania,
        Self::AsiaPacific,
        Self::Africa,
        Self::Emea,
        Self::Nordics,
        Self::Baltics,
        Self::Benelux,
        Self::Dach,
        Self::GreaterChina,
        Self::Abroad,
        Self::Worldwide,
    ];

    /// Its name in the files of the lexicon.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Eu => "eu",
            Self::Eea => "eea",
            Self::Europe => "europe",
            Self::NorthAmerica => "north-america",
            Self::CentralAmerica => "central-america",
            Self::Caribbean => "caribbean",
            Self::SouthAmerica => "south-america",
            Self::LatinAmerica => "latin-america",
            Self::Americas => "americas",
            Self::EastAsia => "east-asia",
            Self::SoutheastAsia => "southeast-asia",
            Self::Asean => "asean",
            Self::SouthAsia => "south-asia",
            Self::CentralAsia => "central-asia",
            Self::Gulf => "gulf",
            Self::MiddleEast => "middle-east",
            Self::Asia => "asia",
            Self::Oceania => "oceania",
            Self::AsiaPacific => "asia-pacific",
            Self::Africa => "africa",
            Self::Emea => "emea",
            Self::Nordics => "nordics",
            Self::Baltics => "baltics",
            Self::Benelux => "benelux",
            Self::Dach => "dach",
            Self::GreaterChina => "greater-china",
            Self::Abroad => "abroad",
            Self::Worldwide => "worldwide",
        }
    }

    /// The group with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.key() == key)
    }

    /// Whether the country may be meant by it. Abroad and worldwide may mean any.
    #[must_use]
    pub fn contains(self, country: Country) -> bool {
        match self {
            Self::Abroad | Self::Worldwide => true,
            _ => table::GROUPS
                .iter()
                .find(|(key, _)| *key == self.key())
                .is_some_and(|(_, members)| members.contains(&country.number())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(group: Group) -> usize {
        Country::all().filter(|country| group.contains(*country)).count()
    }

    #[test]
    fn groups_are_those_of_the_table() {
        for group in Group::ALL {
            assert_eq!(Group::from_key(group.key()), Some(group));
            assert!(size(group) >= 3, "{group:?}");
        }
        for (key, _) in table::GROUPS {
            assert!(Group::from_key(key).is_some(), "{key}");
        }
    }

    #[test]
    fn members_are_counted() {
        assert_eq!(size(Group::Eu), 27);
        assert_eq!(size(Group::Eea), 30);
        assert_eq!(size(Group::Abroad), 250);
        let member = |group: Group, code: &str| group.contains(Country::from_code(code).unwrap());
        assert!(member(Group::Eea, "NO") && !member(Group::Eu, "NO") && !member(Group::Eea, "CH"));
        assert!(member(Group::Europe, "GB") && !member(Group::Eu, "GB"));
        assert!(member(Group::AsiaPacific, "AU") && !member(Group::Asia, "AU"));
        assert!(member(Group::Emea, "ZA") && member(Group::Emea, "AE") && !member(Group::Emea, "US"));
        assert!(member(Group::LatinAmerica, "MX") && member(Group::NorthAmerica, "MX"));
    }

    #[test]
    fn the_continents_cover_the_world() {
        let continents = [Group::Europe, Group::Americas, Group::Asia, Group::Oceania, Group::Africa];
        let nowhere: Vec<&str> = Country::all()
            .filter(|country| !continents.iter().any(|continent| continent.contains(*country)))
            .map(|country| country.code())
            .collect();
        assert_eq!(nowhere, ["AQ"]);
    }
}
