import { differenceOf } from "../../text/difference.ts";
import { folderOf } from "../below.ts";
import { takeEarlier } from "../earlier.ts";
import type { Source } from "../language.ts";
import { Earlier } from "./hcl/again.ts";
import { asWritten } from "./hcl/moved.ts";
import { parseHcl } from "./hcl/parse.ts";
import type { Attribute, Block, Expression, Tree } from "./hcl/tree.ts";
import { isJson, parseSettingsJson, parseTerraformJson } from "./json/parse.ts";

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

/** What one document holds, by itself. */
export interface Contents {
  readonly source: Source;
  readonly declarations: readonly Declaration[];
  /** The same by type, `data.` in front of that of a data source. */
  readonly byType: ReadonlyMap<string, readonly Declaration[]>;
  readonly locals: ReadonlyMap<string, Located>;
  readonly defaults: ReadonlyMap<string, Located>;
  readonly settings: ReadonlyMap<string, Located>;
  readonly variables: ReadonlyMap<string, LocatedBlock>;
  readonly outputs: ReadonlyMap<string, Located>;
  readonly calls: ReadonlyMap<string, LocatedBlock>;
  readonly providers: readonly LocatedBlock[];
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
  /** Those whose locals and variables weigh more come first. */
  readonly documents: readonly Contents[];
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
  if (isJson(uri)) return isSettings(uri) ? parseSettingsJson(text) : parseTerraformJson(text);
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
export const isSettings = (uri: string): boolean => /\.tfvars(?:\.json)?$/.test(uri);

/** Reads the documents of a module; `scope` names its world. */
export function readModule(sources: readonly Source[], scope: string): Module {
  joinUnit(sources);
  const settings = inOrderOfWeight(sources.filter(({ uri }) => isSettings(uri))).map(contentsOf);
  const overriding = sources.filter(({ uri }) => isOverride(uri));
  const documents = Array.from(new Set([...overriding, ...sources]), contentsOf);
  return {
    scope,
    documents,
    locals: firstOf(documents.map(({ locals }) => locals)),
    defaults: firstOf(documents.map(({ defaults }) => defaults)),
    settings: new Map(settings.flatMap((one) => [...one.settings])),
    variables: firstOf(documents.map(({ variables }) => variables)),
    outputs: firstOf(documents.map(({ outputs }) => outputs)),
    calls: firstOf(documents.map(({ calls }) => calls)),
    providers: documents.flatMap(({ providers }) => providers),
  };
}

/** The first one of a name counts; a second one is an error in Terraform. */
function firstOf<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const map of maps) for (const [name, one] of map) if (!found.has(name)) found.set(name, one);
  return found;
}

/**
 * A question to a module whose answer is put together of what each document holds by itself; asked once of each version of a
 * document.
 */
export function ofEach<T>(ask: (document: Contents) => readonly T[]): (module: Module) => readonly T[] {
  const answers = new WeakMap<Contents, readonly T[]>();
  const answerOf = (document: Contents): readonly T[] => {
    const known = answers.get(document) ?? ask(document);
    answers.set(document, known);
    return known;
  };
  return ({ documents }) => documents.flatMap(answerOf);
}

/** The declarations of a document whose types pass a test, in their order. */
export const declarationsIn = ({ byType }: Contents, test: (type: string) => boolean): readonly Declaration[] =>
  [...byType]
    .flatMap(([type, declarations]) => (test(type) ? declarations : []))
    .sort((a, b) => a.block.start - b.block.start);

/** The declarations of a module whose types are among some. */
export const declarationsOf = (types: ReadonlySet<string>): ((module: Module) => readonly Declaration[]) =>
  ofEach((document) => declarationsIn(document, (type) => types.has(type)));

/** `*.auto.tfvars` weigh more than `terraform.tfvars.json`, that more than `terraform.tfvars`, later names more than earlier ones. */
const inOrderOfWeight = (sources: readonly Source[]): readonly Source[] => {
  const weight = ({ uri }: Source): string => `${/\/terraform\.tfvars(?:\.json)?$/.test(uri) ? 0 : 1}${uri}`;
  return sources.toSorted((a, b) => (weight(a) < weight(b) ? -1 : 1));
};

