import type { Stretch } from "../model/placeholders.ts";
import type { Span } from "../text/span.ts";
import { relocated } from "./hosted/relocate.ts";
import type { Source } from "./language.ts";

/** A document behind the files that it takes in, as one text under the document's name. */
export interface Joined {
  readonly source: Source;
  /** All files in their order, the document itself last, by where they stand in the text. */
  readonly parts: readonly JoinedPart[];
}

export interface JoinedPart extends Stretch {
  readonly source: Source;
}

/** Puts files in front of a document; each ends with a line of its own. */
export function joined(files: readonly Source[], own: Source): Joined {
  const parts: JoinedPart[] = [];
  let length = 0;
  for (const source of [...files, own]) {
    parts.push({ source, start: length, end: length + source.text.length });
    length += source.text.length + 1;
  }
  const text = parts.map(({ source }) => source.text).join("\n");
  return { source: { uri: own.uri, text }, parts };
}

/** What was read of the joined text, with the places of the files. */
export function apart<T>(data: T, { source, parts }: Joined): T {
  const texts = new Map(parts.map((part) => [part.source.uri, part.source.text]));
  return relocated(data, {
    uri: source.uri,
    place: (stretch) => placeOf(stretch, parts, source.uri),
    textOf: (uri) => texts.get(uri),
  });
}

/** What begins in one file and ends in another is told by its first line. */
function placeOf({ start, end }: Stretch, parts: readonly JoinedPart[], uri: string): Span {
  const part = parts.findLast((one) => one.start <= start);
  if (part === undefined) return { uri, start, end };
  const from = part.start;
  const { text } = part.source;
  return { uri: part.source.uri, start: start - from, end: end > part.end ? lineEnd(text, start - from) : end - from };
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline;
}
