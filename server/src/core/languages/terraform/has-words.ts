import type { Folded } from "./folded.ts";

/** Whether some text in it has a literal part; keys of objects do not count. */
export function hasWords(folded: Folded): boolean {
  switch (folded.kind) {
    case "text":
      return folded.parts.some((part) => part.kind === "literal" && part.text !== "");
    case "sequence":
      return folded.items.some(hasWords);
    case "mapping":
      return folded.entries.some(({ value }) => hasWords(value));
    case "either":
      return folded.options.some(hasWords);
    case "null":
      return false;
  }
}
