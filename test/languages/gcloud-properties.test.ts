import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import fc from "fast-check";
import { gcloud } from "../../server/src/core/languages/gcloud/gcloud.ts";
import type { Extraction, Source } from "../../server/src/core/languages/language.ts";
import { markdown } from "../../server/src/core/languages/markdown/markdown.ts";
import { valuesOf } from "../../server/src/core/model/fact-values.ts";
import type { Binding } from "../../server/src/core/model/facts.ts";
import type { Change } from "../../server/src/core/model/finding.ts";
import { display, known, literal, type Value } from "../../server/src/core/model/value.ts";
import { applyEdits } from "../../server/src/core/text/edit.ts";
import { printExtraction } from "../harness/extraction.ts";
import { fileText, readCases } from "../harness/markdown.ts";
import { readMarks } from "../harness/marks.ts";

/** All scripts of the suites: what the properties start from. */
const SEEDS: readonly string[] = readdirSync("test/languages")
  .filter((file) => /^gcloud.*\.md$/.test(file))
  .flatMap((file) => readCases(readFileSync(`test/languages/${file}`, "utf8")))
  .flatMap(({ blocks }) => blocks.filter(({ path }) => path !== "").map(fileText));

/** Scripts of the rules' suites, with their flaws. */
const FLAWED: readonly string[] = readdirSync("test/rules")
  .filter((file) => file.startsWith("sh-"))
  .flatMap((file) => readCases(readFileSync(`test/rules/${file}`, "utf8")))
  .flatMap(({ blocks }) => blocks.filter(({ info }) => info.length === 1 && info[0] === "sh").map(fileText))
  .map((text) => readMarks(text).text);

const sourceOf = (text: string): Source => ({ uri: "file:///w/a.sh", text });
const bindingsOf = ({ facts }: Extraction): readonly Binding[] => facts.filter((fact) => fact.kind === "binding");
const isValid = (text: string): boolean => spawnSync("bash", ["-n"], { input: text }).status === 0;
/** To the shell two unclosed quotes are one pair; here they are two mistakes. */
const TWO_UNCLOSED = /^echo "x$/m;
const VALID = SEEDS.filter((text) => !text.includes("\r") && !TWO_UNCLOSED.test(text) && isValid(text));

const apply = (change: Change, source: Source): string | undefined => {
  const edits = gcloud.render(change, source);
  return edits === undefined ? undefined : applyEdits(source.text, edits);
};

/** Throws when a place lies outside of the document. */
function checkPlaces(extraction: Extraction, source: Source): void {
  printExtraction(extraction, [source]);
}

const seed = fc.constantFrom(...SEEDS);
const valid = fc.constantFrom(...VALID);
const cut = fc.tuple(seed, fc.nat(), fc.nat(60)).map(([text, at, length]) => {
  const start = at % (text.length + 1);
  return text.slice(0, start) + text.slice(start + length);
});
const spliced = fc.tuple(seed, seed, fc.nat(), fc.nat()).map(([a, b, i, j]) => {
  return a.slice(0, i % (a.length + 1)) + b.slice(j % (b.length + 1));
});
const TOKENS = [
  ..."\"'`$(){}[]<>|&;#=\\!*?~@%^ \n",
  "\r\n",
  "\\\n",
  "$(",
  "${",
  "$((",
  "<<EOF\n",
  "EOF\n",
  "if ",
  "then ",
  "fi\n",
  "for r in ",
  "do ",
  "done\n",
  "case x in ",
  "esac ",
  "f() {",
  "A=",
  "$A",
  `"\${A[@]}"`,
  "gcloud projects add-iam-policy-binding p ",
  "--role=roles/viewer ",
  "--member ",
  "--condition=",
  "gcloud run deploy ",
  "gcloud iam roles create r --permissions=a,",
  "gsutil iam ch user:a@e.com:objectViewer gs://b ",
  "bq add-iam-policy-binding --member=user:a@e.com d.t ",
  'eval "',
  "bash <<EOF\n",
  "f $1 a ",
  "--condition='expression=true,title=",
];
const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => tokens.join(""));
const text = fc.oneof(seed, cut, spliced, soup);

