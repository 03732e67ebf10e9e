import type { Binding, Resource } from "../../model/facts.ts";
import { type GcloudCommand, gcloudCommands } from "../../model/tables/gcloud.ts";
import type { Slot, Value } from "../../model/value.ts";
import { FLAGS_OF_NO_RESOURCE, LOCATION_FLAGS, MEMBER_FLAGS } from "./command-line.ts";
import { conditionOf } from "./condition.ts";
import { type Argument, flagOf, type Invocation, type Match, matchOf, pathOf } from "./invocation.ts";
import { toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import type { Fragment } from "./shell/word.ts";
import { statementOf } from "./statement.ts";

const VERBS: Readonly<Record<string, Pick<Binding, "effect" | "authority">>> = {
  "add-iam-policy-binding": { effect: "grant", authority: "member" },
  "remove-iam-policy-binding": { effect: "revoke", authority: "member" },
  "set-iam-policy": { effect: "grant", authority: "policy" },
};
/** No group of commands is nested deeper. */
const MOST_PATH_WORDS = 8;

/** Index of the word that says what is done to a policy; negative where none does. */
export const verbIndex = ({ words }: Invocation): number =>
  words.slice(0, MOST_PATH_WORDS).findIndex(({ text }) => Object.hasOwn(VERBS, text ?? ""));

/**
 * Reads `gcloud … add-iam-policy-binding`, `remove-iam-policy-binding` and `set-iam-policy`, whose members are in a file;
 * `undefined` for other commands.
 */
export function bindingOf(invocation: Invocation, reading: Reading): Binding | undefined {
  const verb = verbIndex(invocation);
  const does = VERBS[invocation.words[verb]?.text ?? ""];
  if (does === undefined) return undefined;
  const match = matchOf(invocation, verb + 1, reading);
  const known = tabled(invocation, match, verb);
  const resource = resourceOf(invocation, known, reading);
  const statement = { kind: "binding", ...statementOf(invocation, match, reading), ...does, resource } as const;
  if (does.authority === "policy") {
    const file = known.file && toValue(known.file, "text", reading);
    return { members: [], complete: false, ...statement, ...(file && { policyFile: file }) };
  }
  const role = filled(invocation, ["--role"], "role", reading);
  const member = filled(invocation, MEMBER_FLAGS, "member", reading);
  const condition = conditionOf(invocation, reading);
  return {
    members: member === undefined ? [] : [member],
    complete: true,
    ...statement,
    ...(role && { role: resource.type === undefined ? role : { resourceType: resource.type, ...role } }),
    ...(condition && { condition }),
  };
}

const INVOKERS: Readonly<Record<string, Binding["effect"]>> = {
  "functions add-invoker-policy-binding": "grant",
  "functions remove-invoker-policy-binding": "revoke",
};

/** `gcloud functions add-invoker-policy-binding`: which role that is depends on the function's generation. */
export function invokerOf(invocation: Invocation, reading: Reading): Binding | undefined {
  const path = pathOf(invocation, 2, reading);
  const effect = Object.hasOwn(INVOKERS, path) ? INVOKERS[path] : undefined;
  if (effect === undefined) return undefined;
  const match = matchOf(invocation, 2, reading);
  const member = filled(invocation, MEMBER_FLAGS, "member", reading);
  const row = rowOf("functions add-iam-policy-binding");
  const { fields } = resourceOf(invocation, { row, name: match.positionals[0]?.fragment }, reading);
  return {
    kind: "binding",
    ...statementOf(invocation, match, reading),
    effect,
    authority: "member",
    resource: { type: "cloudfunctions.functions", fields },
    members: member === undefined ? [] : [member],
    complete: true,
  };
}

/** The table's row of a command, the argument that names the resource, and the one that names the file of a policy. */
interface Tabled {
  readonly row: GcloudCommand | undefined;
  readonly name: Fragment | undefined;
  readonly file?: Fragment;
}

const POLICY_FILE = "POLICY_FILE";

/** What names the resource may be left out; the file stands last. */
function tabledFile(row: GcloudCommand, positionals: readonly Argument[]): Tabled {
  const names = positionals.slice(0, -1);
  const required = row.positionals.filter((name) => !name.startsWith("[")).length;
  const file = positionals.length < required ? undefined : positionals.at(-1)?.fragment;
  return file === undefined
    ? { row, name: positionals[0]?.fragment }
    : { row, name: names.length === 1 ? names[0]?.fragment : undefined, file };
}

/** The resource's name also counts when it stands before the verb, as in `run services NAME add-iam-policy-binding`. */
function tabled({ words }: Invocation, { path, positionals }: Match, verb: number): Tabled {
  const row = rowOf(path);
  if (row?.positionals.at(-1) === POLICY_FILE) return tabledFile(row, positionals);
  if (row !== undefined || positionals.length > 0) return { row, name: positionals[0]?.fragment };
  const texts = words.slice(0, verb + 1).map(({ text }) => text ?? "");
  for (let i = 1; i < verb; i++) {
    const without = rowOf(texts.toSpliced(i, 1).join(" "));
    if (without !== undefined) return { row: without, name: words[i]?.fragment };
  }
  return { row: undefined, name: undefined };
}

export const rowOf = (path: string): GcloudCommand | undefined =>
  Object.hasOwn(gcloudCommands, path) ? gcloudCommands[path] : undefined;

function resourceOf(invocation: Invocation, { row, name }: Tabled, reading: Reading): Resource {
  const fields: Record<string, Value> = {};
  const slot: Slot = row?.type === "iam.serviceAccounts" ? "account" : "resource";
  if (name !== undefined) fields.name = toValue(name, slot, reading);
  for (const [field, flags] of Object.entries(fieldFlags(row))) {
    const value = filled(invocation, flags, "resource", reading);
    if (value !== undefined) fields[field] = value;
  }
  return { fields, ...(row?.type !== undefined && { type: row.type }) };
}

type FieldFlags = Readonly<Record<string, readonly string[]>>;
const COMMON_FIELDS: FieldFlags = { project: ["--project"], location: LOCATION_FLAGS };
const rowFields = new Map<GcloudCommand, FieldFlags>();

/** The flags that say which resource is meant, by the field that they fill. */
function fieldFlags(row: GcloudCommand | undefined): FieldFlags {
  const known = row === undefined ? COMMON_FIELDS : rowFields.get(row);
  if (row === undefined || known !== undefined) return known ?? COMMON_FIELDS;
  const others = Object.entries(row.flags)
    .filter(([flag, use]) => use !== "switch" && !FLAGS_OF_NO_RESOURCE.has(flag) && !LOCATION_FLAGS.includes(flag))
    .map(([flag]) => [flag.slice(2).replaceAll("-", "_"), [flag]] as const);
  const fields = { ...COMMON_FIELDS, ...Object.fromEntries(others) };
  rowFields.set(row, fields);
  return fields;
}

/**
 * The value of a flag; none where nothing is written yet. Where the flag is missing but other words may hold it (`"$@"`), they stand
 * for it as an unknown value.
 */
export function filled(
  invocation: Invocation,
  flags: readonly string[],
  slot: Slot,
  reading: Reading,
): Value | undefined {
  const flag = flagOf(invocation, flags);
  if (flag === undefined) {
    const isAsked = slot === "role" || slot === "member" || slot === "account";
    return isAsked && invocation.opaque !== undefined ? unknownValue(invocation.opaque, slot, reading) : undefined;
  }
  const value = flag.value === undefined ? undefined : toValue(flag.value, slot, reading);
  return value === undefined || value.parts.length === 0 ? undefined : value;
}

/** What other words may hold, in the place where they stand. */
function unknownValue(fragment: Fragment, slot: Slot, reading: Reading): Value {
  const value = toValue(fragment, slot, reading);
  if (value.parts.some(({ kind }) => kind === "reference")) return value;
  const text = reading.script.text.slice(value.span.start, value.span.end);
  return { slot, span: value.span, parts: [{ kind: "reference", text, span: value.span }] };
}
