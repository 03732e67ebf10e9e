import type { Node } from "jsonc-parser";

/** A resource as it will be. */
export interface Resource {
  readonly address: Node;
  readonly type: string;
  readonly isData: boolean;
  /** The object of the whole resource. */
  readonly node: Node;
  /** Its arguments. */
  readonly values: Node;
  /** What is known only after the plan was applied, by argument. */
  readonly unknown: Node | undefined;
}

/** The value of a property. */
export function memberOf(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== "object") return undefined;
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key?.value === name) return value;
  }
  return undefined;
}

export const itemsOf = (node: Node | undefined): readonly Node[] =>
  node?.type === "array" ? (node.children ?? []) : [];

/** The resources of a plan, from its changes where it has them; of a state, those that it holds. */
export function resourcesOf(root: Node): readonly Resource[] {
  const changes = itemsOf(memberOf(root, "resource_changes")).flatMap((node) => {
    const change = memberOf(node, "change");
    return resourceOf(node, memberOf(change, "after"), memberOf(change, "after_unknown"));
  });
  if (changes.length > 0) return changes;
  const values = memberOf(root, "planned_values") ?? memberOf(root, "values");
  return inModule(memberOf(values, "root_module"), 0);
}

/** Modules are not nested deeper. */
const DEEPEST = 64;

function inModule(module: Node | undefined, depth: number): readonly Resource[] {
  if (module === undefined || depth > DEEPEST) return [];
  return [
    ...itemsOf(memberOf(module, "resources")).flatMap((node) => resourceOf(node, memberOf(node, "values"), undefined)),
    ...itemsOf(memberOf(module, "child_modules")).flatMap((child) => inModule(child, depth + 1)),
  ];
}

/** A resource that is to be deleted has no values. */
function resourceOf(node: Node, values: Node | undefined, unknown: Node | undefined): readonly Resource[] {
  const address = memberOf(node, "address");
  const type = memberOf(node, "type");
  if (address?.type !== "string" || type?.type !== "string" || values?.type !== "object") return [];
  return [{ address, type: type.value, isData: memberOf(node, "mode")?.value === "data", node, values, unknown }];
}
