import { remedyOf, verdictOf, type Why } from "../../service/access/why.ts";
import type { Places } from "./places.ts";
import { harmless } from "./width.ts";

/** An answer for people: the verdict, the grants behind it, and what would give it. */
export function whyLines(answer: Why, places: Places): readonly string[] {
  const remedy = remedyOf(answer);
  const lines = [
    verdictOf(answer),
    ...answer.reasons.map((reason) => `  because ${reason}`),
    ...answer.grants.map((grant) => {
      const { path, range } = places.placeOf(grant.span);
      return `  ${path}:${range.start.line}  ${grant.source}  ${grant.role} on ${grant.on}`;
    }),
    ...(remedy === undefined ? [] : [`  ${remedy}`]),
  ];
  return lines.map((line) => `${harmless(line)}\n`);
}
