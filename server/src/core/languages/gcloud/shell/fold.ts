import type { Word as SyntaxWord } from "unbash";
import { type PlaceholderKind, withPlaceholders } from "../../../model/placeholders.ts";
import { joinLiterals, literal, type Part, type Reference, type Slot, type Value } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import { argumentOf, isNotGiven } from "./arguments.ts";
import { type Block, enclosing } from "./block.ts";
import { decoded, decodedDocument } from "./decoded.ts";
import { entryOf } from "./entries.ts";
import { printedIn } from "./feed.ts";
import { operandOf, worked } from "./operations.ts";
import { isUnassigned, reach } from "./reach.ts";
import { inRound, type Reading } from "./rounds.ts";
import type { Definition, Script } from "./script.ts";
import { cut, type Expansion, type Fragment, HOLE, rangeOf, soleExpansion, textOf, type Word, whole } from "./word.ts";

const DEEPEST = 8;
const MOST_PARTS = 64;
const LONGEST = 8192;
/** Slots whose text is prose or an expression, where a word in capitals may be meant as it is. */
const KINDS: Readonly<Partial<Record<Slot, PlaceholderKind>>> = { condition: "expressions", text: "prose" };

/** The value that a piece of a word gives, with variables of the script replaced by the literals that they surely hold. */
export function toValue(fragment: Fragment, slot: Slot, reading: Reading, depth = 0): Value {
  const { uses = [] } = fragment;
  const span = spanOf(fragment, reading);
  const held = depth > DEEPEST ? undefined : heldBy(soleExpansion(fragment), fragment, reading);
  if (held !== undefined) {
    const inner = toValue(held, slot, reading, depth + 1);
    if (isTelling(inner.parts, soleExpansion(fragment))) {
      const isHere = inner.span.start === span.start && inner.span.end === span.end;
      const all = [...uses.map((use) => at(use, reading)), ...(isHere ? [] : [span]), ...(inner.uses ?? [])];
      const { parts } = inner;
      return all.length === 0 ? inner : { uses: all, slot, span: inner.span, parts };
    }
  }
  const parts = partsOf(fragment, KINDS[slot] ?? "names", reading, depth);
  const taken = slot !== "role" || depth > 0 || !isWritten(parts) ? undefined : takenIn(fragment, reading);
  if (taken === undefined && uses.length === 0) return { slot, span, parts };
  const places = [...(taken === undefined ? [] : [rangeOf(fragment), ...(taken.uses ?? [])]), ...uses];
  const all = places.map((use) => at(use, reading));
  return { slot, span: taken === undefined ? span : spanOf(taken, reading), parts, uses: all };
}

const isWritten = (parts: readonly Part[]): boolean => parts.length === 1 && parts[0]?.kind === "literal";

/** The one word of a loop's list, or argument, that a text is made with: what tells this round's text from that of others. */
function takenIn({ word, from, to }: Fragment, reading: Reading): Fragment | undefined {
  let found: Fragment | undefined;
  for (const index of reading.rounds.size === 0 ? [] : word.expansions.keys()) {
    if (index < from || index >= to) continue;
    const before = reading.taken;
    const held = heldFragment({ word, from: index, to: index + 1 }, reading);
    if (reading.taken === before) continue;
    if (found !== undefined) return undefined;
    found = held;
  }
  return found === undefined || found.from === found.to || textOf(found).includes(HOLE) ? undefined : found;
}

/** The piece of a word, or what the variable surely holds that it consists of. */
export function heldFragment(fragment: Fragment, reading: Reading, depth = 0): Fragment {
  const held = depth > DEEPEST ? undefined : heldBy(soleExpansion(fragment), fragment, reading);
  if (held === undefined) return fragment;
  const uses = [...(fragment.uses ?? []), rangeOf(fragment), ...(held.uses ?? [])];
  return heldFragment({ ...held, uses }, reading, depth + 1);
}

