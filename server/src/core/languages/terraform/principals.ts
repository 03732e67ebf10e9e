import type { Condition, DenyPolicy, DenyRule, IdentityProvider, ServiceAgent } from "../../model/facts.ts";
import { optional } from "./bindings.ts";
import { type Folded, isBounded, optionsOf } from "./folded.ts";
import { childrenOf, instancesOf } from "./iteration.ts";
import { attributeOf, type Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";
import { blocksAt } from "./running/places.ts";

/** Facts of a `google_iam_deny_policy`. */
export function readDenyPolicies(declaration: Declaration, outer: Reader): readonly DenyPolicy[] {
  return instancesOf(declaration.block, outer.env).map(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    return {
      kind: "deny-policy",
      ...statementOf(declaration, env, key),
      ...optional("parent", reader.value("parent", "resource")),
      rules: blocksAt(reader, "rules").flatMap((rule) =>
        childrenOf(rule.block, "deny_rule", rule.env).map(({ block, env: inner, repeated }) =>
          readDenyRule(rule.of(block, inner), !repeated),
        ),
      ),
    };
  });
}

function readDenyRule(reader: Reader, isOne: boolean): DenyRule {
  const principals = reader.list("denied_principals", "member");
  const exceptPrincipals = reader.list("exception_principals", "member");
  const permissions = reader.list("denied_permissions", "permission");
  const exceptPermissions = reader.list("exception_permissions", "permission");
  const lists = [principals, exceptPrincipals, permissions, exceptPermissions];
  return {
    span: reader.span(),
    principals: principals.values,
    exceptPrincipals: exceptPrincipals.values,
    permissions: permissions.values,
    exceptPermissions: exceptPermissions.values,
    ...optional("condition", denialCondition(reader)),
    complete: isOne && lists.every(({ complete }) => complete),
  };
}

function denialCondition(reader: Reader): Condition | undefined {
  const [inner] = blocksAt(reader, "denial_condition");
  if (inner === undefined) return undefined;
  return {
    span: inner.span(),
    ...optional("title", inner.value("title", "text")),
    ...optional("description", inner.value("description", "text")),
    ...optional("expression", inner.value("expression", "condition")),
  };
}

/** The arguments that name a pool, of pools for workloads and of those for people. */
const POOLS = ["workload_identity_pool_id", "workforce_pool_id"];

/** Facts of a provider of a workload identity pool or a workforce pool. */
export function readIdentityProviders(declaration: Declaration, outer: Reader): readonly IdentityProvider[] {
  return instancesOf(declaration.block, outer.env).map(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    const pool = POOLS.flatMap((name) => reader.value(name, "text") ?? [])[0];
    const issuer = blocksAt(reader, "oidc").flatMap((oidc) => oidc.value("issuer_uri", "text") ?? [])[0];
    return {
      kind: "identity-provider",
      ...statementOf(declaration, env, key),
      ...optional("pool", pool),
      ...optional("issuer", issuer),
      ...mappingOf(reader),
      ...optional("condition", reader.value("attribute_condition", "text")),
    };
  });
}

function mappingOf(reader: Reader): Pick<IdentityProvider, "mapping" | "complete"> {
  const attribute = attributeOf(reader.block, "attribute_mapping");
  if (attribute === undefined) return { mapping: [], complete: true };
  const folded = reader.fold(attribute.value, "text");
  const options = optionsOf(folded);
  const mapping = options.flatMap((option) =>
    option.kind !== "mapping"
      ? []
      : option.entries.map(({ key, value }) => ({
          attribute: reader.make(key, "text"),
          ...optional("expression", textOf(value, reader)),
        })),
  );
  const isWhole = options.length === 1 && options.every((option) => option.kind === "mapping" && isBounded(option));
  return { mapping, complete: isWhole };
}

const textOf = (folded: Folded, reader: Reader) => (folded.kind === "text" ? reader.make(folded, "text") : undefined);

/** Facts of `google_project_service_identity`, which asks for a service agent. */
export function readServiceAgents(declaration: Declaration, outer: Reader): readonly ServiceAgent[] {
  return instancesOf(declaration.block, outer.env).map(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    return {
      kind: "service-agent",
      ...statementOf(declaration, env, key),
      ...optional("service", reader.value("service", "text")),
      ...optional("project", reader.value("project", "resource")),
    };
  });
}
