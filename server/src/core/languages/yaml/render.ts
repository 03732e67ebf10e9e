import { type Change, placeOf } from "../../model/finding.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { renderPipeline } from "../pipeline/pipeline.ts";
import { addBinding } from "./add-binding.ts";
import { ignore } from "./ignore.ts";
import { makeAdditive } from "./make-additive.ts";
import { addMember } from "./members.ts";
import { documentAt } from "./parse.ts";
import { removeBinding } from "./remove.ts";
import { replace } from "./replace.ts";

/** Turns an intent into edits of a YAML file; `undefined` where the place has no form for it. */
export function render(change: Change, source: Source): readonly Edit[] | undefined {
  const inScript = renderPipeline(change, documentAt(source, placeOf(change))?.root, source);
  return inScript === "outside" ? renderInManifest(change, source) : inScript;
}

function renderInManifest(change: Change, source: Source): readonly Edit[] | undefined {
  switch (change.kind) {
    case "replace":
      return replace(change.value, change.with, source);
    case "add-member":
      return addMember(change.binding, change.member, source);
    case "remove-binding":
      return removeBinding(change.binding, source);
    case "make-additive":
      return makeAdditive(change.binding, source);
    case "add-binding":
      return addBinding(change.after, change.grant, source);
    case "ignore":
      return ignore(change.span, change.rules, change.extent, source);
    default:
      return undefined;
  }
}
