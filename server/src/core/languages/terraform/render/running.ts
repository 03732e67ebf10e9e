import type { Workload } from "../../../model/facts.ts";
import type { Edit } from "../../../text/edit.ts";
import type { Source } from "../../language.ts";
import { insertArgument, replaceArgument } from "../flaws/rewrite.ts";
import { blocksAround } from "../hcl/find.ts";
import type { Block } from "../hcl/tree.ts";
import { attributeOf, treeOf } from "../module.ts";
import { splitPath } from "../running/places.ts";
import { type Path, WORKLOADS, type WorkloadShape } from "../running/workload-table.ts";
import { namesOf } from "./blocks.ts";
import { freeName, nameFrom } from "./naming.ts";
import { argument, lineEndOf, lineStartOf, writeBlock } from "./style.ts";

const ACCOUNT = "google_service_account";

/** Declares an account in front of the block of a workload, and names it there; not for a block of several instances. */
export function ownIdentity(workload: Workload, account: string, source: Source): readonly Edit[] | undefined {
  const { block, shape } = ownBlock(workload, source) ?? {};
  const place = shape?.identities.findLast(({ purpose }) => purpose === undefined)?.at;
  if (block === undefined || place === undefined) return undefined;
  const { uri, text } = source;
  const name = freeName(nameFrom([block.labels[1]?.text ?? account]), namesOf(ACCOUNT, source));
  const named = setArgument(block, place, `${ACCOUNT}.${name}.email`, source);
  if (named.length === 0) return undefined;
  const project = attributeOf(block, "project")?.value;
  const rows = [
    ...(project === undefined ? [] : [argument("project", text.slice(project.start, project.end))]),
    argument("account_id", `"${account}"`),
  ];
  const lineEnd = lineEndOf(text);
  const at = commentStart(text, block.start);
  const declared = writeBlock(`resource "${ACCOUNT}" "${name}"`, rows, lineEnd) + lineEnd + lineEnd;
  return [{ span: { uri, start: at, end: at }, text: declared }, ...named];
}

/** Switches the invoker check of a service off, where its form has an argument for that. */
export function skipInvokerCheck(workload: Workload, source: Source): readonly Edit[] | undefined {
  const { block, shape } = ownBlock(workload, source) ?? {};
  const place = shape?.settings?.["invoker-check-disabled"];
  if (block === undefined || place === undefined || place.includes("[")) return undefined;
  const edits = setArgument(block, place, "true", source);
  return edits.length === 0 ? undefined : edits;
}

/** The block of a resource that is one workload, with what is known of its type. */
export function ownBlock(
  { span }: Workload,
  source: Source,
): { readonly block: Block; readonly shape: WorkloadShape } | undefined {
  const block = blocksAround(treeOf(source).body, span)[0];
  const type = block?.labels[0]?.text ?? "";
  const shape = Object.hasOwn(WORKLOADS, type) ? WORKLOADS[type] : undefined;
  const isOne = block !== undefined && ["for_each", "count"].every((name) => attributeOf(block, name) === undefined);
  return shape === undefined || !isOne || block.name !== "resource" ? undefined : { block, shape };
}

/** Writes an argument at a path whose blocks are there, one of each. */
function setArgument(owner: Block, path: Path, value: string, source: Source): readonly Edit[] {
  const { blocks, name, key } = splitPath(path);
  const inner = key === undefined ? innerBlock(owner, blocks) : undefined;
  if (inner === undefined) return [];
  const old = attributeOf(inner, name);
  if (old === undefined) return insertArgument(inner, name, value, source);
  return replaceArgument(inner, old, (row) => [{ ...row, value }], source);
}

function innerBlock(owner: Block, path: Path): Block | undefined {
  let at: Block | undefined = owner;
  for (const name of path === "" ? [] : path.split("/")) {
    const inside: readonly Block[] = at.body.items.filter(
      (item) => item.kind === "block" && item.name === name,
    ) as Block[];
    at = inside.length === 1 ? inside[0] : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}

/** Start of the lines of comment that stand on a block. */
function commentStart(text: string, start: number): number {
  let at = lineStartOf(text, start);
  while (at > 0) {
    const before = lineStartOf(text, at - 1);
    if (!/^[ \t]*(?:#|\/\/)/.test(text.slice(before, at))) return at;
    at = before;
  }
  return lineStartOf(text, start);
}
