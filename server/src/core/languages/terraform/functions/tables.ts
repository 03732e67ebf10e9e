import type { Span } from "../../../text/span.ts";
import type { Content, Folded } from "../folded.ts";
import { textOf } from "./texts.ts";

/** How many fields are read. */
const MOST_FIELDS = 20_000;
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

interface Field {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The rows of a table of texts between commas, as maps by the words of its first line; every text stands where it is written.
 * `undefined` for one whose rows are of different lengths, which is an error in Terraform.
 */
export function rowsOf({ source, isLoose }: Content, call: Span): Folded | undefined {
  const [head, ...rows] = recordsIn(source.text) ?? [];
  if (head === undefined || rows.some(({ length }) => length !== head.length)) return undefined;
  const at = ({ text, start, end }: Field): Folded & { readonly kind: "text" } =>
    textOf(text, isLoose ? call : { uri: source.uri, start, end });
  const items = rows.map(
    (row): Folded => ({
      kind: "mapping",
      entries: row.flatMap((field, i) => {
        const name = head[i];
        return name === undefined ? [] : [{ key: at(name), value: at(field) }];
      }),
      complete: true,
    }),
  );
  return { kind: "sequence", items, complete: true };
}

function recordsIn(text: string): readonly (readonly Field[])[] | undefined {
  const records: Field[][] = [];
  let record: Field[] = [];
  let count = 0;
  for (let at = text.length - text.trimStart().length; at < text.length; ) {
    FIELD.lastIndex = at;
    const match = FIELD.exec(text);
    if (match === null || count++ > MOST_FIELDS) return undefined;
    const [whole, quoted, bare = "", end = ""] = match;
    const start = at + (quoted === undefined ? 0 : 1);
    record.push({ text: quoted?.replaceAll('""', '"') ?? bare, start, end: start + (quoted ?? bare).length });
    at += whole.length;
    if (end === "," && at < text.length) continue;
    const isBlank = record.length === 1 && whole === end;
    if (!isBlank) records.push(record);
    record = [];
  }
  return records;
}
