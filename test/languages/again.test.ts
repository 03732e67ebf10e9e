import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import fc from "fast-check";
import { replaceVersion } from "../../server/src/core/languages/earlier.ts";
import type { Language, Source } from "../../server/src/core/languages/language.ts";
import { Earlier } from "../../server/src/core/languages/terraform/hcl/again.ts";
import { parseHcl } from "../../server/src/core/languages/terraform/hcl/parse.ts";
import type { Tree } from "../../server/src/core/languages/terraform/hcl/tree.ts";
import { terraform } from "../../server/src/core/languages/terraform/terraform.ts";
import { yaml } from "../../server/src/core/languages/yaml/yaml.ts";
import { differenceOf } from "../../server/src/core/text/difference.ts";
import { edited, editsFrom } from "../harness/edits.ts";
import { fileText, readCases } from "../harness/markdown.ts";

/** Documents of the suites of a language. */
const seedsOf = (suites: RegExp, name: RegExp): readonly string[] =>
  readdirSync("test/languages")
    .filter((file) => suites.test(file))
    .flatMap((file) => readCases(readFileSync(`test/languages/${file}`, "utf8")))
    .flatMap(({ blocks }) => blocks.filter(({ path }) => name.test(path)).map(fileText));

const HCL = seedsOf(/^terraform.*\.md$/, /\.tf$|\.tfvars$/);
const JSON_FORM = seedsOf(/^terraform-json\.md$/, /\.tf\.json$/);
const MANIFESTS = seedsOf(/^yaml.*\.md$/, /\.ya?ml$/);
const FACTORIES = seedsOf(/^yaml-fabric\.md$/, /\.ya?ml$/);

/** Several documents one behind another: what most edits do not touch. */
const joined = (seeds: readonly string[], between: string) =>
  fc.array(fc.constantFrom(...seeds), { minLength: 1, maxLength: 4 }).map((texts) => texts.join(between));

/** What a reading says, as plain data: places, too. */
const said = (language: Language, unit: readonly Source[]): string => {
  const { facts, values } = language.extract(unit);
  return JSON.stringify({ facts, values });
};

/** A tree without what it is read again from; what a moved block holds is asked for. */
const plain = ({ body, problems }: Tree): string => {
  const items = body.items.map((item) =>
    item.kind === "block" ? { ...item, labels: item.labels, body: item.body } : item,
  );
  return JSON.stringify({ ...body, items, problems });
};

suite("read again after an edit like read for the first time", () => {
  test("the tree of HCL", () => {
    fc.assert(
      fc.property(joined(HCL, "\n"), fc.array(editsFrom(HCL), { minLength: 1, maxLength: 4 }), (start, edits) => {
        let text = start;
        let tree = parseHcl(text);
        for (const edit of edits) {
          const next = edited(text, edit);
          tree = parseHcl(next, 0, new Earlier(tree, differenceOf(text, next)));
          text = next;
          assert.equal(plain(tree), plain(parseHcl(text)));
        }
      }),
      { numRuns: 300 },
    );
  });

  const units: readonly (readonly [Language, readonly string[], readonly string[], string])[] = [
    [terraform, HCL, ["main.tf", "other.tf", "terraform.tfvars"], "\n"],
    [terraform, [...JSON_FORM, ...HCL], ["main.tf.json", "other.tf"], ""],
    [yaml, MANIFESTS, ["policy.yaml"], "\n---\n"],
    [yaml, FACTORIES, ["projects/a.yaml"], "\n---\n"],
  ];
  for (const [language, seeds, names, between] of units) {
    test(`the facts of ${language.id}, ${names.join(" and ")}`, () => {
      const changes = fc.array(fc.tuple(fc.nat(names.length - 1), editsFrom(seeds)), { minLength: 1, maxLength: 5 });
      const start = fc.tuple(...names.map(() => joined(seeds, between)));
      fc.assert(
        fc.property(start, changes, (texts, edits) => {
          const unit: Source[] = texts.map((text, i) => ({ uri: `file:///w/${names[i]}`, text }));
          said(language, unit);
          for (const [i, edit] of edits) {
            const before = unit[i];
            if (before === undefined) continue;
            const after = { uri: before.uri, text: edited(before.text, edit) };
            replaceVersion(before, after);
            unit[i] = after;
            assert.equal(
              said(language, unit),
              said(
                language,
                unit.map((source) => ({ ...source })),
              ),
            );
          }
        }),
        { numRuns: 200 },
      );
    });
  }
});
