import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import fc from "fast-check";
import type { Extraction } from "../../server/src/core/languages/language.ts";
import { withPlainQuotes } from "../../server/src/core/languages/terraform/json/mask.ts";
import { mayHoldPlan } from "../../server/src/core/languages/terraform/plan/plan.ts";
import { terraform } from "../../server/src/core/languages/terraform/terraform.ts";
import { applyEdits } from "../../server/src/core/text/edit.ts";
import { changesOf } from "../harness/changes-of.ts";
import { printExtraction } from "../harness/extraction.ts";
import { fileText, readCases } from "../harness/markdown.ts";
import { languageOfSource } from "../harness/workspace.ts";

/** All JSON documents of the suites about Terraform: what the properties start from. */
const SEEDS: readonly string[] = readdirSync("test/languages")
  .filter((file) => /^terraform-json.*\.md$/.test(file))
  .flatMap((file) => readCases(readFileSync(`test/languages/${file}`, "utf8")))
  .flatMap(({ blocks }) => blocks.filter(({ path }) => path.endsWith(".json")).map(fileText));

const seed = fc.constantFrom(...SEEDS);
const cut = fc.tuple(seed, fc.nat(), fc.nat(200)).map(([text, at, length]) => {
  const start = at % (text.length + 1);
  return text.slice(0, start) + text.slice(start + length);
});
const spliced = fc.tuple(seed, seed, fc.nat(), fc.nat()).map(([a, b, i, j]) => {
  return a.slice(0, i % (a.length + 1)) + b.slice(j % (b.length + 1));
});
const PIECES = [
  '"',
  '\\"',
  "\\\\",
  "${",
  "%{",
  "}",
  "{",
  "[",
  "]",
  ",",
  ":",
  "null",
  "\n",
  "google_project_iam_member",
];
const sown = fc
  .tuple(seed, fc.nat(), fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }))
  .map(([text, at, pieces]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + pieces.join("") + text.slice(start);
  });
const damaged = fc.oneof(cut, spliced, sown);

/** Reads a text; printing throws where a span lies outside of it. */
function read(uri: string, text: string): Extraction {
  const source = { uri, text };
  const extraction = languageOfSource(source).extract([source]);
  printExtraction(extraction, [source]);
  return extraction;
}

const MAIN = "file:///w/main.tf.json";

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return true;
  } catch {
    return false;
  }
}

suite("JSON forms of Terraform", () => {
  test("damaged configurations are read without an error, and every span lies inside", () => {
    fc.assert(fc.property(damaged, (text) => void read("file:///w/main.tf.json", text)));
  });

  test("damaged plans are read without an error, and every span lies inside", () => {
    fc.assert(fc.property(damaged, (text) => void read("file:///w/plan.json", text)));
  });

  test("any change of damaged configurations gives edits that apply, or none", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const source = { uri: MAIN, text };
        for (const change of changesOf(read(MAIN, text), MAIN)) {
          const edits = terraform.render(change, source);
          if (edits !== undefined) applyEdits(text, edits);
        }
      }),
    );
  });

  test("a changed configuration is JSON when it was before", () => {
    for (const text of SEEDS.filter(isJson)) {
      for (const change of changesOf(read(MAIN, text), MAIN)) {
        const edits = terraform.render(change, { uri: MAIN, text });
        const result = edits === undefined ? text : applyEdits(text, edits);
        assert.ok(isJson(result), `${change.kind}\n${result}`);
      }
    }
  });

  test("what the prefilter of plans passes over holds none", () => {
    const plans = SEEDS.filter(mayHoldPlan);
    assert.notEqual(plans.length, 0);
    for (const text of SEEDS) if (!mayHoldPlan(text)) assert.equal(text.includes("resource_changes"), false);
  });

  test("every character of a string keeps its place", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES)), (pieces) => {
        const text = pieces.join("");
        const plain = withPlainQuotes(text);
        assert.equal(plain.length, text.length);
        for (let at = 0; at < text.length; at++)
          if (plain[at] !== text[at]) assert.match(text.slice(at - 1, at + 2), /\\"|"/);
      }),
    );
  });

  test("quotes inside expressions become plain ones, others stay", () => {
    const cases: readonly (readonly [string, string])[] = [
      [String.raw`say \"hi\"`, String.raw`say \"hi\"`],
      [String.raw`${"$"}{m[\"a\"].x} \"`, String.raw`${"$"}{m[ "a" ].x} \"`],
      [String.raw`${"$"}{f(\"a${"$"}{b[\"c\"]}\")}`, String.raw`${"$"}{f( "a${"$"}{b[ "c" ]}" )}`],
      [String.raw`$${"$"}{m[\"a\"]}`, String.raw`$${"$"}{m[\"a\"]}`],
    ];
    for (const [written, plain] of cases) assert.equal(withPlainQuotes(written), plain);
  });
});
