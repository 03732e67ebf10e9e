import { dirname, resolve } from "node:path";
import type { Source } from "../../core/languages/language.ts";
import { isSevereAs, type Severity } from "../../core/model/finding.ts";
import { diagnoseAll, type Settings } from "../../service/diagnose.ts";
import { ignoredIn } from "../../service/ignored.ts";
import { mistakesIn } from "../../service/load-config.ts";
import type { Arguments } from "../args.ts";
import { configFor } from "../config-file.ts";
import { type Gathered, gatherDraft } from "../files/gather.ts";
import { folderUriOf, uriOf } from "../files/paths.ts";
import { bytesOf, hasMark, textOf } from "../files/read.ts";
import { readStandardInput } from "../files/stdin.ts";
import { Misuse } from "../misuse.ts";
import type { Exit, Outcome, Surroundings } from "../outcome.ts";
import { type Repaired, repair } from "../repair.ts";
import { type Format, report } from "../report/report.ts";
import { writeRepairs } from "../write-repairs.ts";
import type { Command } from "./command.ts";
import { readWorkspace, remarks } from "./read-workspace.ts";

/** Finds mistakes, and mends those that can be mended without changing who can do what. */
export const check: Command = {
  name: "check",
  usage: "gcp-iam-lint check [PATH...]",
  operandCount: [0, Number.POSITIVE_INFINITY],
  about: "Find mistakes in the IAM of files and folders; without a path, of the current folder.",
  flags: [
    { name: "format", value: "FORMAT", choices: ["text", "json"], fallback: "text", about: "How findings are shown" },
    { name: "fix", about: "Apply the safe fixes, then show what remains" },
    {
      name: "fail-on",
      value: "SEVERITY",
      choices: ["error", "warning", "info", "never"],
      fallback: "error",
      about: "The least severity that makes the exit status 1",
    },
    { name: "rule", value: "ID=SEVERITY", about: "Set a rule to off, hint, info, warning or error; may be repeated" },
    {
      name: "config",
      value: "FILE",
      about:
        "Configuration file; else .iamlint.json or .iamlint.yaml of this folder or the nearest one above it in the repository",
    },
    {
      name: "stdin",
      about: "Check standard input; with --fix, print it fixed and show what remains on standard error",
    },
    { name: "stdin-filename", value: "NAME", about: "The name that standard input is read under" },
  ],
  notes: [
    "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 misuse or something that could not be read.",
    "Files that .gitignore leaves out are skipped unless they are named; links to folders are not followed.",
  ],
  run: (given, around) => (given.has("stdin") ? checkDraft(given, around) : checkPaths(given, around)),
};

async function checkPaths(given: Arguments, around: Surroundings): Promise<Outcome> {
  if (given.has("stdin-filename")) throw new Misuse("--stdin-filename goes with --stdin");
  const crashes = new Set<string>();
  const { settings, file } = settingsFor(given, around, crashes);
  const gathered = withConfig(file, await readWorkspace(given.operands, around));
  const repaired = given.has("fix") ? repair(gathered.workspace, gathered.asked, settings) : undefined;
  const failures =
    repaired === undefined ? [] : await writeRepairs(repaired.repairs, gathered.workspace, around.folder);
  const { exit, texts } = conclude(given, around, gathered, settings, repaired);
  const stderr = [...remarks({ ...gathered, failures: [...gathered.failures, ...failures] }), ...crashes];
  return { exit: failures.length > 0 ? 2 : exit, stdout: texts, stderr };
}

async function checkDraft(given: Arguments, around: Surroundings): Promise<Outcome> {
  const path = given.value("stdin-filename");
  if (path === undefined) throw new Misuse("--stdin needs --stdin-filename, whose ending tells what the text is");
  if (given.operands.length > 0) throw new Misuse("--stdin takes no paths");
  const crashes = new Set<string>();
  const { settings } = settingsFor(given, around, crashes);
  const bytes = await readStandardInput();
  const text = textOf(bytes);
  if (!bytesOf(text, hasMark(bytes)).equals(bytes)) throw new Misuse("standard input is not written in UTF-8");
  const gathered = gatherDraft({ path, text }, around.folder);
  const repaired = given.has("fix") ? repair(gathered.workspace, gathered.asked, settings) : undefined;
  const { exit, texts } = conclude(given, around, gathered, settings, repaired);
  const told = [...remarks(gathered), ...crashes];
  if (repaired === undefined) return { exit, stdout: texts, stderr: told };
  const fixed = repaired.repairs[0]?.after ?? text;
  return { exit, stdout: [bytesOf(fixed, hasMark(bytes)).toString("utf8")], stderr: [...told, ...texts] };
}

interface Settled {
  readonly settings: Settings;
  /** The configuration file. */
  readonly file: Source | undefined;
}

function settingsFor(given: Arguments, { folder }: Surroundings, crashes: Set<string>): Settled {
  const { config, file } = configFor(folder, given.value("config"), given.all("rule"));
  const source = file && { uri: uriOf(file.path), text: file.text };
  const isIgnored = ignoredIn(folderUriOf(file === undefined ? folder : dirname(file.path)), config.ignore);
  const named = new Set(given.operands.map((path) => uriOf(resolve(folder, path))));
  const settings: Settings = {
    config,
    isIgnored: (uri) => !named.has(uri) && isIgnored(uri),
    ...(source && { configUri: source.uri }),
    today: new Date().toISOString().slice(0, 10),
    once: !given.has("fix"),
    onCrash: ({ id }, error) => crashes.add(`gcp-iam-lint: rule ${id} failed: ${error}\n`),
  };
  return { settings, file: source };
}

/** The configuration file is read too, so that its mistakes are found like others. */
function withConfig(file: Source | undefined, gathered: Gathered): Gathered {
  const mistakes = file === undefined ? [] : mistakesIn(file);
  if (file === undefined || mistakes.length === 0) return gathered;
  gathered.workspace.set(file);
  if (!gathered.workspace.has(file.uri))
    throw new Misuse(mistakes.map(({ message }) => `configuration: ${message}`).join("\n"));
  return { ...gathered, asked: new Set([...gathered.asked, file.uri]) };
}

function conclude(
  given: Arguments,
  around: Surroundings,
  gathered: Gathered,
  settings: Settings,
  repaired: Repaired | undefined,
): { readonly exit: Exit; readonly texts: Iterable<string> } {
  const { workspace, asked, failures } = gathered;
  const found = diagnoseAll(workspace, settings).filter(({ span }) => asked.has(span.uri));
  const failOn = given.value("fail-on") as Severity | "never";
  const fails = failOn !== "never" && found.some(({ severity }) => isSevereAs(severity, failOn));
  const stream = given.has("stdin") && repaired !== undefined ? around.stderr : around.stdout;
  const format = given.value("format") as Format;
  return {
    exit: failures.length > 0 ? 2 : fails ? 1 : 0,
    texts: report({ format, found, gathered, fixed: repaired?.fixed, stream, around }),
  };
}
