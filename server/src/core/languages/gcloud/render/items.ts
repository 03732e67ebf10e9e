import type { Change } from "../../../model/finding.ts";
import type { Part, Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { ReadSource } from "../reading.ts";
import { piecesOfParts } from "./pieces.ts";
import { fits, inside } from "./quote.ts";
import { segmentAt, wordAt } from "./written-word.ts";

/** Takes an item out of a flag's comma-separated list, or a word out of the list of an array or a loop; not the only one. */
export function renderRemoveItem(
  { value }: Extract<Change, { kind: "remove-item" }>,
  read: ReadSource,
): readonly Edit[] | undefined {
  const { start, end } = value.span;
  const { text, uri } = read.source;
  if (value.span.uri !== uri || start === end) return undefined;
  if (text[end] === ",") return [{ span: { uri, start, end: end + 1 }, text: "" }];
  if (text[start - 1] === ",") return [{ span: { uri, start: start - 1, end }, text: "" }];
  return removeElement(value, read);
}

function removeElement({ span }: Value, { script, source }: ReadSource): readonly Edit[] | undefined {
  for (const definitions of script.definitions.values()) {
    for (const { given } of definitions) {
      const nodes = given.kind === "array" || given.kind === "loop" ? given.nodes : [];
      const index = nodes.findIndex(({ pos, end }) => pos <= span.start && span.end <= end);
      const node = nodes[index];
      const before = nodes[index - 1];
      const after = nodes[index + 1];
      if (node === undefined || (before === undefined && after === undefined)) continue;
      const start = before?.end ?? node.pos;
      const end = before === undefined ? (after?.pos ?? node.end) : node.end;
      return source.text.slice(start, end).includes("#")
        ? undefined
        : [{ span: { uri: span.uri, start, end }, text: "" }];
    }
  }
  return undefined;
}

/** Writes an item behind another one of a flag's comma-separated list. */
export function renderAddItem(
  { after, with: parts }: Extract<Change, { kind: "add-item" }>,
  read: ReadSource,
): readonly Edit[] | undefined {
  const { uri, end } = after.span;
  const text = listed(after, [parts], read);
  return text === undefined ? undefined : [{ span: { uri, start: end, end }, text: `,${text}` }];
}

/** Puts several items in the place of one of a flag's comma-separated list. */
export function renderReplaceItem(
  { value, with: items }: Extract<Change, { kind: "replace-item" }>,
  read: ReadSource,
): readonly Edit[] | undefined {
  const text = listed(value, items, read);
  return text === undefined ? undefined : [{ span: value.span, text }];
}

/** Items as they are written in the list of which a value is one. */
function listed({ span, slot }: Value, items: readonly (readonly Part[])[], read: ReadSource): string | undefined {
  const word = span.uri === read.source.uri ? wordAt(read.script, span) : undefined;
  const quote = word && (segmentAt(word, span)?.quote ?? "");
  if (quote === undefined || !(slot === "permission" || read.source.text[span.start - 1] === ",")) return undefined;
  const written = items.map((parts) => {
    const pieces = piecesOfParts(parts, read);
    return pieces === undefined || !fits(pieces, quote) ? undefined : inside(pieces, quote);
  });
  return written.includes(undefined) ? undefined : written.join(",");
}
