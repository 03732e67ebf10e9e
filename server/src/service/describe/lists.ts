import type { Line } from "./description.ts";

/** How many items of a list are shown before the rest is only counted. */
export const SHOWN = 10;

export const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** The first items of a list, one a line, and how many more there are. */
export function shortened<T>(items: readonly T[], line: (item: T) => Line, shown = SHOWN): readonly Line[] {
  const lines = items.slice(0, shown).map(line);
  const rest = items.length - lines.length;
  return rest > 0 ? [...lines, [`and ${rest.toLocaleString("en")} more`]] : lines;
}
