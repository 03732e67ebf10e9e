/** The one stretch in which two texts differ: what stands before `start` and behind the ends is the same in both. */
export interface Difference {
  readonly start: number;
  readonly endBefore: number;
  readonly endAfter: number;
}

export function differenceOf(before: string, after: string): Difference {
  const most = Math.min(before.length, after.length);
  const start = sameAtStart(before, after, most);
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return { start, endBefore: before.length - same, endAfter: after.length - same };
}

function sameAtStart(before: string, after: string, most: number): number {
  let at = 0;
  while (at < most && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  return at;
}
