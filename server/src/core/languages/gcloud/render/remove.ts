import type { Change } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import type { ReadSource } from "../reading.ts";
import { lineStart } from "./insertion.ts";

/** Deletes the lines of a command that stands alone on them; not one that stands for several bindings. */
export function renderRemove(
  { binding }: Extract<Change, { kind: "remove-binding" }>,
  { source, script, facts }: ReadSource,
): readonly Edit[] | undefined {
  const { text, uri } = source;
  const command = script.commands.find(({ node }) => node.pos === binding.span.start);
  const rounds = facts.filter(({ kind, span }) => kind === "binding" && span.start === binding.span.start).length;
  if (command === undefined || !command.alone || rounds !== 1 || binding.repeated === true) return undefined;
  const { node, list, parent } = command.line;
  const isNeeded = parent !== undefined && list.length === 1;
  if (isNeeded || node.background === true || command.node.suffix.some(({ type }) => type === "HereDoc"))
    return undefined;
  const start = lineStart(text, node.pos);
  const newline = text.indexOf("\n", node.end);
  const end = newline < 0 ? text.length : newline + 1;
  const around = text.slice(start, node.pos) + text.slice(node.end, end);
  return /^[ \t]*;?[ \t]*(?:#[^\n]*)?\r?\n?$/.test(around) ? [{ span: { uri, start, end }, text: "" }] : undefined;
}
