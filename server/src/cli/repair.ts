import type { Report } from "../core/lint/lint.ts";
import { applyEdits, type Edit } from "../core/text/edit.ts";
import { compatible, editsOf } from "../service/apply.ts";
import { diagnoseAll, type Settings } from "../service/diagnose.ts";
import type { Workspace } from "../service/workspace.ts";

/** A document before and after its fixes. */
export interface Repair {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

export interface Repaired {
  readonly repairs: readonly Repair[];
  /** How many fixes were applied. */
  readonly fixed: number;
}

/** A fix can lay open what another one can mend; a pair that undo each other must not go on for ever. */
const MOST_ROUNDS = 10;

/** Applies the safe fixes of findings in asked documents, inside the workspace only, until none is left or fits. */
export function repair(workspace: Workspace, asked: ReadonlySet<string>, settings: Settings): Repaired {
  const originals = new Map<string, string>();
  let fixed = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixes = diagnoseAll(workspace, settings).flatMap((report) => safeEdits(report, workspace, asked));
    const edits = compatible(fixes);
    if (edits.length === 0) break;
    const taken = new Set(edits);
    fixed += fixes.filter((fix) => fix.every((edit) => taken.has(edit))).length;
    for (const [uri, text] of applied(edits, workspace)) {
      originals.set(uri, originals.get(uri) ?? workspace.source(uri)?.text ?? "");
      workspace.set({ uri, text });
    }
  }
  return { repairs: changes(originals, workspace), fixed };
}

/** The edits of the best safe fix, if they touch nothing but asked documents and change something. */
function safeEdits(
  { span, fixes = [] }: Report,
  workspace: Workspace,
  asked: ReadonlySet<string>,
): readonly (readonly Edit[])[] {
  if (!asked.has(span.uri)) return [];
  for (const fix of fixes) {
    const edits = fix.safety === "safe" ? editsOf(fix, workspace) : undefined;
    if (edits === undefined || edits.length === 0) continue;
    if (edits.every((edit) => asked.has(edit.span.uri))) return [edits];
  }
  return [];
}

function applied(edits: readonly Edit[], workspace: Workspace): ReadonlyMap<string, string> {
  const byDocument = new Map<string, Edit[]>();
  for (const edit of edits) {
    const own = byDocument.get(edit.span.uri);
    if (own === undefined) byDocument.set(edit.span.uri, [edit]);
    else own.push(edit);
  }
  const texts = new Map<string, string>();
  for (const [uri, own] of byDocument) texts.set(uri, applyEdits(workspace.source(uri)?.text ?? "", own));
  return texts;
}

function changes(originals: ReadonlyMap<string, string>, workspace: Workspace): readonly Repair[] {
  return [...originals]
    .map(([uri, before]) => ({ uri, before, after: workspace.source(uri)?.text ?? "" }))
    .filter(({ before, after }) => before !== after);
}
