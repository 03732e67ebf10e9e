import type { DenyPolicy, DenyRule } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";
import type { World } from "./world.ts";

/** A deny policy that takes a permission away from a principal, for sure or perhaps. */
export interface Denial {
  readonly policy: DenyPolicy;
  readonly sure: boolean;
}

/** Deny policies are attached to projects and above, of which the code seldom shows what they hold: hardly ever sure. */
export function denialOf(principal: string, permission: string, { graph }: World): Denial | undefined {
  let perhaps: Denial | undefined;
  for (const policy of graph.of("deny-policy")) {
    for (const rule of policy.rules) {
      const answer = denies(rule, principal, permission);
      if (answer === true) return { policy, sure: true };
      if (answer === undefined) perhaps ??= { policy, sure: false };
    }
  }
  return perhaps;
}

function denies(rule: DenyRule, principal: string, permission: string): boolean | undefined {
  const denied = among(rule.permissions, (text) => isPermission(text, permission));
  const excepted = among(rule.exceptPermissions, (text) => isPermission(text, permission));
  const meant = among(rule.principals, (text) => isPrincipal(text, principal));
  const spared = among(rule.exceptPrincipals, (text) => isPrincipal(text, principal));
  if (denied === false || meant === false || excepted === true || spared === true) return false;
  const isSure = denied && meant && excepted === false && spared === false;
  return isSure && rule.complete && rule.condition === undefined ? true : undefined;
}

function among(values: readonly Value[], test: (text: string) => boolean | undefined): boolean | undefined {
  const answers = values.map((value) => {
    const text = known(value);
    return text === undefined ? undefined : test(text);
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** `iam.googleapis.com/serviceAccounts.actAs` denies `iam.serviceAccounts.actAs`; `*` stands for any verb. */
function isPermission(text: string, permission: string): boolean {
  const [host = "", name = ""] = text.split("/");
  const [service = "", ...rest] = permission.split(".");
  if (
    !(
      host === `${service}.googleapis.com` ||
      (service === "resourcemanager" && host.startsWith("cloudresourcemanager."))
    )
  )
    return false;
  const own = rest.join(".");
  return name.endsWith("*") ? own.startsWith(name.slice(0, -1)) : name === own;
}

/** Sets of principals other than everybody may hold anyone. */
function isPrincipal(text: string, principal: string): boolean | undefined {
  if (text === "principalSet://goog/public:all") return true;
  const account = /\/serviceAccounts\/([^/]+)$/.exec(text)?.[1];
  if (account !== undefined)
    return principal === `serviceAccount:${account.toLowerCase()}` || undefinedIfOpen(principal);
  const subject = /^principal:\/\/goog\/subject\/(.+)$/.exec(text)?.[1];
  if (subject !== undefined) return principal.endsWith(`:${subject.toLowerCase()}`);
  return text === principal ? true : undefined;
}

/** A principal that is not wholly told may be the account. */
const undefinedIfOpen = (principal: string): boolean | undefined => (principal.includes("${") ? undefined : false);
