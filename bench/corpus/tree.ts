import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdownFile } from "./markdown.ts";
import { type Random, seeded } from "./random.ts";
import { shellFile } from "./shell.ts";
import { terraformFile } from "./terraform.ts";
import { NAMES } from "./words.ts";
import { yamlFile } from "./yaml.ts";

const FILES_A_FOLDER = 20;

type Make = (random: Random, folder: string, i: number) => readonly [name: string, text: string];

/** What stands in a large repository, by how many in a hundred: one file in ten speaks of IAM. */
const MIX: readonly (readonly [share: number, make: Make])[] = [
  [4, (random, _, i) => [`grants-${i}.tf`, terraformFile(random, 8)]],
  [14, (random, _, i) => [`network-${i}.tf`, plainTerraform(random, i)]],
  [3, (random, _, i) => [`policy-${i}.yaml`, yamlFile(random, 4)]],
  [27, (random, _, i) => [`values-${i}.yaml`, plainYaml(random)]],
  [2, (random, _, i) => [`setup-${i}.sh`, shellFile(random, 4)]],
  [6, (random, _, i) => [`check-${i}.sh`, plainShell(random)]],
  [1, (random, _, i) => [`guide-${i}.md`, markdownFile(random, 4)]],
  [9, (random, folder, i) => [`notes-${i}.md`, `# ${folder}\n\n${prose(random, 40)}`]],
  [14, (random, _, i) => [`data-${i}.json`, JSON.stringify(record(random), undefined, 2)]],
  [20, (random, _, i) => [`code-${i}.go`, `package main\n\n${code(random)}`]],
];

/** Writes `count` files below `root`, the same for the same seed. Returns how many bytes. */
export function writeTree(root: string, count: number, seed = 1): number {
  const random = seeded(seed);
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const folder = `${random.pick(NAMES)}/part-${Math.floor(i / FILES_A_FOLDER)}`;
    const [name, text] = chooseMake(random)(random, folder, i);
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, name), text);
    bytes += text.length;
  }
  return bytes;
}

function chooseMake(random: Random): Make {
  let left = random.below(100);
  for (const [share, make] of MIX) {
    left -= share;
    if (left < 0) return make;
  }
  return (_, folder) => ["README.md", folder];
}

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

const plainTerraform = (random: Random, i: number) =>
  lines(
    12,
    (n) => `resource "google_compute_firewall" "rule_${i}_${n}" {
  name          = "${random.pick(NAMES)}-${n}"
  network       = google_compute_network.main.id
  source_ranges = ["10.${random.below(256)}.0.0/16"]

  allow {
    protocol = "tcp"
    ports    = ["${1000 + random.below(9000)}"]
  }
}
`,
  );

const plainYaml = (random: Random) =>
  lines(60, (n) => `${random.pick(NAMES)}${n}:\n  enabled: true\n  replicas: ${random.below(9)}`);

const plainShell = (random: Random) =>
  `#!/bin/sh\nset -eu\n${lines(40, () => `if [ -f "${random.pick(NAMES)}.txt" ]; then echo "found $1" >&2; fi`)}\n`;

const prose = (random: Random, count: number) =>
  lines(count, () => `The ${random.pick(NAMES)} of today stand beside the ${random.pick(NAMES)} of the day before.`);

const code = (random: Random) =>
  lines(60, (n) => `func ${random.pick(NAMES)}${n}(count int) int {\n\treturn count*${random.below(90)} + ${n}\n}`);

const record = (random: Random) =>
  Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`${random.pick(NAMES)}${n}`, random.below(10_000)]));
