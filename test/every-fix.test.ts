import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import type { Report } from "../server/src/core/lint/lint.ts";
import type { Fact } from "../server/src/core/model/facts.ts";
import type { Change, Fix } from "../server/src/core/model/finding.ts";
import { editsOf } from "../server/src/service/apply.ts";
import { diagnoseAll, type Settings } from "../server/src/service/diagnose.ts";
import { type RuleCase, readRuleSuite } from "./harness/rule-suite.ts";
import { applied, settingsOf, type Texts, textsOf, uncleanAfter, workspaceOf } from "./harness/rule-world.ts";

const FOLDERS = ["test/rules", "test/statements"];

/** What fixes are known to leave or to bring, as `rule that offers > rule that finds`, and why that is right. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "run-default-service-identity > run-deployer-missing-actas": "An account of its own is one more to act as.",
  "run-default-service-identity > run-identity-missing-cloudsql": "Nothing is granted to a new account.",
  "run-default-service-identity > run-identity-missing-secret-access": "Nothing is granted to a new account.",
  "kn-annotation-typo > run-iap-missing-invoker": "What the annotation says is read only once its name is right.",
  "cr-included-permissions > run-custom-role-deploy": "The permissions are read only once their key is right.",
};

const SEVERE: ReadonlySet<string> = new Set(["error", "warning"]);

/** Facts that a change writes or takes out. */
const ADDED: Readonly<Partial<Record<Change["kind"], number>>> = { "add-binding": 1, "remove-binding": -1 };

/** Changes that may write more statements, or make one readable that was not. */
const MAY_ADD: ReadonlySet<string> = new Set(["add-binding", "make-additive", "rewrite", "own-identity"]);

const countOf = (facts: readonly Fact[]): number => facts.filter(({ kind }) => kind !== "flaw").length;

const isScript = (text: string): boolean => spawnSync("bash", ["-n"], { input: text }).status === 0;

/** Whether a script was one for the shell before a fix and is none behind it. */
const breaks = (uri: string, before: string, after: string): boolean =>
  uri.endsWith(".sh") && before !== after && !isScript(after) && isScript(before);

/** What is wrong with the texts after a fix. */
function flawsAfter(fix: Fix, fixed: Report, before: readonly Report[], texts: Texts, one: Looked): readonly string[] {
  const changed = applied(fix, one.workspace, texts);
  if (changed === undefined) {
    const haveForms = fix.changes.every((change) => editsOf({ changes: [change] }, one.workspace) !== undefined);
    return haveForms ? ["its edits overlap"] : [];
  }
  const workspace = workspaceOf(changed);
  const unclean = uncleanAfter(before, fixed, diagnoseAll(workspace, one.settings))
    .filter(({ severity, rule, message }) => SEVERE.has(severity) || (rule === fixed.rule && message === fixed.message))
    .filter(({ rule }) => !Object.hasOwn(EXCEPTIONS, `${fixed.rule.id} > ${rule.id}`))
    .map(({ rule, message }) => `${fixed.rule.id} > ${rule.id}: ${message}`);
  const expected = fix.changes.reduce((sum, { kind }) => sum + (ADDED[kind] ?? 0), countOf(one.workspace.facts()));
  const count = countOf(workspace.facts());
  const broken = [...changed].flatMap(([uri, text]) =>
    breaks(uri, texts.get(uri) ?? "", text) ? `breaks ${text}` : [],
  );
  if (broken.length > 0) return broken;
  const isFine = fix.changes.some(({ kind }) => MAY_ADD.has(kind)) ? count >= expected : count === expected;
  return isFine ? unclean : [...unclean, `${count} facts, not ${expected}`];
}

interface Looked {
  readonly workspace: ReturnType<typeof workspaceOf>;
  readonly settings: Settings;
}

function flawsOf(one: RuleCase, ruleIds: readonly string[]): readonly string[] {
  const settings = settingsOf(one.config, ruleIds);
  const texts = textsOf(one);
  const workspace = workspaceOf(texts);
  const reports = diagnoseAll(workspace, settings);
  return reports.flatMap((report) =>
    (report.fixes ?? []).flatMap((fix) =>
      flawsAfter(fix, report, reports, texts, { workspace, settings }).map((flaw) => `${fix.title}: ${flaw}`),
    ),
  );
}

suite("every fix that a finding offers leaves no finding behind", () => {
  for (const path of FOLDERS.flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`))) {
    const { cases } = readRuleSuite(readFileSync(path, "utf8"));
    const id = /([^/]+)\.md$/.exec(path)?.[1] ?? "";
    test(path, () => {
      const flaws = cases.flatMap((one) => flawsOf(one, [id]).map((flaw) => `${one.name}: ${flaw}`));
      assert.deepEqual(flaws, []);
    });
  }
});