const contents = new WeakMap<Source, Contents>();

/** What a document holds; put together once per version. */
export function contentsOf(source: Source): Contents {
  const cached = contents.get(source);
  if (cached !== undefined) return cached;
  const made = emptyContents(source);
  for (const item of treeOf(source).body.items) {
    if (isSettings(source.uri)) addSetting(made, item);
    else if (item.kind === "block") addBlock(made, item);
  }
  contents.set(source, made);
  return made;
}

/** A document of nothing but these. */
export function declaring(source: Source, declarations: readonly Declaration[]): Contents {
  const made = emptyContents(source);
  for (const declaration of declarations) addDeclaration(made, declaration);
  return made;
}

const emptyContents = (source: Source) => ({
  source,
  declarations: [] as Declaration[],
  byType: new Map<string, Declaration[]>(),
  locals: new Map<string, Located>(),
  defaults: new Map<string, Located>(),
  settings: new Map<string, Located>(),
  variables: new Map<string, LocatedBlock>(),
  outputs: new Map<string, Located>(),
  calls: new Map<string, LocatedBlock>(),
  providers: [] as LocatedBlock[],
});

type Growing = ReturnType<typeof emptyContents>;

function addSetting({ settings, source }: Growing, item: Attribute | Block): void {
  if (item.kind === "attribute") settings.set(item.name, { source, expression: item.value });
}

function addBlock(made: Growing, block: Block): void {
  const { source } = made;
  const declaration = declarationOf(source, block);
  const name = asWritten(block).labels[0]?.text ?? "";
  if (declaration !== undefined) {
    addDeclaration(made, declaration);
  } else if (block.name === "locals")
    for (const local of attributesOf(block)) add(made.locals, local.name, source, local);
  else if (block.name === "variable") {
    if (!made.variables.has(name)) made.variables.set(name, { source, block });
    add(made.defaults, name, source, attributeOf(block, "default"));
  } else if (block.name === "output") add(made.outputs, name, source, attributeOf(block, "value"));
  else if (block.name === "provider") made.providers.push({ source, block });
  else if (block.name === "module" && !made.calls.has(name)) made.calls.set(name, { source, block });
}

function addDeclaration({ declarations, byType }: Growing, declaration: Declaration): void {
  const type = declaration.isData ? `data.${declaration.type}` : declaration.type;
  const alike = byType.get(type);
  declarations.push(declaration);
  if (alike === undefined) byType.set(type, [declaration]);
  else alike.push(declaration);
}

function declarationOf(source: Source, block: Block): Declaration | undefined {
  const isData = block.name === "data";
  if (!isData && block.name !== "resource") return undefined;
  const [type, name] = asWritten(block).labels;
  if (type === undefined) return undefined;
  const named = name === undefined ? type.text : `${type.text}.${name.text}`;
  return { source, block, isData, type: type.text, name: isData ? `data.${named}` : named };
}

/** The first one counts; a second one of the same name is an error in Terraform. */
function add(map: Map<string, Located>, name: string, source: Source, attribute: Attribute | undefined): void {
  if (attribute !== undefined && !map.has(name)) map.set(name, { source, expression: attribute.value });
}

/** The type that a variable is declared with. */
export function typeOf(name: string, { variables }: Module): Located | undefined {
  const variable = variables.get(name);
  const type = variable && attributeOf(variable.block, "type")?.value;
  return variable && type && { source: variable.source, expression: type };
}

export const attributesOf = (block: Block): readonly Attribute[] =>
  block.body.items.filter((item): item is Attribute => item.kind === "attribute");

export const attributeOf = (block: Block, name: string): Attribute | undefined =>
  block.body.items.find((item): item is Attribute => item.kind === "attribute" && item.name === name);
