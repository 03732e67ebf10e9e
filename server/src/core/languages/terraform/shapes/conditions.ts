import type { Condition } from "../../../model/facts.ts";
import { type Folded, knownText } from "../folded.ts";
import { headOf, makeValue, memberOf } from "./call.ts";
import type { Context } from "./row.ts";

/** The condition of an object, in an object of its own or in its own fields; an empty title means none. */
export function conditionIn(value: Folded, { call }: Context): { readonly condition?: Condition } {
  const own = memberOf(value, "condition");
  if (own?.kind === "null") return {};
  if (own?.kind === "text") return { condition: { span: own.span } };
  const holder = own ?? value;
  const title = memberOf(holder, "title");
  const expression = memberOf(holder, "expression");
  if (expression === undefined || (title !== undefined && knownText(title) === "")) return {};
  const part = (name: string, slot: "text" | "condition") => {
    const folded = memberOf(holder, name);
    return folded?.kind === "text" ? makeValue(call, folded, slot) : undefined;
  };
  const fields = {
    title: part("title", "text"),
    description: part("description", "text"),
    expression: part("expression", "condition"),
  };
  const given = Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));
  const span = expression.kind === "text" ? expression.span : headOf(call);
  return { condition: { span, ...given } };
}
