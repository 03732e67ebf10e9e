import type { Change } from "../../../model/finding.ts";
import type { Part, Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";

/** Turns a change into edits of the JSON form: only a text can be replaced there. */
export function renderJson(change: Change, source: Source): readonly Edit[] | undefined {
  if (change.kind !== "replace") return undefined;
  const { span } = change.value;
  const { text, uri } = source;
  const hasQuotes = text[span.start - 1] === '"' && text[span.end] === '"';
  const isExpression = text.slice(span.start - 3, span.start) === '"${' && text.slice(span.end, span.end + 2) === '}"';
  if (!hasQuotes && !isExpression) return isStretch(change.value, text) ? inside(change.value, change.with) : undefined;
  const marks = isExpression ? 2 : 0;
  const place = { uri, start: span.start - marks, end: span.end + (isExpression ? 1 : 0) };
  return [{ span: place, text: written(change.with) }];
}

/** Whether the value is a part of a condition that stands as it reads. */
const isStretch = ({ slot, span, parts }: Value, text: string): boolean =>
  slot === "condition" && !hasReference(parts) && written(parts) === text.slice(span.start, span.end);

const inside = ({ span }: Value, parts: readonly Part[]): readonly Edit[] | undefined =>
  hasReference(parts) ? undefined : [{ span, text: written(parts) }];

const hasReference = (parts: readonly Part[]): boolean => parts.some(({ kind }) => kind === "reference");

/** Parts as the inside of a string: a template, and that as JSON. A reference is written as it stands in the document. */
const written = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      part.kind === "reference" ? `\${${part.text}}` : JSON.stringify(withDoubledMarks(part.text)).slice(1, -1),
    )
    .join("");

const withDoubledMarks = (text: string): string => text.replace(/[$%](?=\{)/g, "$&$&");
