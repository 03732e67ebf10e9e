import { type ExplainedError, explainError as explain } from "../../service/access/explain-error.ts";
import { configFor } from "../config-file.ts";
import { readStandardInput } from "../files/stdin.ts";
import { Misuse } from "../misuse.ts";
import { Places } from "../report/places.ts";
import { whyLines } from "../report/why.ts";
import { harmless } from "../report/width.ts";
import type { Command } from "./command.ts";
import { readWorkspace, remarks } from "./read-workspace.ts";

const MOST_FINDINGS = 10;

/** Tells what an error of gcloud, Terraform or the API means, and where its cause is. */
export const explainError: Command = {
  name: "explain-error",
  usage: "gcp-iam-lint explain-error [TEXT|-]",
  operandCount: [0, 1],
  about: "Tell what an error of gcloud, Terraform or the API means, and what causes it here.",
  flags: [{ name: "path", value: "PATH", about: "What is read instead of the current folder; may be repeated" }],
  notes: [
    "Without a text, or with -, the error is read from standard input.",
    "Exit status: 0 the error is known, 1 it is not, 2 misuse or something that could not be read.",
  ],
  run: async (given, around) => {
    const [operand = "-"] = given.operands;
    const text = operand === "-" ? (await readStandardInput()).toString("utf8") : operand;
    if (text.trim() === "") throw new Misuse("there is no error text");
    const gathered = await readWorkspace(given.all("path"), around);
    const settings = {
      config: configFor(around.folder, undefined, []).config,
      today: new Date().toISOString().slice(0, 10),
    };
    const explained = explain(text, gathered.workspace, settings);
    const stderr = remarks(gathered);
    if (explained === undefined) return { exit: 1, stdout: ["No error that is known here.\n"], stderr };
    const stdout = linesOf(explained, new Places(gathered.workspace, around.folder)).map((line) => `${line}\n`);
    return { exit: gathered.failures.length > 0 ? 2 : 0, stdout, stderr };
  },
};

function linesOf(explained: ExplainedError, places: Places): readonly string[] {
  const { meaning, advice, permission, resource, principal, rules, findings, answers, roles } = explained;
  const facts = [
    ...labelled("permission", permission),
    ...labelled("resource", resource),
    ...labelled("principal", principal),
  ].map(harmless);
  const shown = findings.slice(0, MOST_FINDINGS).map(({ span, message, rule, fixes = [] }) => {
    const { path, range } = places.placeOf(span);
    const [fix] = fixes;
    const offered = fix === undefined ? "" : `\n    ${plain(fix.title)}`;
    return `  ${path}:${range.start.line}:${range.start.column}  ${harmless(plain(message))} [${rule.id}]${offered}`;
  });
  return [
    meaning,
    ...facts,
    plain(advice),
    ...(roles.length === 0 ? [] : [`Smallest roles with the permission: ${roles.join(", ")}.`]),
    ...(rules.length === 0 ? [] : [`Rules: ${rules.map(({ id }) => id).join(", ")}.`]),
    ...answers.flatMap((answer) => whyLines(answer, places).map((line) => line.trimEnd())),
    ...(shown.length > 0 ? ["Here:", ...shown] : rules.length > 0 ? ["Nothing here that these rules find."] : []),
  ];
}

const labelled = (label: string, text: string | undefined): readonly string[] =>
  text === undefined ? [] : [`  ${label}: ${text}`];

const plain = (text: string): string => text.replaceAll("`", "");
