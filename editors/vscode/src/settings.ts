// What the person has set, as the server wants it.

import * as vscode from "vscode";

export const SECTION = "divulge";

/** The program, where nothing else is set. */
export const DEFAULT = "divulge";

/** The program as it is set. */
export function configuredPath(): string {
  return vscode.workspace.getConfiguration(SECTION).get<string>("path", "").trim() || DEFAULT;
}

/** The settings that the server reads; what is wrong with them, it says itself. */
export function forServer(): Record<string, unknown> {
  const all = vscode.workspace.getConfiguration(SECTION);
  return { severity: all.get("severity"), laws: all.get("laws"), allowOutside: all.get("allowOutside") };
}
