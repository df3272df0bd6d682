// Completes the manifests of the two packages that scripts/build-npm packs: manifests.js VERSION MAIN PLATFORM.
// The version stands in Cargo.toml alone.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const [version, main, platform] = process.argv.slice(2);
const platforms = require("./platforms.json");
const here = `${process.platform}-${process.arch}`;
if (!platforms.includes(here)) {
  console.error(`no package is planned for ${here}; platforms.json lists ${platforms.join(", ")}`);
  process.exit(1);
}

const common = JSON.parse(fs.readFileSync(path.join(main, "package.json"), "utf8"));
common.version = version;
common.optionalDependencies = Object.fromEntries(platforms.map((name) => [`divulge-${name}`, version]));
write(main, common);
write(platform, {
  name: `divulge-${here}`,
  version,
  description: `The divulge binary for ${here}`,
  license: common.license,
  os: [process.platform],
  cpu: [process.arch],
  files: ["bin", "LICENSE-*"],
});

function write(folder, manifest) {
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
}
