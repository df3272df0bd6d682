//! `har`: what a browser recorded ([HAR 1.2](http://www.softwareishard.com/blog/har-12-spec/)): the hosts that a site really
//! talks to, by the `domains:` of the recipients that are declared already. Hosts of nobody are listed.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Format, Input, Records, transfer_to};
use crate::declaration::Problem;
use crate::declaration::quote::Quoted;

pub(super) const FORMAT: Format = Format {
    name: "har",
    about: "what a browser recorded: hosts, by `domains:` of the nearest divulge.yaml",
    read,
};

#[derive(Deserialize)]
struct Archive {
    log: Log,
}

#[derive(Deserialize)]
struct Log {
    entries: Vec<Recorded>,
}

#[derive(Deserialize)]
struct Recorded {
    request: Request,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    url: String,
    #[serde(default)]
    post_data: Option<serde::de::IgnoredAny>,
}

/// What went to a host.
#[derive(Default)]
struct Traffic {
    requests: usize,
    bodies: usize,
}

fn read(input: &Input<'_>) -> Result<Records, Vec<Problem>> {
    let text = input.text().trim_start_matches('\u{feff}');
    let archive: Archive = serde_json::from_str(text)
        .map_err(|error| input.refused(None, &format!("it is no HTTP archive: {error}")))?;
    let mut hosts: BTreeMap<String, Traffic> = BTreeMap::new();
    let mut own = None;
    for recorded in &archive.log.entries {
        let Some(host) = host(&recorded.request.url) else { continue };
        own.get_or_insert_with(|| site(&host));
        let traffic = hosts.entry(host).or_default();
        traffic.requests += 1;
        traffic.bodies += usize::from(recorded.request.post_data.is_some());
    }
    let mut records = Records::default();
    if input.known.is_none() {
        records
            .remarks
            .push("the `domains` of the nearest divulge.yaml, which `divulge check` refuses".to_owned());
    }
    for (host, traffic) in hosts.iter().filter(|(host, _)| Some(site(host)) != own) {
        let recipient =
            input.known.unwrap_or_default().iter().find(|recipient| {
                recipient.domains.iter().any(|domain| is_below(host, &domain.to_lowercase()))
            });
        let Some(recipient) = recipient else {
            records.remarks.push(format!(
                "the host {} ({}): declare who runs it, with its `domains`",
                Quoted(host),
                told(traffic)
            ));
            continue;
        };
        let name = &recipient.name.value;
        if records.transfers.iter().all(|known| known.recipient.value != *name) {
            let start = input.text().find(host.as_str()).unwrap_or(0);
            let mut transfer = transfer_to(name, input.at(start, start + host.len()));
            transfer.aliases.clone_from(&recipient.aliases);
            records.transfers.push(transfer);
        }
    }
    Ok(records)
}

fn told(traffic: &Traffic) -> String {
    let requests = match traffic.requests {
        1 => "1 request".to_owned(),
        several => format!("{several} requests"),
    };
    match traffic.bodies {
        0 => requests,
        bodies => format!("{requests}, {bodies} with a body"),
    }
}

/// The host of a URL, in lower case.
fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let rest = rest.or_else(|| url.strip_prefix("wss://")).or_else(|| url.strip_prefix("ws://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.').to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// The part of a host that a site registers: its last two labels, or three below `co.kr` and its like.
fn site(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let is_country = labels.last().is_some_and(|last| last.len() == 2);
    let second = labels.len().checked_sub(2).and_then(|at| labels.get(at)).copied().unwrap_or_default();
    let is_branch = is_country
        && matches!(second, "co" | "com" | "or" | "ne" | "net" | "org" | "go" | "gov" | "ac" | "edu");
    let kept = labels.len().saturating_sub(if is_branch { 3 } else { 2 });
    labels.get(kept..).unwrap_or_default().join(".")
}

fn is_below(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_the_sites_that_they_belong_to() {
        assert_eq!(host("https://user@CDN.Example.com:8443/a?b").as_deref(), Some("cdn.example.com"));
        assert_eq!(host("data:image/png;base64,AAAA"), None);
        assert_eq!(host("https:///x"), None);
        for (host, expected) in [
            ("a.b.example.com", "example.com"),
            ("www.shop.co.kr", "shop.co.kr"),
            ("kakao.co", "kakao.co"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(site(host), expected, "{host}");
        }
        assert!(is_below("a.alipay.com", "alipay.com") && is_below("alipay.com", "alipay.com"));
        assert!(!is_below("notalipay.com", "alipay.com"));
    }
}
