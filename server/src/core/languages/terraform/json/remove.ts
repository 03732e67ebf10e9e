import type { Binding } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import { trailTo } from "../../manifest/trail.ts";
import type { Entry, Mapping } from "../../manifest/tree.ts";
import { attributeOf } from "../module.ts";
import { statementAt } from "../render/blocks.ts";

/** Arguments that would be lost with a block: other instances, and an order that something relies on. */
const KEPT = ["for_each", "depends_on"];

/** Deletes the object of a binding, and what would be empty without it; not possible for one of several instances. */
export function removeStatement(binding: Binding, source: Source): readonly Edit[] | undefined {
  const { span } = binding;
  const block = statementAt(binding, source);
  if (block === undefined || KEPT.some((name) => attributeOf(block, name) !== undefined)) return undefined;
  const trail = trailTo(treeOf(source), { ...span, start: block.body.start - 1 });
  const holders = trail.slice(0, -1);
  if (holders.length < 3 || !holders.every((one): one is Mapping => one.kind === "mapping")) return undefined;
  const depth = Math.max(
    0,
    holders.findLastIndex(({ entries }) => entries.length > 1),
  );
  const holder = holders[depth];
  const inner = trail[depth + 1];
  const index = holder?.entries.findIndex(({ value }) => value === inner) ?? -1;
  const edit = holder === undefined || index < 0 ? undefined : withoutEntry(holder, index, source.text);
  return edit && [edit];
}

const endOf = ({ keySpan, value }: Entry): number => Math.max(keySpan.end, value?.span.end ?? 0);

/** An entry goes with the comma that parts it from its neighbour. */
function withoutEntry({ entries, span }: Mapping, index: number, text: string): Edit | undefined {
  const [previous, entry, next] = [entries[index - 1], entries[index], entries[index + 1]];
  if (entry === undefined) return undefined;
  const { uri, start } = entry.keySpan;
  const end = endOf(entry);
  if (next !== undefined) return { span: { uri, start, end: next.keySpan.start }, text: "" };
  if (previous !== undefined) return { span: { uri, start: endOf(previous), end }, text: "" };
  return text[span.end - 1] === "}" ? { span: { uri, start: span.start + 1, end: span.end - 1 }, text: "" } : undefined;
}
