import type { Binding, Resource } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { filled } from "./binding.ts";
import { conditionOf } from "./condition.ts";
import { flagOf, type Invocation, matchOf, readArguments, wordsFrom } from "./invocation.ts";
import { knownText, toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import type { Command } from "./shell/script.ts";
import { statementOf } from "./statement.ts";

const EFFECTS: Readonly<Record<string, Binding["effect"]>> = {
  "add-iam-policy-binding": "grant",
  "remove-iam-policy-binding": "revoke",
};

/** Flags without a value. Source: `bq help`. */
const SWITCHES: ReadonlySet<string> = new Set([
  "--apilog",
  "--connection",
  "--dataset",
  "--headless",
  "--quiet",
  "--reservation",
  "--routine",
  "--table",
]);

/** Reads a command as one of `bq` that changes a policy; `undefined` when it is something else. */
export function bqInvocation(command: Command, reading: Reading): Invocation | undefined {
  const [node, ...rest] = wordsFrom("bq", command, reading) ?? [];
  if (node === undefined || !rest.some(({ text }) => Object.hasOwn(EFFECTS, text))) return undefined;
  const shorts = new Set(["-t", "-d"]);
  const words = rest.filter(({ text }) => !shorts.has(text));
  return readArguments(command, node, words, reading, (flag) => SWITCHES.has(flag) || flag.startsWith("--no"));
}

/** `bq add-iam-policy-binding --member=… --role=… DATASET.TABLE`. */
export function bqBinding(invocation: Invocation, reading: Reading): Binding | undefined {
  const match = matchOf(invocation, 1, reading);
  const effect = Object.hasOwn(EFFECTS, match.path) ? EFFECTS[match.path] : undefined;
  if (effect === undefined) return undefined;
  const resource = resourceOf(invocation, reading);
  const role = filled(invocation, ["--role"], "role", reading);
  const member = filled(invocation, ["--member"], "member", reading);
  const condition = conditionOf(invocation, reading);
  return {
    kind: "binding",
    ...statementOf(invocation, match, reading),
    source: `bq ${match.path}`,
    effect,
    authority: "member",
    resource,
    ...(role && { role: resource.type === undefined ? role : { resourceType: resource.type, ...role } }),
    members: member === undefined ? [] : [member],
    complete: true,
    ...(condition && { condition }),
  };
}

function resourceOf(invocation: Invocation, reading: Reading): Resource {
  const name = invocation.words[1];
  const type = typeOf(invocation, name && knownText(name.fragment, reading), reading);
  const project = filled(invocation, ["--project_id"], "resource", reading);
  const fields: Record<string, Value> = {};
  if (name !== undefined) fields.name = toValue(name.fragment, "resource", reading);
  if (project !== undefined) fields.project = project;
  return { fields, ...(type !== undefined && { type }) };
}

const FLAG_TYPES: Readonly<Record<string, string>> = {
  "--connection": "bigquery.connections",
  "--dataset": "bigquery.datasets",
  "--table": "bigquery.tables",
};

/** What a flag says, else what the name looks like: `[PROJECT:]DATASET` or `[PROJECT:]DATASET.TABLE`. */
function typeOf(invocation: Invocation, name: string | undefined, reading: Reading): string | undefined {
  for (const [flag, type] of Object.entries(FLAG_TYPES)) {
    const given = flagOf(invocation, [flag]);
    const isOff = given?.value !== undefined && /^(?:false|no)$/i.test(knownText(given.value, reading) ?? "");
    if (given !== undefined && !isOff) return type;
  }
  if (name === undefined || flagOf(invocation, ["--reservation", "--routine"]) !== undefined) return undefined;
  const [, dataset = ""] = /^(?:[^:]*:)?([\w.$-]+)$/.exec(name) ?? [];
  const parts = dataset.split(".");
  if (dataset === "" || parts.length > 3) return undefined;
  const isQualified = !name.includes(":") && /-/.test(parts[0] ?? "");
  return parts.length - (isQualified ? 1 : 0) <= 1 ? "bigquery.datasets" : "bigquery.tables";
}
