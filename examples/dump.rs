#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::print_stdout, clippy::unwrap_used)]
use divulge::{declaration, disclosure, policy::Policy, source::*};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let mut sources = Sources::default();
    let d =
        declaration::load(std::path::Path::new(&format!("{dir}/divulge.yaml")), "divulge.yaml", &mut sources)
            .unwrap();
    let text = std::fs::read_to_string(format!("{dir}/policy.md")).unwrap();
    let id = sources.add(Source::new("policy.md", text.clone()));
    let p = Policy::parse(&[(id, &text)]);
    let filter = std::env::args().nth(2).unwrap_or_default();
    if filter == "blocks" {
        for (i, b) in p.blocks.iter().enumerate() {
            let s = sources.get(id);
            let k = match &b.kind {
                divulge::policy::BlockKind::Heading(t) => {
                    format!("H{} {}", p.sections[b.section].level, t.as_str())
                }
                divulge::policy::BlockKind::Paragraph(t) => format!("P {}", t.as_str()),
                divulge::policy::BlockKind::Item(t) => {
                    format!("I list{} parent{:?} lead{:?} {}", t.list, t.parent, t.lead_in, t.text.as_str())
                }
                divulge::policy::BlockKind::Code(t) => format!("C {}", t.as_str()),
                divulge::policy::BlockKind::Table(t) => format!(
                    "T header{} lead{:?} {:?}",
                    t.header_rows,
                    t.lead_in,
                    t.rows
                        .iter()
                        .map(|r| r
                            .cells
                            .iter()
                            .map(|c| c.text.as_str().to_string())
                            .collect::<Vec<_>>()
                            .join(" | "))
                        .collect::<Vec<_>>()
                ),
            };
            println!(
                "{i} L{} sec{} {}",
                s.position(b.location.span.start).line,
                b.section,
                k.replace('\n', "⏎").chars().take(400).collect::<String>()
            );
        }
        return;
    }
    let out = disclosure::read(&p, None, &d);
    for c in &out.claims {
        let name = &d.recipients[c.recipient].name.value;
        if !name.contains(&filter) {
            continue;
        }
        let s = sources.get(c.location.source);
        println!(
            "{} L{} {:?} {:?} {:?} {:?} [{}]",
            name,
            s.position(c.location.span.start).line,
            c.naming,
            c.stance,
            c.capacity,
            c.destinations
                .iter()
                .map(|x| format!("{:?}@{}", x.place, s.position(x.location.span.start).line))
                .collect::<Vec<_>>(),
            s.slice(c.location.span)
        );
    }
    for g in &out.general {
        let s = sources.get(g.location.source);
        println!(
            "GENERAL L{} {:?} {:?} {}",
            s.position(g.location.span.start).line,
            g.kind,
            g.content,
            s.slice(g.location.span).chars().take(200).collect::<String>()
        );
    }
    for n in &out.named {
        println!("NAMED {}", n.name);
    }
    for n in &out.deferrals {
        let s = sources.get(n.source);
        println!("DEFER {}", s.slice(n.span).chars().take(150).collect::<String>());
    }
}
