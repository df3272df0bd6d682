// Which file is run as the server.

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** What `divulge.path` means: a path, or else a name to look for in the folders of `PATH`. */
export function find(configured: string, folder: string | undefined): string | undefined {
  if (isName(configured)) {
    const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((one) => one !== "");
    return folders
      .map((one) => path.join(one, configured))
      .map(runnable)
      .find((one) => one !== undefined);
  }
  const full = configured.startsWith("~") ? path.join(os.homedir(), configured.slice(1)) : configured;
  if (!path.isAbsolute(full) && folder === undefined) {
    return undefined;
  }
  return runnable(path.resolve(folder ?? "", full));
}

function isName(configured: string): boolean {
  return !configured.includes("/") && !configured.includes(path.sep) && !configured.startsWith("~");
}

/** The file, where there is one that can be run. Windows starts nothing but `.exe` without a shell. */
function runnable(file: string): string | undefined {
  const whole = process.platform === "win32" && path.extname(file) === "" ? `${file}.exe` : file;
  try {
    fs.accessSync(whole, fs.constants.X_OK);
    return fs.statSync(whole).isFile() ? whole : undefined;
  } catch {
    return undefined;
  }
}
