import type { Flag } from "./args.ts";
import type { Command } from "./commands/command.ts";

const FLAG_COLUMN = 26;

/** What the program can do. */
export const overview = (commands: readonly Command[]): string =>
  [
    "Lints Google Cloud IAM in Terraform, YAML and gcloud scripts.",
    "",
    "usage: gcp-iam-lint COMMAND ...",
    "",
    ...commands.flatMap(({ usage, about }) => columnLines(`  ${usage.replace("gcp-iam-lint ", "")}`, about)),
    `  ${"help COMMAND".padEnd(FLAG_COLUMN - 2)}Tell what a command takes.`,
    `  ${"--version".padEnd(FLAG_COLUMN - 2)}Print the version.`,
    "",
  ].join("\n");

/** What one command takes. */
export const commandHelp = ({ usage, about, flags, notes = [] }: Command): string =>
  [
    `usage: ${usage}${flags.length === 0 ? "" : " [FLAG...]"}`,
    "",
    about,
    ...(flags.length === 0 ? [] : ["", ...flags.flatMap(flagLines)]),
    ...(notes.length === 0 ? [] : ["", ...notes]),
    "",
  ].join("\n");

function flagLines({ name, value, choices, fallback, about }: Flag): readonly string[] {
  const head = `  --${name}${value === undefined ? "" : ` ${value}`}`;
  const values = choices === undefined ? "" : `: ${choices.join(", ")}`;
  const usual = fallback === undefined ? "" : ` (default: ${fallback})`;
  return columnLines(head, `${about}${values}${usual}`);
}

/** A word and what it is for, in two columns; a long word has a line of its own. */
const columnLines = (head: string, about: string): readonly string[] =>
  head.length < FLAG_COLUMN - 1
    ? [`${head.padEnd(FLAG_COLUMN)}${about}`]
    : [head, `${" ".repeat(FLAG_COLUMN)}${about}`];
