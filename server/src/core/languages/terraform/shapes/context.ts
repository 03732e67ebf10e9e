import { literal, type Part } from "../../../model/value.ts";
import type { Text } from "../folded.ts";

/** `$iam_principals:ci`, `$custom_roles:deployer`: names that a module of Cloud Foundation Fabric looks up. */
const NAME = /\$[a-z_]+:[\w./-]+/g;

/** The text with context names as references; where it is written in another way than it reads, they get all its span. */
export function contextual(text: Text): Text {
  const [only] = text.parts;
  if (only?.kind !== "literal" || text.parts.length !== 1 || !only.text.includes("$")) return text;
  const { span } = text;
  const isPlain = span.end - span.start === only.text.length;
  const parts: Part[] = [];
  let at = 0;
  for (const { 0: name, index } of only.text.matchAll(NAME)) {
    if (index > at) parts.push(literal(only.text.slice(at, index)));
    const start = span.start + index;
    parts.push({
      kind: "reference",
      text: name,
      span: isPlain ? { ...span, start, end: start + name.length } : span,
    });
    at = index + name.length;
  }
  if (at < only.text.length) parts.push(literal(only.text.slice(at)));
  return parts.length === 0 ? text : { ...text, parts };
}
