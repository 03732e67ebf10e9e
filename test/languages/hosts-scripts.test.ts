import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { gcloud } from "../../server/src/core/languages/gcloud/gcloud.ts";
import type { Language, Source } from "../../server/src/core/languages/language.ts";
import { languageOf } from "../../server/src/core/languages/registry.ts";
import type { Change } from "../../server/src/core/model/finding.ts";
import { literal } from "../../server/src/core/model/value.ts";
import { applyEdits, type Edit } from "../../server/src/core/text/edit.ts";
import { fileText, readCases } from "../harness/markdown.ts";
import { readMarks } from "../harness/marks.ts";

const casesOf = (folder: string, files: RegExp) =>
  readdirSync(folder)
    .filter((file) => files.test(file))
    .flatMap((file) => readCases(readFileSync(`${folder}/${file}`, "utf8")));

/** All documents of the suites of hosts and of Markdown. */
const DOCUMENTS: readonly Source[] = casesOf("test/languages", /^(?:hosts-|markdown).*\.md$/)
  .flatMap(({ blocks }) => blocks.filter(({ path }) => path !== ""))
  .map((block) => ({ uri: `file:///w/${block.path}`, text: fileText(block) }));

/** Scripts of the suites of rules about commands. */
const SCRIPTS: readonly string[] = casesOf("test/rules", /^sh-/)
  .flatMap(({ blocks }) => blocks.filter(({ info }) => info.length === 1 && info[0] === "sh").map(fileText))
  .map((text) => readMarks(text).text)
  .filter((text) => !/^EOF$|\r/m.test(text));

const lines = (text: string, each: (line: string) => string): string => text.trimEnd().split("\n").map(each).join("\n");

/** How documents hold a script. */
const HOSTS: Readonly<Record<string, (script: string) => string>> = {
  "a.md": (script) => `1. Run:\n\n   \`\`\`bash\n${lines(script, (line) => `   ${line}`)}\n   \`\`\`\n`,
  Dockerfile: (script) => `FROM a\nRUN <<EOF\n${script.trimEnd()}\nEOF\n`,
  Makefile: (script) => `.ONESHELL:\nall:\n${lines(script, (line) => `\t${line.replaceAll("$", "$$$$")}`)}\n`,
  justfile: (script) => `all:\n    #!/bin/bash\n${lines(script, (line) => `    ${line}`)}\n`,
  "package.json": (script) => `${JSON.stringify({ scripts: { all: script.trimEnd() } }, undefined, 2)}\n`,
  "w.gitlab-ci.yml": (script) => `a:\n  script:\n    - |\n${lines(script, (line) => `      ${line}`)}\n`,
};

const HELD: readonly Source[] = SCRIPTS.flatMap((script) =>
  Object.entries(HOSTS).map(([name, hold]) => ({ uri: `file:///w/${name}`, text: hold(script) })),
);

function languageFor({ uri, text }: Source): Language {
  const language = languageOf(uri, text.split("\n", 1)[0] ?? "");
  assert.ok(language !== undefined, uri);
  return language;
}

/** The scripts with commands that are taken out of a document, as the reader of commands gets them. */
function scriptsIn(source: Source): readonly string[] {
  const given: Source[] = [];
  const { extract } = gcloud;
  gcloud.extract = (unit, elsewhere) => {
    given.push(...unit);
    return extract(unit, elsewhere);
  };
  try {
    languageFor(source).extract([source]);
  } finally {
    gcloud.extract = extract;
  }
  return given
    .flatMap(({ text, pieces = [{ start: 0, end: text.length }] }) =>
      pieces.map(({ start, end }) => text.slice(start, end)),
    )
    .filter((script) => /\b(?:gcloud|gsutil|bq) /.test(script));
}

const known = new Map<string, boolean>();

function parses(script: string): boolean {
  const before = known.get(script) ?? spawnSync("bash", ["-n"], { input: script.replaceAll("\r", "") }).status === 0;
  known.set(script, before);
  return before;
}

const TEXTS = ["roles/viewer", "it's", 'a "b" c', "back\\slash", "50% $5"];

function changesOf(source: Source): readonly Change[] {
  const { facts, values } = languageFor(source).extract([source]);
  const replaced = values.map((value, i): Change => {
    return { kind: "replace", value, with: [literal(TEXTS[i % TEXTS.length] ?? "")] };
  });
  const removed = facts.flatMap((fact): readonly Change[] =>
    fact.kind === "binding" ? [{ kind: "remove-binding", binding: fact }] : [],
  );
  return [...replaced, ...removed];
}

function checkEdits(source: Source, edits: readonly Edit[]): void {
  for (const { span } of edits) assert.equal(span.uri, source.uri);
  const text = applyEdits(source.text, edits);
  for (const script of scriptsIn({ uri: source.uri, text })) assert.ok(parses(script), `${text}\n---\n${script}`);
}

function checkRepairs(source: Source): void {
  for (const fact of languageFor(source).extract([source]).facts) {
    if (fact.kind !== "flaw") continue;
    for (const { edits } of fact.repairs) checkEdits(source, edits);
  }
}

const isSound = (source: Source): boolean => scriptsIn(source).every(parses);

suite("hosts: their scripts", () => {
  test("parse after every change of their documents", () => {
    for (const source of DOCUMENTS.filter(isSound)) {
      checkRepairs(source);
      for (const change of changesOf(source)) {
        const edits = languageFor(source).render(change, source);
        if (edits !== undefined) checkEdits(source, edits);
      }
    }
  });

  test("parse after every repair, whatever holds them", () => {
    const sound = HELD.filter(isSound);
    assert.ok(sound.length > HELD.length / 2);
    for (const source of sound) checkRepairs(source);
  });
});
