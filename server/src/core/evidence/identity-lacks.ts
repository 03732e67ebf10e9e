import { lacks } from "../access/access.ts";
import { PROJECTS } from "../access/covers.ts";
import { isHandedOver } from "../access/handed-over.ts";
import { type Identity, identityOf, principalOfIdentity } from "../access/identity-of.ts";
import { isManagedHere } from "../access/managed-here.ts";
import type { Place } from "../access/place.ts";
import { DEFAULT_COMPUTE } from "../access/principals.ts";
import type { World } from "../access/world.ts";
import type { Resource, Workload } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { literal, type Value } from "../model/value.ts";
import { shortName } from "../model/value-name.ts";
import { anchorFor } from "./anchor.ts";
import { grantFix } from "./need-fixes.ts";

/** The identity of a workload that surely lacks a permission on a place; `undefined` where it holds it or may. */
export function lackingIdentity(
  workload: Workload,
  permission: string,
  place: Place,
  world: World,
): { readonly identity: Identity; readonly principal: string } | undefined {
  const identity = identityOf(workload, world);
  if (identity === undefined) return undefined;
  const principal = principalOfIdentity(identity);
  if (isHandedOver(principal, world) || !isManagedHere(principal, workload.scope, world.graph)) return undefined;
  return lacks(principal, [permission], place, world) ? { identity, principal } : undefined;
}

/** What a finding offers where an identity lacks a role: the grant behind others of the place, or word that it is made elsewhere. */
export function identityLacks(
  { identity, principal }: { readonly identity: Identity; readonly principal: string },
  workload: Workload,
  wanted: { readonly role: string; readonly resource: Resource; readonly on: string; readonly word: string },
  world: World,
): Pick<Finding, "fixes" | "lacks"> {
  const after = anchorFor(principal, workload, world);
  const member = identity.value === undefined ? undefined : memberOf(identity.value);
  const { role, on, word } = wanted;
  const account = identity.key === "default" || member === undefined ? defaultMember(workload) : member;
  const lacks = [{ role, member: account, resource: wanted.resource, scope: workload.scope }];
  if (after === undefined || member === undefined) return { lacks };
  const resource = projectLike(wanted.resource, after.resource);
  const name = [shortName(identity.value ?? member), word];
  return { lacks, fixes: [grantFix(after, { role, member, resource, on, name })] };
}

/** The default compute service account, as the documentation writes it: the number of the project is seldom in the code. */
const defaultMember = ({ head }: Workload): Value => ({
  slot: "member",
  span: head,
  parts: [literal(`serviceAccount:PROJECT_NUMBER${DEFAULT_COMPUTE}`)],
});

/** Where nobody names the project, the one of the grant behind which this one goes. */
const projectLike = (wanted: Resource, near: Resource): Resource =>
  wanted.type === PROJECTS && wanted.fields.name === undefined && near.type === PROJECTS ? near : wanted;

/** An account as a member: by its e-mail address or its declaration, in whatever form it stands. */
export function memberOf(account: Value): Value | undefined {
  const [first] = account.parts;
  if (first === undefined) return undefined;
  if (first.kind === "literal" && first.text.startsWith("serviceAccount:")) return { ...account, slot: "member" };
  if (first.kind === "reference" && account.parts.length === 1 && first.target?.attribute === "email") {
    const text = first.text.replace(/\.email$/, ".member");
    if (DECLARED.test(first.target.address)) {
      const target = { ...first.target, attribute: "member" };
      return { ...account, slot: "member", parts: [{ ...first, text, target }] };
    }
  }
  if (first.kind === "reference" && first.target?.attribute === "member") return { ...account, slot: "member" };
  return { ...account, slot: "member", parts: [literal("serviceAccount:"), ...account.parts] };
}

/** Accounts that a grant can name as a whole: as a resource of Terraform, as an object of Config Connector. */
const DECLARED = /#(?:google_service_account\.|IAMServiceAccount\/)/;
