import type { Caller } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { filled } from "./binding.ts";
import { itemsOf } from "./comma-list.ts";
import type { CallerCommand } from "./commands.ts";
import { flagOf, type Invocation, type Match } from "./invocation.ts";
import { toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import { cut, textOf } from "./shell/word.ts";
import { statementOf } from "./statement.ts";
import { asMember, impersonated } from "./workload.ts";

/** What a command makes that calls something; `undefined` where it names neither an account nor what is called. */
export function callerOf(
  row: CallerCommand,
  invocation: Invocation,
  match: Match,
  reading: Reading,
): Caller | undefined {
  const token = (["oidc", "oauth"] as const).find((kind) => flagOf(invocation, row.identity[kind] ?? []) !== undefined);
  const identity = token && filled(invocation, row.identity[token] ?? [], "account", reading);
  const target = filled(invocation, row.target, "text", reading);
  const event = eventOf(row, invocation, reading);
  const project = filled(invocation, ["--project"], "resource", reading);
  const deployer = impersonated(invocation, reading);
  if (identity === undefined && target === undefined) return undefined;
  return {
    kind: "caller",
    ...statementOf(invocation, match, reading),
    type: row.type,
    ...(project && { project }),
    ...(token && identity && { token, identity }),
    ...(target && { target }),
    ...(event && { event }),
    ...(deployer && { deployedBy: asMember(deployer) }),
  };
}

const TYPE = "type=";

/** The type of event among the filters, each of which is `ATTRIBUTE=VALUE`. */
function eventOf({ events }: CallerCommand, { flags }: Invocation, reading: Reading): Value | undefined {
  const filters = flags.flatMap(({ name, value }) =>
    events?.includes(name) && value !== undefined ? itemsOf(value, reading) : [],
  );
  const type = filters.find((filter) => textOf(filter).startsWith(TYPE));
  return type && toValue(cut(type, type.from + TYPE.length), "text", reading);
}
