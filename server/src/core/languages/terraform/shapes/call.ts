import type { Reference, Slot, Value } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import type { Source } from "../../language.ts";
import { type Folded, knownText, optionsOf, type Text } from "../folded.ts";
import type { Expression, ObjectItem, Range } from "../hcl/tree.ts";
import { attributeOf } from "../module.ts";
import type { Reader } from "../reading.ts";
import { addressOf } from "../target.ts";
import { contextual } from "./context.ts";
import { placeOfKey } from "./places.ts";
import type { AccountShape, Origin } from "./shape.ts";

/** One call of a known module, or one instance of it. */
export interface Call {
  /** `module.project`, `module.project["a"]`. */
  readonly name: string;
  /** How an expression of the calling module names it, also where its key is not known: `module.project[each.key]`. */
  readonly written: string;
  readonly reader: Reader;
  readonly repeated: boolean;
  readonly account: AccountShape | undefined;
  readonly sources: ReadonlyMap<string, Source>;
}

export const scopeOf = ({ reader }: Call): string => reader.env.module.scope;

/** What people call it: with the calls that lead to its module. */
export const titleOf = ({ name, reader }: Call): string => (reader.env.module.prefix ?? "") + name;

/** The words that name the call: `module "x"`. */
export function headOf({ reader }: Call): Span {
  const { start, labels, nameEnd } = reader.block;
  return reader.span({ start, end: labels.at(-1)?.end ?? nameEnd });
}

/** What an attribute of the call, or an attribute inside of it, is folded to; members and roles follow defaults. */
export function foldAt(call: Call, path: string, slot: Slot): Folded | undefined {
  const [first = "", ...rest] = path.split(".");
  const attribute = attributeOf(call.reader.block, first);
  const start = attribute && call.reader.fold(attribute.value, slot);
  return rest.reduce<Folded | undefined>((at, name) => at && memberOf(at, name), start);
}

/** An attribute of an object; of several objects, that of the first one that has it. */
export function memberOf(folded: Folded, name: string): Folded | undefined {
  for (const option of optionsOf(folded)) {
    const found = option.kind === "mapping" ? option.entries.find(({ key }) => knownText(key) === name) : undefined;
    if (found !== undefined) return found.value;
  }
  return undefined;
}

/** A value; the context names of Cloud Foundation Fabric in it are references. */
export const makeValue = (call: Call, text: Text, slot: Slot, resourceType?: string): Value =>
  call.reader.make(contextual(text), slot, resourceType);

/** The text at a path as a value; `undefined` when there is none. */
export function valueAt(call: Call, path: string, slot: Slot): Value | undefined {
  const folded = foldAt(call, path, slot);
  return folded?.kind === "text" ? makeValue(call, folded, slot) : undefined;
}

/**
 * An output of the module, or one item of it by its key. It is written nowhere in the call, so its place is the call's head and
 * nothing can fill it.
 */
export function outputOf(call: Call, name: string, key = ""): Value {
  const span = headOf(call);
  const attribute = key === "" ? call.account && attributeOfOutput(call.account, name) : "";
  const address = addressOf(scopeOf(call), call.name) + key;
  const target = attribute === undefined ? {} : { target: { address, attribute } };
  const reference: Reference = { kind: "reference", text: `${call.written}.${name}${key}`, span, ...target };
  return { slot: "text", span, parts: [reference] };
}

/** The account's attribute that an output of the same name is; the whole account for an output of another name. */
export function attributeOfOutput({ outputs }: AccountShape, name: string): string | undefined {
  if (!Object.hasOwn(outputs, name)) return undefined;
  return outputs[name] === name ? name : "";
}

/** A field of a resource. */
export function originOf(call: Call, origin: Origin, keys: readonly Text[]): Value | undefined {
  if ("argument" in origin) return valueAt(call, origin.argument, "resource");
  if ("output" in origin) return outputOf(call, origin.output);
  const text = keys[origin.key];
  return text && makeValue(call, text, "resource");
}

/** A range of the document that a text stands in. */
export const spanIn = (uri: string, { start, end }: Range): Span => ({ uri, start, end });

/** The item of a map whose key a text is, and the map. */
export const itemOf = (
  call: Call,
  { span }: Text,
): { readonly item: ObjectItem; readonly map: Expression } | undefined => {
  const source = call.sources.get(span.uri);
  return source && placeOfKey(source, span.start);
};

/** What facts about a whole call say of their statement. */
export function statementOfCall(call: Call) {
  const scope = scopeOf(call);
  return {
    span: call.reader.span(),
    head: headOf(call),
    source: titleOf(call),
    scope,
    address: addressOf(scope, call.name),
  };
}
