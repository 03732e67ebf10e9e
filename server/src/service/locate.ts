import type { Slot, Value } from "../core/model/value.ts";
import { type Span, touches } from "../core/text/span.ts";
import type { Workspace } from "./workspace.ts";

/** The values that a cursor is on, and the place that makes it so. */
export interface Located {
  /** The value's own span, or a place where it is used. */
  readonly span: Span;
  /** Several when a place of use (`each.value`) stands for several literals. */
  readonly values: readonly [Value, ...Value[]];
}

/** What stands under the cursor, of the given slots: a value itself before a use of one, the narrowest place first. */
export function locate(
  workspace: Workspace,
  uri: string,
  offset: number,
  slots: ReadonlySet<Slot>,
): Located | undefined {
  const values = workspace.unitValues(uri).filter(({ slot }) => slots.has(slot));
  const here = (span: Span): boolean => span.uri === uri && touches(span, offset);
  const span =
    narrowest(values.map((value) => value.span).filter(here)) ??
    narrowest(values.flatMap(({ uses }) => (uses ?? []).filter(here)));
  if (span === undefined) return undefined;
  const stands = (place: Span): boolean => place.uri === uri && place.start === span.start && place.end === span.end;
  const own = values.filter((value) => stands(value.span));
  const [first, ...rest] = distinct(own.length > 0 ? own : values.filter(({ uses }) => uses?.some(stands)));
  return first === undefined ? undefined : { span, values: [first, ...rest] };
}

function narrowest(spans: readonly Span[]): Span | undefined {
  let best: Span | undefined;
  for (const span of spans) {
    if (best === undefined || span.end - span.start < best.end - best.start) best = span;
  }
  return best;
}

/** One literal that several statements take is one value here. */
function distinct(values: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return values.filter(({ span, slot }) => {
    const key = `${slot} ${span.uri} ${span.start} ${span.end}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
