import { joinLiterals, literal, type Part } from "../../model/value.ts";
import type { Env } from "./env.ts";
import type { Folded } from "./folded.ts";
import type { Expression, Template } from "./hcl/tree.ts";
import { type TemplateItem, templateItems } from "./template-items.ts";

type Fold = (expression: Expression, env: Env) => Folded;
/** The texts that an expression may be, each as parts; at least one. */
type Interpolate = (expression: Expression, env: Env) => readonly (readonly Part[])[];

/** How many texts one template may come to before what is not known in it counts as such. */
const MOST_TEXTS = 8;

/** The parts that a template comes to. A directive that cannot be decided is one reference, up to its end mark. */
export const templateParts = (template: Template, env: Env, fold: Fold, interpolate: Interpolate): readonly Part[] =>
  partsOf(templateItems(template, env, fold, "open"), interpolate);

/**
 * All that a template may come to, where conditions in it are not known and where what stands in a mark is one of several texts;
 * only one when nothing of that is in it, or too much.
 */
export function templateTexts(
  template: Template,
  env: Env,
  fold: Fold,
  interpolate: Interpolate,
): readonly (readonly Part[])[] {
  const texts: (readonly Part[])[] = [];
  const open: (readonly number[])[] = [[]];
  for (let choices = open.pop(); choices !== undefined; choices = open.pop()) {
    const choosing = new Choosing(choices);
    const items = templateItems(template, env, fold, () => choosing.take(2) === 0);
    texts.push(partsOf(items, interpolate, choosing));
    open.push(...choosing.others());
    if (texts.length + open.length > MOST_TEXTS) return [templateParts(template, env, fold, interpolate)];
  }
  return texts;
}

const partsOf = (items: readonly TemplateItem[], interpolate: Interpolate, choosing?: Choosing): readonly Part[] =>
  joinLiterals(
    items.flatMap((item): readonly Part[] => {
      if (item.kind === "text") return [literal(item.text)];
      if (item.kind === "open") return [item.reference];
      const texts = interpolate(item.expression, item.env);
      const chosen = texts.length > 1 ? (choosing?.take(texts.length) ?? 0) : 0;
      return texts[chosen] ?? [];
    }),
  );

/** Which way is taken at each point where there are several: as told, then always the first. */
class Choosing {
  readonly #told: readonly number[];
  readonly #ways: number[] = [];

  constructor(told: readonly number[]) {
    this.#told = told;
  }

  take(ways: number): number {
    this.#ways.push(ways);
    return this.#told[this.#ways.length - 1] ?? 0;
  }

  /** What else could be told: another way at one of the points behind those that were. */
  others(): readonly (readonly number[])[] {
    const { length } = this.#told;
    return this.#ways.slice(length).flatMap((ways, i) => {
      const before = [...this.#told, ...Array<number>(i).fill(0)];
      return Array.from({ length: ways - 1 }, (_, way) => [...before, way + 1]);
    });
  }
}
