import type { Fact } from "../../model/facts.ts";
import type { Slot, Value } from "../../model/value.ts";
import { MEMBER_FLAGS } from "./command-line.ts";
import { IDENTITY_FLAGS } from "./commands.ts";
import { permissionsOf } from "./identity.ts";
import type { Flag, Invocation } from "./invocation.ts";
import { toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import { type Fragment, rangeOf } from "./shell/word.ts";

/** Collects values, one for each place and slot. */
export class Values {
  readonly #seen = new Set<string>();
  readonly #all: Value[] = [];

  get all(): readonly Value[] {
    return this.#all;
  }

  add(values: readonly Value[]): void {
    for (const value of values) {
      const key = `${value.slot} ${value.span.start}-${value.span.end}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#all.push(value);
    }
  }
}

const ACCOUNT_FLAGS: Readonly<Record<string, Slot>> = { "--impersonate-service-account": "account" };
const KEY_FLAGS: Readonly<Record<string, Slot>> = { ...ACCOUNT_FLAGS, "--iam-account": "account" };
const WORKLOAD_FLAGS: Readonly<Record<string, Slot>> = {
  ...ACCOUNT_FLAGS,
  ...Object.fromEntries([...IDENTITY_FLAGS].map((flag) => [flag, "account" as const])),
};
const BINDING_FLAGS: Readonly<Record<string, Slot>> = {
  ...ACCOUNT_FLAGS,
  "--role": "role",
  ...Object.fromEntries(MEMBER_FLAGS.map((flag) => [flag, "member" as const])),
};
const PERMISSION_FLAGS = ["--permissions", "--add-permissions", "--remove-permissions"];

/** Values of flags that are not among those that the fact tells, also of flags where nothing is written yet. */
export function flagValues(
  invocation: Invocation,
  fact: Fact | undefined,
  told: readonly Value[],
  reading: Reading,
): readonly Value[] {
  const resourceType = fact?.kind === "binding" ? fact.resource.type : undefined;
  const slots = slotsOf(invocation, fact);
  const values = invocation.flags.flatMap((flag) => {
    const slot = Object.hasOwn(slots, flag.name) ? slots[flag.name] : undefined;
    const isTold = slot !== undefined && flag.value !== undefined && isAmong(told, slot, flag.value);
    const value = slot === undefined || isTold ? undefined : flagValue(flag, slot, reading);
    if (value === undefined) return [];
    return [slot === "role" && resourceType !== undefined ? { resourceType, ...value } : value];
  });
  return [...values, ...permissionValues(invocation, reading)];
}

/** Whether a value of the slot stands where the fragment is written. */
function isAmong(values: readonly Value[], slot: Slot, fragment: Fragment): boolean {
  const { start, end } = rangeOf(fragment);
  return values.some((value) => value.slot === slot && value.span.start === start && value.span.end === end);
}

function slotsOf({ words }: Invocation, fact: Fact | undefined): Readonly<Record<string, Slot>> {
  if (fact?.kind === "workload" || fact?.kind === "caller") return WORKLOAD_FLAGS;
  if (words[1]?.text === "service-accounts" && words[2]?.text === "keys") return KEY_FLAGS;
  return fact?.kind === "binding" ? BINDING_FLAGS : ACCOUNT_FLAGS;
}

function flagValue({ value, word }: Flag, slot: Slot, reading: Reading): Value | undefined {
  if (value !== undefined) return toValue(value, slot, reading);
  const { end } = word.word;
  if (!/[ \t]/.test(reading.script.text.charAt(end))) return undefined;
  return { slot, span: { uri: reading.uri, start: end + 1, end: end + 1 }, parts: [] };
}

function permissionValues(invocation: Invocation, reading: Reading): readonly Value[] {
  const [group, kind, verb] = invocation.words.map(({ text }) => text);
  if (group !== "iam" || kind !== "roles" || (verb !== "create" && verb !== "update")) return [];
  return PERMISSION_FLAGS.flatMap((flag) => permissionsOf(invocation, [flag], reading));
}
