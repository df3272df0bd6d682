//! The tables and labelled values of a policy, record by record.

use crate::declaration::{RecipientId, Role};
use crate::lexicon::organisations;
use crate::lexicon::{Column, Topic};
use crate::policy::{Block, BlockId, BlockKind, SectionId, Table};

use super::super::field::Field;
use super::super::name_list;
use super::super::prose::{self, Prose};
use super::super::record;
use super::super::roster::Setting;
use super::super::scan::Scan;
use super::super::table::{self, Record};
use super::super::{Content, Destination, GeneralClaim, Kind, Stance, label};
use super::{Document, is_averse, with_places};

impl<'p> Document<'p> {
    pub(super) fn table(&mut self, id: BlockId, block: &'p Block, table: &'p Table) {
        let topics = self.topics(block.section);
        let lead_in = table
            .lead_in
            .and_then(|lead_in| self.blocks.get(lead_in))
            .map(|reading| reading.lead_in.clone())
            .unwrap_or_default();
        let around = record::Surroundings {
            discloses: topics.discloses() || lead_in.discloses,
            lists: topics.lists_recipients() || lead_in.discloses,
            is_denied: lead_in.is_denied || self.is_denied(block),
            is_source: topics.has(Topic::Sources) || lead_in.is_averse,
            is_averse: is_averse(topics) && !lead_in.discloses,
            stated: lead_in.stated.or(self.stated(block.section)),
            told: lead_in.told,
            implied: self.implied(block.section),
        };
        let places =
            if lead_in.places.is_empty() { self.section_places(block.section) } else { lead_in.places };
        let claims = self.out.claims.len();
        let records = table::records(self.reader.lexicon, self.reader.roster, table);
        for record in &records {
            self.record(block.section, record, around, &places);
        }
        let names_recipients = records.iter().flat_map(|record| &record.fields).any(Field::is_recipient);
        if !names_recipients && self.out.claims.len() == claims {
            self.sentences_in_cells(id, block, table);
        }
    }

