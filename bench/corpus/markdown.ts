import type { Random } from "./random.ts";
import { shellFile } from "./shell.ts";
import { NAMES } from "./words.ts";

/** A guide: prose, and every few paragraphs a fence of shell that grants something. */
export function markdownFile(random: Random, bindings: number): string {
  const parts = [`# Running ${random.pick(NAMES)}\n`];
  for (let i = 0; i < bindings; i += 2) parts.push(section(random, i));
  return parts.join("\n");
}

const section = (random: Random, i: number) => `## Step ${i}: ${random.pick(NAMES)}

${prose(random)}

- first, the ${random.pick(NAMES)} of the day before,
- then what \`${random.pick(NAMES)}\` says about it.

${prose(random)}

\`\`\`bash
${shellFile(random, 2)}\`\`\`
`;

const SENTENCES = [
  "The service runs as its own account, and that account may read one bucket and nothing else.",
  "Ask the team that owns the project before you widen a grant.",
  "A deploy fails when the one who deploys may not act as the account of the service.",
  "Keep the table below in step with the folder of the same name.",
] as const;

const prose = (random: Random) =>
  Array.from({ length: 4 + random.below(6) }, () => random.pick(SENTENCES))
    .join(" ")
    .replace(/(.{80,100}) /g, "$1\n");
