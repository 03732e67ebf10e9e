import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "server/src/core/rules";
const EXPORT = /^export const (\w+) = defineRule\(/m;

/** The module that gives out all rules: every file of the folder that defines one, by name. */
export function ruleRegistry(): string {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".ts"))
    .sort(byName);
  const lines = files.flatMap((file) => {
    const name = EXPORT.exec(readFileSync(`${FOLDER}/${file}`, "utf8"))?.[1];
    return name === undefined ? [] : [`export { ${name} } from "./${file}";`];
  });
  return `// Written by scripts/generate.ts: a new file in this folder is enough.\n${lines.join("\n")}\n`;
}

/** As the formatter sorts imports: the ending of the file does not count. */
const byName = (a: string, b: string): number => (a.slice(0, -".ts".length) < b.slice(0, -".ts".length) ? -1 : 1);