    /// Tables on what is collected, and tables that only lay a page out, hold whole sentences: `We use X to process payments.`
    fn sentences_in_cells(&mut self, id: BlockId, block: &Block, table: &Table) {
        /// Bytes. What is shorter is a value.
        const SHORTEST: usize = 24;
        // A bare name in such a cell is an example of something: only a sentence that sends data names a recipient.
        let around = Prose { discloses: false, lists: false, ..self.around(id, block, None) };
        let cells = table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_spanned);
        let is_sentence = |text: &str| text.len() >= SHORTEST && text.trim_end().ends_with(['.', '!', '。']);
        for cell in cells.filter(|cell| is_sentence(cell.text.as_str())) {
            let reading = prose::read(self.reader, &cell.text, &around);
            // A name by the way denies nothing of the whole policy.
            self.out
                .claims
                .extend(reading.claims.into_iter().filter(|claim| claim.stance == Stance::Affirmed));
        }
    }

    fn record(
        &mut self,
        section: SectionId,
        record: &Record<'p>,
        around: record::Surroundings,
        places: &[Destination],
    ) {
        let reading = record::read(self.reader, record, around);
        let subjects = self.sections.get(section).map(|section| section.subjects.clone()).unwrap_or_default();
        if !subjects.is_empty() && reading.claims.is_empty() {
            self.tell_subjects(&subjects, &reading.destinations);
        } else if around.discloses {
            self.out.general.extend(general_places(&reading.destinations, around.stated, record));
        }
        self.out.named.extend(reading.named);
        self.out.claims.extend(reading.claims.into_iter().map(|claim| with_places(claim, places)));
    }

    /// The labels gathered so far are records; where they name no recipient and stand under none, they are ordinary text.
    pub(super) fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let Some((first, _)) = pending.first() else { return };
        let block = &self.policy.blocks[*first];
        let parents = self.item_parents(&pending);
        let has_recipient = pending.iter().any(|(_, fields)| fields.iter().any(Field::is_recipient));
        let subjects =
            if parents.is_empty() { self.sections[block.section].subjects.clone() } else { parents };
        if !has_recipient && subjects.is_empty() {
            let names = pending
                .iter()
                .any(|(_, fields)| fields.iter().any(|field| field.column == Some(Column::Country)));
            let topics = self.topics(block.section);
            let tells_places = names && topics.discloses() && !self.is_about_somebody(block.section);
            if tells_places
                || names
                    && !is_averse(topics)
                    && self.names_host(pending.iter().flat_map(|(_, fields)| fields))
            {
                return self.label_record(block, pending, &[]);
            }
            for (id, _) in pending {
                self.unlabelled(id);
            }
            return;
        }
        self.label_record(block, pending, &subjects);
    }

    fn names_host<'f>(&self, fields: impl IntoIterator<Item = &'f Field<'p>>) -> bool
    where
        'p: 'f,
    {
        let mut fields = fields.into_iter();
        fields.any(|field| record::names_host(field, &Scan::new(self.reader, field.text, Setting::Field)))
    }

    /// `#### Google Ad Manager (Google Inc.)` over labels: a section on one company, though nothing declares it.
    fn is_about_somebody(&self, section: SectionId) -> bool {
        let heading = self.policy.sections.get(section).and_then(|section| section.heading);
        let text = heading.and_then(|id| match &self.policy.blocks.get(id)?.kind {
            BlockKind::Heading(text) => Some(text.as_str().trim()),
            _ => None,
        });
        text.is_some_and(|text| {
            let inside = text.rsplit_once('(').map(|(_, inside)| inside.trim_end_matches(')'));
            [Some(text), inside]
                .into_iter()
                .flatten()
                .any(|name| name_list::has_legal_form(self.reader, name) || organisations::is_known(name))
        })
    }

    fn item_parents(&self, pending: &[(BlockId, Vec<Field<'p>>)]) -> Vec<RecipientId> {
        pending
            .iter()
            .filter_map(|(id, _)| match &self.policy.blocks[*id].kind {
                BlockKind::Item(item) => item.parent.or(item.lead_in),
                _ => None,
            })
            .filter_map(|parent| self.blocks.get(parent))
            .flat_map(|reading| reading.recipients.iter().copied())
            .collect()
    }

    fn label_record(
        &mut self,
        block: &'p Block,
        pending: Vec<(BlockId, Vec<Field<'p>>)>,
        subjects: &[RecipientId],
    ) {
        let topics = self.topics(block.section);
        let around = record::Surroundings {
            discloses: topics.discloses(),
            lists: topics.lists_recipients(),
            is_denied: self.is_denied(block),
            is_source: topics.has(Topic::Sources),
            is_averse: is_averse(topics),
            stated: self.stated(block.section),
            told: None,
            implied: self.implied(block.section),
        };
        let places = self.section_places(block.section);
        for record in label::records(pending) {
            let has_recipient = record.fields.iter().any(Field::is_recipient);
            if has_recipient || subjects.is_empty() {
                self.record(block.section, &record, around, &places);
            } else {
                // `Service: OpenAI API` under OpenAI names it once more.
                let reading = record::read(self.reader, &record, around);
                let is_hosted = self.names_host(&record.fields);
                let own =
                    reading.claims.iter().filter(|claim| is_hosted || subjects.contains(&claim.recipient));
                let own = own.flat_map(|claim| &claim.destinations);
                let places: Vec<Destination> = reading.destinations.iter().chain(own).copied().collect();
                self.tell_subjects(subjects, &places);
                // `Region: AWS / Oregon` under a database: what it keeps is with the host as well.
                let hosts = reading.claims.into_iter().filter(|claim| !subjects.contains(&claim.recipient));
                self.out.claims.extend(hosts.filter(|_| is_hosted));
            }
        }
    }

    fn unlabelled(&mut self, id: BlockId) {
        let block = &self.policy.blocks[id];
        match &block.kind {
            BlockKind::Paragraph(text) => self.prose(id, block, text, None),
            BlockKind::Code(text) => self.code(id, block, text),
            BlockKind::Item(item) => self.item(id, block, item),
            BlockKind::Heading(_) | BlockKind::Table(_) => {}
        }
    }
}

/// A table of countries without recipients speaks of all recipients of its section; where it names several, or has a row for
/// each activity, it does not say who is where.
fn general_places(
    destinations: &[Destination],
    role: Option<Role>,
    record: &Record<'_>,
) -> Vec<GeneralClaim> {
    let kind = match role {
        Some(Role::Processor) => Kind::Processors,
        Some(_) => Kind::ThirdParties,
        None => Kind::Everyone,
    };
    destinations
        .iter()
        .map(|destination| {
            let content = if destinations.len() == 1 && record.one_of == 1 {
                Content::Located(destination.place)
            } else {
                Content::PossiblyLocated(destination.place)
            };
            GeneralClaim { kind, purpose: None, content, location: record.location }
        })
        .collect()
}
