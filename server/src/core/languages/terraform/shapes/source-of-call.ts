import { folderOf } from "../../below.ts";
import type { Source } from "../../language.ts";
import type { Block } from "../hcl/tree.ts";
import { attributeOf } from "../module.ts";
import { type Found, findShape } from "./find.ts";

/** The known module that a block calls. */
export function shapeOfCall(block: Block, { text, uri }: Source): Found | undefined {
  const source = attributeOf(block, "source")?.value;
  if (source?.kind !== "template" || source.parts.some(({ kind }) => kind !== "text")) return undefined;
  return findShape(text.slice(source.inner.start, source.inner.end), folderOf(uri));
}
