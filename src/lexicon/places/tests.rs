//! Sentences with names that are places, and with the same letters that are none.

use super::*;
use crate::lexicon::Lexicon;
use crate::policy::{fold, normalise};

/// The places found, as `code=text`, `code>text` for one within, `group~text` for a group.
fn found_as(language: &str, text: &str, setting: Setting) -> String {
    let gazetteer = Lexicon::new(&[language]).places;
    let text = text.split('\n').map(normalise).collect::<Vec<_>>().join("\n");
    let mut mentions = Vec::new();
    gazetteer.find(&text, &fold(&text), setting, &mut mentions);
    let shown: Vec<String> = mentions
        .iter()
        .map(|mention| {
            let written = text[mention.start..mention.end].replace('\n', " ");
            match mention.place {
                Place::Country(country) => format!("{country}={written}"),
                Place::Within(country) => format!("{country}>{written}"),
                Place::Group(group) => format!("{}~{written}", group.key()),
                Place::Outside(group) => format!("not {}~{written}", group.key()),
            }
        })
        .collect();
    shown.join("; ")
}

#[track_caller]
fn check(language: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = found_as(language, text, Setting::Prose);
            (found != *expected).then(|| format!("{text}\n    found    {found}\n    expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[track_caller]
fn check_column(language: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(found_as(language, text, Setting::CountryColumn), *expected, "{text}");
    }
}

#[test]
fn english_names_stand_at_word_boundaries() {
    check(
        "en",
        &[
            ("Data is stored in the United States and Singapore.", "US=United States; SG=Singapore"),
            ("Our US-based processors and non-US ones", "US=US; US=US"),
            ("servers in the U.S., the U.K. and the U.A.E.", "US=U.S.; GB=U.K.; AE=U.A.E."),
            ("the USA's law, Germany's law", "US=USA; DE=Germany"),
            ("stored in south korea and germany", "KR=south korea; DE=germany"),
            ("Nigerian Indians visit Germanys", ""),
            ("German-language support, the Japan-language pack", ""),
            ("set the locale to en-US or en_US, mail to a@US.example", ""),
            ("see canada.example and costs of US$5, 10 US dollars", ""),
            ("it will help us; visit us", ""),
            ("under 20 U.S.C. 1232 and in the U.S", "US=U.S"),
            ("the Emirates group; the California Consumer Privacy Act; in the Emirates", "AE=Emirates"),
            ("Emirates and its partners", ""),
            ("the United\nStates of\nAmerica", "US=United States of America"),
            ("bone china and China", "CN=China"),
        ],
    );
}

#[test]
fn the_pronoun_in_capitals_is_no_country() {
    check(
        "en",
        &[
            ("CONTACT US", ""),
            ("Contact US", ""),
            ("HOW TO REACH US IN WRITING", ""),
            ("WE TRANSFER DATA TO THE US", "US=US"),
            ("AWS US", "US=US"),
            ("UK, US", "GB=UK; US=US"),
            ("We send it to US servers.", "US=US"),
        ],
    );
}

#[test]
fn longer_names_win() {
    check(
        "en",
        &[
            ("Hong Kong SAR China", "HK=Hong Kong SAR China"),
            ("Hong Kong, China and Macau", "HK=Hong Kong, China; MO=Macau"),
            ("South Korea, North Korea, Korea", "KR=South Korea; KP=North Korea; KR=Korea"),
            ("the Republic of Korea", "KR=Republic of Korea"),
            ("the Republic of Ireland and Northern Ireland", "IE=Republic of Ireland; GB=Northern Ireland"),
            ("the United States Virgin Islands", "VI=United States Virgin Islands"),
            ("Papua New Guinea, Guinea-Bissau", "PG=Papua New Guinea; GW=Guinea-Bissau"),
            (
                "the United Kingdom of Great Britain and Northern Ireland",
                "GB=United Kingdom of Great Britain and Northern Ireland",
            ),
            ("the Dominican Republic", "DO=Dominican Republic"),
            ("the People’s Republic of China", "CN=People's Republic of China"),
            ("Taiwan, Province of China", "TW=Taiwan, Province of China"),
            ("South America and Latin America", "latin-america~South America; latin-america~Latin America"),
            ("Bosnia and Herzegovina", "BA=Bosnia and Herzegovina"),
        ],
    );
}

#[test]
fn states_and_cities_are_narrower_than_a_country() {
    check(
        "en",
        &[
            ("in New Jersey and New Mexico", "US>New Jersey; US>New Mexico"),
            ("New-Mexico", "US>New-Mexico"),
            ("Frankfurt, Germany", "DE>Frankfurt; DE=Germany"),
            ("New South Wales", "AU>New South Wales"),
            (
                "region ap-northeast-2 or asia-northeast3, koreacentral",
                "KR>ap-northeast-2; KR>asia-northeast3; KR>koreacentral",
            ),
            ("AWS us-east-1 (N. Virginia)", "US>us-east-1; US>N. Virginia"),
            ("a Delaware corporation in Washington, D.C.", "US>Delaware; US>Washington, D.C."),
            ("Atlanta, Georgia", "US>Atlanta; US>Georgia"),
            ("Armenia, Georgia", "AM=Armenia; GE=Georgia"),
        ],
    );
}

#[test]
fn weak_english_names_need_support() {
    check(
        "en",
        &[
            ("Michael Jordan called Chad about Turkey sandwiches", ""),
            ("stored in Turkey", "TR=Turkey"),
            ("Egypt, Jordan and Turkey", "EG=Egypt; JO=Jordan; TR=Turkey"),
            ("Country: Jordan", "JO=Jordan"),
            ("a jersey from guinea", ""),
            ("in the States, all states", "US=the States"),
            ("Life in America, American Express", "US=America"),
        ],
    );
    check_column("en", &[("Jordan", "JO=Jordan"), ("turkey", "TR=turkey"), ("Georgia", "GE=Georgia")]);
}

#[test]
fn groups_are_found_beside_countries() {
    check(
        "en",
        &[
            ("within the EU and the EEA", "eu~EU; eea~EEA"),
            (
                "the European Economic Area (EEA), Europe",
                "eea~European Economic Area; eea~EEA; europe~Europe",
            ),
            ("the Asia-Pacific region", "asia-pacific~Asia-Pacific"),
            ("European", "europe~European"),
            ("under the EU-U.S. Data Privacy Framework and the UK Extension", ""),
            ("the EU GDPR and UK GDPR", ""),
            ("Regulation (EU) 2016/679", ""),
        ],
    );
    check("ko", &[("해외로 이전", "abroad~해외"), ("해외여행 상품", "")]);
}

#[test]
fn hangul_names_take_particles_and_place_nouns_only() {
    check(
        "ko",
        &[
            ("미국으로 이전합니다", "US=미국"),
            ("미국에서는 보관, 미국내에서, 미국소재 법인", "US=미국; US=미국; US=미국"),
            ("싱가포르법인 및 일본지사", "SG=싱가포르; JP=일본"),
            ("인도네시아와 소말리아", "ID=인도네시아; SO=소말리아"),
            ("중국어, 한국어, 독일어, 중국집", ""),
            ("결제수단 및 보호 수단", ""),
            ("국가: 미국, 이전 수단: 네트워크", "US=미국"),
            ("안전한 수단을 통해", ""),
            ("물품을 인도받은 날, 인도 시점", ""),
            ("가나다순, 저지르지, 말리지", ""),
            ("쿠키(cookie)이란", ""),
            ("인도, 싱가포르", "IN=인도; SG=싱가포르"),
            ("인도 및 오만과 미국", "IN=인도; OM=오만; US=미국"),
            ("인도에 위치한 서버", "IN=인도"),
            ("이전되는 국가 : 인도", "IN=인도"),
            ("미국(버지니아)", "US=미국; US>버지니아"),
            ("AWS 서울 리전, 서울특별시", "KR>서울; KR>서울특별시"),
            ("타이완, 홍콩(중국 특별행정구)", "TW=타이완; HK=홍콩(중국 특별행정구)"),
            ("US 및 미합중국", "US=US; US=미합중국"),
            ("북아메리카", "north-america~북아메리카"),
        ],
    );
    check_column("ko", &[("인도", "IN=인도"), ("수단", "SD=수단"), ("미국, SG", "US=미국; SG=SG")]);
}

#[test]
fn katakana_names_stand_between_other_letters() {
    check(
        "ja",
        &[
            ("タイムスタンプ、タイトル、インドア", ""),
            ("アルバニア", "AL=アルバニア"),
            ("アメリカ合衆国、米国、アメリカ・カナダ", "US=アメリカ合衆国; US=米国; US=アメリカ; CA=カナダ"),
            ("ドイツ語、韓国語、タイ料理、中国人", ""),
            ("中国地方の皆様", ""),
            ("本日本規約に同意", ""),
            ("2024年4月1日本サービス", ""),
            ("日本国内で保管", "JP=日本国"),
            ("タイ、ベトナム", "TH=タイ; VN=ベトナム"),
            ("ネクタイを着用、タイの締め方", ""),
            ("タイにあるサーバー", "TH=タイ"),
            ("北アメリカ、北朝鮮", "north-america~北アメリカ; KP=北朝鮮"),
            ("東京リージョン、アイルランド(ダブリン)", "JP>東京; IE=アイルランド; IE>ダブリン"),
        ],
    );
    check_column("ja", &[("タイ", "TH=タイ")]);
}

#[test]
fn han_names_take_the_longest_reading() {
    check(
        "zh",
        &[
            ("存储于中华人民共和国境内", "CN=中华人民共和国境内"),
            ("我们会将信息传输至美国、日本和新加坡", "US=美国; JP=日本; SG=新加坡"),
            ("中文、英语、中国人民银行", ""),
            ("中国香港特别行政区与中国台湾", "HK=中国香港特别行政区; TW=中国台湾"),
            ("自2024年1月1日本政策生效", ""),
            ("印度尼西亚、印度洋", "ID=印度尼西亚"),
            ("其中国内用户", ""),
            ("美國與臺灣", "US=美國; TW=臺灣"),
            ("加利福尼亚州", "US>加利福尼亚州"),
        ],
    );
}

#[test]
fn german_names_are_inflected() {
    check(
        "de",
        &[
            ("in den Vereinigten Staaten", "US=Vereinigten Staaten"),
            ("außerhalb Deutschlands und der Niederlande", "DE=Deutschland; NL=Niederlande"),
            ("im Vereinigten Königreich, in den Niederlanden", "GB=Vereinigten Königreich; NL=Niederlanden"),
            ("eine island, Island", "IS=Island"),
            ("Volksrepublik China, VR China, BRD", "CN=Volksrepublik China; CN=VR China; DE=BRD"),
            ("EU-Standardvertragsklauseln, US-Dollar", ""),
            ("US-amerikanische Anbieter", "US=US-amerikanische"),
        ],
    );
}

#[test]
fn romance_names_have_their_abbreviations() {
    check(
        "es",
        &[
            ("en EE. UU. y EEUU, el RU", "US=EE. UU.; US=EEUU; GB=RU"),
            ("Estados Unidos de América", "US=Estados Unidos de América"),
        ],
    );
    check(
        "fr",
        &[
            ("aux États-Unis, en Allemagne et d'Irlande", "US=États-Unis; DE=Allemagne; IE=Irlande"),
            ("une réunion", ""),
        ],
    );
    check("pt-BR", &[("nos EUA e na Alemanha", "US=EUA; DE=Alemanha")]);
    check("nl", &[("de VS en het VK", "US=VS; GB=VK"), ("de vs", "")]);
    check("en", &[("Kirk VS Spock, RU", "")]);
}

#[test]
fn a_country_column_takes_codes() {
    check_column(
        "en",
        &[
            ("KR, SG", "KR=KR; SG=SG"),
            ("US/CA", "US=US; CA=CA"),
            ("United States (US)", "US=United States; US=US"),
            ("San Francisco, CA", "US>San Francisco; US>CA"),
            ("Toronto, CA", "CA>Toronto; CA=CA"),
            ("us", ""),
            ("IT DEPARTMENT", ""),
            ("Ireland\nUSA", "IE=Ireland; US=USA"),
        ],
    );
}
