import { folderOf } from "../below.ts";
import type { Source } from "../language.ts";
import { asWritten } from "./hcl/moved.ts";
import type { Block } from "./hcl/tree.ts";
import { attributeOf, attributesOf, isOverride, isSettings, treeOf } from "./module.ts";

const TOFU = ".tofu";

/** Documents that are one configuration together. */
export interface Configuration {
  /** Uri of the folder, or of the only file when the folder holds several. */
  readonly scope: string;
  readonly sources: readonly Source[];
}

/**
 * The configurations of one folder: one, unless two files declare the same thing; then each file is one of its own. A `.tf`
 * file in whose place OpenTofu reads a `.tofu` file stands alone.
 */
export function configurationsOf(sources: readonly Source[]): readonly Configuration[] {
  const main = mainConfiguration(sources);
  const replaced = replacedIn(sources);
  const alone = main === undefined ? sources : sources.filter(({ uri }) => replaced.has(uri));
  const apart = alone.map((source): Configuration => ({ scope: source.uri, sources: [source] }));
  return main === undefined ? apart : [main, ...apart];
}

/** The one configuration that a folder's files are together; `undefined` when they are several, or none. */
export function mainConfiguration(sources: readonly Source[]): Configuration | undefined {
  const replaced = replacedIn(sources);
  const together = sources.filter(({ uri }) => !replaced.has(uri));
  const [first] = together;
  if (first === undefined || declaresTwice(together)) return undefined;
  return { scope: folderOf(first.uri), sources: together };
}

/** Files instead of which OpenTofu reads another one of the same name. */
const replacedIn = (sources: readonly Source[]): ReadonlySet<string> =>
  new Set(sources.filter(({ uri }) => uri.endsWith(TOFU)).map(({ uri }) => `${uri.slice(0, -TOFU.length)}.tf`));

function declaresTwice(sources: readonly Source[]): boolean {
  if (sources.length < 2) return false;
  const seen = new Map<string, Declared>();
  for (const source of sources) {
    if (isOverride(source.uri) || isSettings(source.uri)) continue;
    for (const one of declaredIn(source)) {
      const before = seen.get(one.name);
      if (before !== undefined && isOther(before, one)) return true;
      seen.set(one.name, one);
    }
  }
  return false;
}

interface Declared {
  readonly name: string;
  readonly source: Source;
  /** The default of a variable; absent for what must not be declared twice. */
  readonly value?: string;
}

/** A name twice in one file is a slip of the moment; a variable with the same default in two files means the same. */
const isOther = (a: Declared, b: Declared): boolean =>
  a.source !== b.source && (a.value === undefined || a.value !== b.value);

const declared = new WeakMap<Source, readonly Declared[]>();

/** What a file declares. */
function declaredIn(source: Source): readonly Declared[] {
  const cached = declared.get(source);
  if (cached !== undefined) return cached;
  const found = treeOf(source).body.items.flatMap((item) => (item.kind === "block" ? declaredBy(item, source) : []));
  declared.set(source, found);
  return found;
}

const names = new WeakMap<Block, readonly string[]>();

/** What a block declares; all of that but the default of a variable is the same wherever the block stands. */
function declaredBy(block: Block, source: Source): readonly Declared[] {
  if (block.name === "variable") {
    const value = attributeOf(block, "default")?.value;
    const text = value === undefined ? "" : source.text.slice(value.start, value.end);
    return [{ name: `variable.${labelsOf(block)}`, source, value: text }];
  }
  const written = asWritten(block);
  const known = names.get(written) ?? namesIn(written);
  names.set(written, known);
  return known.map((name) => ({ name, source }));
}

function namesIn(block: Block): readonly string[] {
  if (block.name === "locals") return attributesOf(block).map(({ name }) => `local.${name}`);
  const isUnique = block.name === "resource" || block.name === "data" || block.name === "module";
  const labels = labelsOf(block);
  return isUnique && labels !== "" ? [`${block.name}.${labels}`] : [];
}

const labelsOf = ({ labels }: Block): string => labels.map(({ text }) => text).join(".");
