import type { Flaw } from "../../../model/facts.ts";
import type { Source } from "../../language.ts";
import type { Env } from "../env.ts";
import { partsOf } from "../hcl/find.ts";
import { asWritten } from "../hcl/moved.ts";
import type { Block, Expression, ObjectExpression } from "../hcl/tree.ts";
import { type LocatedBlock, ofEach } from "../module.ts";

/** Keys that stand for roles or principals, whose lists get lost when they stand in a map twice. */
const CONCERNING =
  /^(?:roles\/|(?:projects|organizations)\/[^/]+\/roles\/|(?:user|group|serviceAccount|domain|principal|principalSet):)/;

interface Twice {
  readonly key: string;
  readonly first: { readonly start: number; readonly end: number };
  readonly second: { readonly start: number; readonly end: number };
}

const found = new WeakMap<Expression, readonly Twice[]>();

/** Keys that stand twice in one map of an expression; looked for once. */
function twiceIn(expression: Expression, text: string): readonly Twice[] {
  const cached = found.get(expression);
  if (cached !== undefined) return cached;
  const all: Twice[] = [];
  const open: Expression[] = [expression];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.kind === "object") all.push(...twiceInObject(one, text));
    open.push(...partsOf(one));
  }
  found.set(expression, all);
  return all;
}

function twiceInObject({ items }: ObjectExpression, text: string): readonly Twice[] {
  const seen = new Map<string, Twice["first"]>();
  return items.flatMap(({ key }): readonly Twice[] => {
    const isPlain = key.kind === "template" && key.parts.length === 1 && key.parts[0]?.kind === "text";
    const name = isPlain ? text.slice(key.inner.start, key.inner.end) : "";
    if (key.kind !== "template" || !CONCERNING.test(name)) return [];
    const first = seen.get(name);
    if (first === undefined) seen.set(name, key.inner);
    return first === undefined ? [] : [{ key: name, first, second: key.inner }];
  });
}

/** Flaws of maps in which a role or a principal stands twice: in resources, calls of modules, locals and defaults. */
export function readDuplicateKeys({ module }: Env): readonly Flaw[] {
  const blocks = [...repeatingIn(module), ...[...module.calls.values()].filter(repeats)];
  const values = [...module.locals, ...module.defaults, ...module.settings];
  return [
    ...blocks.flatMap(({ source, block }) => {
      const name = block.labels.map(({ text }) => text).join(".");
      return twiceInBlock(block, source.text).map((twice) => flaw(twice, { source, place: block, name, module }));
    }),
    ...values.flatMap(([name, { source, expression }]) =>
      isClean(expression, () => twiceIn(expression, source.text))
        ? []
        : twiceIn(expression, source.text).map((twice) => flaw(twice, { source, place: expression, name, module })),
    ),
  ];
}

const repeatingIn = ofEach(({ declarations }) => declarations.filter(repeats));

function repeats({ block, source: { text } }: LocatedBlock): boolean {
  return !isClean(block, () => twiceInBlock(block, text));
}

const twiceInBlock = ({ body }: Block, text: string): readonly Twice[] =>
  body.items.flatMap((item) => (item.kind === "block" ? twiceInBlock(item, text) : twiceIn(item.value, text)));

const clean = new WeakSet<object>();

/** What was found to hold nothing holds nothing wherever it stands. */
function isClean(node: Block | Expression, find: () => readonly Twice[]): boolean {
  const written = asWritten(node);
  if (clean.has(written)) return true;
  if (find().length > 0) return false;
  clean.add(written);
  return true;
}

interface Where {
  readonly source: Source;
  readonly place: { readonly start: number; readonly end: number };
  readonly name: string;
  readonly module: Env["module"];
}

function flaw({ key, second }: Twice, { source: { uri }, place, name, module }: Where): Flaw {
  const span = { uri, start: place.start, end: place.end };
  return {
    kind: "flaw",
    span,
    head: { uri, start: second.start, end: second.end },
    source: (module.prefix ?? "") + name,
    scope: module.scope,
    flaw: "tf-duplicate-map-key",
    at: { uri, start: second.start, end: second.end },
    words: { key },
    repairs: [],
  };
}
