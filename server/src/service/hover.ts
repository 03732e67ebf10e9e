import type { Catalog } from "../core/catalog/catalog.ts";
import { openCatalog } from "../core/catalog/open.ts";
import { known, type Slot, type Value } from "../core/model/value.ts";
import { rules } from "../core/rules/index.ts";
import { Lines } from "../core/text/lines.ts";
import { compareSpans, type Span, sameSpan, touches } from "../core/text/span.ts";
import { describeCondition } from "./describe/condition.ts";
import { type Description, describe, type Inline, list, paragraph } from "./describe/description.ts";
import { shortened } from "./describe/lists.ts";
import { describeMember } from "./describe/member.ts";
import { describePermission } from "./describe/permission.ts";
import { describeCustomRole, describeRole } from "./describe/role.ts";
import { describeRule } from "./describe/rule.ts";
import { written } from "./describe/written.ts";
import { type Located, locate } from "./locate.ts";
import type { Workspace } from "./workspace.ts";

export interface Hover {
  readonly span: Span;
  readonly text: Description;
}

const SLOTS: ReadonlySet<Slot> = new Set(["role", "permission", "member", "account", "condition"]);

/** What there is to say about the rule of a suppression, the value under the cursor, or the values that are used there. */
export function hover(workspace: Workspace, uri: string, offset: number): Hover | undefined {
  const suppressed = workspace.suppressions(uri).flatMap(({ rules: named, foreign }) => (foreign ? [] : named));
  const named = suppressed.find(({ span }) => touches(span, offset));
  const rule = rules.find(({ id }) => id === named?.id);
  if (named !== undefined && rule !== undefined) return { span: named.span, text: describeRule(rule) };
  const located = locate(workspace, uri, offset, SLOTS);
  if (located === undefined) return undefined;
  const text = located.values.length === 1 ? describeValue(located.values[0], workspace) : describeAll(located);
  return text && { span: located.span, text };
}

function describeValue(value: Value, workspace: Workspace): Description | undefined {
  switch (value.slot) {
    case "role": {
      const custom = workspace.graph().customRoleOf(value);
      if (custom !== undefined) return describeCustomRole(custom);
      return describeKnown(value, describeRole);
    }
    case "permission":
      return describeKnown(value, describePermission);
    case "member":
    case "account":
      return value.parts.length === 0 ? undefined : describePrincipal(value, workspace);
    case "condition":
      return describeCondition(value);
    default:
      return undefined;
  }
}

function describeKnown(
  value: Value,
  tell: (name: string, catalog: Catalog) => Description | undefined,
): Description | undefined {
  const name = known(value);
  return name === undefined || name === "" ? undefined : tell(name, openCatalog());
}

const describePrincipal = (value: Value, workspace: Workspace): Description =>
  describeMember(value, {
    graph: workspace.graph(),
    scope: scopeOf(value, workspace),
    linkTo: (label, span) => linkTo(label, span, workspace),
    serviceAgent: (email) => openCatalog().serviceAgent(email)?.name,
  });

/** A use that stands for several values: each with its title, no more. */
function describeAll({ values }: Located): Description {
  const catalog = openCatalog();
  const line = (value: Value): readonly Inline[] => {
    const title = value.slot === "role" ? catalog.role(known(value) ?? "")?.title : undefined;
    return [{ code: written(value) }, ...(title === undefined ? [] : [`: ${title}`])];
  };
  const ordered = [...values].sort((a, b) => compareSpans(a.span, b.span));
  return describe([paragraph("One of:"), list(shortened(ordered, line))]);
}

/** The scope of the statement that a value belongs to. */
function scopeOf(value: Value, workspace: Workspace): string {
  const facts = workspace.unitFacts(value.span.uri);
  const owner = facts.find((fact) => {
    if (fact.kind === "binding")
      return [...fact.members, ...Object.values(fact.resource.fields)].some((other) => isAt(other, value));
    if (fact.kind === "workload") return isAt(fact.identity, value);
    return fact.kind === "service-account" && (isAt(fact.email, value) || isAt(fact.accountId, value));
  });
  return (owner ?? facts[0])?.scope ?? value.span.uri;
}

const isAt = (other: Value | undefined, value: Value): boolean =>
  other !== undefined && sameSpan(other.span, value.span);

/** `label` as a link to the line on which the place begins. */
function linkTo(label: string, span: Span, workspace: Workspace): Inline {
  const text = workspace.source(span.uri)?.text;
  if (text === undefined) return { code: label };
  return { label: { code: label }, href: `${span.uri}#L${new Lines(text).positionAt(span.start).line + 1}` };
}
