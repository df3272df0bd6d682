// The module `vscode`, as far as an extension with a language client needs it: an editor without a window. What the extension
// registers and shows is kept in `seen`; `editor` is what a person does. Addresses are those of VS Code: the package vscode-uri.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { URI: Uri } = require("vscode-uri");
const types = require("./types");

const manifest = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "..", "package.json"), "utf8"));
const seen = { messages: [], providers: [], context: {}, status: undefined, shown: [], output: "", picked: undefined };
const nothing = () => new types.Disposable(() => {});

/** One emitter for each event that something can happen to; all others never fire. */
const emitters = new Map();
const emitter = (name) => emitters.get(name) ?? emitters.set(name, new types.EventEmitter()).get(name);

/** Objects of functions: what is not in them is an event, or registers something of that name. */
function api(known) {
  return new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name !== "string") {
        return target[name];
      }
      if (name.startsWith("on")) {
        return emitter(name).event;
      }
      if (/^register.*Provider$/.test(name)) {
        return (selector, provider) => {
          const entry = { kind: name.slice(8, -8), selector, provider };
          seen.providers.push(entry);
          return new types.Disposable(() => seen.providers.splice(seen.providers.indexOf(entry), 1));
        };
      }
      throw new Error(`the stub of vscode lacks ${name}`);
    },
  });
}

// Settings: what the manifest says, and what the person has set.
const set = new Map();

function setting(key) {
  return set.has(key) ? set.get(key) : manifest.contributes.configuration.properties[key]?.default;
}

function below(section) {
  const tree = {};
  for (const key of Object.keys(manifest.contributes.configuration.properties)) {
    const parts = key.split(".");
    const last = parts.pop();
    parts.reduce((node, part) => (node[part] ??= {}), tree)[last] = setting(key);
  }
  return section === undefined ? tree : section.split(".").reduce((node, part) => node?.[part], tree);
}

function getConfiguration(section) {
  const within = (key) => (section === undefined ? key : `${section}.${key}`);
  return { get: (key, otherwise) => below(within(key)) ?? otherwise, has: (key) => below(within(key)) !== undefined };
}

// Documents.
const documents = [];

class Document {
  constructor(uri, languageId, text) {
    Object.assign(this, { uri, languageId, text, version: 1, fileName: uri.fsPath, isClosed: false, isDirty: false });
  }
  getText() {
    return this.text;
  }
  offset({ line, character }) {
    return (
      this.text
        .split("\n")
        .slice(0, line)
        .reduce((sum, one) => sum + one.length + 1, 0) + character
    );
  }
  position(offset) {
    const lines = this.text.slice(0, offset).split("\n");
    return new types.Position(lines.length - 1, lines.at(-1).length);
  }
  replace(edits) {
    const placed = edits.map(({ range, newText }) => ({
      range,
      text: newText,
      start: this.offset(range.start),
      end: this.offset(range.end),
    }));
    placed.sort((one, other) => other.start - one.start);
    placed.forEach(({ start, end, text }) => (this.text = this.text.slice(0, start) + text + this.text.slice(end)));
    this.version += 1;
    const contentChanges = placed.map(({ range, text, start, end }) => ({ range, text, rangeLength: end - start }));
    emitter("onDidChangeTextDocument").fire({ document: this, contentChanges });
  }
}

// Diagnostics, of all collections.
const collections = [];

function createDiagnosticCollection(name) {
  const kept = new Map();
  const changed = (uri) => emitter("onDidChangeDiagnostics").fire({ uris: [uri] });
  const put = (uri, found) => {
    kept.set(uri.toString(), [uri, found ?? []]);
    changed(uri);
  };
  const collection = {
    name,
    kept,
    set: put,
    get: (uri) => kept.get(uri.toString())?.[1],
    has: (uri) => kept.has(uri.toString()),
    delete: (uri) => kept.delete(uri.toString()) && changed(uri),
    clear: () => kept.clear(),
    forEach: (work) => kept.forEach(([uri, found]) => work(uri, found, collection)),
    dispose: () => collections.splice(collections.indexOf(collection), 1),
  };
  collections.push(collection);
  return collection;
}

