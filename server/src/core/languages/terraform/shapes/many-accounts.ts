import { displayParts } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import { type Entry, type Folded, knownText, optionsOf, type Text } from "../folded.ts";
import { textOf } from "../functions/texts.ts";
import { placeless } from "../instances.ts";
import { addressOf } from "../target.ts";
import { attributeOfOutput } from "./call.ts";
import type { AccountShape } from "./shape.ts";

/** One of the accounts that a call makes of a list of ids. */
export interface Made {
  readonly id: Text;
  /** How it is known behind the name of the call: nothing for the only one, else `["id"]`. */
  readonly key: string;
}

export interface MadeAccounts {
  /** In the order of their ids, if these are known. */
  readonly accounts: readonly Made[];
  readonly complete: boolean;
}

/** The accounts that a list of ids makes; `undefined` for one that is not known at all. */
export function accountsOfIds(ids: Folded | undefined): MadeAccounts | undefined {
  if (ids?.kind !== "sequence") return undefined;
  const texts = ids.items.flatMap(optionsOf).filter((item) => item.kind === "text");
  const isOne = ids.complete && texts.length === 1;
  const accounts = texts.map((id) => ({ id, key: isOne ? "" : `["${displayParts(id.parts)}"]` }));
  const isKnown = accounts.every(({ id }) => knownText(id) !== undefined);
  return {
    accounts: isKnown ? accounts.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) : accounts,
    complete: ids.complete && texts.length === ids.items.length && (isKnown || isOne),
  };
}

/** Where the outputs of a call are asked for: its name as it is written, its scope, and the place of the call. */
export interface Asked {
  readonly written: string;
  readonly scope: string;
  readonly span: Span;
}

const ATTRIBUTES = ["email", "member", "name", "id", "account_id", "unique_id"];

/** What such a call gives back, as a map of its outputs. */
export function outputsOfMany(made: MadeAccounts, shape: AccountShape, asked: Asked): Folded {
  const { accounts, complete } = made;
  const { keyed = {}, listed = {} } = shape.many ?? {};
  const [first] = complete ? accounts : [];
  const entry = (name: string, value: Folded): Entry => ({ key: textOf(name, asked.span), value });
  const single = Object.keys(shape.outputs).flatMap((name) =>
    first === undefined ? [] : [entry(name, givenAs(first, name, attributeOfOutput(shape, name) ?? "", "", asked))],
  );
  const maps = Object.entries(keyed).map(([name, attribute]) => {
    const entries = accounts.map((one) => ({
      key: one.id,
      value: givenAs(one, name, attribute, `["${displayParts(one.id.parts)}"]`, asked),
    }));
    return entry(name, { kind: "mapping", entries, complete });
  });
  const lists = Object.entries(listed).flatMap(([name, attribute]) => {
    const items = accounts.map((one, i) => givenAs(one, name, attribute, `[${i}]`, asked));
    return complete ? [entry(name, { kind: "sequence", items, complete })] : [];
  });
  return { kind: "mapping", entries: [...single, ...maps, ...lists], complete: false };
}

/** An output, or one item of it: a text, or an object where the whole account is given. */
function givenAs(one: Made, output: string, attribute: string, index: string, asked: Asked): Folded {
  const text = `${asked.written}.${output}${index}`;
  if (attribute !== "") return reference(one, text, output === attribute && index === "" ? attribute : "", asked);
  const isObject = output.startsWith("service_account");
  if (!isObject) return reference(one, text, "", asked);
  const entries = ATTRIBUTES.map((name) => ({
    key: textOf(name, asked.span),
    value: reference(one, `${text}.${name}`, name, asked),
  }));
  return { kind: "mapping", entries, complete: false };
}

/** An attribute that is not the end of the text is not told: the text could not be written anew with another one. */
function reference({ key }: Made, text: string, attribute: string, { written, scope, span }: Asked): Text {
  const target = { address: addressOf(scope, written.replace(/\[0\]$/, "") + key), attribute };
  return placeless({ kind: "reference", text, span, target });
}
