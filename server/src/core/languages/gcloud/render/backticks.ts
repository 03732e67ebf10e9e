import { forEachChild, type SyntaxNode } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import type { ReadSource } from "../reading.ts";
import { maskForParser } from "../shell/mask.ts";
import { parseTolerant } from "../shell/parse.ts";

/** Deeper nesting is no script. */
const DEEPEST = 60;

/** Whether a place stands within backticks, where a backslash is taken away before the commands are read. */
export function isInBackticks(place: Stretch, { source }: ReadSource): boolean {
  const { text, pieces = [{ start: 0, end: text.length }] } = source;
  if (!text.includes("`")) return false;
  const masked = maskForParser(text);
  const piece = pieces.find(({ start, end }) => start <= place.start && place.end <= end);
  const trees = piece === undefined ? [] : parseTolerant(masked, piece);
  return trees.some(({ statements }) => statements.some((node) => holdsIn(node, place, masked, 0)));
}

function holdsIn(node: SyntaxNode, place: Stretch, text: string, depth: number): boolean {
  if (depth > DEEPEST || node.pos > place.start || node.end < place.end) return false;
  if (node.type === "CommandExpansion" && text[node.pos] === "`") return true;
  let found = false;
  forEachChild(node, (inner) => {
    found ||= holdsIn(inner, place, text, depth + 1);
  });
  if (found || (node.type !== "CommandExpansion" && node.type !== "ProcessSubstitution")) return found;
  return node.script?.commands.some((inner) => holdsIn(inner, place, text, depth + 1)) === true;
}
