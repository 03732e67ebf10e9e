import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import fc from "fast-check";
import type { Extraction, Source } from "../../server/src/core/languages/language.ts";
import { NOWHERE } from "../../server/src/core/languages/language.ts";
import { parseHcl } from "../../server/src/core/languages/terraform/hcl/parse.ts";
import type { Range } from "../../server/src/core/languages/terraform/hcl/tree.ts";
import { terraform } from "../../server/src/core/languages/terraform/terraform.ts";
import { valuesOf } from "../../server/src/core/model/fact-values.ts";
import type { Value } from "../../server/src/core/model/value.ts";
import { applyEdits } from "../../server/src/core/text/edit.ts";
import type { Span } from "../../server/src/core/text/span.ts";
import { changesOf } from "../harness/changes-of.ts";
import { printExtraction } from "../harness/extraction.ts";
import { fileText, readCases } from "../harness/markdown.ts";

/** All documents of the suites: what the properties start from. */
const SEEDS: readonly string[] = readdirSync("test/languages")
  .filter((file) => /^terraform.*\.md$/.test(file))
  .flatMap((file) => readCases(readFileSync(`test/languages/${file}`, "utf8")))
  .flatMap(({ blocks }) => blocks.filter(({ path }) => path !== "").map(fileText));

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
  "${",
  "%{",
  "}",
  "{",
  "[",
  "]",
  "(",
  ")",
  "=",
  ",",
  ".",
  "<<EOT\n",
  "EOT\n",
  "\n",
  "\r\n",
  "/*",
  "*/",
  "#",
];
const WORDS = [
  "resource",
  "google_project_iam_member",
  "role",
  "members",
  "each.value",
  "local.a",
  "for",
  "in",
  "\\",
  "\ud800",
  "é",
];
const noise = fc.array(fc.oneof(fc.constantFrom(...PIECES, ...WORDS), fc.string({ maxLength: 3 })), { maxLength: 60 });
const disturbed = fc.tuple(seed, noise, fc.nat()).map(([text, words, at]) => {
  const start = at % (text.length + 1);
  return text.slice(0, start) + words.join("") + text.slice(start);
});
const anyText = fc.oneof(
  cut,
  spliced,
  disturbed,
  noise.map((words) => words.join(" ")),
);

const URI = "file:///w/main.tf";

const spansOf = ({ facts, values }: Extraction): readonly Span[] => [
  ...facts.flatMap((fact) => [fact.span, fact.head]),
  ...[...facts.flatMap(valuesOf), ...values].flatMap(spansOfValue),
];

const spansOfValue = ({ span, uses = [], parts }: Value): readonly Span[] => [
  span,
  ...uses,
  ...parts.flatMap((part) => (part.kind === "reference" ? [part.span] : [])),
];

const isInside = ({ start, end }: Range, text: string): boolean => 0 <= start && start <= end && end <= text.length;

/** Every range of a tree, by walking all its objects. */
function rangesOf(node: unknown): readonly Range[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "start" in node && "end" in node ? [node as Range] : [];
  return [...own, ...Object.values(node).flatMap(rangesOf)];
}

const grantOf = (name: string, role: string): string =>
  `resource "google_project_iam_member" "${name}" {\n  project = "p"\n  role = ${role}\n  member = "allUsers"\n}\n`;

const RUNS = { numRuns: 300 };

