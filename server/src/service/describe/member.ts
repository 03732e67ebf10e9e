import { resourceWords } from "../../core/catalog/resource-words.ts";
import type { Graph } from "../../core/graph/graph.ts";
import type { Binding } from "../../core/model/facts.ts";
import { known, type Value } from "../../core/model/value.ts";
import type { Span } from "../../core/text/span.ts";
import {
  type Block,
  type Description,
  describe,
  type Inline,
  type Line,
  list,
  paragraph,
  title,
} from "./description.ts";
import { shortened } from "./lists.ts";
import { accountKindOf, memberKindOf } from "./member-kinds.ts";
import { written } from "./written.ts";

/** What a principal is told against: the declarations and grants of a workspace, and how to point at one. */
export interface Surroundings {
  readonly graph: Graph;
  /** The world in which the value's references mean something. */
  readonly scope: string;
  /** A link to a place of the workspace. */
  readonly linkTo: (label: string, span: Span) => Inline;
  /** The name of the service agent with that e-mail address, if it is one. */
  readonly serviceAgent?: (email: string) => string | undefined;
}

/** What is known of a principal, or of a service account in any written form. */
export function describeMember(member: Value, around: Surroundings): Description {
  const { graph, scope } = around;
  const isMember = member.slot === "member";
  const principal = isMember ? graph.principalOf(member, scope) : accountPrincipal(member, around);
  const account = graph.accountOf(member, scope);
  const declaration = account === undefined ? undefined : graph.declarationOf(account);
  const kind = isMember && declaration === undefined ? memberKindOf(member) : accountKindOf(member);
  const agent = emailOf(member, around.serviceAgent);
  return describe([
    title({ code: written(member) }),
    ...(agent !== undefined ? [paragraph(`Service agent: ${agent}`)] : kind === undefined ? [] : [paragraph(kind)]),
    ...(declaration === undefined
      ? []
      : [paragraph("Declared as ", around.linkTo(declaration.source, declaration.head))]),
    ...granted(principal === undefined ? [] : graph.grantsTo(principal), around),
  ]);
}

function accountPrincipal(value: Value, { graph, scope }: Surroundings): string | undefined {
  const key = graph.accountOf(value, scope);
  return key === undefined ? undefined : `serviceAccount:${key}`;
}

/** The name of the service agent that the member is, when its address is wholly known. */
function emailOf(member: Value, serviceAgent: Surroundings["serviceAgent"]): string | undefined {
  const email = known(member)?.replace(/^serviceAccount:/, "");
  return email === undefined ? undefined : serviceAgent?.(email);
}

function granted(bindings: readonly Binding[], around: Surroundings): readonly Block[] {
  if (bindings.length === 0) return [];
  return [paragraph("Granted in this workspace:"), list(shortened(bindings, (binding) => grantLine(binding, around)))];
}

const grantLine = (binding: Binding, { linkTo }: Surroundings): Line => [
  ...(binding.role === undefined ? ["a role that is not written here"] : [{ code: written(binding.role) }]),
  ...resourceOf(binding),
  ...(binding.condition === undefined ? [] : [", with a condition"]),
  ": ",
  linkTo(binding.source, binding.head),
];

function resourceOf({ resource: { type, fields } }: Binding): Line {
  if (type === undefined) return [];
  return [` on ${resourceWords(type)}`, ...(fields.name === undefined ? [] : [" ", { code: written(fields.name) }])];
}
