import {
  type Definite,
  type Entry,
  type Folded,
  isBounded,
  isUnknown,
  knownText,
  type Mapping,
  mapTexts,
  optionsOf,
  type Sequence,
} from "./folded.ts";

/** Values with more ways to be than this are unknown. */
const MOST_OPTIONS = 16;

/** What counts only under a condition that is not known. */
export const doubtful = <T extends Folded>(folded: T): T =>
  mapTexts(folded, (text) => (text.maybe ? text : { ...text, maybe: true }));

/**
 * One of several values: lists become one list of all their items, maps one map, which may hold less and more than that.
 * `undefined` when nothing is known of any.
 */
export function eitherOf(values: readonly Folded[]): Folded | undefined {
  const options = distinct(values.flatMap(optionsOf).map(doubtful));
  const telling = options.filter((option) => option.kind !== "null" && !isUnknown(option));
  if (options.length > MOST_OPTIONS) return undefined;
  if (telling.length === 0) return options.some(isDeclared) ? { kind: "either", options } : undefined;
  const sequences = telling.filter((option): option is Sequence => option.kind === "sequence");
  if (sequences.length === telling.length) return unionOfSequences(sequences, bound(options));
  const mappings = telling.filter((option): option is Mapping => option.kind === "mapping");
  if (mappings.length === telling.length) return unionOfMappings(mappings, bound(options));
  return { kind: "either", options };
}

/**
 * The first item of a list that holds no more than it shows: one of those up to the first that is surely there; `undefined` when
 * that is not known. A literal behind an attribute of something declared only holds the place of what is not made.
 */
export function firstOf(list: Sequence): Folded | undefined {
  const [first] = list.items;
  if (first === undefined || list.isSet || !isBounded(list)) return undefined;
  if (list.complete) return first;
  const sure = list.items.findIndex((item) => item.kind === "text" && item.maybe !== true);
  const possible = sure < 0 ? list.items : list.items.slice(0, sure + 1);
  const telling = possible.filter((item) => item === first || !isAttribute(first) || knownText(item) === undefined);
  return telling.length === 1 ? first : eitherOf(telling);
}

/** Whether it is an attribute of something declared. */
export const isAttribute = (folded: Folded): boolean =>
  folded.kind === "text" &&
  folded.parts.length === 1 &&
  folded.parts.every((part) => part.kind === "reference" && (part.target?.attribute ?? "") !== "");

/** Whether it is a reference to something that is declared. */
const isDeclared = (option: Definite): boolean =>
  option.kind === "text" &&
  option.parts.some((part) => part.kind === "reference" && /#(?:data\.)?google_/.test(part.target?.address ?? ""));

type Bound = { readonly bounded?: true };

const bound = (options: readonly Definite[]): Bound => (options.every(isBounded) ? { bounded: true } : {});

/** The same literal in both branches is one option. */
function distinct(options: readonly Definite[]): readonly Definite[] {
  const seen = new Set<string>();
  return options.filter((option) => {
    const text = option.kind === "null" ? "" : knownText(option);
    if (text === undefined || (option.kind === "text" && text === "")) return true;
    const key = option.kind === "text" ? `${option.span.uri} ${option.span.start} ${text}` : "null";
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

const unionOfSequences = (sequences: readonly Sequence[], bounded: Bound): Sequence => ({
  kind: "sequence",
  items: sequences.flatMap(({ items }) => items),
  complete: false,
  ...bounded,
  ...(sequences.every(({ isSet }) => isSet) ? { isSet: true } : {}),
});

function unionOfMappings(mappings: readonly Mapping[], bounded: Bound): Mapping {
  const byKey = new Map<string, Entry[]>();
  const entries: Entry[] = [];
  for (const entry of mappings.flatMap((mapping) => mapping.entries)) {
    const key = knownText(entry.key);
    const group = key === undefined ? undefined : byKey.get(key);
    if (group !== undefined) group.push(entry);
    else if (key !== undefined) byKey.set(key, [entry]);
    else entries.push(entry);
  }
  for (const [first, ...rest] of byKey.values()) {
    if (first === undefined) continue;
    const value = rest.length === 0 ? first.value : eitherOf([first, ...rest].map((entry) => entry.value));
    entries.push({ key: first.key, value: value ?? first.value });
  }
  return { kind: "mapping", entries, complete: false, ...bounded };
}
