import type { Change } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { readForChange } from "../reading.ts";
import { renderAddBinding } from "./add-binding.ts";
import { renderIgnore } from "./ignore.ts";
import { renderRemove } from "./remove.ts";
import { renderReplace } from "./replace.ts";

/** Turns an intent into edits of a script. A command names one member, so that nothing can be added to it. */
export function renderChange(change: Change, source: Source): readonly Edit[] | undefined {
  switch (change.kind) {
    case "replace":
      return renderReplace(change, readForChange(source));
    case "add-binding":
      return renderAddBinding(change, readForChange(source));
    case "remove-binding":
      return renderRemove(change, readForChange(source));
    case "ignore":
      return renderIgnore(change, readForChange(source));
    default:
      return undefined;
  }
}
