/**
 * Insertions, deletions, replacements and swaps of neighbours between two texts; `most + 1` as soon as it is more than `most`.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = nextRow(a, b, i, previous, before);
    if (Math.min(...current) > most) return most + 1;
    before = previous;
    previous = current;
  }
  return Math.min(previous[b.length] ?? 0, most + 1);
}

function nextRow(a: string, b: string, i: number, previous: readonly number[], before: readonly number[]): number[] {
  const row = [i];
  for (let j = 1; j <= b.length; j++) {
    const replace = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
    let least = Math.min(replace, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      least = Math.min(least, (before[j - 2] ?? 0) + 1);
    row.push(least);
  }
  return row;
}

/** How many slips of the finger a word of this length may hold and still be that word. */
export const slipsAllowed = (length: number): number => (length < 5 ? 0 : length < 11 ? 1 : length < 20 ? 2 : 3);

/** The number of slips between two words, `undefined` when they are too many; short words may only swap letters. */
export function slips(a: string, b: string): number | undefined {
  if (a === b) return 0;
  const allowed = slipsAllowed(Math.max(a.length, b.length));
  if (allowed === 0)
    return a.length > 2 && a.length === b.length && sameLetters(a, b) && distance(a, b, 1) === 1 ? 1 : undefined;
  const found = distance(a, b, allowed);
  return found > allowed ? undefined : found;
}

const sameLetters = (a: string, b: string): boolean => [...a].sort().join("") === [...b].sort().join("");
