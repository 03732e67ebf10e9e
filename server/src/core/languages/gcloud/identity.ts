import type { CustomRole, IdentityProvider, ServiceAccount } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { filled } from "./binding.ts";
import { itemsOf } from "./comma-list.ts";
import { IAM } from "./commands.ts";
import { flagOf, type Invocation, type Match } from "./invocation.ts";
import { toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import { cut, type Fragment, textOf } from "./shell/word.ts";
import { statementOf } from "./statement.ts";

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

/** `gcloud iam workload-identity-pools providers create-oidc NAME`; nothing where words that are not known may say more. */
export function providerOf(invocation: Invocation, match: Match, reading: Reading): IdentityProvider | undefined {
  if (invocation.opaque !== undefined) return undefined;
  const pool = filled(invocation, ["--workload-identity-pool"], "text", reading);
  const issuer = filled(invocation, ["--issuer-uri"], "text", reading);
  const condition = filled(invocation, ["--attribute-condition"], "text", reading);
  const mapped = flagOf(invocation, ["--attribute-mapping"])?.value;
  const entries = mapped === undefined ? [] : itemsOf(mapped, reading).map((item) => mappingOf(item, reading));
  const mapping = entries.filter((entry) => entry !== undefined);
  return {
    kind: "identity-provider",
    ...statementOf(invocation, match, reading),
    ...(pool && { pool }),
    ...(issuer && { issuer }),
    mapping,
    complete: mapping.length === entries.length,
    ...(condition && { condition }),
  };
}

/** `google.subject=assertion.sub`; what is no such pair may be part of an expression with commas. */
function mappingOf(item: Fragment, reading: Reading): IdentityProvider["mapping"][number] | undefined {
  const [, name] = /^((?:google|attribute)\.\w+)=/.exec(textOf(item)) ?? [];
  if (name === undefined) return undefined;
  const end = item.from + name.length;
  return {
    attribute: toValue(cut(item, item.from, end), "text", reading),
    expression: toValue(cut(item, end + 1, item.to), "text", reading),
  };
}

const SET = ["--permissions"];

/**
 * `gcloud iam roles create ID`, and `update` where it sets all permissions: what it adds or takes away alone says nothing about the
 * others. Without `--organization` it is a role of a project.
 */
export function customRoleOf(invocation: Invocation, match: Match, reading: Reading): CustomRole {
  const [id] = match.positionals;
  const organization = filled(invocation, ["--organization"], "resource", reading);
  const parent = organization ?? filled(invocation, ["--project"], "resource", reading);
  const isUpdate = match.path === IAM.roleUpdate;
  const permissions = permissionsOf(invocation, isUpdate ? [...SET, "--add-permissions"] : SET, reading);
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
    complete: isComplete(invocation, permissions) && !(isUpdate && flagOf(invocation, SET) === undefined),
  };
}

function isComplete(invocation: Invocation, permissions: readonly Value[]): boolean {
  if (invocation.opaque !== undefined || flagOf(invocation, ["--file", "--permissions-file"]) !== undefined)
    return false;
  return permissions.every(({ parts }) => parts.every((part) => part.kind === "literal"));
}

/** The permissions of a flag's comma-separated list, also an empty one that is about to be written. */
export function permissionsOf(invocation: Invocation, flags: readonly string[], reading: Reading): readonly Value[] {
  const given = flagOf(invocation, flags)?.value;
  if (given === undefined) return [];
  return itemsOf(given, reading).map((item) => toValue(item, "permission", reading));
}
