import type { Applier } from "../../model/facts.ts";
import { known } from "../../model/value.ts";
import { filled } from "./binding.ts";
import type { Invocation, Match } from "./invocation.ts";
import { toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import { statementOf } from "./statement.ts";
import { asMember, impersonated } from "./workload.ts";

/** A path that leads down from some folder. */
const PLAIN = /^(?:\.\/)*((?![-.]{0,2}(?:\/|$))[\w.@+-]+(?:\/[\w.@+-]+)*)$/;

/** Who makes what a manifest says; nothing where the manifest is not known, or not beside or below a folder around the script. */
export function manifestOf(
  { flag }: { readonly flag?: string },
  invocation: Invocation,
  match: Match,
  reading: Reading,
): Applier | undefined {
  const [first] = match.positionals;
  const named = first && toValue(first.fragment, "text", reading);
  const path = known(flag === undefined ? named : filled(invocation, [flag], "text", reading));
  const [, configuration] = PLAIN.exec(path ?? "") ?? [];
  if (configuration === undefined) return undefined;
  const deployer = impersonated(invocation, reading);
  return {
    kind: "applier",
    ...statementOf(invocation, match, reading),
    configuration,
    ...(deployer && { member: asMember(deployer) }),
  };
}
