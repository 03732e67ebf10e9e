import { anchoredSpan, hasAnchors } from "../../model/anchor.ts";
import type { Span } from "../../text/span.ts";
import { AnchoredExtraction } from "../anchored-extraction.ts";
import type { Elsewhere, Extraction } from "../language.ts";
import { NOWHERE } from "../language.ts";
import { asking, asksIn, documentsAsked, haveSameAnswers } from "./asked.ts";
import type { Ask, Env } from "./env.ts";
import { followedWholly } from "./followed.ts";
import { asWritten } from "./hcl/moved.ts";
import type { Block } from "./hcl/tree.ts";
import type { LocatedBlock } from "./module.ts";
import { areInPlace, areKept, type Place, placeOf, type Rest, restsOf } from "./rests.ts";
import { isPlaced } from "./said-again.ts";

/** What a block says. */
export interface Said extends Extraction {
  /** What it said before it was moved. */
  readonly origin?: Extraction;
  /** What it is put together of. */
  readonly parts?: readonly Said[];
}

/** What a block said when it was first read, or says wherever it stands, and all that this rests on. */
export interface Remembered {
  readonly said: Said;
  readonly scope: string;
  readonly block: Place;
  readonly rests: readonly Rest[];
  readonly asked: readonly Ask[];
  /** Whether its places go with the text; so they do once it is read again and something has moved. */
  readonly isAnchored: boolean;
}

const memory = new WeakMap<Block, Remembered>();

/** Whether a module is read as a call sees it: what it says then is kept with the call. */
export const isCalled = ({ around }: Env): boolean => around?.variable !== undefined;

/** What a block says, as `recalled` or else as `read` gives it. */
export function remembered(located: LocatedBlock, env: Env, read: () => Said): Said {
  if (isCalled(env)) return read();
  const kept = recalled(located, env) ?? readAnew(located, env, read);
  return "said" in kept ? kept.said : kept;
}

/**
 * What a block said when it was last read, if neither it nor anything that it rests on has changed since, be it in its module
 * or beyond; where its text stands elsewhere now, its facts go with it.
 */
export function recalled(located: LocatedBlock, env: Env): Remembered | undefined {
  const key = asWritten(located.block);
  const before = memory.get(key);
  const kept = before && again(before, located, env);
  if (kept !== undefined && kept !== before) memory.set(key, kept);
  return kept;
}

/** What a block says, to be recalled; only what it says where that cannot be. */
export function readAnew(located: LocatedBlock, env: Env, read: () => Said): Remembered | Said {
  const { budget } = env;
  const { made, asked } = asking(budget, () => followedWholly(budget, read));
  const first = made.isWhole && budget.left > 0 ? firstRead(made.made, located, env, asksIn(asked)) : undefined;
  if (first !== undefined) memory.set(asWritten(located.block), first);
  return first ?? made.made;
}

function firstRead(
  said: Said,
  { block, source }: LocatedBlock,
  { module }: Env,
  asked: readonly Ask[],
): Remembered | undefined {
  const rests = restsOf(block, module);
  const place = placeOf(asWritten(block), source.uri, block.start);
  return rests && { said, scope: module.scope, block: place, rests, asked, isAnchored: false };
}

/** What was remembered, at the places of now; `undefined` when it rests on something that has changed. */
function again(before: Remembered, { block, source }: LocatedBlock, env: Env): Remembered | undefined {
  const { module } = env;
  if (before.scope !== module.scope || !areKept(before.rests, module)) return undefined;
  if (!haveSameAnswers(before.asked, elsewhereOf(env))) return undefined;
  const { anchor } = before.block;
  anchor.by = block.start - anchor.start;
  if (before.isAnchored) return before;
  const isMoved = block.start !== before.block.start || !areInPlace(before.rests, module);
  return isMoved || hasAnchors(source.uri) ? anchored(before) : before;
}

export const elsewhereOf = ({ around }: Env): Elsewhere => around?.elsewhere ?? NOWHERE;

/**
 * The same with places that go with the text; `undefined` when one belongs to nothing that is known to stand somewhere. What
 * was asked beyond the module stands where it stood, or it would be read anew.
 */
function anchored(before: Remembered): Remembered | undefined {
  const places = [before.block, ...before.rests.flatMap(({ behind }) => behind.filter((one) => one !== undefined))];
  const beyond = documentsAsked(before.asked);
  const around = (span: Span) => places.find((place) => encloses(place, span));
  if (!isPlaced(before.said, (span) => around(span) !== undefined || beyond.has(span.uri))) return undefined;
  const said = new AnchoredExtraction(before.said, (span) => {
    const place = around(span);
    return place === undefined ? span : placedNow(span, place);
  });
  return { ...before, said, isAnchored: true };
}

const encloses = ({ anchor, start }: Place, span: Span): boolean =>
  anchor.uri === span.uri && start <= span.start && span.end <= start + anchor.end - anchor.start;

function placedNow({ uri, start, end }: Span, { anchor, start: before }: Place): Span {
  const by = anchor.start + anchor.by - before;
  return anchoredSpan({ uri, start: start + by, end: end + by }, anchor);
}
