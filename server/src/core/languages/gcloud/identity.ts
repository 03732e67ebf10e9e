import type { CustomRole, ServiceAccount } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { filled } from "./binding.ts";
import { flagOf, type Invocation, type Match } from "./invocation.ts";
import { heldFragment, type Reading, toValue } from "./shell/fold.ts";
import { cut, type Fragment, HOLE, textOf } from "./shell/word.ts";
import { statementOf } from "./statement.ts";

export const ACCOUNT_PATH = "iam service-accounts create";
export const ROLE_PATH = "iam roles create";

/** `gcloud iam service-accounts create NAME`. */
export function accountOf(invocation: Invocation, match: Match, reading: Reading): ServiceAccount {
  const [name] = match.positionals;
  const project = filled(invocation, ["--project"], "resource", reading);
  return {
    kind: "service-account",
    ...statementOf(invocation, match, reading),
    ...(name && { accountId: toValue(name.fragment, "account", reading) }),
    ...(project && { project }),
  };
}

/** `gcloud iam roles create ID`; without `--organization` it is a role of a project. */
export function customRoleOf(invocation: Invocation, match: Match, reading: Reading): CustomRole {
  const [id] = match.positionals;
  const organization = filled(invocation, ["--organization"], "resource", reading);
  const parent = organization ?? filled(invocation, ["--project"], "resource", reading);
  const permissions = permissionsOf(invocation, "--permissions", reading);
  const title = filled(invocation, ["--title"], "text", reading);
  const description = filled(invocation, ["--description"], "text", reading);
  const stage = filled(invocation, ["--stage"], "text", reading);
  return {
    kind: "custom-role",
    ...statementOf(invocation, match, reading),
    level: organization === undefined ? "project" : "organization",
    ...(parent && { parent }),
    ...(id && { id: toValue(id.fragment, "resource", reading) }),
    ...(title && { title }),
    ...(description && { description }),
    ...(stage && { stage }),
    permissions: permissions.filter(({ parts }) => parts.length > 0),
    complete: isComplete(invocation, permissions),
  };
}

function isComplete(invocation: Invocation, permissions: readonly Value[]): boolean {
  if (invocation.opaque !== undefined || flagOf(invocation, ["--file", "--permissions-file"]) !== undefined)
    return false;
  return permissions.every(({ parts }) => parts.every((part) => part.kind === "literal"));
}

/** The permissions of a flag's comma-separated list, also an empty one that is about to be written. */
export function permissionsOf(invocation: Invocation, flag: string, reading: Reading): readonly Value[] {
  const given = flagOf(invocation, [flag])?.value;
  if (given === undefined) return [];
  const list = heldFragment(given, reading);
  return items(textOf(list) === HOLE ? given : list).map((item) => toValue(item, "permission", reading));
}

function items(list: Fragment): readonly Fragment[] {
  const text = textOf(list);
  const found: Fragment[] = [];
  for (let at = 0; at <= text.length; ) {
    const comma = text.indexOf(",", at);
    const stop = comma < 0 ? text.length : comma;
    const piece = text.slice(at, stop);
    const lead = piece.length - piece.trimStart().length;
    found.push(cut(list, list.from + at + lead, list.from + at + Math.max(lead, piece.trimEnd().length)));
    at = stop + 1;
  }
  return found;
}
