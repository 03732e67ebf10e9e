import type { Binding } from "../../../model/facts.ts";
import type { Source } from "../../language.ts";
import { blockAt } from "../hcl/find.ts";
import type { Block } from "../hcl/tree.ts";
import { treeOf, unitOf } from "../module.ts";

/** All resources or data sources of a type in the module of a document. */
export const blocksOf = (type: string, source: Source): readonly { readonly text: string; readonly block: Block }[] =>
  unitOf(source).flatMap((one) =>
    treeOf(one)
      .body.items.filter((item): item is Block => item.kind === "block" && item.labels[0]?.text === type)
      .map((block) => ({ text: one.text, block })),
  );

/** The names that are taken among them. */
export const namesOf = (type: string, source: Source): ReadonlySet<string> =>
  new Set(blocksOf(type, source).map(({ block }) => block.labels[1]?.text ?? ""));

/** The block that is one binding; `undefined` for one of several in a policy that is written as a text. */
export function statementAt({ span, role }: Binding, source: Source): Block | undefined {
  const block = blockAt(treeOf(source).body, span);
  const isText = role !== undefined && block?.name === "resource" && block.labels[0]?.text.endsWith("_iam_policy");
  return isText ? undefined : block;
}
