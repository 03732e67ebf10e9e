import type { Binding } from "../../../model/facts.ts";
import { type Grant, isAgent } from "../../../model/finding.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { before, eolOf, isBlank, lineEnd } from "../../manifest/layout.ts";
import { at, itemsOf, type Node, textAt } from "../../manifest/tree.ts";
import { writeWhole } from "../../manifest/write.ts";
import { freeName, linesOf } from "./lines.ts";

/** Writes a grant on a project behind another one of Deployment Manager, in the same type. */
export function addDeploymentGrant(
  after: Binding,
  { resource, member, role, name }: Grant,
  root: Node,
  source: Source,
): readonly Edit[] | undefined {
  const { text, uri } = source;
  const items = itemsOf(at(root, "resources"));
  const item = items.find(({ span }) => span.start === after.span.start);
  const type = textAt(item, "type");
  const project = resource.type === after.resource.type ? resource.fields.name : undefined;
  if (item?.kind !== "mapping" || item.flow || type === undefined || project === undefined || isAgent(member))
    return undefined;
  const dash = text.lastIndexOf("-", item.span.start - 1);
  const indent = before(text, dash);
  const [place, who] = [project, member].map((value) => writeWhole(value.parts, "plain", source));
  if (!/virtual\.projects\.iamMemberBinding$/.test(type) || place === undefined || who === undefined) return undefined;
  if (!isBlank(indent)) return undefined;
  const free = freeName(name, (taken) => items.some((one) => textAt(one, "name") === taken));
  const lines = linesOf(
    [`name: ${free}`, `type: ${type}`, "properties:", [`resource: ${place}`, `role: ${role}`, `member: ${who}`]],
    "  ",
    `${indent}  `,
  );
  const end = lineEnd(text, item.span.end);
  const eol = eolOf(text);
  const written = lines.map((line, i) => eol + (i === 0 ? `${indent}- ${line.trimStart()}` : line)).join("");
  return [{ span: { uri, start: end, end }, text: written }];
}
