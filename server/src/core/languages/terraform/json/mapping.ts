import type { IdentityProvider } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import { trailTo } from "../../manifest/trail.ts";
import { blockAt } from "../hcl/find.ts";
import { attributeOf, treeOf as configurationOf } from "../module.ts";
import { entriesBehind } from "./entries.ts";
import { withDoubledMarks } from "./written.ts";

/** Writes an entry behind the last one of a provider's `attribute_mapping`, where that is written out in the block. */
export function addMapping(
  { span }: IdentityProvider,
  attribute: string,
  expression: string,
  source: Source,
): readonly Edit[] | undefined {
  const block = blockAt(configurationOf(source).body, span);
  const mapping = block && attributeOf(block, "attribute_mapping")?.value;
  if (mapping?.kind !== "object") return undefined;
  const { start, end } = mapping;
  const holder = trailTo(treeOf(source), { uri: source.uri, start, end }).at(-1);
  const last = holder?.kind === "mapping" ? holder.entries.at(-1) : undefined;
  if (holder?.kind !== "mapping" || last === undefined) return undefined;
  const property = [withDoubledMarks(attribute), withDoubledMarks(expression)] as const;
  return [entriesBehind(last, holder, [property], source)];
}
