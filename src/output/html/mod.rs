//! `html`: one page for the people who sign a release. It holds everything that it shows, runs no script, and needs neither
//! a network nor colours.
//!
//! Policies are shown as their text: no markup of theirs reaches the page. The policy of the page itself (a `Content-Security-Policy`)
//! forbids every script and everything from elsewhere, should that ever fail.

mod accepted;
mod anchors;
mod document;
mod findings;
mod flows;
mod markup;
mod matrix;
mod names;
mod passage;
mod section;
#[cfg(test)]
mod tests;
mod verdicts;

use std::io::{self, Write};

use super::{Format, Look, Unit, located};
use crate::Checked;
use markup::{counted, escape};
use section::Section;
use verdicts::{VERDICTS, meaning, sign, word};

pub(super) const FORMAT: Format = Format {
    name: "html",
    about: "a page for the people who sign: matrix, flows, policy with its evidence",
    unit: Unit::Run,
    render,
};

const STYLE: &str = include_str!("page.css");

fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    let sections: Vec<Section<'_>> =
        results.iter().enumerate().map(|(index, checked)| Section::new(index, checked)).collect();
    let headline = located::headline(results);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Disclosures: {headline}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the results</a>\n\
         <header>\n<h1>What is transferred, and what the policies say of it</h1>\n<p class=\"headline\">{headline}</p>\n</header>\n"
    )?;
    contents(&sections, out)?;
    writeln!(out, "<main id=\"main\">")?;
    legend(out)?;
    for section in &sections {
        // Each part is made and written by itself: a page may be longer than all that was read.
        for part in PARTS {
            let mut html = String::new();
            (part.write)(section, &mut html);
            out.write_all(html.as_bytes())?;
        }
    }
    write!(
        out,
        "</main>\n<footer><p>Made by divulge {}. It informs about what a policy states; it is not legal advice.</p></footer>\n\
         </body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// A part of what is said of one declaration.
struct Part {
    /// Its entry in the table of contents, and the end of its id; none for the beginning.
    link: Option<(&'static str, &'static str)>,
    write: fn(&Section<'_>, &mut String),
}

/// In the order of the page.
const PARTS: [Part; 6] = [
    Part { link: None, write: heading },
    Part {
        link: Some(("matrix", "Matrix")),
        write: |section, out| part(section, "matrix", "Matrix", matrix::write, out),
    },
    Part {
        link: Some(("picture", "Flows")),
        write: |section, out| part(section, "picture", "Flows", flows::write, out),
    },
    Part {
        link: Some(("findings", "Findings")),
        write: |section, out| part(section, "findings", "Findings", findings::write, out),
    },
    Part {
        link: Some(("accepted", "Accepted")),
        write: |section, out| part(section, "accepted", "Accepted", accepted::write, out),
    },
    Part { link: None, write: policies },
];

fn part(
    section: &Section<'_>,
    name: &str,
    title: &str,
    write: fn(&Section<'_>, &mut String),
    out: &mut String,
) {
    out.push_str(&format!("<h3 id=\"{}\">{title}</h3>\n", section.anchors.part(name)));
    write(section, out);
}

fn heading(section: &Section<'_>, out: &mut String) {
    let declaration = &section.checked.declaration;
    out.push_str(&format!("<h2 id=\"{}\">{}</h2>\n", section.anchors.part("top"), escape(section.path())));
    let transfers = counted(declaration.transfers.len(), "transfer", "transfers");
    let policies = counted(section.checked.assessments.len(), "policy", "policies");
    let mut laws: Vec<&str> = (0..declaration.policies.len())
        .flat_map(|policy| declaration.laws_of(policy))
        .map(|law| law.title.as_ref())
        .collect();
    laws.sort_unstable();
    laws.dedup();
    let laws = if laws.is_empty() {
        "no law in force: everything declared must be named".to_owned()
    } else {
        laws.join("; ")
    };
    out.push_str(&format!(
        "<p>{}: {transfers}, {policies}. <span class=\"hint\">{}</span></p>\n",
        escape(section.names.controller()),
        escape(&laws)
    ));
}

fn policies(section: &Section<'_>, out: &mut String) {
    for policy in 0..section.checked.documents.len() {
        document::write(section, policy, out);
    }
}

/// The table of contents: the parts of each declaration, and its policies.
fn contents(sections: &[Section<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<nav aria-label=\"Contents\">\n<ul>")?;
    for section in sections {
        let top = section.anchors.part("top");
        write!(out, "<li><a href=\"#{top}\">{}</a>\n<ul>", escape(section.path()))?;
        for (name, title) in PARTS.iter().filter_map(|part| part.link) {
            write!(out, "<li><a href=\"#{}\">{title}</a></li>", section.anchors.part(name))?;
        }
        for (policy, files) in section.checked.documents.iter().enumerate() {
            if !files.is_empty() {
                let id = section.anchors.part(&format!("policy{policy}"));
                write!(
                    out,
                    "<li><a href=\"#{id}\">{}</a></li>",
                    escape(section.checked.policy_path(policy))
                )?;
            }
        }
        writeln!(out, "</ul></li>")?;
    }
    writeln!(out, "</ul>\n</nav>")
}

fn legend(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<details class=\"legend\">\n<summary>What the verdicts mean</summary>\n<dl>")?;
    for verdict in VERDICTS {
        writeln!(
            out,
            "<dt class=\"v {}\"><span aria-hidden=\"true\">{}</span> {}</dt><dd>{}</dd>",
            verdict.name(),
            sign(verdict),
            word(verdict),
            meaning(verdict)
        )?;
    }
    writeln!(out, "</dl>\n</details>")
}
