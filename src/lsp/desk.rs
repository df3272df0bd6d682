//! All that the server knows: the client, what is open, and what the checks have found.

use std::path::{Path, PathBuf};

use lsp_types::{Location as Place, Position, Range, Uri};

use super::client::Client;
use super::docs::Docs;
use super::documents::Documents;
use super::projects::{Project, Projects};
use super::settings::Settings;
use super::uris;
use crate::Checked;
use crate::declaration::Date;
use crate::source::{Location, Source, SourceId, Sources, Span};
use crate::workspace::paths::identity;

/// The day on which transfers and exceptions are judged.
pub type Today = Box<dyn Fn() -> Date>;

/// What every answer is made from.
pub(super) struct Desk {
    /// The client.
    pub(super) client: Client,
    /// What the person has set.
    pub(super) settings: Settings,
    /// What is open.
    pub(super) documents: Documents,
    /// The declarations.
    pub(super) projects: Projects,
    /// The folders of the workspace.
    pub(super) folders: Vec<PathBuf>,
    /// The pages that findings link to.
    pub(super) docs: Option<Docs>,
    today: Today,
}

/// A file of a declaration that was checked.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    /// The declaration.
    pub(super) project: &'a Project,
    /// What was found.
    pub(super) checked: &'a Checked,
    /// The file.
    pub(super) id: SourceId,
}

impl<'a> Seen<'a> {
    /// Its text.
    pub(super) fn source(&self) -> &'a Source {
        self.checked.sources.get(self.id)
    }

    /// Whether a place is in this file and reaches into a span, or touches it.
    pub(super) fn meets(&self, place: Location, span: Span) -> bool {
        place.source == self.id && place.span.start <= span.end && span.start <= place.span.end
    }

    /// The policy that it belongs to; none for a declaration.
    pub(super) fn policy(&self) -> Option<usize> {
        self.checked.policy_of(self.id)
    }
}

impl Desk {
    /// A desk for this client.
    pub(super) fn new(today: Today) -> Self {
        Self {
            client: Client::default(),
            settings: Settings::default(),
            documents: Documents::default(),
            projects: Projects::default(),
            folders: Vec::new(),
            docs: None,
            today,
        }
    }

    /// The day.
    pub(super) fn today(&self) -> Date {
        (self.today)()
    }

    /// Checks what has changed.
    pub(super) fn refresh(&mut self) {
        let today = self.today();
        self.projects.refresh(&self.documents, &self.settings, today);
    }

    /// Takes over other settings.
    pub(super) fn set(&mut self, settings: Settings) {
        if self.settings != settings {
            self.settings = settings;
            self.projects.touch_all();
        }
    }

    /// Everything that this file is a part of.
    pub(super) fn seen(&self, uri: &Uri) -> Vec<Seen<'_>> {
        let Some(path) = uris::path(uri).map(|path| identity(&path)) else { return Vec::new() };
        let mut seen = Vec::new();
        for project in self.projects.iter() {
            let Some(checked) = project.checked() else { continue };
            seen.extend(project.ids(&path).map(|id| Seen { project, checked, id }));
        }
        seen
    }

    /// The open text at this address.
    pub(super) fn open(&self, uri: &Uri) -> Option<&Source> {
        let path = identity(&uris::path(uri)?);
        self.documents.get(&path).map(|buffer| &buffer.source)
    }

    /// The address of a file, as the client writes it where it is open.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        self.documents.get(path).map(|buffer| buffer.uri.clone()).or_else(|| uris::uri(path))
    }

    /// The address of a file of a check.
    pub(super) fn uri_of(&self, project: &Project, source: SourceId) -> Option<Uri> {
        self.uri(project.path(source)?)
    }

    /// A place of a check, for the client.
    pub(super) fn place(&self, project: &Project, sources: &Sources, location: Location) -> Option<Place> {
        let uri = self.uri_of(project, location.source)?;
        Some(Place { uri, range: self.range(sources.get(location.source), location.span) })
    }

    /// A span, for the client.
    pub(super) fn range(&self, source: &Source, span: Span) -> Range {
        self.client.encoding.range(source, span)
    }

    /// A position of the client.
    pub(super) fn offset(&self, source: &Source, position: Position) -> usize {
        self.client.encoding.offset(source, position)
    }
}
