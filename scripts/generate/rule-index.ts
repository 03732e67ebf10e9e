import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "server/src/core/rules";
const EXPORT = /^export const (\w+) = defineRule\(/m;

/** The module that lists all rules: every file of the folder that defines one, by name. */
export function ruleIndex(): string {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".ts"))
    .sort(byName);
  const rules = files.flatMap((file) => {
    const name = EXPORT.exec(readFileSync(`${FOLDER}/${file}`, "utf8"))?.[1];
    return name === undefined ? [] : [{ name, file }];
  });
  const imports = rules.map(({ name, file }) => ({ file, line: `import { ${name} } from "./${file}";` }));
  const lines = [...imports, { file: "rule.ts", line: 'import type { AnyRule } from "./rule.ts";' }]
    .sort((a, b) => byName(a.file, b.file))
    .map(({ line }) => line);
  return `${lines.join("\n")}

/** All rules. Written by scripts/generate.ts: a new file in this folder is enough. */
export const rules: readonly AnyRule[] = [
${rules.map(({ name }) => `  ${name},`).join("\n")}
];
`;
}

/** As the formatter sorts imports: the ending of the file does not count. */
const byName = (a: string, b: string): number => (a.slice(0, -".ts".length) < b.slice(0, -".ts".length) ? -1 : 1);