suite("Terraform properties", () => {
  test("a tree's ranges lie inside the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const range of rangesOf(parseHcl(text))) assert.ok(isInside(range, text), JSON.stringify(range));
      }),
      RUNS,
    );
  });

  test("spans lie inside the text, and the same text always reads the same", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source: Source = { uri: URI, text };
        const extraction = terraform.extract([source]);
        for (const span of spansOf(extraction)) assert.ok(isInside(span, text), JSON.stringify(span));
        const again = terraform.extract([{ ...source }]);
        assert.equal(printExtraction(again, [source]), printExtraction(extraction, [source]));
      }),
      RUNS,
    );
  });

  test("a module read again after a change of one file reads like a fresh one", () => {
    fc.assert(
      fc.property(seed, anyText, anyText, (a, b, changed) => {
        const kept: Source = { uri: "file:///w/a.tf", text: a };
        terraform.extract([kept, { uri: URI, text: b }]);
        const edited: Source = { uri: URI, text: changed };
        const incremental = printExtraction(terraform.extract([kept, edited]), [kept, edited]);
        const fresh = [{ ...kept }, { ...edited }];
        assert.equal(incremental, printExtraction(terraform.extract(fresh), fresh));
      }),
      { numRuns: 150 },
    );
  });

  test("what doubles with each step ends, as text, as list and as combinations", () => {
    const steps = Array.from({ length: 12 }, (_, i) => {
      const tenTimes = (text: string, between: string): string => Array.from({ length: 10 }, () => text).join(between);
      return [
        `  t${i} = "${tenTimes(`\${local.t${i + 1}}`, "")}"`,
        `  l${i} = [${tenTimes(`local.l${i + 1}`, ", ")}]`,
        `  p${i} = setproduct(${tenTimes(`local.l${i + 1}`, ", ")})`,
        `  f${i} = flatten([for a in local.l12 : [for b in local.f${i + 1} : [a, b, setproduct(local.l12, local.f12)]]])`,
      ].join("\n");
    });
    const last = `  t12 = "x"\n  l12 = [${"1, ".repeat(200)}]\n  f12 = [${"2, ".repeat(200)}]\n`;
    const grants = ["t0", 'join("", local.l0)', "local.p0[0]", "local.f0[0]"].map((role, i) =>
      grantOf(`m${i}`, role.includes("local") ? role : `local.${role}`),
    );
    const text = `locals {\n${steps.join("\n")}\n${last}}\n${grants.join("")}`;
    assert.equal(terraform.extract([{ uri: URI, text }]).facts.length, 4);
  });

  test("modules that call each other read like fresh ones, with all places inside their texts", () => {
    const calling = 'module "m" {\n  source = "./m"\n  count = 1\n  role = "roles/viewer"\n  members = ["x"]\n}\n';
    fc.assert(
      fc.property(anyText, anyText, seed, (root, called, settings) => {
        const unit: readonly Source[] = [
          { uri: URI, text: calling + root },
          { uri: "file:///w/terraform.tfvars", text: settings },
        ];
        const callee: readonly Source[] = [{ uri: "file:///w/m/main.tf", text: called }];
        const unitIn = (folder: string) => (folder === "file:///w/m" ? callee : []);
        terraform.extract(unit, NOWHERE);
        const extraction = terraform.extract(unit, { ...NOWHERE, unit: unitIn });
        const texts = new Map([...unit, ...callee].map(({ uri, text }) => [uri, text]));
        for (const span of spansOf(extraction))
          assert.ok(isInside(span, texts.get(span.uri) ?? ""), JSON.stringify(span));
        const all = [...unit, ...callee];
        const fresh = terraform.extract(
          unit.map((source) => ({ ...source })),
          { ...NOWHERE, unit: (folder) => unitIn(folder).map((source) => ({ ...source })) },
        );
        assert.equal(printExtraction(fresh, all), printExtraction(extraction, all));
      }),
      { numRuns: 150 },
    );
  });

  test("files that functions read may hold anything", () => {
    const reading = [
      "locals {",
      `  y = yamldecode(file("\${path.module}/data"))`,
      `  j = jsondecode(file("\${path.module}/data"))`,
      `  t = yamldecode(templatefile("\${path.module}/data", { a = "x", b = ["y"], members = ["user:m"], teams = { t = "r" }, strict = true, open = var.open }))`,
      "}",
      `resource "google_project_iam_binding" "each" {\n  for_each = local.t\n  role = each.value.role\n  members = each.value.members\n}`,
      ...["y", "j", "t"].map(
        (name) =>
          `resource "google_project_iam_member" "${name}" {\n  for_each = local.${name}\n  role = each.value\n}`,
      ),
    ].join("\n");
    fc.assert(
      fc.property(anyText, anyText, (text, more) => {
        const data: Source = { uri: "file:///w/data", text };
        const unit: readonly Source[] = [{ uri: URI, text: `${reading}\n${more}` }];
        const extraction = terraform.extract(unit, {
          ...NOWHERE,
          file: (uri) => (uri === data.uri ? data : undefined),
        });
        for (const span of spansOf(extraction))
          assert.ok(isInside(span, span.uri === data.uri ? text : (unit[0]?.text ?? "")), JSON.stringify(span));
      }),
      { numRuns: 150 },
    );
  });

  test("any change of any text gives edits that apply, or none", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source: Source = { uri: URI, text };
        for (const change of changesOf(terraform.extract([source]), URI)) {
          const edits = terraform.render(change, source);
          if (edits !== undefined) applyEdits(text, edits);
        }
      }),
      RUNS,
    );
  });

  test("a changed text parses without problems when it did before", () => {
    for (const text of SEEDS.filter((one) => parseHcl(one).problems.length === 0)) {
      const source: Source = { uri: URI, text };
      for (const change of changesOf(terraform.extract([source]), URI)) {
        const edits = terraform.render(change, source);
        const result = edits === undefined ? text : applyEdits(text, edits);
        assert.deepEqual(parseHcl(result).problems, [], `${change.kind}\n${result}`);
      }
    }
  });
});
