import { eitherOf, isAttribute } from "../either.ts";
import { type Env, spanOf } from "../env.ts";
import { type Folded, isUnknown, knownText } from "../folded.ts";
import type { Call, Expression } from "../hcl/tree.ts";
import { isAbsent } from "../lookup.ts";
import { hasNoMatch } from "./matches.ts";
import { textOf } from "./texts.ts";

type Fold = (expression: Expression, env: Env) => Folded;

/** Functions whose arguments may fail, or of which only one counts; `undefined` for any other function. */
export function attempt(call: Call, env: Env, fold: Fold): Folded | undefined {
  if (call.spread) return undefined;
  switch (call.name) {
    case "try":
      // What stands behind an attribute of something declared only holds the place of what is not made.
      return firstThat(call.items, env, fold, (item) => !isMissing(item, env, fold), isAttribute);
    case "coalesce":
      return firstThat(call.items, env, fold, (_, folded) => folded.kind !== "null" && knownText(folded) !== "");
    case "coalescelist":
      return firstThat(
        call.items,
        env,
        fold,
        (_, folded) => !(folded.kind === "sequence" && folded.items.length === 0),
      );
    case "can": {
      const [item] = call.items;
      if (item === undefined) return undefined;
      if (isMissing(item, env, fold)) return textOf("false", spanOf(env, call));
      return isUnknown(fold(item, env)) ? undefined : textOf("true", spanOf(env, call));
    }
    default:
      return undefined;
  }
}

/** Functions that take an argument which fails. */
const CATCHING: ReadonlySet<string> = new Set(["try", "can"]);

/** Whether an expression surely fails: something that it needs is not there, or a pattern has no match. */
function isMissing(item: Expression, env: Env, fold: Fold): boolean {
  const fails = (inner: Expression): boolean => isMissing(inner, env, fold);
  switch (item.kind) {
    case "traversal":
      return isAbsent(item, env, fold) || fails(item.root);
    case "parenthesis":
      return fails(item.inner);
    case "template":
      return item.parts.some((part) => part.kind === "interpolation" && fails(part.expression));
    case "call":
      if (CATCHING.has(item.name) || item.spread) return false;
      if (item.items.some(fails)) return true;
      return item.name === "regex" && hasNoMatch(item.items.map((one) => fold(one, env)));
    default:
      return false;
  }
}

/**
 * The first argument that counts. One that is not known may count or not: then it is one of those up to the first sure one, which
 * is one that is known or that `isSure` of.
 */
function firstThat(
  items: readonly Expression[],
  env: Env,
  fold: Fold,
  counts: (item: Expression, folded: Folded) => boolean,
  isSure: (folded: Folded) => boolean = () => false,
): Folded | undefined {
  const possible: Folded[] = [];
  for (const item of items) {
    const folded = fold(item, env);
    if (!counts(item, folded)) continue;
    possible.push(folded);
    if (!isUnknown(folded) || isSure(folded)) break;
  }
  const [only] = possible;
  if (possible.length > 1 || only === undefined) return eitherOf(possible);
  return only.kind === "text" && items.length > 1 && isSure(only) ? { ...only, maybe: true } : only;
}
