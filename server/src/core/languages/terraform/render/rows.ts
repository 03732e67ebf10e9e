import type { Attribute, Block } from "../hcl/tree.ts";
import { endOfLineAt, lineStartOf, type Row } from "./style.ts";

/** A line of a block, or the lines of one argument, with its offset. */
export interface BlockRow {
  readonly start: number;
  readonly row: Row;
  /** The argument that starts here. */
  readonly argument?: Attribute;
}

export interface BlockRows {
  /** From the first line behind the opening brace to the line of the closing one. */
  readonly start: number;
  readonly end: number;
  readonly rows: readonly BlockRow[];
}

/** The lines between the braces of a block; `undefined` when a brace shares its line with something else. */
export function rowsOf({ body }: Block, text: string): BlockRows | undefined {
  const start = nextLine(text, body.start);
  const end = lineStartOf(text, body.end);
  const isOpen = /^[ \t]*(?:(?:#|\/\/).*)?$/.test(text.slice(body.start, endOfLineAt(text, body.start)));
  if (!isOpen || !body.closed || text.slice(end, body.end).trim() !== "") return undefined;
  const rows: BlockRow[] = [];
  for (let at = start; at < end; ) {
    const lineEnd = endOfLineAt(text, at);
    const item = body.items.find((one) => one.start >= at && one.start <= lineEnd);
    const argument = item?.kind === "attribute" ? item : undefined;
    const last = argument === undefined ? lineEnd : endOfLineAt(text, Math.min(argument.end, end - 1));
    rows.push({ start: at, row: rowOf(argument, at, last, text), ...(argument === undefined ? {} : { argument }) });
    at = nextLine(text, last);
  }
  return { start, end, rows };
}

function rowOf(argument: Attribute | undefined, start: number, end: number, text: string): Row {
  const whole = text.slice(start, end);
  if (argument === undefined || (whole.includes("\n") && !isHeredoc(argument))) return { text: whole };
  return {
    name: text.slice(argument.start, argument.nameEnd),
    value: text.slice(argument.value.start, argument.value.end),
    indent: text.slice(start, argument.start),
    comment: commentBehind(argument, text),
  };
}

/** A heredoc is aligned like a value on one line. */
const isHeredoc = ({ value }: Attribute): boolean => value.kind === "template" && value.form !== "quoted";

export const commentBehind = (argument: Attribute, text: string): string =>
  text.slice(argument.end, endOfLineAt(text, argument.end)).trim();

const nextLine = (text: string, offset: number): number => text.indexOf("\n", offset) + 1 || text.length;
