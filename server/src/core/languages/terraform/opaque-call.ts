import type { Call } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { type Env, spanOf } from "./env.ts";
import { type Folded, optionsOf, type Text } from "./folded.ts";
import { attributesOf, type LocatedBlock } from "./module.ts";
import { Reader } from "./reading.ts";

/** Arguments that the module itself never sees. */
const META: ReadonlySet<string> = new Set(["source", "version", "providers", "for_each", "count", "depends_on"]);
/** How many values are kept. */
const MOST_GIVEN = 300;

/** Fact of a call of a module that is not read. */
export function readOpaqueCall(name: string, { source, block }: LocatedBlock, env: Env, made: Value[]): Call {
  const { scope, prefix = "" } = env.module;
  const reader = new Reader(block, { ...env, source }, made);
  const given: Value[] = [];
  for (const attribute of attributesOf(block)) {
    if (META.has(attribute.name)) continue;
    for (const text of textsOf(reader.fold(attribute.value, "text"), MOST_GIVEN - given.length))
      given.push(reader.make(text, "text"));
  }
  return {
    kind: "call",
    span: spanOf(reader.env, block),
    head: spanOf(reader.env, { start: block.start, end: block.labels.at(-1)?.end ?? block.nameEnd }),
    source: `${prefix}module.${name}`,
    scope,
    given,
  };
}

/** The texts of a value, keys included, up to a number. */
function textsOf(folded: Folded, most: number): readonly Text[] {
  const texts: Text[] = [];
  const visit = (one: Folded): void => {
    if (texts.length >= most) return;
    if (one.kind === "text") texts.push(one);
    else if (one.kind === "sequence") for (const item of one.items) visit(item);
    else if (one.kind === "either") for (const option of optionsOf(one)) visit(option);
    else if (one.kind === "mapping")
      for (const { key, value } of one.entries) {
        texts.push(key);
        visit(value);
      }
  };
  visit(folded);
  return texts;
}
