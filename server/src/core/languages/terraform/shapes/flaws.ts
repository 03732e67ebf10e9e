import type { Flaw, Repair } from "../../../model/facts.ts";
import { soleReference } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import { type Entry, type Folded, knownText } from "../folded.ts";
import type { Expression } from "../hcl/tree.ts";
import { attributeOf } from "../module.ts";
import { indentAt, lineEndOf } from "../render/style.ts";
import { type Call, foldAt, itemOf, scopeOf, statementOfCall, titleOf, valueAt } from "./call.ts";
import { isWhole, textsOf } from "./members.ts";
import type { Form, Grants } from "./shape.ts";
import { placesAt } from "./walk.ts";

const ROLE = /^(?:roles|(?:projects|organizations)\/[^/]+\/roles)\//;
const MEMBER =
  /^(?:user|group|serviceAccount|domain|principal|principalSet|principalHierarchy):|^all(?:Authenticated)?Users$/;

/** What the keys of a map have to be, and its values, by the form of the argument. */
const FORMS: Readonly<
  Partial<Record<Form, { readonly keys: RegExp; readonly values: RegExp; readonly form: string }>>
> = {
  "members-by-role": { keys: ROLE, values: MEMBER, form: "roles to members" },
  "roles-by-member": { keys: MEMBER, values: ROLE, form: "principals to roles" },
};

/** Whether a map has the values where the keys belong, and the keys where the values belong. */
export function isInverted(folded: Folded, form: Form): boolean {
  const wanted = FORMS[form];
  if (wanted === undefined || folded.kind !== "mapping" || folded.entries.length === 0) return false;
  return folded.entries.every(({ key, value }) => {
    const texts = textsOf(value).map(knownText);
    return (
      wanted.values.test(knownText(key) ?? "") &&
      texts.length > 0 &&
      texts.every((text) => wanted.keys.test(text ?? ""))
    );
  });
}

/** Where the arguments of a call break what its module asks of them. */
export const readShapeFlaws = (call: Call, grants: readonly Grants[]): readonly Flaw[] =>
  grants.flatMap((one) => [...invertedMaps(call, one), ...doubledPrefix(call, one)]);

function invertedMaps(call: Call, { at, form }: Grants): readonly Flaw[] {
  return placesAt(call, at, "role").flatMap(({ folded, label }) => {
    const [first] = folded.kind === "mapping" ? folded.entries : [];
    if (first === undefined || folded.kind !== "mapping" || !isInverted(folded, form)) return [];
    const words = { argument: label, form: FORMS[form]?.form ?? "" };
    return [flawOf(call, "tf-module-shape", first.key.span, words, transposed(call, folded.entries))];
  });
}

function flawOf(
  call: Call,
  flaw: string,
  at: Span,
  words: Readonly<Record<string, string>>,
  repairs: readonly Repair[],
): Flaw {
  const { span, head } = statementOfCall(call);
  return { kind: "flaw", span, head, source: titleOf(call), scope: scopeOf(call), flaw, at, words, repairs };
}

/** The map turned around, where it is written out in one place. */
function transposed(call: Call, entries: readonly Entry[]): readonly Repair[] {
  const places = entries.map(({ key }) => itemOf(call, key));
  const map = places[0]?.map;
  const source = call.sources.get(entries[0]?.key.span.uri ?? "");
  const written = new Map<string, string[]>();
  if (map?.kind !== "object" || map.items.length !== entries.length || source === undefined) return [];
  for (const place of places) {
    const list = place?.item.value;
    if (place?.map !== map || list?.kind !== "list" || !list.closed) return [];
    const key = source.text.slice(place.item.key.start, place.item.key.end);
    for (const item of list.items) {
      const text = plainText(item, source.text);
      if (text === undefined) return [];
      written.set(text, [...(written.get(text) ?? []), key]);
    }
  }
  if (/[#]|\/\//.test(source.text.slice(map.start, map.end))) return [];
  const indent = indentAt(source.text, map.start);
  const width = Math.max(...[...written.keys()].map((key) => key.length));
  const lines = [...written].map(([key, items]) => `${indent}  ${key.padEnd(width)} = [${items.join(", ")}]`);
  const text = ["{", ...lines, `${indent}}`].join(lineEndOf(source.text));
  return [
    { title: "Turn the map around", edits: [{ span: { uri: source.uri, start: map.start, end: map.end }, text }] },
  ];
}

const plainText = (item: Expression, text: string): string | undefined =>
  item.kind === "template" && item.parts.every(({ kind }) => kind === "text")
    ? text.slice(item.start, item.end)
    : undefined;

/** A whole member where the module puts the prefix in front itself. */
function doubledPrefix(call: Call, { member }: Grants): readonly Flaw[] {
  if (member === undefined || member === "account") return [];
  const { argument, prefix, prefixArgument } = member;
  const attribute = attributeOf(call.reader.block, argument);
  const isOwn = prefixArgument === undefined || attributeOf(call.reader.block, prefixArgument) === undefined;
  const value = valueAt(call, argument, "text");
  if (attribute === undefined || value === undefined || !isOwn || foldAt(call, argument, "text")?.kind !== "text")
    return [];
  if (!isWhole(value, prefix)) return [];
  const words = { argument, prefix };
  if (soleReference(value) !== undefined) {
    const { end } = attribute.value;
    const span = call.reader.span({ start: end - "member".length, end });
    const isHere = call.reader.env.source.text.slice(span.start, span.end) === "member";
    const repairs = isHere ? [{ title: "Use its `email`", edits: [{ span, text: "email" }] }] : [];
    return [flawOf(call, "member-duplicate-prefix-module", value.span, words, repairs)];
  }
  const doubled = `${prefix}:`;
  const { uri, start } = value.span;
  const span = { uri, start, end: start + doubled.length };
  const isHere = call.sources.get(uri)?.text.slice(span.start, span.end) === doubled;
  const repairs = isHere ? [{ title: `Remove \`${doubled}\``, edits: [{ span, text: "" }] }] : [];
  return [flawOf(call, "member-duplicate-prefix-module", value.span, words, repairs)];
}
