import type { Source } from "../../language.ts";
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
