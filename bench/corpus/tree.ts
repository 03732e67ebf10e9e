import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdownFile } from "./markdown.ts";
import { plainCode, plainJson, plainProse, plainShell, plainTerraform, plainYaml } from "./plain.ts";
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
  [9, (random, folder, i) => [`notes-${i}.md`, `# ${folder}\n\n${plainProse(random)}`]],
  [14, (random, _, i) => [`data-${i}.json`, plainJson(random)]],
  [20, (random, _, i) => [`code-${i}.go`, `package main\n\n${plainCode(random)}`]],
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
