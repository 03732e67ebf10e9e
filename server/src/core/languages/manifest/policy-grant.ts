import type { Binding } from "../../model/facts.ts";
import { type Grant, isAgent } from "../../model/finding.ts";
import { soleReference } from "../../model/value.ts";
import type { Edit } from "../../text/edit.ts";
import type { Source } from "../language.ts";
import { appendToFlow } from "./flow-list.ts";
import { before, eolOf, isBlank, lineEnd } from "./layout.ts";
import { trailTo } from "./trail.ts";
import { at, entryOf, itemsOf, type List, type Mapping, type Node, textAt } from "./tree.ts";
import { writeWhole } from "./write.ts";

/** Writes a grant into the policy that another one stands in; `undefined` where it is no policy, or that of another resource. */
export function addToPolicy(after: Binding, grant: Grant, root: Node, source: Source): readonly Edit[] | undefined {
  if (grant.resource !== after.resource || isAgent(grant.member)) return undefined;
  const trail = trailTo(root, after.span);
  const list = trail.findLast((node): node is List => node.kind === "list" && node.items.some(isHere(after)));
  const sample = list?.items.find(isHere(after));
  if (list === undefined || sample?.kind !== "mapping" || list.partial || list.uses.length > 0) return undefined;
  if (soleReference(grant.member)?.target !== undefined) return undefined;
  const style =
    sample.flow && source.text[sample.entries[0]?.keySpan.start ?? 0] === '"' ? "json" : sample.flow ? "flow" : "plain";
  const member = writeWhole(grant.member.parts, style, source);
  if (member === undefined) return undefined;
  const edit = sample.flow
    ? inBraces(list, grant.role, member, style, source)
    : inLines(list, sample, grant.role, member, source);
  return edit === undefined ? undefined : [edit];
}

/** The binding without a condition to which a policy needs only the member added, told as the one before. */
export function sameRole(after: Binding, grant: Grant, root: Node | undefined): Binding | undefined {
  if (grant.resource !== after.resource) return undefined;
  const list = trailTo(root, after.span).findLast((node) => node.kind === "list" && node.items.some(isHere(after)));
  const found = itemsOf(list).find(
    (item) => textAt(item, "role") === grant.role && at(item, "condition") === undefined && item.uses.length === 0,
  );
  return found && { ...after, span: found.span };
}

const isHere =
  ({ span }: Binding) =>
  (item: Node): boolean =>
    item.uses.length === 0 && item.span.start === span.start && entryOf(item, "role") !== undefined;

function inBraces(list: List, role: string, member: string, style: string, { text }: Source): Edit | undefined {
  const quote = style === "json" ? '"' : "";
  const [key, members] = ["role", "members"].map((name) => `${quote}${name}${quote}`);
  return appendToFlow(text, list, `{ ${key}: ${quote}${role}${quote}, ${members}: [${member}] }`);
}

/** Role and members in the order of the sample, behind the last binding. */
function inLines(list: List, sample: Mapping, role: string, member: string, { text, uri }: Source): Edit | undefined {
  const last = list.items.at(-1);
  const dash = text.lastIndexOf("-", sample.span.start - 1);
  const indent = before(text, dash);
  if (last === undefined || list.flow || !isBlank(indent) || !isBlank(text.slice(dash + 1, sample.span.start)))
    return undefined;
  const inner = `${indent}${" ".repeat(sample.span.start - dash)}`;
  const members = at(sample, "members");
  const first = members?.kind === "list" && !members.flow ? members.items[0] : undefined;
  const own = first === undefined ? undefined : before(text, text.lastIndexOf("-", first.span.start - 1));
  const step = own !== undefined && isBlank(own) && own.length >= inner.length ? own : inner;
  const written = { role: [`role: ${role}`], members: ["members:", `${step.slice(inner.length)}- ${member}`] };
  const isRoleFirst =
    sample.entries.findIndex(({ key }) => key === "role") < sample.entries.findIndex(({ key }) => key === "members");
  const lines = isRoleFirst ? [...written.role, ...written.members] : [...written.members, ...written.role];
  const end = lineEnd(text, last.span.end);
  const eol = eolOf(text);
  const item = lines
    .map((line, i) => eol + (i === 0 ? text.slice(dash - indent.length, sample.span.start) : inner) + line)
    .join("");
  return textAt(last) === undefined ? { span: { uri, start: end, end }, text: item } : undefined;
}
