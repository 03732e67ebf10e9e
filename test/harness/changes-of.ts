import type { Extraction } from "../../server/src/core/languages/language.ts";
import type { Change } from "../../server/src/core/model/finding.ts";
import { literal, type Value } from "../../server/src/core/model/value.ts";

const TEXT = 'a"${\n';

/** A change of each kind for what was read from a document. */
export function changesOf({ facts, values }: Extraction, uri: string): readonly Change[] {
  const member: Value = {
    slot: "member",
    span: { uri, start: 0, end: 0 },
    parts: [literal("user:x@example.com")],
  };
  const ofValues = values.flatMap((value): readonly Change[] => [
    { kind: "replace", value, with: [literal(TEXT)] },
    { kind: "remove-item", value },
    { kind: "add-item", after: value, with: [literal(TEXT)] },
    { kind: "replace-item", value, with: [[literal("a")], [literal("b")]] },
    { kind: "ignore", span: value.span, rules: ["x"], extent: "line" },
  ]);
  const ofFacts = facts.flatMap((fact): readonly Change[] => {
    if (fact.kind === "workload")
      return [
        { kind: "own-identity", workload: fact, account: "x" },
        { kind: "skip-invoker-check", workload: fact },
      ];
    if (fact.kind !== "binding") return [];
    const binding = fact;
    const resources = [binding.resource, { type: "iam.serviceAccounts", fields: {} }];
    return [
      { kind: "add-member", binding, member },
      { kind: "remove-binding", binding },
      { kind: "make-additive", binding },
      { kind: "set-condition", binding, field: "title", text: TEXT },
      { kind: "set-condition", binding, field: "expression", text: "true" },
      { kind: "remove-condition", binding },
      ...resources.map((resource): Change => {
        const grant = { role: "roles/viewer", member, resource, name: ["x"] };
        return { kind: "add-binding", after: binding, grant };
      }),
    ];
  });
  return [...ofValues, ...ofFacts];
}
