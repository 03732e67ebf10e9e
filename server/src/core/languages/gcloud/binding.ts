import type { Binding, Resource } from "../../model/facts.ts";
import { type GcloudCommand, gcloudCommands } from "../../model/tables/gcloud.ts";
import type { Slot, Value } from "../../model/value.ts";
import { FLAGS_OF_NO_RESOURCE, LOCATION_FLAGS, MEMBER_FLAGS } from "./command-line.ts";
import { conditionOf } from "./condition.ts";
import { flagOf, type Invocation, type Match, matchOf } from "./invocation.ts";
import { type Reading, toValue } from "./shell/fold.ts";
import type { Fragment } from "./shell/word.ts";
import { statementOf } from "./statement.ts";

const EFFECTS: Readonly<Record<string, Binding["effect"]>> = {
  "add-iam-policy-binding": "grant",
  "remove-iam-policy-binding": "revoke",
};
/** No group of commands is nested deeper. */
const MOST_PATH_WORDS = 8;

/** Reads `gcloud … add-iam-policy-binding` and `remove-iam-policy-binding`; `undefined` for other commands. */
export function bindingOf(invocation: Invocation, reading: Reading): Binding | undefined {
  const verb = invocation.words.slice(0, MOST_PATH_WORDS).findIndex(({ text }) => Object.hasOwn(EFFECTS, text ?? ""));
  const effect = EFFECTS[invocation.words[verb]?.text ?? ""];
  if (effect === undefined) return undefined;
  const match = matchOf(invocation, verb + 1, reading);
  const known = tabled(invocation, match, verb);
  const resource = resourceOf(invocation, known, reading);
  const role = filled(invocation, ["--role"], "role", reading);
  const member = filled(invocation, MEMBER_FLAGS, "member", reading);
  const condition = conditionOf(invocation, reading);
  return {
    kind: "binding",
    ...statementOf(invocation, match, reading),
    effect,
    authority: "member",
    resource,
    ...(role && { role: resource.type === undefined ? role : { ...role, resourceType: resource.type } }),
    members: member === undefined ? [] : [member],
    complete: true,
    ...(condition && { condition }),
  };
}

/** The table's row of a command and the argument that names the resource. */
interface Tabled {
  readonly row: GcloudCommand | undefined;
  readonly name: Fragment | undefined;
}

/** The resource's name also counts when it stands before the verb, as in `run services NAME add-iam-policy-binding`. */
function tabled({ words }: Invocation, { path, positionals }: Match, verb: number): Tabled {
  const row = rowOf(path);
  if (row !== undefined || positionals.length > 0) return { row, name: positionals[0]?.fragment };
  const texts = words.slice(0, verb + 1).map(({ text }) => text ?? "");
  for (let i = 1; i < verb; i++) {
    const without = rowOf(texts.toSpliced(i, 1).join(" "));
    if (without !== undefined) return { row: without, name: words[i]?.fragment };
  }
  return { row: undefined, name: undefined };
}

const rowOf = (path: string): GcloudCommand | undefined =>
  Object.hasOwn(gcloudCommands, path) ? gcloudCommands[path] : undefined;

function resourceOf(invocation: Invocation, { row, name }: Tabled, reading: Reading): Resource {
  const fields: Record<string, Value> = {};
  const slot: Slot = row?.type === "iam.serviceAccounts" ? "account" : "resource";
  if (name !== undefined) fields.name = toValue(name, slot, reading);
  for (const [field, flags] of Object.entries(fieldFlags(row))) {
    const value = filled(invocation, flags, "resource", reading);
    if (value !== undefined) fields[field] = value;
  }
  return { ...(row?.type !== undefined && { type: row.type }), fields };
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
    const unknown = slot === "role" || slot === "member" ? invocation.opaque : undefined;
    return unknown === undefined ? undefined : toValue(unknown, slot, reading);
  }
  const value = flag.value === undefined ? undefined : toValue(flag.value, slot, reading);
  return value === undefined || value.parts.length === 0 ? undefined : value;
}
