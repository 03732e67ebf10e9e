import { hasAnchors } from "../../model/anchor.ts";
import type { Fact } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { asksIn, haveSameAnswers } from "./asked.ts";
import type { Ask, Env } from "./env.ts";
import type { Contents, Declaration } from "./module.ts";
import { elsewhereOf, isCalled, type Remembered, readAnew, recalled, type Said } from "./remembered.ts";
import { areInPlace, areKept, type Rest } from "./rests.ts";

/** What several readings say; values are put together when they are asked for. */
export class Together implements Said {
  readonly facts: readonly Fact[];
  readonly parts: readonly Said[];
  #values: readonly Value[] | undefined;

  constructor(parts: readonly Said[]) {
    this.parts = parts;
    const said: Fact[] = [];
    for (const { facts } of parts) for (const fact of facts) said.push(fact);
    this.facts = said;
  }

  get values(): readonly Value[] {
    this.#values ??= this.parts.flatMap(({ values }) => values);
    return this.#values;
  }
}

/** What a document said, of whose blocks each one was remembered. */
interface Whole {
  readonly said: Said;
  readonly parts: readonly Remembered[];
  /** All that the blocks rest on; told when the document is asked for again. */
  rests?: Rests;
}

interface Rests {
  readonly ofAnchored: readonly Rest[];
  /** Of blocks whose places do not go with the text: nothing of that may stand elsewhere. */
  readonly ofOthers: readonly Rest[];
  readonly asked: readonly Ask[];
}

const wholes = new WeakMap<Contents, Whole>();

/** What the declarations of a document say; the same as before where the document and all that it rests on are the same. */
export function saidIn(document: Contents, env: Env, read: (declaration: Declaration) => Said): Said {
  if (isCalled(env)) return new Together(document.declarations.map(read));
  const before = wholes.get(document);
  if (before !== undefined && holds(before, document, env)) return before.said;
  const said: Said[] = [];
  const parts: Remembered[] = [];
  for (const declaration of document.declarations) {
    const kept = recalled(declaration, env) ?? readAnew(declaration, env, () => read(declaration));
    said.push("said" in kept ? kept.said : kept);
    if ("said" in kept) parts.push(kept);
  }
  const whole = { said: new Together(said), parts };
  if (parts.length < said.length) wholes.delete(document);
  else wholes.set(document, whole);
  return whole.said;
}

function holds(whole: Whole, { source: { uri }, declarations }: Contents, env: Env): boolean {
  const { module } = env;
  if (whole.parts.some(({ scope }) => scope !== module.scope)) return false;
  whole.rests ??= restsOf(whole.parts);
  const { ofAnchored, ofOthers, asked } = whole.rests;
  if (!areKept(ofAnchored, module) || !areKept(ofOthers, module)) return false;
  const isInPlace = whole.parts.every(({ isAnchored }) => isAnchored) || !hasAnchors(uri);
  if (!isInPlace || !areInPlace(ofOthers, module) || !haveSameAnswers(asked, elsewhereOf(env))) return false;
  whole.parts.forEach(({ block: { anchor } }, i) => {
    anchor.by = (declarations[i]?.block.start ?? anchor.start) - anchor.start;
  });
  return true;
}

function restsOf(parts: readonly Remembered[]): Rests {
  const unique = (some: readonly Remembered[]): readonly Rest[] => [
    ...new Map(some.flatMap(({ rests }) => rests.map((rest) => [rest.name, rest]))).values(),
  ];
  return {
    ofAnchored: unique(parts.filter(({ isAnchored }) => isAnchored)),
    ofOthers: unique(parts.filter(({ isAnchored }) => !isAnchored)),
    asked: asksIn(new Set(parts.flatMap(({ asked }) => asked))),
  };
}
