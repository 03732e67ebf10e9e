import type { Why } from "../../service/access/why.ts";
import type { Places } from "./places.ts";
import { harmless } from "./width.ts";

const STATES: Readonly<Record<Why["state"], string>> = {
  granted: "holds",
  unknown: "may hold",
  denied: "is denied",
  missing: "does not hold, by what is granted here,",
};

/** An answer for people: the verdict, the grants behind it, and what would give it. */
export function whyLines(answer: Why, places: Places): readonly string[] {
  const { principal, permission, resource, state, grants, reasons, roles } = answer;
  const on = resource === undefined ? "" : ` on ${resource}`;
  const lines = [
    `${principal} ${STATES[state]} ${permission}${on}`,
    ...reasons.map((reason) => `  because ${reason}`),
    ...grants.map((grant) => {
      const { path, range } = places.placeOf(grant.span);
      return `  ${path}:${range.start.line}  ${grant.source}  ${grant.role} on ${grant.on}`;
    }),
    ...(roles.length === 0
      ? []
      : [`  ${roles.join(", ")} would give it${resource === undefined ? "" : `, granted${on}`}`]),
  ];
  return lines.map((line) => `${harmless(line)}\n`);
}
