import type { Runs } from "./unpack.ts";

export const contains = (runs: Runs, number: number): boolean => intersects(runs, number, number + 1);

/** Whether a number from `start` up to, but without, `end` is among them. */
export function intersects(runs: Runs, start: number, end: number): boolean {
  let low = 0;
  let high = runs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(runs, 2 * middle + 1) <= start) low = middle + 1;
    else high = middle;
  }
  return start < end && 2 * low < runs.length && at(runs, 2 * low) < end;
}

/** Whether every number of `inner` is in `outer`: each of its runs lies inside one run of the other. */
export function covers(outer: Runs, inner: Runs): boolean {
  let i = 0;
  for (let j = 0; j < inner.length; j += 2) {
    while (i < outer.length && at(outer, i + 1) < at(inner, j + 1)) i += 2;
    if (i >= outer.length || at(outer, i) > at(inner, j)) return false;
  }
  return true;
}

export function* numbersOf(runs: Runs): Generator<number> {
  for (let i = 0; i < runs.length; i += 2) {
    for (let number = at(runs, i); number < at(runs, i + 1); number++) yield number;
  }
}

/** Bounds of a run that exists; the fallback is never met. */
const at = (runs: Runs, index: number): number => runs[index] ?? 0;
