import type { Change } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { type ReadSource, readForChange } from "../reading.ts";
import { renderAddBinding } from "./add-binding.ts";
import { isInBackticks } from "./backticks.ts";
import { renderRemoveCondition, renderSetCondition } from "./condition.ts";
import { renderInPolicy } from "./here-policy.ts";
import { renderIgnore } from "./ignore.ts";
import { renderAddItem, renderRemoveItem, renderReplaceItem } from "./items.ts";
import { renderRemove } from "./remove.ts";
import { renderReplace } from "./replace.ts";
import { renderOwnIdentity, renderSkipInvokerCheck } from "./running.ts";

/**
 * Turns an intent into edits of a script; `undefined` where it has no form, and where a command stands within quotes or backticks that
 * the new text would end.
 */
export function renderChange(change: Change, source: Source): readonly Edit[] | undefined {
  if (change.kind === "rewrite") return undefined;
  const inPolicy = renderInPolicy(change, source);
  if (inPolicy !== "outside") return inPolicy;
  const read = readForChange(source);
  const edits = editsOf(change, read);
  return edits?.some((edit) => breaksQuotes(edit, read) || breaksBackticks(edit, read)) ? undefined : edits;
}

/** A command names one member, so that nothing can be added to it. */
function editsOf(change: Change, read: ReadSource): readonly Edit[] | undefined {
  switch (change.kind) {
    case "replace":
      return renderReplace(change, read);
    case "add-binding":
      return renderAddBinding(change, read);
    case "remove-binding":
      return renderRemove(change, read);
    case "set-condition":
      return renderSetCondition(change, read);
    case "remove-condition":
      return renderRemoveCondition(change, read);
    case "add-item":
      return renderAddItem(change, read);
    case "replace-item":
      return renderReplaceItem(change, read);
    case "remove-item":
      return renderRemoveItem(change, read);
    case "own-identity":
      return renderOwnIdentity(change, read);
    case "skip-invoker-check":
      return renderSkipInvokerCheck(change, read);
    case "ignore":
      return renderIgnore(change, read);
    default:
      return undefined;
  }
}

const breaksQuotes = ({ span, text }: Edit, { script }: ReadSource): boolean =>
  script.quotedScripts.some(({ start, end }) => start <= span.start && span.end <= end) && /["'`$\\]/.test(text);

const breaksBackticks = ({ span, text }: Edit, read: ReadSource): boolean =>
  /`|\\(?!\r?\n)/.test(text) && isInBackticks(span, read);
