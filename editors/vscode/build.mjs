// Makes what the package consists of beside its manifest: the bundle, the licences of what is bundled, the icon.
import * as fs from "node:fs";
import * as path from "node:path";
import * as zlib from "node:zlib";
import * as esbuild from "esbuild";

const { metafile } = await esbuild.build({
  entryPoints: ["src/extension.ts"],
  outfile: "out/extension.js",
  bundle: true,
  platform: "node",
  target: "node18",
  format: "cjs",
  external: ["vscode"],
  minify: true,
  metafile: true,
  logLevel: "warning",
});
fs.writeFileSync("out/THIRD-PARTY.txt", notices(Object.keys(metafile.inputs)));
fs.writeFileSync("icon.png", png(128, icon));

/** The licence of every package that a file of the bundle comes from. */
function notices(files) {
  const folders = files.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders)].filter(Boolean).sort().map(notice).join("\n");
}

function notice(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`${folder} has no licence`);
  }
  return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(folder, file), "utf8")}`;
}

/** The colour at a place: a page of four lines, of which one is missing. */
function icon(x, y) {
  const [paper, ink, lack, none] = [
    [250, 250, 250, 255],
    [60, 72, 88, 255],
    [208, 48, 48, 255],
    [0, 0, 0, 0],
  ];
  if (x < 20 || x >= 108 || y < 8 || y >= 120) {
    return none;
  }
  const line = Math.floor((y - 24) / 22);
  if (line < 0 || line > 3 || (y - 24) % 22 >= 10 || x < 34 || x >= 94) {
    return paper;
  }
  return line === 2 ? (x < 46 ? lack : paper) : ink;
}

function png(size, colour) {
  const rows = [];
  for (let y = 0; y < size; y += 1) {
    rows.push(0);
    for (let x = 0; x < size; x += 1) {
      rows.push(...colour(x, y));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits of each of red, green, blue and opacity.
  header.set([8, 6, 0, 0, 0], 8);
  const chunks = [chunk("IHDR", header), chunk("IDAT", zlib.deflateSync(Buffer.from(rows))), chunk("IEND")];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks]);
}

function chunk(type, data = Buffer.alloc(0)) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc(body), body.length + 4);
  return whole;
}

function crc(bytes) {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    }
  }
  return ~value >>> 0;
}
