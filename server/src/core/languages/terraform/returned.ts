import type { Part, Reference } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import type { Calls } from "./calls.ts";
import type { Env } from "./env.ts";
import { fold } from "./fold.ts";
import { type Folded, isUnknown, mapTexts, type Text } from "./folded.ts";
import { textOf } from "./functions/texts.ts";
import type { Step } from "./hcl/tree.ts";
import { placeless } from "./instances.ts";
import { follow, walk } from "./lookup.ts";
import type { AccountShape } from "./shapes/shape.ts";
import { addressOf, isChanging } from "./target.ts";

/** A module as one instance of a call sees it. */
export interface Entered {
  readonly key: string;
  /** What `each.key` is, where that is known. */
  readonly each?: Text;
  readonly env: Env;
  readonly calls: Calls;
}

/** What an output gives, with further steps from there. */
export function outputOf({ env }: Entered, [step, ...rest]: readonly Step[], from: Env): Folded | undefined {
  const name = step?.kind === "attribute" ? step.name : undefined;
  const output = name === undefined ? undefined : env.module.outputs.get(name);
  const { chain, defaults, isPath = false } = from;
  const folded = output && follow(output, { ...env, chain, defaults, isPath }, fold);
  return folded && walk(crossing(folded, env.module.scope), rest, from, fold);
}

/** A call as a value: what the module gives back, or a map or list of that by instance. */
export function wholeOf(entered: readonly Entered[], name: string, isOne: boolean, from: Env): Folded | undefined {
  const [only] = entered;
  if (isOne) return only && outputsOf(only, `module.${name}`, from);
  const outputs = (one: Entered): Folded => outputsOf(one, `module.${name}${one.key || "[0]"}`, from);
  const known = entered.filter(({ env }) => env.repeated !== true);
  const complete = known.length === entered.length;
  if (entered.every(({ each }) => each === undefined))
    return { kind: "sequence", items: entered.map(outputs), complete };
  const entries = entered.flatMap((one) => (one.each === undefined ? [] : [{ key: one.each, value: outputs(one) }]));
  return { kind: "mapping", entries, complete: complete && entries.length === entered.length };
}

/** All that a module gives back whose value is known in some way; the rest as references to the call. */
export function outputsOf(one: Entered, call: string, from: Env): Folded {
  const entries = [...one.env.module.outputs].flatMap(([name, { source, expression }]) => {
    const value = outputOf(one, [{ kind: "attribute", name, start: 0, end: 0 }], from);
    const { start, end } = expression;
    if (value === undefined) return [];
    return [{ key: textOf(name, { uri: source.uri, start, end }), value: namedAs(value, `${call}.${name}`) }];
  });
  return { kind: "mapping", entries, complete: false };
}

const namedAs = (folded: Folded, text: string): Folded =>
  isUnknown(folded)
    ? { ...folded, isPlaceless: true, uses: [], parts: folded.parts.map((part) => ({ ...part, text })) }
    : folded;

/** The outputs of a known module that hold its account. */
export function accountOutputs({ outputs }: AccountShape, written: string, span: Span, { module }: Env): Folded {
  const address = addressOf(module.scope, written.replace(/\[0\]$/, ""));
  const entries = Object.entries(outputs).map(([name, attribute]) => {
    const target = { address, attribute: attribute === name ? name : "" };
    return {
      key: textOf(name, span),
      value: placeless({ kind: "reference", text: `${written}.${name}`, span, target }),
    };
  });
  return { kind: "mapping", entries, complete: false };
}

/** What leaves a module names its references by that module, so that they mean the same everywhere. */
export const crossing = (folded: Folded, scope: string): Folded =>
  mapTexts(folded, (text) =>
    text.parts.some(isLoose) ? { ...text, parts: text.parts.map((p) => bound(p, scope)) } : text,
  );

const isLoose = (part: Part): part is Reference =>
  part.kind === "reference" && part.target === undefined && !isChanging(part);

const bound = (part: Part, scope: string): Part =>
  isLoose(part) ? { ...part, target: { address: addressOf(scope, part.text), attribute: "" } } : part;
