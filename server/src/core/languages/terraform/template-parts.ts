import { joinLiterals, literal, type Part } from "../../model/value.ts";
import { truthOf } from "./conditions.ts";
import { type Env, spanOf } from "./env.ts";
import type { Folded } from "./folded.ts";
import { textOf } from "./functions/texts.ts";
import { decodeText } from "./hcl/literal.ts";
import type { Directive, Expression, Range, Template, TemplatePart, TemplateText } from "./hcl/tree.ts";

type Fold = (expression: Expression, env: Env) => Folded;
/** The texts that an expression may be, each as parts; at least one. */
type Interpolate = (expression: Expression, env: Env) => readonly (readonly Part[])[];

/** How many parts a loop may grow to before it is not followed. */
const MOST_PARTS = 300;
/** How many texts one template may come to before what is not known in it counts as such. */
const MOST_TEXTS = 8;

/** The parts that a template comes to. A directive that cannot be decided is one reference, up to its end mark. */
export const templateParts = (template: Template, env: Env, fold: Fold, interpolate: Interpolate): readonly Part[] =>
  joinLiterals(new Writer(template, fold, interpolate).write(0, template.parts.length, env));

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
    texts.push(joinLiterals(new Writer(template, fold, interpolate, choosing).write(0, template.parts.length, env)));
    open.push(...choosing.others());
    if (texts.length + open.length > MOST_TEXTS) return [templateParts(template, env, fold, interpolate)];
  }
  return texts;
}

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

class Writer {
  readonly #template: Template;
  readonly #parts: readonly TemplatePart[];
  readonly #fold: Fold;
  readonly #interpolate: Interpolate;
  readonly #choosing: Choosing | undefined;

  constructor(template: Template, fold: Fold, interpolate: Interpolate, choosing?: Choosing) {
    this.#choosing = choosing;
    this.#template = template;
    this.#parts = template.parts;
    this.#fold = fold;
    this.#interpolate = interpolate;
  }

  /** What stands between two indexes comes to. */
  write(from: number, to: number, env: Env): readonly Part[] {
    const written: Part[] = [];
    for (let at = from; at < to && written.length <= MOST_PARTS; at++) {
      const part = this.#parts[at];
      if (part?.kind === "text") written.push(literal(this.#textOf(part, at, env)));
      if (part?.kind === "interpolation") written.push(...this.#chosen(this.#interpolate(part.expression, env)));
      if (part?.kind !== "directive") continue;
      const end = this.#endOf(at, to);
      written.push(...(this.#decided(part, at, end, env) ?? [this.#unknown(at, end.at, env)]));
      at = end.at;
    }
    return written;
  }

  #decided(directive: Directive, at: number, end: End, env: Env): readonly Part[] | undefined {
    if (!end.isClosed || directive.expression === undefined) return undefined;
    if (directive.word === "for") return this.#loop(directive, at + 1, end.at, env);
    const truth = truthOf(directive.expression, env, this.#fold) ?? this.#guess();
    if (truth === undefined) return undefined;
    if (truth) return this.write(at + 1, end.otherwise ?? end.at, env);
    return end.otherwise === undefined ? [] : this.write(end.otherwise + 1, end.at, env);
  }

  #chosen(texts: readonly (readonly Part[])[]): readonly Part[] {
    const [first = [], ...others] = texts;
    if (others.length === 0 || this.#choosing === undefined) return first;
    return texts[this.#choosing.take(texts.length)] ?? first;
  }

  /** A condition that is not known holds one time and not the other. */
  #guess(): boolean | undefined {
    return this.#choosing === undefined ? undefined : this.#choosing.take(2) === 0;
  }

  /** A turn for each item of a collection that is known wholly. */
  #loop({ names, expression }: Directive, from: number, to: number, env: Env): readonly Part[] | undefined {
    const collection = expression && this.#fold(expression, env);
    const place = spanOf(env, expression ?? this.#template);
    if ((collection?.kind !== "sequence" && collection?.kind !== "mapping") || !collection.complete) return undefined;
    const pairs =
      collection.kind === "mapping"
        ? collection.entries.map(({ key, value }) => [key, value] as const)
        : collection.items.map((item, i) => [collection.isSet ? item : textOf(String(i), place), item] as const);
    const [first, second] = names;
    const written: Part[] = [];
    for (const [key, value] of pairs) {
      const bound: [string, Folded | undefined][] = [];
      if (first !== undefined) bound.push([first, second === undefined ? value : key]);
      if (second !== undefined) bound.push([second, value]);
      written.push(...this.write(from, to, { ...env, names: new Map([...env.names, ...bound]) }));
      if (written.length > MOST_PARTS) return undefined;
    }
    return written;
  }

  /** Where the directive at an index ends; one without an end mark takes all that follows. */
  #endOf(at: number, to: number): End {
    const opening = this.#parts[at];
    const isLone = opening?.kind === "directive" && opening.word !== "if" && opening.word !== "for";
    if (isLone) return { at, isClosed: false };
    let open = 1;
    let otherwise: number | undefined;
    for (let i = at + 1; i < to; i++) {
      const part = this.#parts[i];
      if (part?.kind !== "directive") continue;
      if (part.word === "if" || part.word === "for") open++;
      else if (part.word === "else" && open === 1) otherwise ??= i;
      else if ((part.word === "endif" || part.word === "endfor") && --open === 0)
        return { at: i, isClosed: true, ...(otherwise === undefined ? {} : { otherwise }) };
    }
    return { at: to - 1, isClosed: false };
  }

  #unknown(from: number, to: number, env: Env): Part {
    const range: Range = { start: this.#parts[from]?.start ?? 0, end: this.#parts[to]?.end ?? 0 };
    const span = spanOf(env, range);
    return { kind: "reference", text: env.source.text.slice(span.start, span.end), span };
  }

  /** A `~` in a mark takes the blanks beside it away: all of a quoted text, else those of one line with its end. */
  #textOf(part: TemplateText, at: number, { source: { text } }: Env): string {
    const before = this.#parts[at - 1];
    const behind = this.#parts[at + 1];
    const isCutBefore = before !== undefined && text.charAt(before.end - 2) === "~";
    const isCutBehind = behind !== undefined && text.charAt(behind.start + 2) === "~";
    if (this.#template.form === "quoted") {
      const decoded = decodeText(text, this.#template, part);
      const cut = isCutBefore ? decoded.trimStart() : decoded;
      return isCutBehind ? cut.trimEnd() : cut;
    }
    return decodeText(text, this.#template, lineCut(part, text, isCutBefore, isCutBehind));
  }
}

/** Without the rest of the line behind a mark, or the start of the line in front of one; a line end belongs to its line. */
function lineCut(part: TemplateText, text: string, isCutBefore: boolean, isCutBehind: boolean): TemplateText {
  const raw = text.slice(part.start, part.end);
  const front = isCutBefore ? (/^[^\S\n]*\n?/.exec(raw)?.[0].length ?? 0) : 0;
  const rest = raw.slice(front);
  const back = isCutBehind ? (/(?:[^\S\n]*\n|[^\S\n]+)$/.exec(rest)?.[0].length ?? 0) : 0;
  return { ...part, start: part.start + front, end: part.end - back };
}

interface End {
  readonly at: number;
  readonly isClosed: boolean;
  /** Index of the `else`. */
  readonly otherwise?: number;
}
