import type { Part } from "../../model/value.ts";
import type { Span } from "../../text/span.ts";
import {
  type Definite,
  type Folded,
  type Mapping,
  madeFrom,
  mapEntries,
  mapItems,
  type Sequence,
  type Text,
} from "./folded.ts";

/** How many places of use are kept. */
const MOST_USES = 6;

/** A value that is used somewhere. What names an instance without being written anywhere yet stands where it is first used. */
export const noted = (folded: Folded, use: Span): Folded => note(folded, { uses: [use], places: true });

/** Places of use, nearest first, and whether they are to be noted in what has no place yet. */
interface Noting {
  readonly uses: readonly Span[];
  readonly places: boolean;
}

function note(folded: Folded, noting: Noting): Folded {
  switch (folded.kind) {
    case "text":
      return noteText(folded, noting);
    case "sequence":
      return noteItems(folded, noting);
    case "mapping":
      return noteEntries(folded, inside(noting));
    case "either":
      return { ...folded, options: folded.options.map((option) => note(option, inside(noting)) as Definite) };
    case "null":
      return folded;
  }
}

const inside = ({ uses }: Noting): Noting => ({ uses, places: false });

/** What was noted and is used again is noted once, with both uses. */
function noteItems(list: Sequence, noting: Noting): Sequence {
  const before = earlier(list, noting);
  const all = before === undefined ? noting : both(noting, before.how);
  return mapItems(before?.from ?? list, (item) => note(item, all), all);
}

function noteEntries(map: Mapping, noting: Noting): Mapping {
  const before = earlier(map, noting);
  const all = before === undefined ? noting : both(noting, before.how);
  const change = ({ key, value }: Mapping["entries"][number]) => ({ key: noteText(key, all), value: note(value, all) });
  return mapEntries(before?.from ?? map, change, all);
}

interface Before<T> {
  readonly from: T;
  readonly how: Noting;
}

function earlier<T extends Sequence | Mapping>(folded: T, { places }: Noting): Before<T> | undefined {
  const made = madeFrom(folded);
  const how = made?.how as Noting | undefined;
  return made !== undefined && how?.places === places ? { from: made.from as T, how } : undefined;
}

/** One use more than is kept, as one may be the text itself. */
const both = (later: Noting, earlier: Noting): Noting => ({
  uses: [...later.uses, ...earlier.uses].slice(0, MOST_USES + 1),
  places: later.places,
});

function noteText(text: Text, { uses, places }: Noting): Text {
  if (text.isPlaceless !== true) return withUses(text, uses);
  return places ? uses.reduceRight(placedAt, text) : text;
}

function withUses(text: Text, uses: readonly Span[]): Text {
  const others = uses.filter((use) => use !== text.span);
  return others.length === 0 ? text : { ...text, uses: [...others, ...text.uses].slice(0, MOST_USES) };
}

/** An attribute of an instance stands where it is first used; the instance itself goes on until then. */
function placedAt(text: Text, use: Span): Text {
  if (text.isPlaceless !== true) return withUses(text, [use]);
  const isAttribute = text.parts.some((part) => part.kind === "reference" && part.target?.attribute !== "");
  const parts = text.parts.map((part): Part => (part.kind === "reference" ? { ...part, span: use } : part));
  return { ...text, parts, span: use, isPlaceless: !isAttribute };
}