/** Whether what an expansion holds says more than the expansion: a literal, or anything in the place of an argument. */
const isTelling = (parts: readonly Part[], expansion: Expansion | undefined): boolean =>
  parts.some((part) => part.kind === "literal") || (expansion?.form === "positional" && parts.length > 0);

const at = ({ start, end }: { start: number; end: number }, { uri }: Reading): Span => ({ uri, start, end });

export const spanOf = (fragment: Fragment, reading: Reading): Span => at(rangeOf(fragment), reading);

/** The text that a piece of a word surely has; `undefined` when a part of it is not known. */
export function knownText(fragment: Fragment, reading: Reading): string | undefined {
  if (fragment.word.expansions.size === 0) return textOf(fragment);
  let text = "";
  for (const part of partsOf(fragment, undefined, reading, 0)) {
    if (part.kind === "reference") return undefined;
    text += part.text;
  }
  return text;
}

type Placeholders = PlaceholderKind | undefined;

function partsOf(fragment: Fragment, kind: Placeholders, reading: Reading, depth: number): readonly Part[] {
  const { word, to } = fragment;
  if (word.expansions.size === 0 && !word.text.includes(HOLE)) return literalParts(fragment, kind, reading);
  const parts: Part[] = [];
  for (let from = fragment.from; from < to; ) {
    const hole = word.text.indexOf(HOLE, from);
    const stop = hole < 0 || hole > to ? to : hole;
    if (stop > from) parts.push(...literalParts(cut(fragment, from, stop), kind, reading));
    const expansion = stop < to ? word.expansions.get(stop) : undefined;
    if (expansion !== undefined)
      parts.push(...expanded(cut(fragment, stop, stop + 1), expansion, kind, reading, depth));
    else if (stop < to) parts.push(literal(HOLE));
    from = stop + 1;
  }
  return joinLiterals(parts);
}

function literalParts(fragment: Fragment, kind: Placeholders, reading: Reading): readonly Part[] {
  const text = textOf(fragment);
  if (text === "") return [];
  if (kind === undefined) return [literal(text)];
  const { word, from } = fragment;
  const place = (stretch: { start: number; end: number }): Span =>
    spanOf({ word, from: from + stretch.start, to: from + stretch.end }, reading);
  return withPlaceholders(text, place, kind);
}

function expanded(
  fragment: Fragment,
  expansion: Expansion,
  kind: Placeholders,
  reading: Reading,
  depth: number,
): readonly Part[] {
  const held = depth > DEEPEST ? undefined : heldBy(expansion, fragment, reading);
  if (held !== undefined) {
    const parts = partsOf(held, kind, reading, depth + 1);
    const texts = parts.map((part) => (part.kind === "literal" ? part.text : ""));
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    const splits = !expansion.quoted && texts.some((text) => /\s/.test(text));
    if (isTelling(parts, expansion) && length < LONGEST && parts.length < MOST_PARTS && !splits) return parts;
  }
  return [referenceTo(expansion, fragment, reading)];
}

/** What the shell puts in the place of an expansion, where that is sure. */
function heldBy(expansion: Expansion | undefined, { word }: Fragment, reading: Reading): Fragment | undefined {
  if (expansion === undefined || reading.budget <= 0) return undefined;
  if (expansion.form === "positional") return argumentOf(expansion, word.block, reading);
  if (expansion.node?.type === "ParameterExpansion" && expansion.form === "other")
    return operated(expansion, expansion.node, word, reading);
  if (expansion.node?.type === "CommandExpansion") return printed(expansion.node, word, reading);
  if (expansion.form !== "variable") return undefined;
  reading.budget--;
  const { definition } = reach(reading.script, expansion.name, expansion.start, word.block);
  if (definition === undefined) return undefined;
  const { given } = definition;
  if (given.kind === "loop" || given.kind === "arguments" || given.kind === "keys")
    return inRound(definition, 0, reading);
  if (given.kind === "field") return inRound(given.read, given.index, reading);
  const [node] = given.kind === "word" ? given.nodes : [];
  return node === undefined ? undefined : whole(decoded(node, reading.script, definition.block));
}

