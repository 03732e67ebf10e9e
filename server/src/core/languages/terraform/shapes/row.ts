import type { Condition } from "../../../model/facts.ts";
import type { Value } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import type { Folded, Text } from "../folded.ts";
import { type Call, itemOf, spanIn } from "./call.ts";
import type { Grants } from "./shape.ts";

/** One role granted by an argument of a call. */
export interface Row {
  readonly role: Value | undefined;
  readonly members: readonly Value[];
  readonly complete: boolean;
  readonly condition?: Condition;
  readonly span: Span;
  readonly head: Span;
  /** What stands in brackets behind the argument's name. */
  readonly label: string;
  /** Whether it counts only under a condition that is not known. */
  readonly isDoubtful?: boolean;
  /** The key of a map of resources. */
  readonly resource?: Text;
  /** A text that names the project. */
  readonly project?: Value;
}

/** What a form makes of a folded argument. */
export type ReadForm = (folded: Folded, context: Context) => readonly Row[];

export interface Context {
  readonly call: Call;
  readonly grants: Grants;
  readonly resourceType: string | undefined;
}

export type Place = Pick<Row, "span" | "head" | "label" | "isDoubtful">;

const doubtOf = ({ maybe }: Text): Pick<Row, "isDoubtful"> => (maybe === true ? { isDoubtful: true } : {});

/** The place of a map's entry, by its key. */
export function placeOf(key: Text, { call }: Context): Place {
  const found = itemOf(call, key);
  const { uri } = key.span;
  const span = found === undefined ? key.span : spanIn(uri, found.item);
  return {
    span,
    head: found === undefined ? key.span : spanIn(uri, found.item.key),
    label: labelOf(key),
    ...doubtOf(key),
  };
}

/** The place of a whole map, by one of its keys. */
export function mapPlace(key: Text, { call }: Context): Place {
  const found = itemOf(call, key);
  const { uri } = key.span;
  if (found === undefined) return { span: key.span, head: key.span, label: "" };
  return { span: spanIn(uri, found.map), head: spanIn(uri, found.item), label: "" };
}

export const listPlace = (text: Text): Place => ({
  span: text.span,
  head: text.span,
  label: labelOf(text),
  ...doubtOf(text),
});

function labelOf(text: Text): string {
  const name = text.parts.map((part) => part.text).join("");
  return text.parts.some((part) => part.kind === "reference") ? `[${name}]` : `["${name}"]`;
}
