import type { Binding } from "../../../model/facts.ts";
import type { Grant } from "../../../model/finding.ts";
import { soleReference, type Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { before, eolOf, isBlank, lineEnd } from "../../manifest/layout.ts";
import { at, type Node } from "../../manifest/tree.ts";
import { argumentLines, grantTypeOf } from "./arguments.ts";
import { freeName, linesOf } from "./lines.ts";

/** Writes a grant as a resource of its own behind another one of the program. */
export function addPulumiGrant(after: Binding, grant: Grant, root: Node, source: Source): readonly Edit[] | undefined {
  const { text, uri } = source;
  const resources = at(root, "resources");
  const type = grantTypeOf(grant);
  if (resources?.kind !== "mapping" || resources.flow || type === undefined) return undefined;
  const entry = resources.entries.find(({ keySpan }) => keySpan.start === after.span.start);
  const [first] = entry?.value?.kind === "mapping" && !entry.value.flow ? entry.value.entries : [];
  const indent = before(text, after.span.start);
  const args = argumentLines(grant, type, referTo, source);
  if (first === undefined || args === undefined || !isBlank(indent)) return undefined;
  const step = before(text, first.keySpan.start).slice(indent.length) || "  ";
  const name = freeName(grant.name, (taken) => resources.entries.some(({ key }) => key === taken));
  const lines = linesOf([`${name}:`, [`type: ${type.pulumi}`, "properties:", args]], step, indent);
  const place = lineEnd(text, after.span.end);
  const eol = eolOf(text);
  return [{ span: { uri, start: place, end: place }, text: lines.map((line) => eol + line).join("") }];
}

/** Another resource of the program as a whole: all of them have a name. */
function referTo(value: Value): string | undefined {
  const target = soleReference(value)?.target;
  const name = target && /#([\w-]+)$/.exec(target.address)?.[1];
  return name === undefined ? undefined : `\${${name}.${target?.attribute === "projectId" ? "projectId" : "name"}}`;
}
