import { gcloud } from "../gcloud/gcloud.ts";
import type { Language, Source } from "../language.ts";
import { terraform } from "../terraform/terraform.ts";
import { type Fence, fencesIn } from "./fences.ts";
import { maskShell } from "./shell-lines.ts";

/** A language that stands in fenced blocks. */
interface Inner {
  readonly language: Language;
  /** The lines of a block as the language is to see them, each of the same length as before. */
  readonly mask: (lines: readonly string[]) => readonly string[];
}

const SHELL: Inner = { language: gcloud, mask: maskShell };
const TERRAFORM: Inner = { language: terraform, mask: (lines) => lines };

/** By the first word behind the marks of a fence. */
const INNER: Readonly<Record<string, Inner>> = {
  bash: SHELL,
  console: SHELL,
  hcl: TERRAFORM,
  ksh: SHELL,
  sh: SHELL,
  shell: SHELL,
  "shell-session": SHELL,
  shellsession: SHELL,
  terminal: SHELL,
  terraform: TERRAFORM,
  tf: TERRAFORM,
  tofu: TERRAFORM,
  zsh: SHELL,
};

const INNERS = [...new Set(Object.values(INNER))];

/** All blocks of one language: a text of the document's length that holds only them, each a piece. */
export interface Hosted {
  readonly language: Language;
  readonly masked: Source;
}

export const mayHost = (text: string): boolean =>
  INNERS.some(({ language }) => language.mayHold(text)) && (text.includes("```") || text.includes("~~~"));

/** What the fenced blocks of a document hold, by language; languages whose blocks hold nothing are left out. */
export function hostedIn({ uri, text }: Source): readonly Hosted[] {
  if (!mayHost(text)) return [];
  const fences = fencesIn(text);
  return INNERS.flatMap((inner) => {
    const own = fences.filter(({ info }) => innerOf(info) === inner);
    const holds = own.some(({ start, end }) => inner.language.mayHold(text.slice(start, end)));
    return holds ? [{ language: inner.language, masked: { uri, text: masked(text, own, inner), pieces: own } }] : [];
  });
}

const innerOf = (info: string): Inner | undefined => (Object.hasOwn(INNER, info) ? INNER[info] : undefined);

function masked(text: string, fences: readonly Fence[], inner: Inner): string {
  const out: string[] = [];
  let at = 0;
  for (const fence of fences) {
    out.push(gap(fence.start - at), block(text.slice(fence.start, fence.end), fence, inner));
    at = fence.end;
  }
  return out.join("") + gap(text.length - at);
}

/** What stands between two pieces is not read; the line end keeps them apart. */
const gap = (length: number): string => (length === 0 ? "" : `${" ".repeat(length - 1)}\n`);

function block(written: string, { quotes }: Fence, { mask }: Inner): string {
  const lines = written.split(/(?<=\n)/);
  return mask(quotes === 0 ? lines : lines.map((line) => unquoted(line, quotes))).join("");
}

/** A line of a block quote without its marks. */
function unquoted(line: string, quotes: number): string {
  let left = quotes;
  return line.replace(/^[ \t>]+/, (prefix) => prefix.replace(/>/g, (mark) => (left-- > 0 ? " " : mark)));
}
