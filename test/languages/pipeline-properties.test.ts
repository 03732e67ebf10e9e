import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import type { Source } from "../../server/src/core/languages/language.ts";
import { scriptOf } from "../../server/src/core/languages/pipeline/pipeline.ts";
import { documentsOf } from "../../server/src/core/languages/yaml/parse.ts";
import { yaml } from "../../server/src/core/languages/yaml/yaml.ts";
import type { Fact } from "../../server/src/core/model/facts.ts";
import type { Change } from "../../server/src/core/model/finding.ts";
import { literal } from "../../server/src/core/model/value.ts";
import { applyEdits, type Edit } from "../../server/src/core/text/edit.ts";
import { fileText, readCases } from "../harness/markdown.ts";

const SUITES = ["yaml-pipelines", "pipeline-steps"];
const SEEDS: readonly Source[] = SUITES.flatMap((name) => readCases(readFileSync(`test/languages/${name}.md`, "utf8")))
  .flatMap(({ blocks }) => blocks.filter(({ path }) => /\.ya?ml$/.test(path)))
  .map((block) => ({ uri: `file:///w/${block.path}`, text: fileText(block) }));

const TEXTS = ["roles/viewer", "it's", 'a "b" c', "back\\slash", "x: y # z"];

/** The scripts that a document holds, taken out of it. */
const scriptsIn = (source: Source): readonly string[] =>
  documentsOf(source).flatMap(({ root }) => (root && scriptOf(root, source)?.transcript.text) ?? []);

const parses = (script: string): boolean => spawnSync("bash", ["-n"], { input: script }).status === 0;

const changesOf = (source: Source): readonly Change[] => {
  const { facts, values } = yaml.extract([source]);
  const replaced = values.map((value, i): Change => {
    return { kind: "replace", value, with: [literal(TEXTS[i % TEXTS.length] ?? "")] };
  });
  const removed = facts.flatMap((fact): readonly Change[] =>
    fact.kind === "binding" ? [{ kind: "remove-binding", binding: fact }] : [],
  );
  const added = facts.flatMap((fact): readonly Change[] => {
    const member = fact.kind === "binding" ? fact.members[0] : undefined;
    if (fact.kind !== "binding" || member === undefined) return [];
    return [
      { kind: "add-binding", after: fact, grant: { role: "roles/viewer", member, resource: fact.resource, name: [] } },
    ];
  });
  return [...replaced, ...removed, ...added];
};

const repairsOf = (fact: Fact): readonly (readonly Edit[])[] =>
  fact.kind === "flaw" ? fact.repairs.map(({ edits }) => edits) : [];

suite("pipelines: properties", () => {
  test("scripts of an edited document still parse, as many as before", () => {
    const known = new Map<string, boolean>();
    const isSound = (script: string): boolean => {
      const sound = known.get(script) ?? parses(script);
      known.set(script, sound);
      return sound;
    };
    for (const source of SEEDS.filter((one) => scriptsIn(one).every(isSound))) {
      const edits = changesOf(source).flatMap((change) => {
        const made = yaml.render(change, source);
        return made === undefined ? [] : [made];
      });
      const repairs = yaml.extract([source]).facts.flatMap(repairsOf);
      for (const made of [...edits, ...repairs]) {
        for (const { span } of made) assert.equal(span.uri, source.uri);
        const text = applyEdits(source.text, made);
        const scripts = scriptsIn({ uri: source.uri, text });
        assert.equal(scripts.length, scriptsIn(source).length, text);
        for (const script of scripts) assert.ok(isSound(script), script);
      }
    }
  });
});
