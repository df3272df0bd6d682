// "divulge: Show matrix": what every policy discloses of a transfer, as a page that nobody can edit.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

/** The server's command, and the one in the palette. */
export const COMMAND = "divulge.showMatrix";

export const DECLARATIONS = "**/divulge.yaml";

const SCHEME = "divulge-matrix";

/** One transfer: the address of its file, and its id. */
type Transfer = [uri: string, id: string];

/** Asks the server for a matrix. */
type Ask = (transfer: Transfer) => Thenable<unknown>;

/** A lens as the protocol has it. */
interface Lens {
  command?: { title: string; command: string; arguments?: unknown[] };
}

export class Matrix implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** What each page that was opened shows. */
  private readonly pages = new Map<string, Transfer>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor(private readonly client: () => LanguageClient | undefined) {
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      // What is found has changed, and with it what open pages say.
      vscode.languages.onDidChangeDiagnostics(() => this.open().forEach((page) => this.changed.fire(page))),
    ];
  }

  dispose(): void {
    this.subscriptions.forEach((one) => one.dispose());
    this.changed.dispose();
  }

  /** The command: with a transfer from a lens, or, from the palette, with one that the person chooses. */
  async show(args: unknown[]): Promise<void> {
    const transfer = isTransfer(args) ? args : await this.choose();
    if (transfer === undefined) {
      return;
    }
    const page = vscode.Uri.from({ scheme: SCHEME, path: `/${transfer[1]}.md`, query: transfer[0] });
    this.pages.set(page.toString(), transfer);
    this.changed.fire(page);
    try {
      await vscode.commands.executeCommand("markdown.showPreview", page);
    } catch {
      // The preview of Markdown is an extension that a person can turn off.
      await vscode.window.showTextDocument(page, { preview: true });
    }
  }

  async provideTextDocumentContent(page: vscode.Uri): Promise<string> {
    const transfer = this.pages.get(page.toString());
    const answer = transfer === undefined ? undefined : await this.ask(transfer);
    return typeof answer === "string" ? answer : "This transfer is not declared, or its declaration is not valid.\n";
  }

  private ask: Ask = async (transfer) =>
    this.client()?.sendRequest("workspace/executeCommand", { command: COMMAND, arguments: transfer });

  private open(): vscode.Uri[] {
    const uris = vscode.workspace.textDocuments.map((document) => document.uri);
    return uris.filter((uri) => uri.scheme === SCHEME);
  }

  private async choose(): Promise<Transfer | undefined> {
    const items = await this.transfers();
    if (items.length === 0) {
      void vscode.window.showInformationMessage("divulge: no valid `divulge.yaml` declares any transfer here.");
      return undefined;
    }
    const placeHolder = "The transfer whose matrix is shown";
    return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.transfer;
  }

  /** Every transfer of the file in front, or else of all declarations of the workspace. */
  private async transfers(): Promise<(vscode.QuickPickItem & { transfer: Transfer })[]> {
    const front = vscode.window.activeTextEditor?.document.uri;
    const own = front?.scheme === "file" ? await this.lenses(front) : [];
    const found = own.length > 0 ? own : await this.everywhere();
    return found.flatMap(({ command }) => {
      const transfer = command?.arguments;
      return command !== undefined && isTransfer(transfer)
        ? [{ label: transfer[1], description: command.title, transfer }]
        : [];
    });
  }

  private async everywhere(): Promise<Lens[]> {
    const declarations = await vscode.workspace.findFiles(DECLARATIONS);
    return (await Promise.all(declarations.map((uri) => this.lenses(uri)))).flat();
  }

  private async lenses(uri: vscode.Uri): Promise<Lens[]> {
    const client = this.client();
    const address = client?.code2ProtocolConverter.asUri(uri);
    const found = await client?.sendRequest<Lens[]>("textDocument/codeLens", { textDocument: { uri: address } });
    return found ?? [];
  }
}

function isTransfer(args: unknown): args is Transfer {
  return Array.isArray(args) && args.length === 2 && args.every((one) => typeof one === "string");
}
