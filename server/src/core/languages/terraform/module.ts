import { differenceOf } from "../../text/difference.ts";
import { folderOf } from "../below.ts";
import { takeEarlier } from "../earlier.ts";
import type { Source } from "../language.ts";
import { Earlier } from "./hcl/again.ts";
import { parseHcl } from "./hcl/parse.ts";
import type { Attribute, Block, Expression, Tree } from "./hcl/tree.ts";
import { isJson, parseTerraformJson } from "./json/parse.ts";

/** A resource or data block with two labels. */
export interface Declaration {
  readonly source: Source;
  readonly block: Block;
  readonly isData: boolean;
  readonly type: string;
  /** As a reference names it: `google_service_account.ci`, `data.google_iam_policy.p`. */
  readonly name: string;
}

/** An expression and the document that it stands in. */
export interface Located {
  readonly source: Source;
  readonly expression: Expression;
}

/** A `module` or `variable` block. */
export interface LocatedBlock {
  readonly source: Source;
  readonly block: Block;
}

/** All configuration files of one folder, read together. */
export interface Module {
  /**
   * Uri of the folder, without a slash at its end; for a piece of a document, the document's uri, a slash, its number. Of a
   * module as one call sees it: the folder, `?`, the scope and the names of the calls that lead there.
   */
  readonly scope: string;
  /** What stands before the names of resources for people: `module.ci.`; absent for a module that nobody called. */
  readonly prefix?: string;
  readonly declarations: readonly Declaration[];
  readonly locals: ReadonlyMap<string, Located>;
  /** Defaults of variables. */
  readonly defaults: ReadonlyMap<string, Located>;
  /** What `terraform.tfvars` and `*.auto.tfvars` set. */
  readonly settings: ReadonlyMap<string, Located>;
  readonly variables: ReadonlyMap<string, LocatedBlock>;
  readonly outputs: ReadonlyMap<string, Located>;
  readonly calls: ReadonlyMap<string, LocatedBlock>;
  /** Configurations of providers. */
  readonly providers: readonly LocatedBlock[];
}

const trees = new WeakMap<Source, Tree>();

/** The syntax tree of a document, of all its pieces together; made once per version. */
export function treeOf(source: Source): Tree {
  const cached = trees.get(source);
  if (cached !== undefined) return cached;
  const tree = source.pieces === undefined ? parse(source) : joined(piecesOf(source).map(treeOf), source);
  trees.set(source, tree);
  return tree;
}

function parse(source: Source): Tree {
  const { uri, text } = source;
  if (isJson(uri)) return parseTerraformJson(text);
  const earlier = takeEarlier(source);
  const tree = earlier && trees.get(earlier);
  return parseHcl(text, 0, tree && earlier && new Earlier(tree, differenceOf(earlier.text, text)));
}

const pieces = new WeakMap<Source, readonly Source[]>();

/** The pieces of a document, each as a document of its own with the same places. */
export function piecesOf(source: Source): readonly Source[] {
  const cached = pieces.get(source);
  if (cached !== undefined) return cached;
  const made = (source.pieces ?? []).map(({ start, end }) => {
    const piece = { uri: source.uri, text: source.text.slice(0, end) };
    trees.set(piece, parseHcl(piece.text, start));
    return piece;
  });
  pieces.set(source, made);
  return made;
}

const joined = (parts: readonly Tree[], { text }: Source): Tree => ({
  body: { start: 0, end: text.length, items: parts.flatMap(({ body }) => body.items), closed: true },
  problems: parts.flatMap(({ problems }) => problems),
});

const units = new WeakMap<Source, readonly Source[]>();

/** The documents that a document was last read with; the document alone before that. */
export const unitOf = (source: Source): readonly Source[] => units.get(source) ?? [source];

export function joinUnit(sources: readonly Source[]): void {
  for (const source of sources) units.set(source, sources);
}

