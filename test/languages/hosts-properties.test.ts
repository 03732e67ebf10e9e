import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import fc from "fast-check";
import type { Language, Source } from "../../server/src/core/languages/language.ts";
import { languageOf } from "../../server/src/core/languages/registry.ts";
import { valuesOf } from "../../server/src/core/model/fact-values.ts";
import type { Change } from "../../server/src/core/model/finding.ts";
import { display, known, literal } from "../../server/src/core/model/value.ts";
import { applyEdits, type Edit } from "../../server/src/core/text/edit.ts";
import { printExtraction } from "../harness/extraction.ts";
import { fileText, readCases } from "../harness/markdown.ts";

interface Sample {
  readonly uri: string;
  readonly text: string;
}

/** All documents of the suites of hosts: what the properties start from. */
const SEEDS: readonly Sample[] = readdirSync("test/languages")
  .filter((file) => /^hosts-.*\.md$/.test(file))
  .flatMap((file) => readCases(readFileSync(`test/languages/${file}`, "utf8")))
  .flatMap(({ blocks }) => blocks.filter(({ path }) => path !== ""))
  .map((block) => ({ uri: `file:///w/${block.path}`, text: fileText(block) }));

const TOKENS = [
  ..."\"'`$(){}[]<>|&;#=\\!*?~@%^: \t\n",
  "\r\n",
  "\\\n",
  "`\n",
  "^\r\n",
  "$$",
  "$(",
  "$(shell ",
  "${",
  "{{",
  "}}",
  "%A%",
  "$env:A",
  '@"\n',
  "\n```\n",
  "\n```sh\n",
  "<<EOF\n",
  "\nEOF\n",
  "\nRUN ",
  "\nENV A=",
  "\nall:\n\t@",
  "\nA := ",
  "\nif (x) {\n",
  "\n$a = @('",
  "\nforeach ($r in $a) {\n",
  "\nset A=",
  "gcloud projects add-iam-policy-binding p ",
  "--role=roles/viewer ",
  "--member ",
  "gcloud run deploy ",
];

const seed = fc.constantFrom(...SEEDS);
const cut = fc.tuple(seed, fc.nat(), fc.nat(60)).map(([{ uri, text }, at, length]) => {
  const start = at % (text.length + 1);
  return { uri, text: text.slice(0, start) + text.slice(start + length) };
});
const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 12 });
const mixed = fc.tuple(seed, soup, fc.nat()).map(([{ uri, text }, tokens, at]) => {
  const start = at % (text.length + 1);
  return { uri, text: text.slice(0, start) + tokens.join("") + text.slice(start) };
});
const sample = fc.oneof(seed, cut, mixed);

function languageFor({ uri, text }: Sample): Language {
  const language = languageOf(uri, text.split("\n", 1)[0] ?? "");
  assert.ok(language !== undefined, uri);
  return language;
}

const render = (change: Change, source: Source): readonly Edit[] | undefined =>
  languageFor(source).render(change, source);

suite("hosts: properties", () => {
  test("reading is total and places lie inside of the document", () => {
    fc.assert(
      fc.property(sample, (source) => {
        const extraction = languageFor(source).extract([source]);
        printExtraction(extraction, [source]);
        const isEmpty = extraction.facts.length + extraction.values.length === 0;
        assert.ok(isEmpty || languageFor(source).mayHold(source.text), "the first look denies what was found");
      }),
      { numRuns: 600 },
    );
  });

  test("writing is total, and its edits can be applied", () => {
    fc.assert(
      fc.property(sample, fc.string(), (source, other) => {
        const { facts, values } = languageFor(source).extract([source]);
        for (const value of values) apply({ kind: "replace", value, with: [literal(other)] }, source);
        for (const fact of facts) {
          apply({ kind: "ignore", span: fact.span, rules: ["r"], extent: "line" }, source);
          apply({ kind: "ignore", span: fact.span, rules: ["r"], extent: "file" }, source);
          if (fact.kind !== "binding") continue;
          apply({ kind: "remove-binding", binding: fact }, source);
          const [member] = fact.members;
          if (member === undefined) continue;
          const grant = { role: "roles/viewer", member, resource: fact.resource, name: ["x"] };
          apply({ kind: "add-binding", after: fact, grant }, source);
        }
      }),
      { numRuns: 120 },
    );
  });

  test("a replaced role is read as what was written, and nothing else changes", () => {
    fc.assert(
      fc.property(seed, fc.constantFrom("roles/run.invoker", "it's $5", 'a "b" c', "100%"), (source, role) => {
        const before = languageFor(source).extract([source]);
        for (const value of before.facts.flatMap(valuesOf)) {
          if (value.slot !== "role" || known(value) === undefined) continue;
          const edits = render({ kind: "replace", value, with: [literal(role)] }, source);
          if (edits === undefined) continue;
          const after = { ...source, text: applyEdits(source.text, edits) };
          const read = languageFor(after).extract([after]).facts.flatMap(valuesOf).map(display);
          const wanted = before.facts
            .flatMap(valuesOf)
            .map((one) => (one.slot === "role" && one.span.start === value.span.start ? undefined : display(one)));
          assert.deepEqual(
            read.map((text, i) => (wanted[i] === undefined ? undefined : text)),
            wanted,
          );
          assert.ok(read.includes(role) || /[$%]/.test(role), source.text);
        }
      }),
      { numRuns: 80 },
    );
  });
});

function apply(change: Change, source: Source): void {
  const edits = render(change, source);
  if (edits === undefined) return;
  for (const { span } of edits) assert.equal(span.uri, source.uri);
  applyEdits(source.text, edits);
}
