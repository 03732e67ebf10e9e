import { encloses, type Span } from "../../text/span.ts";
import type { Node } from "./tree.ts";

/** The nodes that enclose a place, outermost first. What an alias stands for is written elsewhere and is not entered. */
export function trailTo(root: Node | undefined, place: Span): readonly Node[] {
  const trail: Node[] = [];
  let current = root;
  while (current !== undefined && current.uses.length === 0 && encloses(current.span, place)) {
    trail.push(current);
    current = childrenOf(current).find((child) => child.uses.length === 0 && encloses(child.span, place));
  }
  return trail;
}

function childrenOf(node: Node): readonly Node[] {
  if (node.kind === "list") return node.items;
  return node.kind === "mapping" ? node.entries.flatMap(({ value }) => value ?? []) : [];
}

/** Where a node stands in its list or entry: an alias, or what is written. */
export const placeOf = (node: Node): Span => node.uses[0] ?? node.span;
