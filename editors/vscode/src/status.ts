// The item in the status bar: how many findings there are.

import * as vscode from "vscode";

const SOURCE = "divulge";

/** How many diagnostics of the server have each severity. */
interface Counts {
  errors: number;
  warnings: number;
  notes: number;
}

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("divulge", vscode.StatusBarAlignment.Left, 0);
  private readonly watch = vscode.languages.onDidChangeDiagnostics(() => this.update());
  private isRunning = false;

  constructor() {
    this.item.name = "divulge";
    this.item.command = "workbench.actions.view.problems";
  }

  /** Says whether the server runs. */
  show(isRunning: boolean): void {
    this.isRunning = isRunning;
    this.update();
  }

  dispose(): void {
    this.watch.dispose();
    this.item.dispose();
  }

  private update(): void {
    if (!this.isRunning) {
      this.item.hide();
      return;
    }
    const { errors, warnings, notes } = count();
    this.item.text = `divulge $(error) ${errors} $(warning) ${warnings}${notes > 0 ? ` $(info) ${notes}` : ""}`;
    this.item.tooltip = `divulge: ${errors} errors, ${warnings} warnings, ${notes} notes; opens the problems`;
    this.item.show();
  }
}

function count(): Counts {
  const counts: Counts = { errors: 0, warnings: 0, notes: 0 };
  for (const [, diagnostics] of vscode.languages.getDiagnostics()) {
    for (const one of diagnostics.filter((diagnostic) => diagnostic.source === SOURCE)) {
      if (one.severity === vscode.DiagnosticSeverity.Error) {
        counts.errors += 1;
      } else if (one.severity === vscode.DiagnosticSeverity.Warning) {
        counts.warnings += 1;
      } else {
        counts.notes += 1;
      }
    }
  }
  return counts;
}
