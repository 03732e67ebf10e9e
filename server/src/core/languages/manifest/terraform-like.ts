import type { Authority, Resource } from "../../model/facts.ts";
import { type TerraformFamily, terraformFamilies } from "../../model/tables/terraform.ts";
import type { Value } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import { fieldOf, resourceTypeOf } from "../terraform/families.ts";
import { isWhole, optional, type Reading } from "./reading.ts";
import { at, itemsOf, type Mapping, type Node } from "./tree.ts";

/** A family of resources that grant roles, and which of its kinds is meant. */
export interface BridgedType {
  readonly family: TerraformFamily;
  readonly kind: "member" | "binding";
}

/** Letters and digits of a name: `google_cloud_run_v2_service` and `cloudrunv2:Service` are the same. */
const squeezed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Packages of the bridged providers that are not called as Terraform's names begin, with what stands there instead. */
const PACKAGES: Readonly<Record<string, string>> = {
  cloudfunctionsv2: "cloudfunctions2",
  cloudplatform: "",
  cloudrun: "cloudrunservice",
  organizations: "organization",
  projects: "project",
};

const FAMILIES: ReadonlyMap<string, TerraformFamily> = new Map(
  Object.entries(terraformFamilies).map(([name, family]) => [squeezed(name.replace(/^google_/, "")), family]),
);

/**
 * The family of a resource of a bridged provider by package and name (`cloudrunv2`, `ServiceIamMember`); `undefined` when it is none
 * that grants a role.
 */
export function bridgedType(provider: string, name: string): BridgedType | undefined {
  const [, base, kind] = /^(\w*?)I(?:am|AM)(Member|Binding)$/.exec(name) ?? [];
  if (base === undefined || kind === undefined) return undefined;
  const candidates = candidatesOf(squeezed(provider), squeezed(base));
  const family = candidates.map((candidate) => FAMILIES.get(candidate)).find((found) => found !== undefined);
  return family === undefined ? undefined : { family, kind: kind === "Member" ? "member" : "binding" };
}

const candidatesOf = (provider: string, base: string): readonly string[] =>
  [provider, PACKAGES[provider] ?? provider].flatMap((name) => [name + base, base]).filter((name) => name !== "");

/** Names of arguments as the bridged providers write them: `service_account_id` as `serviceAccountId`. */
const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** How a statement of such a resource is called and where it stands. */
export interface BridgedStatement {
  readonly span: Span;
  readonly head: Span;
  readonly source: string;
}

const AUTHORITY: Readonly<Record<BridgedType["kind"], Authority>> = { member: "member", binding: "role" };

/** Reads a grant of a bridged provider, whose arguments are Terraform's in camel case. */
export function readBridged(
  { family, kind }: BridgedType,
  args: Mapping,
  statement: BridgedStatement,
  reading: Reading,
): void {
  const resource = resourceOf(family, args, reading);
  const role = reading.value(at(args, "role"), "role", resource.type);
  const list = kind === "member" ? undefined : at(args, "members");
  const members =
    kind === "member" ? (reading.value(at(args, "member"), "member") ?? []) : reading.list(list, "member");
  const shown = [members].flat();
  const condition = reading.condition(conditionOf(at(args, "condition")));
  reading.facts.push({
    kind: "binding",
    effect: "grant",
    authority: AUTHORITY[kind],
    ...statement,
    scope: reading.scope,
    resource,
    members: shown,
    complete: kind === "member" ? shown.length > 0 : isWhole(list, reading) && shown.length === list.items.length,
    ...optional("role", role),
    ...optional("condition", condition),
  });
}

/** Crossplane keeps a block as a list of one. */
const conditionOf = (node: Node | undefined): Node | undefined => (node?.kind === "list" ? itemsOf(node)[0] : node);

function resourceOf(family: TerraformFamily, args: Mapping, reading: Reading): Resource {
  const fields: Record<string, Value> = {};
  for (const name of Object.keys(family.args)) {
    const value = reading.value(at(args, camel(name)), "resource") ?? referenceIn(args, camel(name), reading);
    if (value !== undefined) fields[fieldOf(family, name)] = value;
  }
  return { fields, ...optional("type", resourceTypeOf(family)) };
}

/** Crossplane names another object of its own with `…Ref`. */
const referenceIn = (args: Mapping, name: string, reading: Reading): Value | undefined =>
  reading.reference(at(args, `${name}Ref`, "name"), "resource", REFERRED[name] ?? name, "name");

const REFERRED: Readonly<Record<string, string>> = { serviceAccountId: "ServiceAccount" };
