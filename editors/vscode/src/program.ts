// Which file is run as the server.

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** What `divulge.path` means: a path, or else a name to look for in the folders of `PATH`. */
export function find(configured: string, folder: string | undefined): string | undefined {
  if (isName(configured)) {
    const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((one) => one !== "");
    return first(folders.map((one) => path.join(one, configured)));
  }
  const full = configured.startsWith("~") ? path.join(os.homedir(), configured.slice(1)) : configured;
  if (!path.isAbsolute(full) && folder === undefined) {
    return undefined;
  }
  return first([path.resolve(folder ?? "", full)]);
}

function isName(configured: string): boolean {
  return !configured.includes("/") && !configured.includes(path.sep) && !configured.startsWith("~");
}

function first(candidates: string[]): string | undefined {
  const endings = process.platform === "win32" ? ["", ".exe"] : [""];
  return candidates.flatMap((one) => endings.map((ending) => one + ending)).find(canRun);
}

function canRun(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
