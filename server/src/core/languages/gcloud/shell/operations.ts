import type { ParameterExpansionPart, ParameterOperation } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import { cutAt, patternOf } from "./pattern.ts";
import { cut, type Expansion, type Fragment, HOLE, textOf, type Word, whole } from "./word.ts";

/** The variable that an operation is done to, as an expansion of its own. */
export function operandOf(node: ParameterExpansionPart, { start, end, quoted }: Expansion): Expansion | undefined {
  const { parameter: name, prefix, index } = node;
  if (prefix !== undefined || index !== undefined || !/^\w+$/.test(name)) return undefined;
  return { form: /^\d+$/.test(name) ? "positional" : "variable", name, text: name, start, end, quoted };
}

/** How what an operation needs is read. */
export interface Operands {
  readonly read: (word: NonNullable<Extract<ParameterOperation, { operand: unknown }>["operand"]>) => Fragment;
  readonly textOf: (fragment: Fragment) => string | undefined;
}

/** What is left of a text after an operation that only depends on it; `undefined` where that is not sure. */
export function worked(
  operation: ParameterOperation,
  given: Fragment,
  expansion: Expansion,
  operands: Operands,
): Fragment | undefined {
  switch (operation.type) {
    case "Remove": {
      const pattern = patternOf(operands.read(operation.operand));
      const at = pattern && cutAt(textOf(given), operation.operator, pattern);
      if (at === undefined) return undefined;
      return operation.operator.startsWith("#") ? cut(given, given.from + at) : cut(given, given.from, given.from + at);
    }
    case "Slice": {
      const [from, length] = [operation.offset, operation.length].map((word) => word && Number(word.text));
      if (textOf(given).includes(HOLE) || !isCount(from) || (operation.length !== undefined && !isCount(length)))
        return undefined;
      const start = Math.min(given.to, given.from + from);
      return cut(given, start, length === undefined ? given.to : Math.min(given.to, start + length));
    }
    case "CaseModification": {
      const text = operation.operand === undefined ? operands.textOf(given) : undefined;
      return text === undefined ? undefined : made(inCase(text, operation.operator), expansion, given.word);
    }
    case "Replace": {
      const [text, pattern, by] = [given, operands.read(operation.pattern), operands.read(operation.replacement)].map(
        operands.textOf,
      );
      if (text === undefined || pattern === undefined || by === undefined || !/^[^*?[\]\\]+$/.test(pattern))
        return undefined;
      if (operation.operator !== "/" && operation.operator !== "//") return undefined;
      const isAll = operation.operator === "//";
      const replaced = isAll ? text.replaceAll(pattern, () => by) : text.replace(pattern, () => by);
      const isInPlace = pattern.length === by.length && !textOf(given).includes(HOLE);
      return isInPlace ? { ...given, word: rewritten(given, replaced) } : made(replaced, expansion, given.word);
    }
    default:
      return undefined;
  }
}

const isCount = (number: number | undefined): number is number =>
  number !== undefined && Number.isInteger(number) && number >= 0;

function inCase(text: string, operator: "^" | "^^" | "," | ",,"): string {
  if (operator === "^^") return text.toUpperCase();
  if (operator === ",,") return text.toLowerCase();
  const first = text.slice(0, 1);
  return (operator === "^" ? first.toUpperCase() : first.toLowerCase()) + text.slice(1);
}

/** The word with other characters in the same places. */
const rewritten = ({ word, from, to }: Fragment, text: string): Word => ({
  ...word,
  text: word.text.slice(0, from) + text + word.text.slice(to),
});

/** A text that is written nowhere, each character in the place of what makes it. */
export function made(text: string, { start, end }: Stretch, { block }: Pick<Word, "block">): Fragment {
  const segment = { quote: "", open: start, close: end, start, end } as const;
  const runs = Array.from(text, (_, from) => ({ from, to: from + 1, start, end }));
  return whole({ start, end, text, runs, expansions: new Map(), segments: [segment], block });
}
