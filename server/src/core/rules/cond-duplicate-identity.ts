import { terraformTypeOf } from "../evidence/terraform-type.ts";
import type { Graph } from "../graph/graph.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { Binding, Condition, Fact } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const condDuplicateIdentity = defineRule({
  id: "cond-duplicate-identity",
  title: "One condition in two spellings",
  severity: "info",
  fix: "unsafe",
  tier: 3,
  since: "0.3.0",
  why: "A role binding is told from others by its role and all of its condition: title, description and expression. Two conditions that mean the same and differ in the spelling of the title or in the description are two bindings in the policy, and Terraform keeps the members of each apart.",
  how: "Write the condition in one way, best as a local value that both use.",
  silent:
    "When role, resource or expression differ or are not known, when the titles differ in more than letter case and punctuation, and on statements that stand for several instances.",
  refs: [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam#condition-1",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding, { graph }) {
    const { condition, head } = binding;
    const [key] = isSpelled(binding) ? keysOf(binding, graph) : [];
    const first = key === undefined ? undefined : graph.find(SPELLED, key)[0];
    if (condition === undefined || first?.condition === undefined || first === binding) return;
    const field = differenceOf(first.condition, condition);
    if (field === undefined) return;
    yield {
      span: (condition[field] ?? { span: head }).span,
      message: `\`${binding.source}\` has the condition of \`${first.source}\` in this workspace with another ${field}, so that the policy holds two role bindings for it.`,
      related: [{ span: first.condition.span, message: "the same condition" }],
      fixes: isSameGrant(binding, first, graph) ? [removalOf(binding)] : fixesOf(binding, first, field),
    };
  },
});

type Field = "title" | "description";

const isSpelled = (fact: Fact): fact is Binding =>
  fact.kind === "binding" &&
  fact.effect === "grant" &&
  !fact.repeated &&
  fact.condition !== undefined &&
  terraformTypeOf(fact) !== undefined;

/** Terraform's grants under a condition, by all that the two spellings of one have in common. */
const SPELLED: Lookup<Binding> = { finds: isSpelled, keysOf: (binding, graph) => keysOf(binding, graph) };

function keysOf(binding: Binding, graph: Graph): readonly string[] {
  const { title, expression } = binding.condition ?? {};
  const [name, text] = [known(title), known(expression)];
  const grant = name === undefined || text === undefined ? undefined : graph.bareGrantKeyOf(binding);
  return grant === undefined ? [] : [[grant, plain(name ?? ""), (text ?? "").trim()].join("\n")];
}

/** A title without what people spell differently. */
const plain = (title: string): string => title.toLowerCase().replace(/[\s_.,:;-]+/g, "");

/** The first part in which two conditions surely differ. */
function differenceOf(a: Condition, b: Condition): Field | undefined {
  if (known(a.title) !== known(b.title)) return "title";
  const isKnown = [a.description, b.description].every((value) => value === undefined || known(value) !== undefined);
  return isKnown && (known(a.description) ?? "") !== (known(b.description) ?? "") ? "description" : undefined;
}

/** Whether two statements give the role to the same principals, so that in one spelling they would be one grant. */
function isSameGrant(a: Binding, b: Binding, graph: Graph): boolean {
  const keysIn = ({ members, scope }: Binding) => members.map((member) => graph.principalOf(member, scope));
  const listed = keysIn(b);
  return b.complete && a.complete && keysIn(a).every((key) => key !== undefined && listed.includes(key));
}

const removalOf = (binding: Binding): Fix => ({
  title: `Remove \`${binding.source}\``,
  safety: "unsafe",
  changes: [{ kind: "remove-binding", binding }],
});

/** Writes the words of one into the other: those of the first, unless it has none. */
function fixesOf(binding: Binding, first: Binding, field: Field): readonly Fix[] {
  const [to, from] = known(first.condition?.[field]) === undefined ? [first, binding] : [binding, first];
  const text = known(from.condition?.[field]);
  if (text === undefined) return [];
  const changes = [{ kind: "set-condition", binding: to, field, text }] as const;
  return [{ title: `Take the ${field} of \`${from.source}\``, safety: "unsafe", changes }];
}
