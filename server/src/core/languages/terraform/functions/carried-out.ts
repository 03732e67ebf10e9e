import type { Part } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import type { Source } from "../../language.ts";
import type { Env } from "../env.ts";
import type { Folded } from "../folded.ts";
import type { Expression, Template } from "../hcl/tree.ts";
import { type TemplateItem, templateItems } from "../template-items.ts";

type Fold = (expression: Expression, env: Env) => Folded;

/** A stretch that stands for something: a mark of a template and what the names in it mean there, or what is not known. */
export interface Mark {
  /** Behind its last character, in the document. */
  readonly end: number;
  readonly meaning: { readonly expression: Expression; readonly env: Env } | { readonly reference: Part };
}

/** A template as a document, in which its marks stand as they are written. */
export interface CarriedOut {
  readonly source: Source;
  /** Marks by where they start in the document. */
  readonly marks: ReadonlyMap<number, Mark>;
  /** Where a place of the document is written. */
  readonly placeOf: (span: Span) => Span;
  /** Whether what starts at an offset may not be there. */
  readonly isDoubtful: (offset: number) => boolean;
  /** Whether there is anything like that. */
  readonly hasDoubt: boolean;
}

/** The document as it stands: a template without directives. */
export function asItStands(source: Source, { parts }: Template, env: Env): CarriedOut {
  const marks = parts.flatMap((part): readonly (readonly [number, Mark])[] =>
    part.kind === "interpolation"
      ? [[part.start, { end: part.end, meaning: { expression: part.expression, env } }]]
      : [],
  );
  return { source, marks: new Map(marks), placeOf: (span) => span, isDoubtful: () => false, hasDoubt: false };
}

/** A template with its directives carried out; where one cannot be decided, all that it may come to is there. */
export function carriedOut({ uri }: Source, template: Template, env: Env, fold: Fold): CarriedOut {
  const items = templateItems(template, env, fold, "both");
  const starts: number[] = [];
  let text = "";
  const marks: (readonly [number, Mark])[] = [];
  for (const item of items) {
    const written = env.source.text.slice(item.start, item.end);
    const start = text.length;
    starts.push(start);
    text += item.kind === "open" ? standIn(written.length) : written;
    if (item.kind !== "text") marks.push([start, { end: text.length, meaning: item }]);
  }
  const at = (offset: number): number => Math.max(0, lastAtMost(starts, offset));
  return {
    source: { uri, text },
    marks: new Map(marks),
    placeOf: ({ uri, start, end }) => {
      const from = written(items, starts, at(start), start);
      return { uri, start: from, end: Math.max(from, written(items, starts, at(Math.max(start, end - 1)), end)) };
    },
    isDoubtful: (offset) => items[at(offset)]?.isDoubtful === true,
    hasDoubt: items.some(({ isDoubtful, kind }) => isDoubtful || kind === "open"),
  };
}

/** A mark of a length, for what no mark stands for: a directive is longer than any of its marks. */
const standIn = (length: number): string => `\${${"_".repeat(Math.max(0, length - 3))}}`;

/** Where an offset of the document that falls into an item is written. */
function written(items: readonly TemplateItem[], starts: readonly number[], index: number, offset: number): number {
  const item = items[index];
  return item === undefined ? 0 : Math.min(item.end, item.start + offset - (starts[index] ?? 0));
}

/** Index of the last number that is not above another one; -1 when all are. */
function lastAtMost(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
