import type { Source } from "../language.ts";
import { parseHcl } from "./hcl/parse.ts";
import type { Attribute, Block, Expression, Tree } from "./hcl/tree.ts";

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

/** All configuration files of one folder, read together. */
export interface Module {
  /** Uri of the folder, without a slash at its end; for a piece of a document, the document's uri, a slash, its number. */
  readonly scope: string;
  readonly declarations: readonly Declaration[];
  readonly locals: ReadonlyMap<string, Located>;
  /** Defaults of variables. */
  readonly defaults: ReadonlyMap<string, Located>;
}

const trees = new WeakMap<Source, Tree>();

/** The syntax tree of a document, of all its pieces together; made once per version. */
export function treeOf(source: Source): Tree {
  const cached = trees.get(source);
  if (cached !== undefined) return cached;
  const tree = source.pieces === undefined ? parseHcl(source.text) : joined(piecesOf(source).map(treeOf), source);
  trees.set(source, tree);
  return tree;
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

/** Whether a document belongs to a scope. */
export const isOfScope = (uri: string, scope: string): boolean => folderOf(uri) === scope || folderOf(scope) === uri;

export const folderOf = (uri: string): string => uri.slice(0, Math.max(0, uri.lastIndexOf("/")));

/** Reads the documents of a module; `scope` names its world. */
export function readModule(sources: readonly Source[], scope: string): Module {
  const declarations: Declaration[] = [];
  const locals = new Map<string, Located>();
  const defaults = new Map<string, Located>();
  for (const source of sources) {
    units.set(source, sources);
    for (const item of treeOf(source).body.items) {
      if (item.kind !== "block") continue;
      const declaration = declarationOf(source, item);
      if (declaration !== undefined) declarations.push(declaration);
      else if (item.name === "locals") for (const local of attributesOf(item)) add(locals, local.name, source, local);
      else if (item.name === "variable") addDefault(defaults, source, item);
    }
  }
  return { scope, declarations, locals, defaults };
}

function declarationOf(source: Source, block: Block): Declaration | undefined {
  const isData = block.name === "data";
  const [type, name] = block.labels;
  if (type === undefined || !(isData || block.name === "resource")) return undefined;
  const named = name === undefined ? type.text : `${type.text}.${name.text}`;
  return { source, block, isData, type: type.text, name: isData ? `data.${named}` : named };
}

function addDefault(defaults: Map<string, Located>, source: Source, block: Block): void {
  const name = block.labels[0]?.text;
  const value = attributeOf(block, "default");
  if (name !== undefined && value !== undefined) add(defaults, name, source, value);
}

/** The first one counts; a second one of the same name is an error in Terraform. */
function add(map: Map<string, Located>, name: string, source: Source, attribute: Attribute): void {
  if (!map.has(name)) map.set(name, { source, expression: attribute.value });
}

export const attributesOf = (block: Block): readonly Attribute[] =>
  block.body.items.filter((item): item is Attribute => item.kind === "attribute");

export const attributeOf = (block: Block, name: string): Attribute | undefined =>
  block.body.items.find((item): item is Attribute => item.kind === "attribute" && item.name === name);
