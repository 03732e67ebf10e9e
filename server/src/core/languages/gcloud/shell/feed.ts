import type {
  CommandExpansionPart,
  HereDoc,
  ProcessSubstitutionPart,
  Redirection,
  Command as SyntaxCommand,
  Word as SyntaxWord,
} from "unbash";
import type { Block } from "./block.ts";

/** What a command reads: a here-document, a here-string, or what another command prints. */
export type Feed =
  | { readonly kind: "document"; readonly document: HereDoc; readonly block: Block }
  | {
      readonly kind: "words";
      readonly words: readonly SyntaxWord[];
      /** Whether the words stand in one line; otherwise each is at least one. */
      readonly isLine: boolean;
      readonly block: Block;
    }
  | { readonly kind: "format"; readonly format: SyntaxWord; readonly block: Block }
  /** What `tr` makes lines of. */
  | { readonly kind: "split"; readonly of: Feed; readonly separator: string; readonly block: Block };

/** What a command gets by its redirections, where that is written in the script. */
export function redirected(redirects: readonly Redirection[], block: Block): Feed | undefined {
  const last = redirects.findLast(({ type, operator }) => type !== "Redirect" || operator === "<");
  if (last === undefined || last.descriptor !== undefined) return undefined;
  if (last.type === "HereDoc") return { kind: "document", document: last, block };
  if (last.target === undefined) return undefined;
  if (last.type === "HereString") return wordsOf([last.target], block);
  const [part, ...more] = last.target.parts ?? [];
  return part?.type === "ProcessSubstitution" && more.length === 0 ? printedIn(part, block) : undefined;
}

const wordsOf = (words: readonly SyntaxWord[], block: Block, isLine = false): Feed => ({
  kind: "words",
  words,
  isLine,
  block,
});

/** What a substitution of one command gives. */
export function printedIn({ script }: ProcessSubstitutionPart | CommandExpansionPart, block: Block): Feed | undefined {
  const [statement, ...more] = script?.source === undefined ? (script?.commands ?? []) : [];
  return statement?.command.type === "Command" && more.length === 0 ? printedBy(statement.command, block) : undefined;
}

/** `tr ' ' '\n'` and the like, which read another command. */
export function splitBy(
  { name, prefix, suffix, redirects }: SyntaxCommand,
  of: Feed | undefined,
  block: Block,
): Feed | undefined {
  const [separator, end, ...more] = suffix.flatMap((part) => (part.type === "Word" ? [part.value] : []));
  const isPlain = name?.text === "tr" && prefix.length + redirects.length + more.length === 0;
  if (!isPlain || of === undefined || separator === undefined || separator.length !== 1 || end !== "\\n")
    return undefined;
  return { kind: "split", of, separator, block };
}

const PRINTS: ReadonlySet<string> = new Set(["cat", "echo", "printf"]);
const LINES = /^(["'])%s\\n\1$/;
const OPTION = /^-[A-Za-z]/;

/** What `cat`, `echo` and `printf` print, where it is written in the script. */
export function printedBy({ name, prefix, suffix }: SyntaxCommand, block: Block): Feed | undefined {
  if (!PRINTS.has(name?.text ?? "")) return undefined;
  const words = suffix.filter((part) => part.type === "Word");
  const redirects = suffix.filter((part) => part.type !== "Word" && part.type !== "Assignment");
  if (prefix.length > 0) return undefined;
  const [first, ...rest] = words;
  if (name?.text === "cat" && first === undefined) return redirected(redirects, block);
  if (redirects.length > 0 || first === undefined || OPTION.test(first.text)) return undefined;
  if (name?.text === "echo") return wordsOf(words, block, rest.length > 0);
  if (name?.text === "cat") return undefined;
  if (LINES.test(first.text)) return wordsOf(rest, block);
  return rest.length === 0 && !first.text.includes("%") ? { kind: "format", format: first, block } : undefined;
}