/** Whether a document belongs to a scope. */
export function isOfScope(uri: string, scope: string): boolean {
  const place = scope.split("?", 1)[0] ?? scope;
  return folderOf(uri) === place || folderOf(place) === uri || uri === place;
}

/** A document whose locals and variables weigh more than those of others. */
export const isOverride = (uri: string): boolean => /[/_]override\.(?:tf|tofu)$/.test(uri);

/** A document that sets variables. */
export const isSettings = (uri: string): boolean => uri.endsWith(".tfvars");

/** Reads the documents of a module; `scope` names its world. */
export function readModule(sources: readonly Source[], scope: string): Module {
  const module = {
    scope,
    declarations: [] as Declaration[],
    locals: new Map<string, Located>(),
    defaults: new Map<string, Located>(),
    settings: new Map<string, Located>(),
    variables: new Map<string, LocatedBlock>(),
    outputs: new Map<string, Located>(),
    calls: new Map<string, LocatedBlock>(),
    providers: [] as LocatedBlock[],
  };
  joinUnit(sources);
  const overriding = sources.filter(({ uri }) => isOverride(uri));
  for (const source of new Set([...overriding, ...sources]))
    if (!isSettings(source.uri)) for (const item of treeOf(source).body.items) addItem(module, source, item);
  for (const source of inOrderOfWeight(sources.filter(({ uri }) => isSettings(uri))))
    for (const item of treeOf(source).body.items)
      if (item.kind === "attribute") module.settings.set(item.name, { source, expression: item.value });
  return module;
}

/** `*.auto.tfvars` weigh more than `terraform.tfvars`, later names more than earlier ones. */
const inOrderOfWeight = (sources: readonly Source[]): readonly Source[] => {
  const weight = ({ uri }: Source): string => `${uri.endsWith("/terraform.tfvars") ? 0 : 1}${uri}`;
  return sources.toSorted((a, b) => (weight(a) < weight(b) ? -1 : 1));
};

interface Growing {
  readonly declarations: Declaration[];
  readonly locals: Map<string, Located>;
  readonly defaults: Map<string, Located>;
  readonly variables: Map<string, LocatedBlock>;
  readonly outputs: Map<string, Located>;
  readonly calls: Map<string, LocatedBlock>;
  readonly providers: LocatedBlock[];
}

function addItem(module: Growing, source: Source, item: Attribute | Block): void {
  if (item.kind !== "block") return;
  const declaration = declarationOf(source, item);
  const name = item.labels[0]?.text ?? "";
  if (declaration !== undefined) module.declarations.push(declaration);
  else if (item.name === "locals")
    for (const local of attributesOf(item)) add(module.locals, local.name, source, local);
  else if (item.name === "variable") {
    if (!module.variables.has(name)) module.variables.set(name, { source, block: item });
    add(module.defaults, name, source, attributeOf(item, "default"));
  } else if (item.name === "output") add(module.outputs, name, source, attributeOf(item, "value"));
  else if (item.name === "provider") module.providers.push({ source, block: item });
  else if (item.name === "module" && !module.calls.has(name)) module.calls.set(name, { source, block: item });
}

function declarationOf(source: Source, block: Block): Declaration | undefined {
  const isData = block.name === "data";
  const [type, name] = block.labels;
  if (type === undefined || !(isData || block.name === "resource")) return undefined;
  const named = name === undefined ? type.text : `${type.text}.${name.text}`;
  return { source, block, isData, type: type.text, name: isData ? `data.${named}` : named };
}

/** The first one counts; a second one of the same name is an error in Terraform. */
function add(map: Map<string, Located>, name: string, source: Source, attribute: Attribute | undefined): void {
  if (attribute !== undefined && !map.has(name)) map.set(name, { source, expression: attribute.value });
}

export const attributesOf = (block: Block): readonly Attribute[] =>
  block.body.items.filter((item): item is Attribute => item.kind === "attribute");

export const attributeOf = (block: Block, name: string): Attribute | undefined =>
  block.body.items.find((item): item is Attribute => item.kind === "attribute" && item.name === name);