function getDiagnostics(uri) {
  const all = new Map();
  for (const [key, [address, found]] of collections.flatMap((one) => [...one.kept])) {
    all.set(key, [address, [...(all.get(key)?.[1] ?? []), ...found]]);
  }
  return uri === undefined ? [...all.values()] : (all.get(uri.toString())?.[1] ?? []);
}

function match(selector, document) {
  const fits = (filter) =>
    (filter.language ?? document.languageId) === document.languageId &&
    (filter.scheme ?? document.uri.scheme) === document.uri.scheme;
  return [selector].flat().some((filter) => fits(typeof filter === "string" ? { language: filter } : filter)) ? 10 : 0;
}

// Commands: those of extensions, and of the editor's own those that an extension here may call.
const commands = new Map();
const own = {
  setContext: (key, value) => (seen.context[key] = value),
  "markdown.showPreview": (uri) => seen.shown.push(uri),
  "workbench.actions.view.problems": () => {},
};

async function executeCommand(name, ...args) {
  const command = commands.get(name) ?? own[name];
  if (command === undefined) {
    throw new Error(`command '${name}' not found`);
  }
  return command(...args);
}

function registerCommand(name, work) {
  if (commands.has(name)) {
    throw new Error(`command '${name}' already exists`);
  }
  commands.set(name, work);
  return new types.Disposable(() => commands.delete(name));
}

const message = (kind) => async (text) => void seen.messages.push({ kind, text });

function createOutputChannel(name) {
  const append = (text) => (seen.output += text);
  return { name, append, appendLine: (text) => append(`${text}\n`), show() {}, clear() {}, dispose() {} };
}

function createStatusBarItem() {
  const hide = () => (seen.status = undefined);
  const item = { show: () => (seen.status = item), hide, dispose: hide };
  return item;
}

const tabs = () => documents.map(({ uri }) => ({ input: new types.TabInputText(uri) }));
const workspace = {
  textDocuments: documents,
  notebookDocuments: [],
  workspaceFolders: undefined,
  getConfiguration,
  getWorkspaceFolder: () => workspace.workspaceFolders?.[0],
  createFileSystemWatcher: () => ({ onDidCreate: nothing, onDidChange: nothing, onDidDelete: nothing, dispose() {} }),
  findFiles: async (pattern) => {
    const root = workspace.workspaceFolders?.[0].uri.fsPath;
    if (root === undefined) {
      return [];
    }
    const found = fs
      .readdirSync(root, { recursive: true })
      .filter((file) => path.basename(file) === path.basename(pattern));
    return found.map((file) => Uri.file(path.join(root, file)));
  },
  fs: { isWritableFileSystem: () => true },
  registerTextDocumentContentProvider: (scheme, provider) => {
    seen.providers.push({ kind: "Content", scheme, provider });
    return nothing();
  },
};
const window = {
  activeTextEditor: undefined,
  tabGroups: {
    get all() {
      return [{ tabs: tabs() }];
    },
    onDidChangeTabs: nothing,
  },
  createOutputChannel,
  createStatusBarItem,
  showErrorMessage: message("error"),
  showWarningMessage: message("warning"),
  showInformationMessage: message("information"),
  showQuickPick: async (items) => ((seen.picked = items), items[0]),
};

/** What a person does. */
const editor = {
  openFolder: (folder) => (workspace.workspaceFolders = [{ uri: Uri.file(folder), name: "folder", index: 0 }]),
  open(file, languageId) {
    const document = new Document(Uri.file(file), languageId, fs.readFileSync(file, "utf8"));
    documents.push(document);
    window.activeTextEditor = { document };
    emitter("onDidOpenTextDocument").fire(document);
    return document;
  },
  set(key, value) {
    set.set(key, value);
    const affectsConfiguration = (section) => key === section || key.startsWith(`${section}.`);
    emitter("onDidChangeConfiguration").fire({ affectsConfiguration });
  },
  provider: (kind, document) =>
    seen.providers.find((one) => one.kind === kind && match(one.selector, document) > 0)?.provider,
};

module.exports = {
  ...types,
  Uri,
  version: "1.82.0",
  env: { appName: "stub", language: "en" },
  workspace: api(workspace),
  window: api(window),
  languages: api({ createDiagnosticCollection, getDiagnostics, match }),
  commands: { executeCommand, registerCommand },
  seen,
  editor,
};
