import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { parseAllDocuments } from "yaml";
import { rules } from "../server/src/core/rules/index.ts";
import { diagnoseAll } from "../server/src/service/diagnose.ts";
import { type RuleCase, readRuleSuite } from "./harness/rule-suite.ts";
import { applied, settingsOf, type Texts, uncleanAfter, workspaceOf } from "./harness/rule-world.ts";
import { uriOf } from "./harness/workspace.ts";

// Every case of one YAML file is written as JSON: the rule has to say the same there, and its fixes have to mend it.

/** The same in JSON, several documents as a list; `undefined` where the text is no YAML, is a template, or says something by a comment. */
function asJson(text: string): string | undefined {
  const documents = parseAllDocuments(text);
  if (/(?:^|\s)#|\{\{/m.test(text) || !Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0))
    return undefined;
  const [first, ...rest] = documents.map((document) => document.toJS() as unknown);
  const whole = rest.length === 0 ? first : { apiVersion: "v1", kind: "List", items: [first, ...rest] };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

const textsAt = (path: string, text: string): Texts => new Map([[uriOf(path), text]]);

function compare({ files, config }: RuleCase, id: string, json: string): void {
  const settings = settingsOf(config, [id]);
  const said = (texts: Texts) => diagnoseAll(workspaceOf(texts), settings).filter(({ rule }) => rule.id === id);
  const words = (texts: Texts) => said(texts).map(({ severity, message }) => `${severity}: ${message}`);
  const texts = textsAt("main.json", json);
  assert.deepEqual(words(texts), words(textsAt("main.yaml", files[0]?.text ?? "")));
  const workspace = workspaceOf(texts);
  const before = diagnoseAll(workspace, settings);
  for (const report of before.filter(({ rule }) => rule.id === id)) {
    for (const fix of report.fixes ?? []) {
      const changed = applied(fix, workspace, texts);
      if (changed === undefined) continue;
      JSON.parse(changed.get(uriOf("main.json")) ?? "");
      const after = diagnoseAll(workspaceOf(changed), settings).filter(({ rule }) => rule.id === id);
      const unclean = uncleanAfter(before, report, after);
      assert.deepEqual(
        unclean.map(({ rule, message }) => `${rule.id}: ${message}`),
        [],
        fix.title,
      );
    }
  }
}

for (const { id } of rules) {
  suite(id, () => {
    for (const one of readRuleSuite(readFileSync(`test/rules/${id}.md`, "utf8")).cases) {
      const [file, ...others] = one.files;
      if (one.language !== "yaml" || file?.path !== "main.yaml" || others.length > 0) continue;
      const json = asJson(file.text);
      if (json !== undefined) test(one.name, () => compare(one, id, json));
    }
  });
}
