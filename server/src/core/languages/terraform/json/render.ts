import type { Binding } from "../../../model/facts.ts";
import type { Change } from "../../../model/finding.ts";
import type { Part, Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import { removeCondition, setCondition } from "../../manifest/condition-edits.ts";
import { statementAt } from "../render/blocks.ts";
import { addGrant } from "./add-grant.ts";
import { makeAdditive } from "./additive.ts";
import { ignoreRules } from "./ignore.ts";
import { addItem, addMember, removeItem, replaceItem } from "./lists.ts";
import { addMapping } from "./mapping.ts";
import { removeStatement } from "./remove.ts";
import { ownIdentity, skipInvokerCheck } from "./running.ts";
import { withDoubledMarks, written } from "./written.ts";

/** Turns a change into edits of the JSON form, in which a comment is a property named `//`. */
export function renderJson(change: Change, source: Source): readonly Edit[] | undefined {
  switch (change.kind) {
    case "replace":
      return replace(change.value, change.with, source);
    case "add-member":
      return addMember(change.binding, change.member, source);
    case "remove-binding":
      return removeStatement(change.binding, source);
    case "add-binding":
      return addGrant(change.after, change.grant, source);
    case "make-additive":
      return makeAdditive(change.binding, source);
    case "own-identity":
      return ownIdentity(change.workload, change.account, source);
    case "skip-invoker-check":
      return skipInvokerCheck(change.workload, source);
    case "add-mapping":
      return addMapping(change.provider, change.attribute, change.expression, source);
    case "ignore":
      return ignoreRules(change.span, change.rules, change.extent, source);
    case "remove-item":
      return removeItem(change.value, source);
    case "add-item":
      return addItem(change.after, change.with, source);
    case "replace-item":
      return replaceItem(change.value, change.with, source);
    case "set-condition": {
      const binding = inBraces(change.binding, source);
      return binding && setCondition(binding, change.field, withDoubledMarks(change.text), treeOf(source), source);
    }
    case "remove-condition": {
      const binding = inBraces(change.binding, source);
      return binding && removeCondition(binding, treeOf(source), source);
    }
    default:
      return undefined;
  }
}

/** A binding whose place is that of its object alone. */
function inBraces(binding: Binding, source: Source): Binding | undefined {
  const block = statementAt(binding, source);
  return block && { ...binding, span: { ...binding.span, start: block.body.start - 1 } };
}

function replace(value: Value, parts: readonly Part[], { text, uri }: Source): readonly Edit[] | undefined {
  const { span } = value;
  const hasQuotes = text[span.start - 1] === '"' && text[span.end] === '"';
  const isExpression = text.slice(span.start - 3, span.start) === '"${' && text.slice(span.end, span.end + 2) === '}"';
  if (!hasQuotes && !isExpression) return isStretch(value, text) ? inside(value, parts) : undefined;
  const marks = isExpression ? 2 : 0;
  const place = { uri, start: span.start - marks, end: span.end + (isExpression ? 1 : 0) };
  return [{ span: place, text: written(parts) }];
}

/** Whether the value is a part of a condition that stands as it reads. */
const isStretch = ({ slot, span, parts }: Value, text: string): boolean =>
  slot === "condition" && !hasReference(parts) && written(parts) === text.slice(span.start, span.end);

const inside = ({ span }: Value, parts: readonly Part[]): readonly Edit[] | undefined =>
  hasReference(parts) ? undefined : [{ span, text: written(parts) }];

const hasReference = (parts: readonly Part[]): boolean => parts.some(({ kind }) => kind === "reference");
