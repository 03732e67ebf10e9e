import type { Span } from "../../text/span.ts";
import type { Invocation, Match } from "./invocation.ts";
import type { Reading } from "./shell/rounds.ts";

/** Places and name of a command's statement. */
export function statementOf(
  { command, gcloud }: Invocation,
  { path, end }: Match,
  { uri }: Reading,
): { readonly span: Span; readonly head: Span; readonly source: string; readonly scope: string } {
  return {
    span: { uri, start: command.node.pos, end: command.node.end },
    head: { uri, start: gcloud.word.start, end },
    source: `gcloud ${path}`,
    scope: uri,
  };
}
