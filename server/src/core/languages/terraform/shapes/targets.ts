import type { Target } from "../../../model/value.ts";
import type { Source } from "../../language.ts";
import type { Expression, Traversal } from "../hcl/tree.ts";
import { contentsOf, unitOf } from "../module.ts";
import { attributeOfOutput } from "./call.ts";
import type { AccountShape } from "./shape.ts";
import { shapeOfCall } from "./source-of-call.ts";

const accounts = new WeakMap<readonly Source[], ReadonlyMap<string, AccountShape | undefined>>();

/** The service accounts that calls of known modules make, by name of the call. */
function accountsOf(unit: readonly Source[]): ReadonlyMap<string, AccountShape | undefined> {
  const cached = accounts.get(unit);
  if (cached !== undefined) return cached;
  const made = new Map<string, AccountShape | undefined>();
  for (const { calls } of unit.map(contentsOf))
    for (const [name, { block, source }] of calls)
      if (!made.has(name)) made.set(name, shapeOfCall(block, source)?.shape.account);
  accounts.set(unit, made);
  return made;
}

interface Place {
  readonly source: Source;
  readonly scope: string;
  /** `["key"]` for an index; `undefined` where it is not known. */
  readonly instanceOf: (index: Expression) => string | undefined;
}

/**
 * The service account of a known module that a reference names by one of the module's outputs. An instance that only a
 * loop's key tells counts where the output is called as the attribute: it could not be written again otherwise.
 */
export function moduleTargetOf({ steps }: Traversal, { source, scope, instanceOf }: Place): Target | undefined {
  const [call, next] = steps;
  if (call?.kind !== "attribute") return undefined;
  const account = accountsOf(unitOf(source)).get(call.name);
  const output = steps[next?.kind === "index" ? 2 : 1];
  if (account === undefined || output?.kind !== "attribute") return undefined;
  const behind = steps.slice(next?.kind === "index" ? 3 : 2);
  const attribute = attributeOfOutput(account, output.name);
  const instance = next?.kind === "index" ? instanceOf(next.key) : "";
  if (attribute === undefined || instance === undefined) return undefined;
  const isWritten = next?.kind !== "index" || next.key.kind === "template" || next.key.kind === "scalar";
  if (!isWritten && attribute !== output.name) return undefined;
  const address = `${scope}#module.${call.name}${instance}`;
  if (behind.length === 0) return { address, attribute };
  const [last] = behind;
  const isResource = account.outputs[output.name] === "" && behind.length === 1;
  return isResource && last?.kind === "attribute" ? { address, attribute: last.name } : undefined;
}
