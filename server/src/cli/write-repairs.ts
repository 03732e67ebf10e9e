import type { Workspace } from "../service/workspace.ts";
import { reasonOf } from "./files/failure.ts";
import { pathOf, shownPath } from "./files/paths.ts";
import { replaceText } from "./files/write.ts";
import { interruptible } from "./interrupt.ts";
import type { Repair } from "./repair.ts";

/**
 * Writes repaired documents to their files. One that cannot be written is put back in the workspace as it was, so that its
 * findings are still reported; why is told in the sentences that come back.
 */
export function writeRepairs(
  repairs: readonly Repair[],
  workspace: Workspace,
  folder: string,
): Promise<readonly string[]> {
  const failures: string[] = [];
  const write = () => {
    for (const { uri, before, after } of repairs) {
      try {
        replaceText(pathOf(uri), before, after);
      } catch (error) {
        workspace.set({ uri, text: before });
        failures.push(`cannot fix ${shownPath(pathOf(uri), folder)}: ${reasonOf(error)}`);
      }
    }
    return failures;
  };
  return interruptible(write, () => undefined);
}
