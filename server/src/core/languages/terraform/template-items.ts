import type { Part } from "../../model/value.ts";
import { truthOf } from "./conditions.ts";
import { type Env, spanOf } from "./env.ts";
import type { Folded } from "./folded.ts";
import { textOf } from "./functions/texts.ts";
import { decodeText } from "./hcl/literal.ts";
import type { Directive, Expression, Range, Template, TemplatePart, TemplateText } from "./hcl/tree.ts";

type Fold = (expression: Expression, env: Env) => Folded;

/** A stretch of what a template comes to: its own text, a mark and what the names in it mean there, or what is not known. */
export type TemplateItem = Range & { readonly isDoubtful: boolean } & (
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "mark"; readonly expression: Expression; readonly env: Env }
    | { readonly kind: "open"; readonly reference: Part }
  );

/** How many items a loop may grow to before it is not followed. */
const MOST_ITEMS = 300;

/**
 * What to do where a condition is not known: `open` leaves the directive as one stretch that is not known, `both` takes all lines
 * that may be there, as doubtful; a function decides.
 */
export type Undecided = "open" | "both" | (() => boolean);

/** What a template comes to, in order. */
export const templateItems = (
  template: Template,
  env: Env,
  fold: Fold,
  undecided: Undecided,
): readonly TemplateItem[] => new Walk(template, fold, undecided).items(0, template.parts.length, env, false);

class Walk {
  readonly #template: Template;
  readonly #parts: readonly TemplatePart[];
  readonly #fold: Fold;
  readonly #undecided: Undecided;

  constructor(template: Template, fold: Fold, undecided: Undecided) {
    this.#template = template;
    this.#parts = template.parts;
    this.#fold = fold;
    this.#undecided = undecided;
  }

  /** What stands between two indexes comes to. */
  items(from: number, to: number, env: Env, isDoubtful: boolean): readonly TemplateItem[] {
    const found: TemplateItem[] = [];
    for (let at = from; at < to && found.length <= MOST_ITEMS; at++) {
      const part = this.#parts[at];
      if (part?.kind === "text") found.push({ ...this.#textOf(part, at, env), isDoubtful });
      if (part?.kind === "interpolation") {
        const { start, end, expression } = part;
        found.push({ kind: "mark", start, end, expression, env, isDoubtful });
      }
      if (part?.kind !== "directive") continue;
      const end = this.#endOf(at, to);
      found.push(...(this.#decided(part, at, end, env, isDoubtful) ?? [this.#open(at, end.at, env)]));
      at = end.at;
    }
    return found;
  }

  #decided(
    directive: Directive,
    at: number,
    end: End,
    env: Env,
    isDoubtful: boolean,
  ): readonly TemplateItem[] | undefined {
    if (!end.isClosed || directive.expression === undefined) return undefined;
    if (directive.word === "for") return this.#loop(directive, at + 1, end.at, env, isDoubtful);
    const yes = (doubt: boolean) => this.items(at + 1, end.otherwise ?? end.at, env, doubt);
    const no = (doubt: boolean) =>
      end.otherwise === undefined ? [] : this.items(end.otherwise + 1, end.at, env, doubt);
    const truth = truthOf(directive.expression, env, this.#fold);
    if (truth !== undefined) return truth ? yes(isDoubtful) : no(isDoubtful);
    if (this.#undecided === "open") return undefined;
    if (this.#undecided === "both") return standsAlone(directive, env) ? [...yes(true), ...no(true)] : undefined;
    return this.#undecided() ? yes(isDoubtful) : no(isDoubtful);
  }

  /** A turn for each item of a collection that is known wholly. */
  #loop(
    directive: Directive,
    from: number,
    to: number,
    env: Env,
    isDoubtful: boolean,
  ): readonly TemplateItem[] | undefined {
    const { names, expression } = directive;
    const collection = expression && this.#fold(expression, env);
    const turn = (key: Folded | undefined, value: Folded | undefined, doubt: boolean) => {
      const [first, second] = names;
      const bound: [string, Folded | undefined][] = [];
      if (first !== undefined) bound.push([first, second === undefined ? value : key]);
      if (second !== undefined) bound.push([second, value]);
      return this.items(from, to, { ...env, names: new Map([...env.names, ...bound]) }, doubt);
    };
    const pairs = pairsOf(collection, env, expression ?? this.#template);
    const isOpen = this.#undecided === "both" && standsAlone(directive, env);
    if (pairs === undefined) return isOpen ? turn(undefined, undefined, true) : undefined;
    const found: TemplateItem[] = [];
    for (const [key, value] of pairs) {
      found.push(...turn(key, value, isDoubtful));
      if (found.length > MOST_ITEMS) return undefined;
    }
    return found;
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

  #open(from: number, to: number, env: Env): TemplateItem {
    const range: Range = { start: this.#parts[from]?.start ?? 0, end: this.#parts[to]?.end ?? 0 };
    const span = spanOf(env, range);
    const text = env.source.text.slice(span.start, span.end);
    return { kind: "open", ...range, reference: { kind: "reference", text, span }, isDoubtful: false };
  }

  /** A `~` in a mark takes the blanks beside it away: all of a quoted text, else those of one line with its end. */
  #textOf(part: TemplateText, at: number, { source: { text } }: Env) {
    const before = this.#parts[at - 1];
    const behind = this.#parts[at + 1];
    const isCutBefore = before !== undefined && text.charAt(before.end - 2) === "~";
    const isCutBehind = behind !== undefined && text.charAt(behind.start + 2) === "~";
    if (this.#template.form === "quoted") {
      const decoded = decodeText(text, this.#template, part);
      const cut = isCutBefore ? decoded.trimStart() : decoded;
      return { ...part, text: isCutBehind ? cut.trimEnd() : cut };
    }
    const cut = lineCut(part, text, isCutBefore, isCutBehind);
    return { ...cut, text: decodeText(text, this.#template, cut) };
  }
}

/** Whether a directive has its line to itself, so that whole lines depend on it. */
function standsAlone({ start, end }: Directive, { source: { text } }: Env): boolean {
  const lineEnd = text.indexOf("\n", end);
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return `${before}${text.slice(end, lineEnd < 0 ? text.length : lineEnd)}`.trim() === "";
}

type Pair = readonly [key: Folded, value: Folded];

function pairsOf(collection: Folded | undefined, env: Env, range: Range): readonly Pair[] | undefined {
  if ((collection?.kind !== "sequence" && collection?.kind !== "mapping") || !collection.complete) return undefined;
  if (collection.kind === "mapping") return collection.entries.map(({ key, value }) => [key, value]);
  const place = spanOf(env, range);
  return collection.items.map((item, i) => [collection.isSet ? item : textOf(String(i), place), item]);
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
