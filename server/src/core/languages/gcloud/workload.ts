import type { Workload, WorkloadSetting } from "../../model/facts.ts";
import { known, literal, type Value } from "../../model/value.ts";
import { filled } from "./binding.ts";
import { itemsOf } from "./comma-list.ts";
import { LOCATION_FLAGS } from "./command-line.ts";
import type { WorkloadCommand } from "./commands.ts";
import { flagOf, type Invocation, type Match } from "./invocation.ts";
import { spanOf, toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import { cut, type Fragment, textOf } from "./shell/word.ts";
import { statementOf } from "./statement.ts";

/** What a command deploys, for each of its accounts that the command names; the one that runs it comes first. */
export function workloadsOf(
  row: WorkloadCommand,
  invocation: Invocation,
  match: Match,
  reading: Reading,
): readonly Workload[] {
  if (flagOf(invocation, row.withoutIdentity ?? []) !== undefined) return [];
  const { identity, ...shared } = sharedOf(row, invocation, match, reading);
  const images = valuesOfFlags(row.images, "image", invocation, reading);
  const secrets = listed(row.secrets, invocation, reading).map(secretIn);
  const instances = listed(row.sqlInstances, invocation, reading);
  const settings = settingsOf(row, invocation, reading);
  const main: Workload = {
    images,
    ...shared,
    ...(identity && { identity }),
    ...(secrets.length > 0 && { secrets: secrets.map((one) => toValue(one, "text", reading)) }),
    ...(instances.length > 0 && { sqlInstances: instances.map((one) => toValue(one, "text", reading)) }),
    ...(settings && { settings }),
  };
  return [main, ...otherAccounts(row, shared, invocation, reading)];
}

type Shared = Omit<Workload, "images">;

function sharedOf(row: WorkloadCommand, invocation: Invocation, match: Match, reading: Reading): Shared {
  const name = row.unnamed ? undefined : match.positionals[0];
  const project = filled(invocation, ["--project"], "resource", reading);
  const location = filled(invocation, LOCATION_FLAGS, "resource", reading);
  const identity = filled(invocation, row.identity, "account", reading);
  const deployer = impersonated(invocation, reading);
  return {
    kind: "workload",
    ...statementOf(invocation, match, reading),
    type: row.type,
    ...(name && { name: toValue(name.fragment, "resource", reading) }),
    ...(project && { project }),
    ...(location && { location }),
    ...(identity && { identity }),
    ...(deployer && { deployedBy: asMember(deployer) }),
    declared: row.creates === true && invocation.opaque === undefined,
  };
}

export const asMember = (account: Value): Value => ({
  ...account,
  parts: [literal("serviceAccount:"), ...account.parts],
});

/** As whom the command runs, where it says so; of a chain of delegates, that is not read. */
export function impersonated(invocation: Invocation, reading: Reading): Value | undefined {
  const account = filled(invocation, ["--impersonate-service-account"], "account", reading);
  return account === undefined || known(account)?.includes(",") ? undefined : account;
}

function otherAccounts(
  { others = {} }: WorkloadCommand,
  shared: Omit<Shared, "identity">,
  invocation: Invocation,
  reading: Reading,
): readonly Workload[] {
  return (["build", "trigger"] as const).flatMap((purpose) => {
    const identity = filled(invocation, others[purpose] ?? [], "account", reading);
    return identity === undefined ? [] : [{ identity, images: [], purpose, ...shared, declared: false }];
  });
}

function valuesOfFlags(
  flags: readonly string[] | undefined,
  slot: "image",
  invocation: Invocation,
  reading: Reading,
): readonly Value[] {
  const value = flags && filled(invocation, flags, slot, reading);
  return value === undefined ? [] : [value];
}

const listed = (
  flags: readonly string[] | undefined,
  invocation: Invocation,
  reading: Reading,
): readonly Fragment[] => {
  const given = flags && flagOf(invocation, flags)?.value;
  return given === undefined ? [] : itemsOf(given, reading).filter(({ from, to }) => to > from);
};

/** The secret's name in `VARIABLE=SECRET:VERSION`. */
function secretIn(item: Fragment): Fragment {
  const text = textOf(item);
  const from = text.indexOf("=") + 1;
  const version = text.lastIndexOf(":");
  return cut(item, item.from + from, version > from ? item.from + version : item.to);
}

function settingsOf(
  { settings = {} }: WorkloadCommand,
  invocation: Invocation,
  reading: Reading,
): Workload["settings"] | undefined {
  const found: Partial<Record<WorkloadSetting, Value>> = {};
  for (const [name, ways] of Object.entries(settings) as [WorkloadSetting, NonNullable<typeof settings.public>][]) {
    for (const way of ways) {
      const value =
        typeof way === "string" ? filled(invocation, [way], "text", reading) : said(way, invocation, reading);
      if (value !== undefined) found[name] = value;
    }
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

/** A flag without a value, as what it says. */
function said([flag, says]: readonly [string, string], invocation: Invocation, reading: Reading): Value | undefined {
  const given = flagOf(invocation, [flag]);
  if (given === undefined || given.value !== undefined) return undefined;
  return { slot: "text", span: spanOf(given.word, reading), parts: [literal(says)] };
}
