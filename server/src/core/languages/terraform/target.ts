import type { Reference, Target } from "../../model/value.ts";
import type { Source } from "../language.ts";
import type { Expression, Step, Traversal } from "./hcl/tree.ts";
import type { Module } from "./module.ts";
import { moduleTargetOf } from "./shapes/targets.ts";

/** Names that start a reference to something else than a declared object. */
const NO_TYPES: ReadonlySet<string> = new Set(["var", "local", "each", "count", "self", "path", "module", "terraform"]);

/** Whether a name may start a reference to a declared object. */
export const mayBeType = (name: string): boolean => !NO_TYPES.has(name);

/** References that mean another thing in each instance of a block. */
const CHANGING = /\b(?:each|count|self)\./;

/** How many steps behind its root name a declared object, and what is written before: `resource.` may stand before a type. */
export const namingOf = (root: string): { readonly head: readonly string[]; readonly steps: number } => ({
  head: root === "resource" ? [] : [root],
  steps: root === "data" || root === "resource" ? 2 : 1,
});

export const isChanging = ({ text }: Pick<Reference, "text">): boolean => CHANGING.test(text);

/** Address of a declared object: unique in the workspace. */
export const addressOf = (scope: string, name: string): string => `${scope}#${name}`;

interface Place {
  readonly module: Module;
  readonly source: Source;
  readonly iterators: ReadonlyMap<string, unknown>;
  readonly names: ReadonlyMap<string, unknown>;
}

/** Begins the name of what is something of its own at each place. */
const PLACE = "for.";

/** Whether an address tells a place: it is another one when its text moves. */
export const tellsPlace = (address: string): boolean => address.includes(`#${PLACE}`);

/** What an expression names. A name of a `for` expression means something of its own at each place. */
export function targetOf(
  expression: Expression,
  place: Place,
  keyOf: (index: Expression) => string | undefined,
): Target | undefined {
  const root = expression.kind === "traversal" ? expression.root : expression;
  if (root.kind === "name" && place.names.has(root.name)) {
    const { module, source } = place;
    return {
      address: addressOf(module.scope, `${PLACE}${root.name}@${source.uri}:${expression.start}`),
      attribute: "",
    };
  }
  return expression.kind === "traversal" ? targetOfTraversal(expression, place, keyOf) : undefined;
}

/**
 * What a reference names, when it starts with the name of a resource or data source. An index that is known names one
 * instance (`google_service_account.sa["ci"]`); 0, which stands for "the only one", and one that is not known name the
 * whole resource.
 */
function targetOfTraversal(
  traversal: Traversal,
  { module, source, iterators }: Place,
  keyOf: (index: Expression) => string | undefined,
): Target | undefined {
  const { root, steps, end } = traversal;
  if (root.kind === "name" && root.name === "module") {
    const keyed = (index: Expression) => {
      const key = keyOf(index);
      return key === undefined ? undefined : instanceOf(key, index);
    };
    return moduleTargetOf(traversal, { source, scope: module.scope, instanceOf: keyed });
  }
  if (root.kind !== "name" || NO_TYPES.has(root.name) || iterators.has(root.name)) return undefined;
  const { head, steps: names } = namingOf(root.name);
  const path = steps.slice(0, names).map((step) => (step.kind === "attribute" ? step.name : ""));
  if (path.length < names || path.includes("")) return undefined;
  const next = steps[names];
  if (next?.kind === "splat") return undefined;
  const instance = next?.kind === "index" ? instanceOf(keyOf(next.key), next.key) : "";
  const attributes = steps.slice(next?.kind === "index" ? names + 1 : names);
  if (attributes.some((step: Step) => step.kind === "splat")) return undefined;
  const from = attributes[0]?.start ?? end;
  return {
    address: addressOf(module.scope, [...head, ...path].join(".") + instance),
    attribute: source.text.slice(from, end).replace(/^\./, ""),
  };
}

function instanceOf(key: string | undefined, index: Expression): string {
  if (key === undefined) return "";
  const isNumber = index.kind === "scalar" || (index.kind === "traversal" && isCount(index.root));
  if (isNumber) return key === "0" ? "" : `[${key}]`;
  return instanceKey(key);
}

const isCount = (root: Expression): boolean => root.kind === "name" && root.name === "count";

export const instanceKey = (key: string): string => `["${key}"]`;
