import type { Span } from "../../../text/span.ts";
import { numberOf } from "../arithmetic.ts";
import type { Folded } from "../folded.ts";
import { textOf } from "./texts.ts";

const MOST_NUMBERS = 1000;

/** What a function makes of known numbers. */
const MADE_OF: Readonly<Record<string, (numbers: readonly number[]) => number | undefined>> = {
  abs: ([number]) => (number === undefined ? undefined : Math.abs(number)),
  ceil: ([number]) => (number === undefined ? undefined : Math.ceil(number)),
  floor: ([number]) => (number === undefined ? undefined : Math.floor(number)),
  max: (numbers) => (numbers.length === 0 ? undefined : Math.max(...numbers)),
  min: (numbers) => (numbers.length === 0 ? undefined : Math.min(...numbers)),
  sum: (numbers) => numbers.reduce((sum, number) => sum + number, 0),
};

/** What a function of numbers gives; `undefined` for any other function. */
export function ofNumbers(name: string, args: readonly Folded[], span: Span): Folded | undefined {
  const make = Object.hasOwn(MADE_OF, name) ? MADE_OF[name] : undefined;
  const numbers = make && knownNumbers(name === "sum" ? itemsOf(args[0]) : args);
  const result = numbers && make?.(numbers);
  return result === undefined ? undefined : textOf(String(result), span);
}

const itemsOf = (folded: Folded | undefined): readonly Folded[] | undefined =>
  folded?.kind === "sequence" && folded.complete ? folded.items : undefined;

function knownNumbers(values: readonly Folded[] | undefined): readonly number[] | undefined {
  const numbers = values?.map(numberOf).filter((number) => number !== undefined);
  return numbers?.length === values?.length ? numbers : undefined;
}

/** The numbers from one up to another, or down to it, by a step. */
export function range(args: readonly Folded[], span: Span): Folded | undefined {
  const [first, second, third] = knownNumbers(args) ?? [];
  if (first === undefined) return undefined;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (end < start ? -1 : 1);
  const count = Math.max(0, Math.ceil((end - start) / step));
  if (!(count <= MOST_NUMBERS)) return undefined;
  const items = Array.from({ length: count }, (_, i) => textOf(String(start + i * step), span));
  return { kind: "sequence", items, complete: true };
}
