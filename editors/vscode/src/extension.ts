// Puts the parts together.

import * as vscode from "vscode";

import { Matrix } from "./matrix";
import { Server } from "./server";
import { SECTION } from "./settings";
import { Status } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started: Server = new Server((args) => matrix.show(args));
  const matrix: Matrix = new Matrix(() => started.running);
  const status = new Status();
  server = started;
  context.subscriptions.push(
    status,
    matrix,
    started,
    started.onDidChange((isRunning) => {
      status.show(isRunning);
      void vscode.commands.executeCommand("setContext", "divulge.isRunning", isRunning);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.path`)) {
        void started.restart();
      }
    }),
  );
  await started.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
