import { MEMBER_FLAGS } from "../command-line.ts";
import { flagOf, type Invocation } from "../invocation.ts";
import type { ReadSource } from "../reading.ts";
import type { Command } from "../shell/script.ts";
import { type Fragment, type Quote, startOf } from "../shell/word.ts";
import { indentAt } from "./insertion.ts";

/** How a command line is written, for writing another one like it. */
export interface Style {
  /** What stands before the path: `gcloud`, `sudo gcloud`. */
  readonly start: string;
  /** Between a flag and its value. */
  readonly assign: "=" | " ";
  /** Where each flag has its own line: the end of a line that goes on, and the further indentation of the next one. */
  readonly breaks: { readonly head: string; readonly indent: string } | undefined;
  readonly quotes: { readonly name: Quote; readonly member: Quote; readonly role: Quote };
  readonly roleFirst: boolean;
  /** Flags that the new command line is to have as well, as they are written. */
  readonly kept: readonly string[];
}

/** Behind a command of another program. */
export const PLAIN_STYLE: Style = {
  start: "gcloud",
  assign: "=",
  breaks: undefined,
  quotes: { name: "", member: '"', role: "" },
  roleFirst: false,
  kept: [],
};

const KEPT: ReadonlySet<string> = new Set(["--quiet", "-q", "--impersonate-service-account", "--account"]);
const CONTINUATION = /^[ \t]*\\\r?\n(?=([ \t]*)$)/;

export function styleOf(invocation: Invocation, { source }: ReadSource): Style {
  const { command, gcloud, flags } = invocation;
  const { text } = source;
  const member = flagOf(invocation, MEMBER_FLAGS);
  const role = flagOf(invocation, ["--role"]);
  const names = flags.map(({ name }) => name);
  const from = command.node.name?.pos ?? command.node.pos;
  return {
    start: text.slice(from, gcloud.word.end),
    assign: (role ?? member)?.value !== undefined && isSeparate(role ?? member) ? " " : "=",
    breaks: breaksOf(command, text),
    quotes: {
      name: quoteOf(invocation.words.at(-1)?.fragment),
      member: quoteOf(member?.value),
      role: quoteOf(role?.value),
    },
    roleFirst: names.indexOf("--role") < names.findIndex((name) => MEMBER_FLAGS.includes(name)),
    kept: keptFlags(invocation, text),
  };
}

const isSeparate = (flag: ReturnType<typeof flagOf>): boolean =>
  flag !== undefined && flag.value?.word !== flag.word.word;

/** As between the first two words that have a line end between them. */
function breaksOf({ node }: Command, text: string): Style["breaks"] {
  const words = node.suffix.filter(({ type }) => type === "Word");
  const indent = indentAt(text, node.pos);
  for (const [i, { pos }] of words.entries()) {
    const gap = text.slice(words[i - 1]?.end ?? node.name?.end ?? pos, pos);
    const [head, inner = ""] = CONTINUATION.exec(gap) ?? [];
    if (head !== undefined) return { head, indent: inner.startsWith(indent) ? inner.slice(indent.length) : inner };
  }
  return undefined;
}

/** Quotes of the segment that most of the word stands in. */
function quoteOf(fragment: Fragment | undefined): Quote {
  const quotes = fragment?.word.segments.filter(
    ({ open }) => open >= (startOf(fragment.word, fragment.from) ?? open) - 1,
  );
  const quote = quotes?.find((segment) => segment.quote !== "")?.quote ?? "";
  return quote === "'" || quote === '"' ? quote : "";
}

function keptFlags({ flags }: Invocation, text: string): readonly string[] {
  return flags.flatMap(({ name, value, word }) => {
    const isNone = name === "--condition" && value?.word.text.endsWith("None") === true;
    if (!KEPT.has(name) && !isNone) return [];
    const end = value === undefined ? word.word.end : value.word.end;
    return [text.slice(word.word.start, end)];
  });
}
