//! `human`: the changes of each transfer, a line each.

use std::io::{self, Write};

use super::Format;
use super::words::{closing, groups};
use crate::comparison::{Comparison, Weight};
use crate::output::one_line;

pub(super) const FORMAT: Format =
    Format { name: "human", about: "the changes of each transfer, and what they call for", render };

fn render(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    for group in groups(comparison) {
        writeln!(out, "{}", one_line(&group.title))?;
        for line in &group.lines {
            let call = match line.weight() {
                Weight::Notice => "  [notice]",
                Weight::Loss => "  [loss]",
                Weight::Plain => "",
            };
            writeln!(out, "  {} {}{call}", line.sign(), one_line(&line.words()))?;
            if let Some(place) = line.place() {
                writeln!(out, "      {}", one_line(&place))?;
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", one_line(&closing(comparison)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::comparison::sample;

    #[test]
    fn changes_of_a_transfer_stand_together() {
        let expected = "\
Alipay (nsf-score)
  + transfer added: processor; CN, SG  [notice]
      divulge.yaml:5
  + disclosure in privacy.md added: recipient, country CN, SG  [notice]
      privacy.md:7
  + disclosure in privacy.md added: role
      privacy.md:7

Post (mail)
  + transfer widened: data name, e-mail address  [notice]
      divulge.yaml:9
  ~ transfer changed: role (processor -> third party)  [notice]
      divulge.yaml:8
  - disclosure in privacy.md weakened: country US (clear -> vague)  [loss]
      privacy.md:9

Evil␛[31m Ads
  - statement in privacy.md dropped: recipient
      privacy.md:3 before

10 changes from v1 to the working tree: 7 call for a notice to users, 1 says less of what goes on.
";
        assert_eq!(sample::rendered(&FORMAT, &sample::comparison()), expected);
    }

    #[test]
    fn nothing_says_so() {
        let mut comparison = sample::comparison();
        comparison.changes.clear();
        let told = "Nothing has changed from v1 to the working tree.\n";
        assert_eq!(sample::rendered(&FORMAT, &comparison), told);
    }
}
