import { type Change, placeOf } from "../../model/finding.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { removeCondition, setCondition } from "../manifest/condition-edits.ts";
import { addItem, removeItem, replaceItem } from "../manifest/items.ts";
import type { Node } from "../manifest/tree.ts";
import { renderPipeline } from "../pipeline/pipeline.ts";
import { addBinding } from "./add-binding.ts";
import { ignore } from "./ignore.ts";
import { makeAdditive } from "./make-additive.ts";
import { addMember } from "./members.ts";
import { documentAt } from "./parse.ts";
import { patchAround } from "./patches.ts";
import { removeBinding } from "./remove.ts";
import { replace } from "./replace.ts";
import { ownIdentity, skipInvokerCheck } from "./running.ts";

/** Turns an intent into edits of a YAML file; `undefined` where the place has no form for it. */
export function render(change: Change, source: Source): readonly Edit[] | undefined {
  const root = documentAt(source, placeOf(change))?.root;
  const inScript = renderPipeline(change, root, source);
  return inScript === "outside" ? renderInManifest(change, root, source) : inScript;
}

function renderInManifest(change: Change, root: Node | undefined, source: Source): readonly Edit[] | undefined {
  const patch = patchAround(root, placeOf(change), source);
  return patch === undefined ? renderInDocument(change, root, source) : renderInPatch(change, patch, source);
}

/** A patch is a part of an object, of which the rest is not seen. */
function renderInPatch(change: Change, patch: Node, source: Source): readonly Edit[] | undefined {
  switch (change.kind) {
    case "replace":
      return replace(change.value, change.with, patch, source);
    case "ignore":
      return ignore(change.span, change.rules, change.extent, patch, source);
    case "remove-item":
      return removeItem(change.value, patch, source);
    case "add-item":
      return addItem(change.after, change.with, patch, source);
    default:
      return undefined;
  }
}

function renderInDocument(change: Change, root: Node | undefined, source: Source): readonly Edit[] | undefined {
  switch (change.kind) {
    case "replace":
      return replace(change.value, change.with, root, source);
    case "add-member":
      return addMember(change.binding, change.member, source);
    case "remove-binding":
      return removeBinding(change.binding, source);
    case "make-additive":
      return makeAdditive(change.binding, source);
    case "add-binding":
      return addBinding(change.after, change.grant, source);
    case "ignore":
      return ignore(change.span, change.rules, change.extent, root, source);
    case "remove-item":
      return removeItem(change.value, root, source);
    case "add-item":
      return addItem(change.after, change.with, root, source);
    case "replace-item":
      return replaceItem(change.value, change.with, root, source);
    case "set-condition":
      return setCondition(change.binding, change.field, change.text, root, source);
    case "remove-condition":
      return removeCondition(change.binding, root, source);
    case "own-identity":
      return ownIdentity(change.workload, change.account, source);
    case "skip-invoker-check":
      return skipInvokerCheck(root, source);
    default:
      return undefined;
  }
}
