import { parseTree } from "jsonc-parser";
import type { Tree } from "../hcl/tree.ts";
import { JsonReader, propertiesOf } from "./reader.ts";

const OPTIONS = { allowTrailingComma: true, allowEmptyContent: true } as const;

/** How many names lead to a block, by the kind of the block. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
};

const NOTHING: Tree = { body: { start: 0, end: 0, items: [], closed: true }, problems: [] };

/**
 * Parses the JSON form of a configuration into the tree of the native one. Total. An object inside a block stands for an
 * argument as well as for a nested block, since JSON does not tell; so does a list of objects.
 */
export function parseTerraformJson(text: string): Tree {
  try {
    const root = parseTree(text.replace(/^\ufeff/, " "), [], OPTIONS);
    if (root?.type !== "object") return NOTHING;
    const reader = new JsonReader(text, true);
    const items = propertiesOf(root).flatMap(({ key, value }) => {
      const depth = Object.hasOwn(LABELS, key.value) ? LABELS[key.value] : undefined;
      return depth === undefined ? [] : reader.blocks(key.value, key, value, depth, []);
    });
    return { body: { start: 0, end: text.length, items, closed: true }, problems: [] };
  } catch {
    return NOTHING;
  }
}

/** Parses the values of variables in JSON, whose texts are no templates, into attributes. Total. */
export function parseSettingsJson(text: string): Tree {
  try {
    const root = parseTree(text.replace(/^\ufeff/, " "), [], OPTIONS);
    if (root?.type !== "object") return NOTHING;
    const { items } = new JsonReader(text, false).block("", root, root, []).body;
    const attributes = items.filter(({ kind }) => kind === "attribute");
    return { body: { start: 0, end: text.length, items: attributes, closed: true }, problems: [] };
  } catch {
    return NOTHING;
  }
}

/** Whether a document is written in the JSON form. */
export const isJson = (uri: string): boolean => /\.(?:tf|tofu|tfvars)\.json$/i.test(uri);
