import type { Workload } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Span } from "../../../text/span.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import { trailTo } from "../../manifest/trail.ts";
import { type Entry, entryOf, type Mapping, type Node } from "../../manifest/tree.ts";
import type { Block } from "../hcl/tree.ts";
import { attributeOf } from "../module.ts";
import { namesOf } from "../render/blocks.ts";
import { freeName, nameFrom } from "../render/naming.ts";
import { ownBlock } from "../render/running.ts";
import { argument } from "../render/style.ts";
import { splitPath } from "../running/places.ts";
import type { Path } from "../running/workload-table.ts";
import { addBlock } from "./add-grant.ts";
import { entriesBefore } from "./entries.ts";

const ACCOUNT = "google_service_account";

/** Declares an account for a workload, and names it there; not for a block of several instances. */
export function ownIdentity(workload: Workload, account: string, source: Source): readonly Edit[] | undefined {
  const { block, shape } = ownBlock(workload, source) ?? {};
  const place = shape?.identities.findLast(({ purpose }) => purpose === undefined)?.at;
  const root = treeOf(source);
  if (block === undefined || place === undefined || root?.kind !== "mapping") return undefined;
  const name = freeName(nameFrom([block.labels[1]?.text ?? account]), namesOf(ACCOUNT, source));
  const named = setProperty(block, place, `\${${ACCOUNT}.${name}.email}`, source);
  const project = attributeOf(block, "project")?.value;
  const rows = [
    ...(project === undefined ? [] : [argument("project", source.text.slice(project.start, project.end))]),
    argument("account_id", `"${account}"`),
  ];
  const declared = addBlock({ kind: "resource", type: ACCOUNT, name, rows }, root, source);
  return named && declared && [...declared, ...named];
}

/** Switches the invoker check of a service off, where its form has an argument for that. */
export function skipInvokerCheck(workload: Workload, source: Source): readonly Edit[] | undefined {
  const { block, shape } = ownBlock(workload, source) ?? {};
  const place = shape?.settings?.["invoker-check-disabled"];
  return block === undefined || place === undefined ? undefined : setProperty(block, place, true, source);
}

/** Writes a property at a path whose objects are there, one of each. */
function setProperty(owner: Block, path: Path, value: unknown, source: Source): readonly Edit[] | undefined {
  const { blocks, name, key } = splitPath(path);
  const body = trailTo(treeOf(source), { uri: source.uri, start: owner.body.start - 1, end: owner.end }).at(-1);
  const holder = key === undefined ? innerObject(body, blocks) : undefined;
  if (holder === undefined) return undefined;
  const old = entryOf(holder, name);
  if (old !== undefined) return [{ span: valueSpan(old, source), text: JSON.stringify(value) }];
  const [first] = holder.entries;
  return first && [entriesBefore(first, holder, [[name, value]], source)];
}

/** Where the value of a property stands; the tree has none for `true`, `false` and `null`. */
function valueSpan({ keySpan, value }: Entry, { text, uri }: Source): Span {
  if (value !== undefined) return value.span;
  const [gap = "", word = ""] = /^(\s*:\s*)(\w*)/.exec(text.slice(keySpan.end))?.slice(1) ?? [];
  const start = keySpan.end + gap.length;
  return { uri, start, end: start + word.length };
}

function innerObject(body: Node | undefined, path: Path): Mapping | undefined {
  let at = only(body);
  for (const name of path === "" ? [] : path.split("/")) at = only(entryOf(at, name)?.value);
  return at;
}

/** An object, or that of a list of one. */
function only(node: Node | undefined): Mapping | undefined {
  const one = node?.kind === "list" && node.items.length === 1 ? node.items[0] : node;
  return one?.kind === "mapping" ? one : undefined;
}
