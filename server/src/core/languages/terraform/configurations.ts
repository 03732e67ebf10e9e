import type { Source } from "../language.ts";
import type { Block } from "./hcl/tree.ts";
import { attributeOf, attributesOf, folderOf, isSettings, treeOf } from "./module.ts";

const OVERRIDE = /(?:^|[/_])override\.(?:tf|tofu)$/;

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
  const alone = main === undefined ? sources : sources.filter((source) => isReplaced(source, sources));
  const apart = alone.map((source): Configuration => ({ scope: source.uri, sources: [source] }));
  return main === undefined ? apart : [main, ...apart];
}

/** The one configuration that a folder's files are together; `undefined` when they are several, or none. */
export function mainConfiguration(sources: readonly Source[]): Configuration | undefined {
  const together = sources.filter((source) => !isReplaced(source, sources));
  const [first] = together;
  if (first === undefined || declaresTwice(together)) return undefined;
  return { scope: folderOf(first.uri), sources: together };
}

/** Whether OpenTofu reads another file of the same name instead. */
const isReplaced = ({ uri }: Source, sources: readonly Source[]): boolean =>
  uri.endsWith(".tf") && sources.some((other) => other.uri === `${uri.slice(0, -3)}.tofu`);

function declaresTwice(sources: readonly Source[]): boolean {
  const seen = new Map<string, string>();
  for (const source of sources) {
    if (OVERRIDE.test(source.uri) || isSettings(source.uri)) continue;
    for (const [name, value] of declaredIn(source)) {
      const before = seen.get(name);
      if (before !== undefined && before !== `${source.uri} ${value}` && isOther(before, source, value)) return true;
      seen.set(name, `${source.uri} ${value}`);
    }
  }
  return false;
}

/** A name twice in one file is a slip of the moment; a variable with the same default in two files means the same. */
const isOther = (before: string, { uri }: Source, value: string): boolean =>
  !before.startsWith(`${uri} `) && (value === "" || before.slice(before.indexOf(" ") + 1) !== value);

const declared = new WeakMap<Source, readonly (readonly [name: string, value: string])[]>();

/** Names that a file declares, each with its text where the same text means the same. */
function declaredIn(source: Source): readonly (readonly [string, string])[] {
  const cached = declared.get(source);
  if (cached !== undefined) return cached;
  const found = treeOf(source).body.items.flatMap((item) => (item.kind === "block" ? namesOf(item, source) : []));
  declared.set(source, found);
  return found;
}

function namesOf(block: Block, { text }: Source): readonly (readonly [string, string])[] {
  const labels = block.labels.map((label) => label.text).join(".");
  if (block.name === "locals") return attributesOf(block).map(({ name }) => [`local.${name}`, ""]);
  if (block.name === "variable") {
    const value = attributeOf(block, "default")?.value;
    return [[`variable.${labels}`, `=${value === undefined ? "" : text.slice(value.start, value.end)}`]];
  }
  const isUnique = block.name === "resource" || block.name === "data" || block.name === "module";
  return isUnique && labels !== "" ? [[`${block.name}.${labels}`, ""]] : [];
}
