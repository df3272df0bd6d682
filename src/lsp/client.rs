//! What the client can do, as far as answers depend on it.

use lsp_types::{ClientCapabilities, InitializeParams, MarkupKind};

use serde_json::Value;

use super::positions::Encoding;

/// The client.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Client {
    /// What its columns count.
    pub(super) encoding: Encoding,
    /// It asks for diagnostics: none are sent unasked.
    pub(super) pulls: bool,
    /// It can be told to ask for diagnostics again.
    pub(super) pulls_again: bool,
    /// It can be told to ask for code lenses again.
    pub(super) lenses_again: bool,
    /// It can be asked to watch files.
    pub(super) watches: bool,
    /// It can be asked for settings.
    pub(super) configures: bool,
    /// It can be asked to tell when settings change.
    pub(super) tells_settings: bool,
    /// It shows symbols in each other.
    pub(super) nests_symbols: bool,
    /// It shows Markdown.
    pub(super) reads_markdown: bool,
}

impl Client {
    /// What the first request tells.
    pub(super) fn new(params: &InitializeParams, raw: &Value) -> Self {
        let ClientCapabilities { workspace, text_document, general, .. } = &params.capabilities;
        let offered = general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let workspace = workspace.as_ref();
        let text = text_document.as_ref();
        let symbols = text.and_then(|text| text.document_symbol.as_ref());
        let formats = text.and_then(|text| text.hover.as_ref()).and_then(|it| it.content_format.as_ref());
        let watches = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        // `lsp-types` reads `diagnostic` where the protocol says `diagnostics`.
        let pulls_again = raw.pointer("/capabilities/workspace/diagnostics/refreshSupport");
        let settings = workspace.and_then(|workspace| workspace.did_change_configuration.as_ref());
        let lenses_again = workspace.and_then(|workspace| workspace.code_lens.as_ref());
        Self {
            encoding: Encoding::negotiate(offered),
            pulls: text.is_some_and(|text| text.diagnostic.is_some()),
            pulls_again: pulls_again.and_then(Value::as_bool).unwrap_or_default(),
            lenses_again: lenses_again.and_then(|it| it.refresh_support).unwrap_or_default(),
            watches: watches.and_then(|it| it.dynamic_registration).unwrap_or_default(),
            configures: workspace.and_then(|it| it.configuration).unwrap_or_default(),
            tells_settings: settings.and_then(|it| it.dynamic_registration).unwrap_or_default(),
            nests_symbols: symbols.and_then(|it| it.hierarchical_document_symbol_support).unwrap_or_default(),
            reads_markdown: formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
        }
    }
}