suite("gcloud: properties", () => {
  test("reading is total and places lie inside of the document", () => {
    fc.assert(
      fc.property(text, (script) => {
        const source = sourceOf(script);
        checkPlaces(gcloud.extract([source]), source);
      }),
      { numRuns: 600 },
    );
  });

  test("writing is total", () => {
    fc.assert(
      fc.property(text, fc.string(), (script, other) => {
        const source = sourceOf(script);
        const { facts, values } = gcloud.extract([source]);
        for (const value of values) {
          apply({ kind: "replace", value, with: [literal(other)] }, source);
          apply({ kind: "remove-item", value }, source);
          apply({ kind: "add-item", after: value, with: [literal(other)] }, source);
        }
        for (const fact of facts) {
          apply({ kind: "ignore", span: fact.span, rules: ["r"], extent: "line" }, source);
          if (fact.kind !== "binding") continue;
          apply({ kind: "remove-binding", binding: fact }, source);
          apply({ kind: "remove-condition", binding: fact }, source);
          apply({ kind: "set-condition", binding: fact, field: "title", text: other }, source);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("what replaces a value is read back, and the script stays one", () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.stringMatching(/^[ -~]{1,12}$/), (script, nth, other) => {
        const source = sourceOf(script);
        const before = gcloud.extract([source]);
        const own = bindingsOf(before).filter((binding) => !binding.source.startsWith("gsutil"));
        const values = own.flatMap((binding) => present([binding.role, ...binding.members]));
        const value = values[nth % Math.max(1, values.length)];
        const after = value && apply({ kind: "replace", value, with: [literal(other)] }, source);
        if (value === undefined || after === undefined || value.parts.some(({ kind }) => kind === "reference")) return;
        const texts = bindingsOf(gcloud.extract([sourceOf(after)])).flatMap((binding) =>
          present([binding.role, ...binding.members]).map(display),
        );
        if (!/[$`<>{}[\]%_@. *?]|[A-Z]{2}|xxx|your/.test(other)) assert.ok(texts.includes(other), `${after}\n${other}`);
        assert.ok(isValid(after), after);
      }),
      { numRuns: 60 },
    );
  });

  test("a new grant is read back, and the script stays one", () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.boolean(), (script, nth, isDefault) => {
        const source = sourceOf(script);
        const bindings = bindingsOf(gcloud.extract([source]));
        const after = bindings[nth % Math.max(1, bindings.length)];
        const member = after?.members[0];
        if (after === undefined || member === undefined) return;
        const name: Value = { slot: "account", span: member.span, parts: [literal("s@p.iam.gserviceaccount.com")] };
        const resource = { type: "iam.serviceAccounts", fields: isDefault ? {} : { name } };
        const grant = { role: "roles/iam.serviceAccountUser", member, resource, name: ["x"] };
        const written = apply({ kind: "add-binding", after, grant }, source);
        if (written === undefined) return;
        assert.ok(isValid(written), written);
        const found = bindingsOf(gcloud.extract([sourceOf(written)])).filter(
          ({ source: words, role }) =>
            words.includes("iam service-accounts") && known(role) === "roles/iam.serviceAccountUser",
        );
        assert.notEqual(found.length, 0, written);
      }),
      { numRuns: 60 },
    );
  });

  test("a repair leaves a script and the flaw behind", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...FLAWED), valid), (script) => {
        const source = sourceOf(script);
        const flaws = gcloud.extract([source]).facts.filter((fact) => fact.kind === "flaw");
        for (const { flaw, at, repairs } of flaws) {
          for (const { edits } of repairs) {
            const written = applyEdits(script, edits);
            assert.ok(isValid(written), written);
            const left = gcloud.extract([sourceOf(written)]).facts.filter((fact) => fact.kind === "flaw");
            const isSame = left.some((one) => one.flaw === flaw && one.at.start === at.start && one.at.end === at.end);
            assert.ok(!isSame || left.length < flaws.length, `${flaw}: ${written}`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  // What a here-document holds goes with the command that sets it.
  const ofCommands = (extraction: Extraction) =>
    bindingsOf(extraction).filter(({ source }) => source !== "allow policy");

  test("a comment or a removal leaves a script", () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.constantFrom("ignore", "file", "remove"), (script, nth, kind) => {
        const source = sourceOf(script);
        const bindings = ofCommands(gcloud.extract([source]));
        const binding = bindings[nth % Math.max(1, bindings.length)];
        if (binding === undefined) return;
        const change: Change =
          kind === "remove"
            ? { kind: "remove-binding", binding }
            : { kind: "ignore", span: binding.span, rules: ["r"], extent: kind === "file" ? "file" : "line" };
        const written = apply(change, source);
        if (written === undefined) return;
        assert.ok(isValid(written), written);
        const left = ofCommands(gcloud.extract([sourceOf(written)])).length;
        assert.equal(left, bindings.length - (kind === "remove" ? 1 : 0));
      }),
      { numRuns: 60 },
    );
  });

  test("a fenced block says what the script says", () => {
    fc.assert(
      fc.property(seed, (script) => {
        const lines = script.endsWith("\n") ? script : `${script}\n`;
        const inFence = markdown.extract([{ uri: "file:///w/a.sh", text: `\`\`\`bash\n${lines}\`\`\`\n` }]);
        const alone = gcloud.extract([{ uri: "file:///w/a.sh", text: `       \n${lines}   \n` }]);
        if (/^\s*\$ |`{3}|~{3}/m.test(script)) return;
        const facts = alone.facts.map((fact) => ({ ...fact, isExample: true }));
        assert.deepEqual(inFence, { facts, values: alone.values });
      }),
    );
  });
});

const present = (values: readonly (Value | undefined)[]): readonly Value[] =>
  values.filter((value) => value !== undefined);

test("every script that the suites expect is one", () => {
  const cases = readCases(readFileSync("test/languages/gcloud-changes.md", "utf8"));
  const fixed = cases.flatMap(({ blocks }) => blocks.filter(({ info }) => info[0] === "fixed"));
  for (const { body } of fixed) {
    if (body !== "no form\n") assert.ok(isValid(body.replaceAll("␍", "").replace("<eof>", "")), body);
  }
});

test("every value of a fact is one of the values", () => {
  for (const script of SEEDS) {
    const { facts, values } = gcloud.extract([sourceOf(script)]);
    const places = new Set(values.map(({ slot, span }) => `${slot} ${span.start} ${span.end}`));
    const own = facts.filter(({ kind }) => kind !== "call");
    for (const { slot, span } of own.flatMap(valuesOf)) assert.ok(places.has(`${slot} ${span.start} ${span.end}`));
  }
});
