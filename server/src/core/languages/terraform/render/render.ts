import type { Change } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { makeAdditive } from "./additive.ts";
import { removeCondition, setCondition } from "./condition.ts";
import { addBinding } from "./grant.ts";
import { ignoreRules } from "./ignore.ts";
import { addItem, removeItem, replaceItem } from "./items.ts";
import { addMapping } from "./mapping.ts";
import { addMember } from "./members.ts";
import { removeBinding } from "./remove.ts";
import { replaceValue } from "./replace.ts";
import { ownIdentity, skipInvokerCheck } from "./running.ts";
import { waitFor } from "./wait-for.ts";

/** Turns a change into edits of its document, written as `terraform fmt` would. */
export function renderChange(change: Change, source: Source): readonly Edit[] | undefined {
  switch (change.kind) {
    case "replace":
      return replaceValue(change.value, change.with, source);
    case "add-member":
      return addMember(change.binding, change.member, source);
    case "remove-binding":
      return removeBinding(change.binding, source);
    case "make-additive":
      return makeAdditive(change.binding, source);
    case "add-binding":
      return addBinding(change.after, change.grant, source);
    case "remove-item":
      return removeItem(change.value, source);
    case "replace-item":
      return replaceItem(change.value, change.with, source);
    case "add-item":
      return addItem(change.after, change.with, source);
    case "set-condition":
      return setCondition(change.binding, change.field, change.text, source);
    case "remove-condition":
      return removeCondition(change.binding, source);
    case "add-mapping":
      return addMapping(change.provider, change.attribute, change.expression, source);
    case "ignore":
      return ignoreRules(change.span, change.rules, change.extent, source);
    case "own-identity":
      return ownIdentity(change.workload, change.account, source);
    case "skip-invoker-check":
      return skipInvokerCheck(change.workload, source);
    case "wait-for":
      return waitFor(change.binding, change.address, source);
    default:
      return undefined;
  }
}
