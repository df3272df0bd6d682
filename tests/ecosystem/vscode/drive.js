// Activates the packed extension in an editor without a window (stub.js), against the real server:
// drive.js EXTENSION DIVULGE OTHER SITE. EXTENSION is the unpacked extension, with the stub as its module `vscode`; OTHER is a
// second program that does the same.
"use strict";

const assert = require("node:assert/strict");
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const [extension, divulge, other, site] = process.argv.slice(2).map((one) => path.resolve(one));
const vscode = require(path.join(extension, "node_modules", "vscode"));
const { activate, deactivate } = require(path.join(extension, "out", "extension.js"));
const { editor, seen } = vscode;
const { Error: ERROR, Warning: WARNING } = vscode.DiagnosticSeverity;
const CALM = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
const context = { subscriptions: [] };

/** The client leaves a rejected promise behind when its server never comes up; VS Code only logs such. */
let isBroken = false;
process.on("unhandledRejection", (reason) => {
  if (isBroken) {
    return;
  }
  console.error(`unhandled: ${reason?.stack ?? reason}\n${seen.output}`);
  process.exit(1);
});

/** Waits until something holds, and says what does. */
async function until(what, holds) {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    assert.ok(
      Date.now() < end,
      `waited for: ${what}\nstatus: ${seen.status?.text}\n${JSON.stringify(seen.messages)}\n${seen.output}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(`ok - ${what}`);
}

const of = (document, severity) =>
  vscode.languages.getDiagnostics(document.uri).filter((one) => one.severity === severity);
const said = (kind, text) => seen.messages.some((one) => one.kind === kind && one.text.includes(text));

/** The servers that this process has started and that still run. */
function servers() {
  const children = fs.readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").split(" ").filter(Boolean);
  return children.filter((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("lsp"));
}

/** What the gate finds, by severity. */
function gate() {
  const { stdout } = spawnSync(divulge, ["check", "--format", "json"], { cwd: site, encoding: "utf8" });
  const count = (severity) => JSON.parse(stdout).findings.filter((one) => one.severity === severity).length;
  return { errors: count("error"), warnings: count("warning") };
}

async function main() {
  process.env.PATH = "";
  await activate(context);
  await until("who has no declaration is not bothered by a missing program", () =>
    seen.output.includes("no program `divulge`"),
  );
  assert.deepEqual(seen.messages, []);
  editor.openFolder(site);
  editor.set("divulge.path", "no-such-divulge");
  await until(
    "a missing program is said, with what to do",
    () => said("error", "`no-such-divulge`") && said("error", "Install it"),
  );
  assert.equal(seen.status, undefined);

  editor.set("divulge.path", divulge);
  await until(
    "the server starts when the path is mended",
    () => seen.context["divulge.isRunning"] && servers().length === 1,
  );
  const { errors, warnings } = gate();
  assert.ok(errors > 0);
  const counted = `$(error) ${errors} $(warning) ${warnings}`;
  await until(`the status bar counts what the gate finds: ${errors} errors`, () => seen.status?.text.includes(counted));
  await vscode.commands.executeCommand(seen.status.command);

  const declaration = editor.open(path.join(site, "divulge.yaml"), "yaml");
  const policy = editor.open(path.join(site, "privacy-policy.ko.md"), "markdown");
  await until(
    "diagnostics come for both files",
    () => of(declaration, ERROR).length > 0 && vscode.languages.getDiagnostics(policy.uri).length > 0,
  );
  const [first] = of(declaration, ERROR);
  assert.equal(first.source, "divulge");
  assert.ok(first.code.target.fsPath.endsWith("rules.md"), "it links to the documentation");

  const hover = await editor.provider("Hover", declaration).provideHover(declaration, first.range.start, CALM);
  await until("hover shows the matrix", () => hover.contents.value.includes("| verdict |"));

  await matrix(declaration);
  await fix(declaration, policy);
  await settings(declaration);

  const [before] = servers();
  editor.set("divulge.path", other);
  await until(
    "another path starts another server",
    () => servers().length === 1 && servers()[0] !== before && seen.context["divulge.isRunning"],
  );
  await until("which shows the same", () => of(declaration, ERROR).length > 0);
  editor.set("divulge.path", "no-such-divulge");
  await until("a path that leads nowhere ends the server", () => servers().length === 0 && seen.status === undefined);
  assert.equal(seen.context["divulge.isRunning"], false);
  isBroken = true;
  editor.set("divulge.path", "/bin/true");
  await until("a program that is no server is said", () => said("error", "`/bin/true lsp` does not start"));
  isBroken = false;
  editor.set("divulge.path", divulge);
  await until("and a right one starts it again", () => servers().length === 1 && seen.status !== undefined);

  await deactivate();
  context.subscriptions.forEach((one) => one.dispose());
  await until("nothing runs after the extension ends", () => servers().length === 0);
  assert.equal(seen.status, undefined);
}

async function matrix(declaration) {
  const lenses = await editor.provider("CodeLens", declaration).provideCodeLenses(declaration, CALM);
  const { command, arguments: args } = lenses[0].command;
  await vscode.commands.executeCommand(command, ...args);
  const content = () => {
    const page = seen.shown.at(-1);
    return seen.providers.find((one) => one.scheme === page?.scheme)?.provider.provideTextDocumentContent(page);
  };
  const text = await content();
  await until("a lens opens its matrix as a page", () => text.includes(args[1]) && text.includes("| verdict |"));
  const known = seen.shown.length;
  await vscode.commands.executeCommand("divulge.showMatrix");
  await until(
    "the palette lets one choose a transfer",
    () => seen.picked.length === lenses.length && seen.shown.length > known,
  );
  assert.equal(await content(), text, "the first one again");
}

/** Applies quick fixes that add rows until no error of the declaration has one, and lets the gate judge what is saved. */
async function fix(declaration, policy) {
  const titles = new Set();
  for (let round = 0; of(declaration, ERROR).length > 0; round += 1) {
    assert.ok(round < 20, [...titles].join("\n"));
    const found = of(declaration, ERROR);
    const context = { diagnostics: [found[0]], only: undefined, triggerKind: vscode.CodeActionTriggerKind.Invoke };
    const actions = await editor
      .provider("CodeActions", declaration)
      .provideCodeActions(declaration, found[0].range, context, CALM);
    const rows = actions.find((one) => one.isPreferred);
    assert.ok(rows, `no fix for: ${found[0].message}`);
    titles.add(rows.title);
    for (const address of new Set(rows.edit.edits.map((edit) => edit.uri.toString()))) {
      const document =
        vscode.workspace.textDocuments.find((one) => one.uri.toString() === address) ??
        editor.open(vscode.Uri.parse(address).fsPath, "markdown");
      document.replace(rows.edit.edits.filter((edit) => edit.uri.toString() === address));
    }
    await until(
      `a quick fix leaves fewer errors than ${found.length}`,
      () => of(declaration, ERROR).length < found.length,
    );
  }
  assert.ok(policy.getText().includes("Alipay"));
  for (const document of vscode.workspace.textDocuments) {
    fs.writeFileSync(document.uri.fsPath, document.getText());
  }
  assert.equal(spawnSync(divulge, ["check"], { cwd: site }).status, 0);
  console.log("ok - the gate passes what is saved");
  policy.replace([
    {
      range: new vscode.Range(new vscode.Position(0, 0), policy.position(policy.getText().length)),
      newText: "# 개인정보 처리방침\n",
    },
  ]);
  await until("a policy that says nothing has errors again", () => of(declaration, ERROR).length > 0);
}

async function settings(declaration) {
  editor.set("divulge.laws", ["uk-gdpr"]);
  const cites = () => vscode.languages.getDiagnostics(declaration.uri).some((one) => one.message.includes("UK GDPR"));
  await until("laws hold where the declaration says nothing of any", cites);
  editor.set("divulge.laws", []);
  await until("and no longer", () => !cites());
  const lighter = () =>
    vscode.languages.getDiagnostics().some(([, found]) => found.some((one) => one.severity === WARNING));
  await until("there are warnings", lighter);
  editor.set("divulge.severity", "error");
  await until("lighter findings are hidden", () => !lighter() && of(declaration, ERROR).length > 0);
  editor.set("divulge.severity", "fatal");
  await until("a setting that is wrong is said", () => said("warning", '"fatal"'));
}

main()
  .catch((reason) => {
    console.error(`${reason.stack}\n${seen.output}`);
    process.exit(1);
  })
  .then(() => process.exit(0));
