import type { Span } from "../../../text/span.ts";
import { type Folded, knownText } from "../folded.ts";
import { patternFor } from "./patterns.ts";
import { textOf } from "./texts.ts";

/** How many matches are followed. */
const MOST_MATCHES = 300;

/** The text of the match; a list of its groups where the pattern has groups, a map of those that have names. */
function matchOf(match: RegExpExecArray | RegExpMatchArray, span: Span): Folded {
  const [whole, ...groups] = match;
  if (groups.length === 0) return textOf(whole ?? "", span);
  if (match.groups !== undefined) {
    const entries = Object.entries(match.groups).map(([name, group]) => ({
      key: textOf(name, span),
      value: group === undefined ? ({ kind: "null" } as const) : textOf(group, span),
    }));
    return { kind: "mapping", entries, complete: true };
  }
  const items = groups.map((group): Folded => (group === undefined ? { kind: "null" } : textOf(group, span)));
  return { kind: "sequence", items, complete: true };
}

/** The first match of a pattern; nothing when there is none, which is an error in Terraform. */
export function firstMatch([pattern, text]: readonly Folded[], span: Span): Folded | undefined {
  const [match] = allOf(pattern, text) ?? [];
  return match && matchOf(match, span);
}

export function allMatches([pattern, text]: readonly Folded[], span: Span): Folded | undefined {
  const found = allOf(pattern, text);
  if (found === undefined || found.length > MOST_MATCHES) return undefined;
  return { kind: "sequence", items: found.map((match) => matchOf(match, span)), complete: true };
}

/** Whether a text surely has no match. */
export const hasNoMatch = ([pattern, text]: readonly Folded[]): boolean => allOf(pattern, text)?.length === 0;

function allOf(pattern: Folded | undefined, text: Folded | undefined): readonly RegExpExecArray[] | undefined {
  const known = knownText(text);
  const expression = known === undefined ? undefined : patternFor(knownText(pattern), known);
  return known === undefined || expression === undefined ? undefined : [...known.matchAll(expression)];
}
