import { type Node, parseTree } from "jsonc-parser";
import type { Fact } from "../../../model/facts.ts";
import { type Extraction, NOTHING, NOWHERE, type Source } from "../../language.ts";
import { Calls, newWorld } from "../calls.ts";
import { envOf, newBudget } from "../env.ts";
import { servedOf } from "../extract.ts";
import type { Attribute, Block } from "../hcl/tree.ts";
import { JsonReader, propertiesOf } from "../json/reader.ts";
import { type Declaration, declaring, readModule } from "../module.ts";
import { readFacts } from "../module-facts.ts";
import { Together } from "../together.ts";
import { readPolicyData } from "./policy-data.ts";
import { type Resource, resourcesOf } from "./resources.ts";

/** Whether a text may be a plan or a state, as `terraform show -json` writes them. */
export const mayHoldPlan = (text: string): boolean =>
  text.includes("format_version") && /"(?:resource_changes|planned_values|root_module)"/.test(text);

/** Arguments that do not say which resource is meant. */
const NOT_IDENTIFYING: ReadonlySet<string> = new Set(["role", "member", "members", "policy_data", "etag", "id"]);

/** Reads a plan or a state: every resource as it will be, under its address. Total: any other text holds nothing. */
export function extractPlan(source: Source): Extraction {
  const root = rootOf(source.text);
  if (root === undefined) return NOTHING;
  const read = resourcesOf(root)
    .filter(({ type }) => type.startsWith("google_"))
    .map((resource) => readResource(resource, source));
  const declarations = read.map(({ declaration }) => declaration);
  const budget = newBudget();
  const calls = new Calls(newWorld(NOWHERE, budget));
  const module = { ...readModule([], source.uri), documents: [declaring(source, declarations)] };
  const said = new Together(readFacts(calls.bind(envOf(module, source, budget, calls)), calls));
  const byName = new Map(read.map((one) => [one.declaration.name, one]));
  const planned = said.facts.flatMap((fact) => inPlan(fact, byName.get(fact.source)));
  return { facts: planned.map((fact) => ({ ...fact, isPlanned: true })), values: servedOf(said) };
}

/** A fact with what only a plan tells; one whose resource is not clear must not be compared with others. */
function inPlan(fact: Fact, read: Read | undefined): readonly Fact[] {
  if (fact.kind !== "binding" || read === undefined) return [fact];
  const whole = read.isClear ? fact : { ...fact, repeated: true };
  const isBare = fact.authority === "policy" && fact.role === undefined;
  return (isBare ? readPolicyData(whole, read.declaration) : undefined) ?? [whole];
}

function rootOf(text: string): Node | undefined {
  try {
    const root = parseTree(text.replace(/^\ufeff/, " "));
    return root?.type === "object" ? root : undefined;
  } catch {
    return undefined;
  }
}

interface Read {
  readonly declaration: Declaration;
  /** Whether the plan tells which resource is meant. */
  readonly isClear: boolean;
}

function readResource({ address, type, isData, node, values, unknown }: Resource, source: Source): Read {
  const later = unknownOf(unknown);
  const place = { start: address.offset + 1, end: address.offset + address.length - 1 };
  const block = new JsonReader(source.text, false).block("resource", address, values, [
    { text: type, ...place },
    { text: String(address.value), ...place },
  ]);
  const names = new Set(later.map(({ name }) => name));
  const known = block.body.items.filter((item) => !names.has(item.name));
  const whole: Block = {
    ...block,
    start: place.start,
    end: node.offset + node.length,
    body: { ...block.body, items: [...known, ...later] },
  };
  return {
    declaration: { source, block: whole, isData, type, name: String(address.value) },
    isClear: later.every(({ name }) => NOT_IDENTIFYING.has(name)),
  };
}

/** The arguments that are known only after the plan was applied, as expressions that nothing is known about. */
const unknownOf = (node: Node | undefined): readonly Attribute[] =>
  node === undefined
    ? []
    : propertiesOf(node).flatMap(({ key, value }) => {
        if (value.value !== true && !hasTrue(value)) return [];
        const range = { start: key.offset + 1, end: key.offset + key.length - 1 };
        const name = String(key.value);
        return [{ kind: "attribute", name, nameEnd: range.end, ...range, value: { kind: "name", name: "", ...range } }];
      });

/** Whether a part of a list of plain values is not known; a nested block shows itself what it knows. */
const hasTrue = ({ type, children = [] }: Node): boolean =>
  type === "array" && children.some(({ value }) => value === true);
