import type { Binding } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { appendArgument } from "../flaws/rewrite.ts";
import { blockAt } from "../hcl/find.ts";
import { attributeOf, treeOf } from "../module.ts";

/** Writes `depends_on` into a block that has none, with the resource of all instances. */
export function waitFor({ span }: Binding, address: string, source: Source): readonly Edit[] | undefined {
  const block = blockAt(treeOf(source).body, span);
  const name = address.slice(address.indexOf("#") + 1).replace(/\[[^\]]*\]$/, "");
  if (block === undefined || attributeOf(block, "depends_on") !== undefined) return undefined;
  const edits = appendArgument(block, "depends_on", `[${name}]`, source);
  return edits.length === 0 ? undefined : edits;
}
