import type { Graph } from "../graph/graph.ts";
import type { DenyPolicy, DenyRule } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";
import { PROJECTS, projectOfKey } from "./covers.ts";
import { lastWord, type Place } from "./place.ts";
import type { World } from "./world.ts";

/** A deny policy that takes a permission away from a principal, for sure or perhaps. */
export interface Denial {
  readonly policy: DenyPolicy;
  readonly sure: boolean;
}

/** What takes a permission on a place away: a deny policy of its project, or perhaps one above it or of a project that is not told. */
export function denialOf(principal: string, permission: string, place: Place, { graph }: World): Denial | undefined {
  let perhaps: Denial | undefined;
  for (const policy of graph.of("deny-policy")) {
    const isAttached = reaches(policy, place, graph);
    if (isAttached === false) continue;
    for (const rule of policy.rules) {
      const answer = denies(rule, principal, permission);
      if (answer === false) continue;
      if (answer === true && isAttached) return { policy, sure: true };
      perhaps ??= { policy, sure: false };
    }
  }
  return perhaps;
}

/** Attachment points as the API writes them, with an encoded slash or a plain one. */
const ATTACHED = /^cloudresourcemanager\.googleapis\.com(?:%2F|\/)(projects|folders|organizations)(?:%2F|\/)([^/%]+)$/i;

/** Whether the resource that a policy is attached to holds a place: three-valued, for folders do not tell what they hold. */
function reaches({ parent, scope }: DenyPolicy, place: Place, graph: Graph): boolean | undefined {
  if (parent === undefined) return undefined;
  const [, kind, id = ""] = ATTACHED.exec(known(parent) ?? "") ?? [];
  const project = place.type === PROJECTS ? place.name : place.project;
  if (kind === undefined) return graph.sameProject(bare(parent), project, scope, place.scope);
  const home = projectOfKey(place.account ?? "") ?? lastWord(known(project) ?? "");
  if (kind.toLowerCase() !== "projects") return undefined;
  return home === "" || /^\d+$/.test(id) !== /^\d+$/.test(home) ? undefined : id === home;
}

/** The project behind what an attachment point has in front. */
function bare(parent: Value): Value {
  const [first, ...rest] = parent.parts;
  const isPrefix = first?.kind === "literal" && /(?:%2F|\/)projects(?:%2F|\/)$/i.test(first.text);
  return isPrefix ? { ...parent, parts: rest } : parent;
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
