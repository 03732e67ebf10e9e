import type { Binding } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import { trailTo } from "../../manifest/trail.ts";
import { at, type Entry, type Mapping } from "../../manifest/tree.ts";
import type { Label, List } from "../hcl/tree.ts";
import { attributeOf } from "../module.ts";
import { keyWords } from "../render/additive.ts";
import { namesOf, statementAt } from "../render/blocks.ts";
import { freeName, nameFrom } from "../render/naming.ts";
import { entriesBehind, entriesInstead, type Property } from "./entries.ts";
import { removeStatement } from "./remove.ts";
import { jsonOf } from "./written.ts";

const OWNER = "_iam_binding";
const ONE_BY_ONE = "_iam_member";

/** The statement of a binding, and the objects that lead to it. */
interface Place {
  readonly kind: Mapping;
  readonly ofType: Entry & { readonly value: Mapping };
  readonly own: Entry & { readonly value: Mapping };
  readonly type: string;
  readonly members: List;
}

/**
 * Turns a `_iam_binding` into a `_iam_member`, as the native form does: of one member directly, of several by `for_each` with
 * made-up names. It goes to the object of the other type, with its name where that is free.
 */
export function makeAdditive(binding: Binding, source: Source): readonly Edit[] | undefined {
  const place = binding.complete ? placeOf(binding, source) : undefined;
  const old = place?.own.value.entries.find(({ key }) => key === "members");
  const rows = old && place && memberRows(place.members, old, source);
  if (place === undefined || old === undefined || rows === undefined) return undefined;
  const { ofType, own, kind } = place;
  const type = place.type.slice(0, -OWNER.length) + ONE_BY_ONE;
  const edit = entriesInstead(old, own.value, rows, source);
  const holder = at(kind, type);
  if (holder === undefined && ofType.value.entries.length === 1)
    return [{ span: inside(ofType.keySpan), text: type }, edit];
  const removal = removeStatement(binding, source);
  const name = freeName(own.key, namesOf(type, source));
  const body: unknown = parsed(changed(own.value, edit, source));
  const last = holder?.kind === "mapping" ? holder.entries.at(-1) : undefined;
  if (removal === undefined || body === undefined || (holder !== undefined && last === undefined)) return undefined;
  const added =
    last !== undefined && holder?.kind === "mapping"
      ? entriesBehind(last, holder, [[name, body]], source)
      : entriesBehind(ofType, kind, [[type, { [name]: body }]], source);
  return [...removal, added];
}

function placeOf(binding: Binding, source: Source): Place | undefined {
  const block = statementAt(binding, source);
  const type = block?.labels[0]?.text ?? "";
  const members = block && attributeOf(block, "members")?.value;
  if (block === undefined || !type.endsWith(OWNER) || members?.kind !== "list" || members.items.length === 0)
    return undefined;
  if (["for_each", "count", "member"].some((name) => attributeOf(block, name) !== undefined)) return undefined;
  const trail = trailTo(treeOf(source), { uri: source.uri, start: block.body.start - 1, end: block.end });
  const [, kind, , last] = trail;
  if (trail.length !== 4 || kind?.kind !== "mapping" || last?.kind !== "mapping") return undefined;
  const ofType = entryAt(kind, block.labels[0]);
  const own = ofType && entryAt(ofType.value, block.labels[1]);
  return ofType && own && { kind, ofType, own, type, members };
}

/** The entry of a label, whose value is an object. */
function entryAt(holder: Mapping, label: Label | undefined): Place["own"] | undefined {
  const entry = holder.entries.find(({ keySpan }) => keySpan.start === label?.start);
  return entry?.value?.kind === "mapping" ? { ...entry, value: entry.value } : undefined;
}

/** A key without its quotes. */
const inside = ({ uri, start, end }: Entry["keySpan"]): Entry["keySpan"] => ({ uri, start: start + 1, end: end - 1 });

/** What stands in the place of the members; `undefined` where one of them is no text of its own. */
function memberRows({ items }: List, old: Entry, { text }: Source): readonly Property[] | undefined {
  const scalars = old.value?.kind === "list" ? old.value.items : [];
  const values = scalars.map(({ span }) => parsed(text.slice(span.start, span.end)));
  const [only, ...others] = values;
  if (values.length !== items.length || !values.every((value) => typeof value === "string")) return undefined;
  if (others.length === 0) return [["member", only]];
  const taken = new Set<string>();
  const named = items.map((item, i): Property => {
    const name = freeName(nameFrom([keyWords(item, text.slice(item.start, item.end))]), taken);
    taken.add(name);
    return [name, values[i]];
  });
  return [
    ["for_each", Object.fromEntries(named)],
    ["member", parsed(jsonOf("each.value"))],
  ];
}

/** An object as it reads after an edit. */
function changed({ span }: Mapping, edit: Edit, { text }: Source): string {
  return text.slice(span.start, edit.span.start) + edit.text + text.slice(edit.span.end, span.end);
}

/** The value of a text of JSON; `undefined` where it is none. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
