// The server's life: it starts, starts anew when its path changes, and ends with the extension.

import * as vscode from "vscode";
import { CloseAction, LanguageClient, RevealOutputChannelOn, State, TransportKind } from "vscode-languageclient/node";
import type { ErrorHandler, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

import { COMMAND, DECLARATIONS } from "./matrix";
import * as program from "./program";
import { DEFAULT, SECTION, configuredPath, forServer } from "./settings";

const INSTALL = "Install it (`cargo install`, `pip install` or `npm install --global`), or set `divulge.path` to it.";
const SETTINGS = "Open settings";
const AGAIN = "Try again";

/** Policies may be in any file of Markdown; a declaration, `divulge.yaml`, includes others of any name. */
const SELECTOR = [
  { scheme: "file", language: "markdown" },
  { scheme: "file", language: "yaml" },
];

/** Shows a matrix: what the server's own command does here. */
export type Show = (args: unknown[]) => Promise<void>;

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly output = vscode.window.createOutputChannel("divulge");
  private readonly changed = new vscode.EventEmitter<boolean>();
  /** Steps wait for each other: no start overtakes a stop. */
  private last: Promise<void> = Promise.resolve();

  /** Fires with whether the server runs. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly show: Show) {}

  /** The client, while the server runs. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** Starts the server, or ends the old one and starts a new one. */
  restart(): Promise<void> {
    return this.next(async () => {
      await this.end();
      await this.start();
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  dispose(): void {
    void this.stop();
    this.output.dispose();
    this.changed.dispose();
  }

  private next(step: () => Promise<void>): Promise<void> {
    this.last = this.last.then(step, step);
    return this.last;
  }

  private async start(): Promise<void> {
    const configured = configuredPath();
    const found = program.find(configured, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
    if (found === undefined) {
      const message = `divulge: there is no program \`${configured}\`. ${INSTALL}`;
      // Whoever only opens some file of Markdown or YAML is not bothered.
      if (configured !== DEFAULT || (await hasDeclaration())) {
        this.complain(message);
      } else {
        this.output.appendLine(message);
      }
      return;
    }
    let hasRun = false;
    const errorHandler: ErrorHandler = {
      error: (...what) => usual.error(...what),
      // What never came up, does not the next time either.
      closed: () => (hasRun ? usual.closed() : { action: CloseAction.DoNotRestart, handled: true }),
    };
    const client = new LanguageClient(SECTION, "divulge", command(found), { ...this.options(), errorHandler });
    const usual = client.createDefaultErrorHandler();
    client.onDidChangeState(({ newState }) => {
      hasRun ||= newState === State.Running;
      this.changed.fire(newState === State.Running);
    });
    this.client = client;
    const reason = await client.start().catch(String);
    // A start that fails early is not always one that the client reports.
    if (!client.isRunning()) {
      this.complain(`divulge: \`${found} lsp\` does not start: ${reason ?? "it has ended"}. ${INSTALL}`);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // One that never came up cannot be stopped, and leaves nothing behind.
    await client?.dispose().catch(() => undefined);
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: forServer(),
      initializationFailedHandler: () => false,
      middleware: {
        executeCommand: (name, args, next) => (name === COMMAND ? this.show(args) : next(name, args)),
      },
    };
  }

  private complain(message: string): void {
    this.output.appendLine(message);
    void vscode.window.showErrorMessage(message, SETTINGS, AGAIN).then((choice) => {
      if (choice === SETTINGS) {
        void vscode.commands.executeCommand("workbench.action.openSettings", "divulge.path");
      } else if (choice === AGAIN) {
        void this.restart();
      }
    });
  }
}

async function hasDeclaration(): Promise<boolean> {
  return (await vscode.workspace.findFiles(DECLARATIONS, undefined, 1)).length > 0;
}

function command(file: string): ServerOptions {
  return { command: file, args: ["lsp"], transport: TransportKind.stdio };
}
