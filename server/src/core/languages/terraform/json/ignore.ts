import type { Edit } from "../../../text/edit.ts";
import type { Span } from "../../../text/span.ts";
import { treeOf } from "../../json/parse.ts";
import type { Source } from "../../language.ts";
import { trailTo } from "../../manifest/trail.ts";
import type { Entry, Mapping } from "../../manifest/tree.ts";
import { blocksAround } from "../hcl/find.ts";
import { treeOf as configurationOf, isSettings } from "../module.ts";
import { entriesBefore } from "./entries.ts";

const COMMENT = "//";
const REASON = "explain why here";
const EXISTING = /^"[ \t]*iam-lint-ignore[ \t]+[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*/;

/**
 * Writes a comment, which is a property named `//`, that keeps rules silent in the block around a span, or in the whole file.
 * Terraform takes it in blocks and in the outermost object, not in values.
 */
export function ignoreRules(
  span: Span,
  rules: readonly string[],
  extent: "line" | "file",
  source: Source,
): readonly Edit[] | undefined {
  if (isSettings(source.uri)) return undefined;
  const root = treeOf(source);
  const body = extent === "file" ? root : bodyAround(span, source);
  const first = body?.kind === "mapping" ? body.entries[0] : undefined;
  if (body?.kind !== "mapping" || first === undefined) return undefined;
  const existing = extent === "file" ? undefined : existingIn(body, source);
  if (existing !== undefined) return extended(existing, rules, source);
  const mark = extent === "file" ? "iam-lint-ignore-file" : "iam-lint-ignore";
  return [entriesBefore(first, body, [[COMMENT, `${mark} ${rules.join(", ")}: ${REASON}`]], source)];
}

/** The object of the outermost block around a place. */
function bodyAround(span: Span, source: Source): Mapping | undefined {
  const block = blocksAround(configurationOf(source).body, span)[0];
  const place = block && { uri: source.uri, start: block.body.start - 1, end: block.end };
  const body = place && trailTo(treeOf(source), place).at(-1);
  return body?.kind === "mapping" && body.span.start === place?.start ? body : undefined;
}

const existingIn = ({ entries }: Mapping, { text }: Source): Entry | undefined =>
  entries.find(({ key, value }) => key === COMMENT && value !== undefined && EXISTING.test(textOf(value.span, text)));

const textOf = ({ start, end }: Span, text: string): string => text.slice(start, end);

/** Adds the rules to a comment that stands there already. */
function extended({ value }: Entry, rules: readonly string[], { text, uri }: Source): readonly Edit[] {
  const head = value === undefined ? "" : (EXISTING.exec(textOf(value.span, text))?.[0] ?? "");
  const present = new Set(head.split(/[\s,]+/));
  const added = rules.filter((rule) => !present.has(rule));
  const at = (value?.span.start ?? 0) + head.length;
  return added.length === 0 ? [] : [{ span: { uri, start: at, end: at }, text: `, ${added.join(", ")}` }];
}
