#!/usr/bin/env node
// Runs the binary that the package of this platform carries, and ends as it ends.
"use strict";

const { spawnSync } = require("node:child_process");

// The status of a call that is wrong: 0 and 1 speak of policies.
const WRONG_CALL = 2;

const platform = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "divulge.exe" : "divulge";

let binary;
try {
  binary = require.resolve(`divulge-${platform}/bin/${file}`);
} catch {
  console.error(`error: the package divulge-${platform}, which carries the program, is not installed`);
  console.error("  help: install without --omit=optional; where the platform has no package, use cargo or pip");
  process.exit(WRONG_CALL);
}

const { status, signal, error } = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`error: ${binary} cannot be run: ${error.message}`);
  process.exit(WRONG_CALL);
}
if (signal) {
  process.kill(process.pid, signal);
} else {
  process.exit(status);
}
