import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import fc from "fast-check";
import { replaceVersion } from "../../server/src/core/languages/earlier.ts";
import type { Elsewhere, Source } from "../../server/src/core/languages/language.ts";
import { terraform } from "../../server/src/core/languages/terraform/terraform.ts";
import { edited, editsFrom } from "../harness/edits.ts";
import { fileText, readCases } from "../harness/markdown.ts";

/** The documents of cases in which modules call others and read files. */
const WORLDS: readonly (readonly Source[])[] = ["terraform-modules", "terraform-files", "terraform-templates"].flatMap(
  (name) =>
    readCases(readFileSync(`test/languages/${name}.md`, "utf8"))
      .map(({ blocks }) => blocks.filter(({ path }) => /\.\w+$/.test(path)))
      .filter((blocks) => blocks.length > 1)
      .map((blocks) => blocks.map((block) => ({ uri: `file:///w/${block.path}`, text: fileText(block) }))),
);

const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf("/"));

/** Documents of a moment; those that are not there are absent. */
type World = readonly (Source | undefined)[];

/** What all modules of a world say, with places, and what each of them asks. */
function said(world: World, lists: Map<string, readonly string[]>): string {
  const there = world.filter((source) => source !== undefined);
  const modules = new Map<string, Source[]>();
  for (const source of there) {
    if (!/\.tf(?:vars)?$/.test(source.uri)) continue;
    const unit = modules.get(folderOf(source.uri)) ?? [];
    modules.set(folderOf(source.uri), [...unit, source]);
  }
  const answers = [...modules].map(([name, unit]) => {
    const asked = new Set<string>();
    const elsewhere: Elsewhere = {
      unit: (key) => asked.add(`unit ${key}`) && (modules.get(key) ?? []),
      file: (uri) => asked.add(`file ${uri}`) && there.find((source) => source.uri === uri),
      filesBelow: (folder) => asked.add(`folder ${folder}`) && filesBelow(folder, there, lists),
    };
    const { facts, values } = terraform.extract(unit, elsewhere);
    return { name, facts, values, asked: [...asked].sort() };
  });
  return JSON.stringify(answers, null, 1);
}

/** The same list for as long as it holds the same files. */
function filesBelow(
  folder: string,
  there: readonly Source[],
  lists: Map<string, readonly string[]>,
): readonly string[] {
  const paths = there.flatMap(({ uri }) => (uri.startsWith(`${folder}/`) ? [uri.slice(folder.length + 1)] : []));
  const key = [folder, ...paths].join(" ");
  const list = lists.get(key) ?? paths;
  lists.set(key, list);
  return list;
}

suite("modules that build upon others, read again after an edit like read for the first time", () => {
  const story = fc.constantFrom(...WORLDS).chain((world) => {
    const texts = world.map(({ text }) => text);
    const step = fc.record({
      document: fc.nat(world.length - 1),
      edit: fc.option(editsFrom(texts), { freq: 8, nil: undefined }),
    });
    return fc.tuple(fc.constant(world), fc.array(step, { minLength: 1, maxLength: 6 }));
  });

  test("what they say, and what they ask", () => {
    fc.assert(
      fc.property(story, ([start, steps]) => {
        const world: (Source | undefined)[] = start.map((source) => ({ ...source }));
        const lists = new Map<string, readonly string[]>();
        said(world, lists);
        for (const { document, edit } of steps) {
          const before = world[document];
          const after = changed(before, edit, start[document]);
          if (before !== undefined && after !== undefined) replaceVersion(before, after);
          world[document] = after;
          const fresh = world.map((source) => source && { ...source });
          assert.equal(said(world, lists), said(fresh, new Map()));
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** The next version of a document: an edited one; without an edit, one that goes or comes back. */
function changed(
  before: Source | undefined,
  edit: Parameters<typeof edited>[1] | undefined,
  first: Source | undefined,
): Source | undefined {
  if (before === undefined) return first && { ...first };
  return edit && { uri: before.uri, text: edited(before.text, edit) };
}
