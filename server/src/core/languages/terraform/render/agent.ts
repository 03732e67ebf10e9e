import type { AgentMember } from "../../../model/finding.ts";
import type { Value } from "../../../model/value.ts";
import type { Source } from "../../language.ts";
import { attributeOf } from "../module.ts";
import { blocksOf, namesOf } from "./blocks.ts";
import { freeName, nameFrom } from "./naming.ts";
import { argument, type NewBlock, writeExpression } from "./style.ts";

const TYPE = "google_project_service_identity";

/** A service agent as a member: by its declaration, which is given where the module has none. */
export function agentIn(
  { service, project }: AgentMember,
  source: Source,
): { readonly member: Value; readonly declaration?: NewBlock } {
  const home = project && writeExpression(project.parts);
  const found = blocksOf(TYPE, source).find(
    ({ text, block }) =>
      written(text, attributeOf(block, "service")?.value) === `"${service}"` &&
      written(text, attributeOf(block, "project")?.value) === home,
  );
  const existing = found?.block.labels[1]?.text;
  if (existing !== undefined) return { member: memberOf(existing, source) };
  const name = freeName(nameFrom([service.split(".")[0] ?? "agent"]), namesOf(TYPE, source));
  const rows = [
    argument("provider", "google-beta"),
    ...(home === undefined ? [] : [argument("project", home)]),
    argument("service", `"${service}"`),
  ];
  return {
    member: memberOf(name, source),
    declaration: { kind: "resource", type: TYPE, name, rows },
  };
}

const written = (
  text: string,
  value: { readonly start: number; readonly end: number } | undefined,
): string | undefined => value && text.slice(value.start, value.end);

/** The reference stands nowhere yet, but it is one of this document. */
function memberOf(name: string, { uri }: Source): Value {
  const span = { uri, start: 0, end: 0 };
  return { slot: "member", span, parts: [{ kind: "reference", text: `${TYPE}.${name}.member`, span }] };
}
