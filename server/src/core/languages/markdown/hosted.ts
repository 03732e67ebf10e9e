import type { Change } from "../../model/finding.ts";
import type { Edit } from "../../text/edit.ts";
import { relocated, to } from "../hosted/relocate.ts";
import type { Extraction, Language, Source } from "../language.ts";
import type { Fence } from "./fences.ts";
import { type Inner, innerOf } from "./inner.ts";

/** Blocks of one language: a text of the document's length that holds only them, each a piece. */
export interface Hosted {
  readonly language: Language;
  /** Under the document's own name, or as a file in a folder of that name. */
  readonly masked: Source;
}

/** What the blocks say, with the places of the document. */
export const read = ({ language, masked }: Hosted, { uri, text }: Source): Extraction => {
  const { facts, values } = language.extract([masked]);
  return masked.uri === uri ? { facts, values } : relocated({ facts, values }, { uri: masked.uri, ...to(uri, text) });
};

/** A change of the document rendered by the language of the blocks. */
export function render({ language, masked }: Hosted, change: Change, { uri }: Source): readonly Edit[] | undefined {
  if (masked.uri === uri) return language.render(change, masked);
  const inner = relocated(change, { uri, ...to(masked.uri, masked.text) });
  return language.render(inner, masked)?.map((edit) => ({ ...edit, span: { ...edit.span, uri } }));
}

/** Each of them costs a text of the document's length. */
const MOST_ALONE = 100;

/** Whether one of the blocks holds something that its language reads. */
export const mayHoldInner = (text: string, blocks: readonly Fence[]): boolean =>
  blocks.some((block) => {
    const written = text.slice(block.start, block.end);
    return innerOf(block.info, () => written)?.language.mayHold(written) === true;
  });

/** What the blocks of a document hold, by language; languages whose blocks hold nothing are left out. */
export function hostedIn({ uri, text }: Source, blocks: readonly Fence[]): readonly Hosted[] {
  const byInner = new Map<Inner, Fence[]>();
  for (const block of blocks) {
    const inner = innerOf(block.info, () => text.slice(block.start, block.end));
    if (inner === undefined) continue;
    const same = byInner.get(inner);
    if (same === undefined) byInner.set(inner, [block]);
    else same.push(block);
  }
  const name = ({ ownScope }: Inner) => (ownScope === true ? `${uri}/block` : uri);
  const holds = ({ language }: Inner, { start, end }: Fence) => language.mayHold(text.slice(start, end));
  return [...byInner].flatMap(([inner, own]) => {
    const groups = inner.alone
      ? own
          .filter((block) => holds(inner, block))
          .slice(0, MOST_ALONE)
          .map((block) => [block])
      : [own];
    return groups
      .filter((group) => group.some((block) => holds(inner, block)))
      .map((group) => ({ language: inner.language, masked: maskedAs(name(inner), text, group, inner) }));
  });
}

const maskedAs = (uri: string, text: string, fences: readonly Fence[], inner: Inner): Source => ({
  uri,
  text: masked(text, fences, inner),
  pieces: fences,
});

function masked(text: string, fences: readonly Fence[], inner: Inner): string {
  const out: string[] = [];
  let at = 0;
  for (const fence of fences) {
    out.push(gap(fence.start - at, inner), block(text.slice(fence.start, fence.end), fence, inner));
    at = fence.end;
  }
  return out.join("") + gap(text.length - at, inner);
}

/** What stands between two pieces is not read; the line end keeps them apart. */
function gap(length: number, { between }: Inner): string {
  if (length === 0) return "";
  const mark = between === undefined || length < between.length + 2 ? "\n" : `\n${between}\n`;
  return " ".repeat(length - mark.length) + mark;
}

function block(written: string, { quotes }: Fence, { mask }: Inner): string {
  const lines = written.split(/(?<=\n)/);
  return mask(quotes === 0 ? lines : lines.map((line) => unquoted(line, quotes))).join("");
}

/** A line of a block quote without its marks. */
function unquoted(line: string, quotes: number): string {
  let left = quotes;
  return line.replace(/^[ \t>]+/, (prefix) => prefix.replace(/>/g, (mark) => (left-- > 0 ? " " : mark)));
}