type Operated = Extract<NonNullable<Expansion["node"]>, { type: "ParameterExpansion" }>;

/** `${NAME:-default}`, `${NAME%suffix}` and the like. */
function operated(expansion: Expansion, node: Operated, word: Word, reading: Reading): Fragment | undefined {
  const { operation, index } = node;
  const operand = operandOf(node, expansion);
  const entry = index && entryOf(expansion, word.block, reading);
  if (operation === undefined) return entry;
  if (operand === undefined && entry === undefined) return undefined;
  reading.budget--;
  const read = (inner: SyntaxWord): Fragment => whole(decoded(inner, reading.script, word.block));
  const held = entry ?? heldBy(operand, { word, from: 0, to: 0 }, reading);
  const given = held && heldFragment(held, reading);
  if (operation.type !== "Default") {
    return given && worked(operation, given, expansion, { read, textOf: (one) => knownText(one, reading) });
  }
  if (/[+?]$/.test(operation.operator)) return undefined;
  if (given !== undefined) return knownText(given, reading) === "" ? read(operation.operand) : given;
  return operand !== undefined && isUnset(operand, word.block, reading) ? read(operation.operand) : undefined;
}

/** Whether nothing in the script gives a variable or an argument its value. */
function isUnset(expansion: Expansion, block: Block, reading: Reading): boolean {
  const { form, name, start } = expansion;
  if (form === "variable") return isUnassigned(reading.script, name, start, block);
  return isNotGiven(expansion, block, reading);
}

type Substitution = Extract<NonNullable<Expansion["node"]>, { type: "CommandExpansion" }>;

/** `$(echo text)` and the like, where that is one word or one line. */
function printed(node: Substitution, { block }: Word, { script: { text, words } }: Reading): Fragment | undefined {
  const feed = printedIn(node, block);
  if (feed === undefined || feed.kind === "format") return undefined;
  const [first, ...rest] = feed.kind === "words" ? feed.words : [];
  if (first !== undefined) return rest.length === 0 ? whole(decoded(first, { text, words }, block)) : undefined;
  const document = feed.kind === "document" ? decodedDocument(feed.document, { text, words }, block) : undefined;
  const line = document?.text.replace(/\n+$/, "");
  return document === undefined || line?.includes("\n") ? undefined : cut(whole(document), 0, line?.length);
}

/**
 * A reference that is the same thing as another one exactly when their targets are equal. The address has a `$` where the
 * reference stands for one thing, if only the script's caller knows which; without it, it may be anything.
 */
function referenceTo(expansion: Expansion, { word }: Fragment, reading: Reading): Reference {
  const { form, name, text, start } = expansion;
  const reference = { kind: "reference", text, span: at(expansion, reading) } as const;
  const target = (mark: string, identity: string, attribute = "") => ({
    address: `${reading.uri}#${mark}${text}${identity}`,
    attribute,
  });
  if (form === "positional" || (form === "list" && name === "")) {
    const home = enclosing(word.block, "function");
    if (reading.script.shifts.length > 0) return { target: target("", `@${start}`), ...reference };
    return { target: home === undefined ? target("$", "") : target("", `@${home.start}`), ...reference };
  }
  if (name === "") return reference;
  const { varies, settled, identity, latest } = reach(reading.script, name, start, word.block);
  if (varies) reading.varying = true;
  const attribute = /project_?id$/i.test(name) && holdsNumber(latest, reading.script) ? "number" : "";
  return { target: target(settled && form === "variable" ? "$" : "", identity, attribute), ...reference };
}

/** Whether a variable gets the number of a project, whatever it is called. */
const holdsNumber = (definition: Definition | undefined, { text }: Script): boolean =>
  definition?.given.kind === "word" &&
  definition.given.nodes.some(({ pos, end }) => /project_?number/i.test(text.slice(pos, Math.min(end, pos + 500))));
