// The types of the module `vscode` that a language client makes or looks at.
"use strict";

class Disposable {
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
  constructor(dispose) {
    this.dispose = dispose;
  }
}

class EventEmitter {
  listeners = new Set();
  event = (listener, self, disposables) => {
    const bound = (value) => listener.call(self, value);
    this.listeners.add(bound);
    const disposable = new Disposable(() => this.listeners.delete(bound));
    disposables?.push(disposable);
    return disposable;
  };
  fire(value) {
    [...this.listeners].forEach((listener) => listener(value));
  }
  dispose() {
    this.listeners.clear();
  }
}

class CancellationTokenSource {
  cancelled = new EventEmitter();
  token = { isCancellationRequested: false, onCancellationRequested: this.cancelled.event };
  cancel() {
    this.token.isCancellationRequested = true;
    this.cancelled.fire();
  }
  dispose() {
    this.cancelled.dispose();
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(...ends) {
    const [start, end] = ends.length === 4 ? [new Position(ends[0], ends[1]), new Position(ends[2], ends[3])] : ends;
    Object.assign(this, { start, end });
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value === "" ? part : `${this.value}.${part}`);
  }
}
for (const name of [
  "QuickFix",
  "Refactor",
  "RefactorExtract",
  "RefactorInline",
  "RefactorRewrite",
  "Source",
  "SourceOrganizeImports",
]) {
  const words = name.split(/(?=[A-Z])/);
  CodeActionKind[name] = new CodeActionKind(
    name === "QuickFix" ? "quickfix" : [words[0], words.slice(1).join("")].filter(Boolean).join(".").toLowerCase(),
  );
}
CodeActionKind.Empty = new CodeActionKind("");

class WorkspaceEdit {
  edits = [];
  replace(uri, range, newText) {
    this.edits.push({ uri, range, newText });
  }
  set(uri, edits) {
    edits.forEach(({ range, newText }) => this.replace(uri, range, newText));
  }
}

class MarkdownString {
  constructor(value = "") {
    this.value = value;
  }
  appendMarkdown(text) {
    this.value += text;
  }
  appendText(text) {
    this.value += text;
  }
}

/** A class that keeps what it is made of, under these names. */
function record(...fields) {
  return class {
    constructor(...values) {
      fields.forEach((field, at) => (this[field] = values[at]));
    }
  };
}

/** An enumeration that counts from a number. */
function count(first, ...names) {
  return Object.fromEntries(names.map((name, at) => [name, first + at]));
}

module.exports = {
  Disposable,
  EventEmitter,
  CancellationTokenSource,
  CancellationError: class extends Error {},
  Position,
  Range,
  CodeActionKind,
  WorkspaceEdit,
  MarkdownString,
  TextEdit: record("range", "newText"),
  Diagnostic: record("range", "message", "severity"),
  DiagnosticRelatedInformation: record("location", "message"),
  Location: record("uri", "range"),
  Hover: record("contents", "range"),
  CodeAction: record("title", "kind"),
  CodeLens: record("range", "command"),
  DocumentLink: record("range", "target"),
  DocumentSymbol: record("name", "detail", "kind", "range", "selectionRange"),
  SymbolInformation: record("name", "kind", "containerName", "location"),
  FoldingRange: record("start", "end", "kind"),
  CompletionItem: record("label", "kind"),
  CompletionList: record("items", "isIncomplete"),
  SnippetString: record("value"),
  CallHierarchyItem: record(),
  TypeHierarchyItem: record(),
  InlayHint: record(),
  TabInputText: record("uri"),
  TabInputTextDiff: record("original", "modified"),
  TabInputCustom: record("uri"),
  DiagnosticSeverity: count(0, "Error", "Warning", "Information", "Hint"),
  DiagnosticTag: count(1, "Unnecessary", "Deprecated"),
  SymbolTag: count(1, "Deprecated"),
  SymbolKind: { TypeParameter: 25, Property: 6 },
  CompletionItemTag: count(1, "Deprecated"),
  CompletionItemKind: { Text: 0 },
  CompletionTriggerKind: count(0, "Invoke", "TriggerCharacter", "TriggerForIncompleteCompletions"),
  CodeActionTriggerKind: count(1, "Invoke", "Automatic"),
  FoldingRangeKind: count(1, "Comment", "Imports", "Region"),
  StatusBarAlignment: count(1, "Left", "Right"),
  ProgressLocation: { Window: 10 },
};
