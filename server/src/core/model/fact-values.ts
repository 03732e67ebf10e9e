import type { AuditConfig, Binding, Condition, DenyRule, Fact } from "./facts.ts";
import type { Value } from "./value.ts";

/** All values of a fact, in the order of its fields. */
export const valuesOf = (fact: Fact): readonly Value[] => written(fact).filter((value) => value !== undefined);

function written(fact: Fact): readonly (Value | undefined)[] {
  switch (fact.kind) {
    case "binding":
      return [...Object.values(fact.resource.fields), fact.role, ...fact.members, ...inCondition(fact.condition)];
    case "workload":
      return [
        ...[fact.name, fact.project, fact.location, fact.identity, ...fact.images],
        ...[...(fact.secrets ?? []), ...(fact.sqlInstances ?? []), ...Object.values(fact.settings ?? {})],
        fact.deployedBy,
      ];
    case "service-account":
      return [fact.accountId, fact.project, fact.email];
    case "custom-role":
      return [fact.parent, fact.id, fact.title, fact.description, fact.stage, ...fact.permissions];
    case "caller":
      return [fact.project, fact.identity, fact.target, fact.deployedBy];
    case "deny-policy":
      return [fact.parent, ...fact.rules.flatMap(inDenyRule)];
    case "identity-provider": {
      const mapped = fact.mapping.flatMap(({ attribute, expression }) => [attribute, expression]);
      return [fact.pool, fact.issuer, ...mapped, fact.condition];
    }
    case "audit-config":
      return [fact.service, ...fact.logs.flatMap(({ type, exempted }) => [type, ...exempted])];
    case "service-agent":
      return [fact.service, fact.project];
    case "agent-use":
      return [fact.project, fact.used];
    case "domain-mapping":
      return [fact.name, fact.project, fact.deployedBy];
    case "origin":
      return [fact.name, fact.project];
    case "resource":
      return [fact.name, fact.project, fact.location];
    case "applier":
      return [fact.member];
    case "flaw":
      return [];
    case "call":
      return fact.given;
  }
}

const inCondition = (condition: Condition | undefined): readonly (Value | undefined)[] =>
  condition === undefined ? [] : [condition.title, condition.description, condition.expression];

const inDenyRule = (rule: DenyRule): readonly (Value | undefined)[] => [
  ...[...rule.principals, ...rule.exceptPrincipals, ...rule.permissions, ...rule.exceptPermissions],
  ...inCondition(rule.condition),
];

/** Whom a statement names as members. */
export const membersOf = (fact: Binding | AuditConfig): readonly Value[] =>
  fact.kind === "binding" ? fact.members : fact.logs.flatMap(({ exempted }) => exempted);
