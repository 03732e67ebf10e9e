import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { mergeConfig } from "../../server/src/core/lint/config.ts";
import { assumptionsOf } from "../../server/src/service/access/assumption.ts";
import { diagnoseAll } from "../../server/src/service/diagnose.ts";
import { type RuleCase, readRuleSuite } from "../harness/rule-suite.ts";
import { settingsOf, textsOf, workspaceOf } from "../harness/rule-world.ts";

/** Rules that say that a grant is not there, which may be made elsewhere. */
const RULES = [
  "attach-missing-actas",
  "caller-missing-invoker",
  "eventarc-trigger-roles",
  "gke-wi-half-configured",
  "run-deployer-missing-actas",
  "run-deployer-missing-image-reader",
  "run-identity-missing-cloudsql",
  "run-identity-missing-secret-access",
  "run-job-executor-missing-role",
];

/** Findings of a case about which nothing can be recorded, or which remain once it is. */
function unsettled(one: RuleCase, id: string): readonly string[] {
  const settings = settingsOf(one.config, [id]);
  const workspace = workspaceOf(textsOf(one));
  const own = diagnoseAll(workspace, settings).filter(({ rule }) => rule.id === id);
  return own.flatMap((report) => {
    const assume = assumptionsOf(report, workspace);
    if (assume.length === 0) return [`nothing to record: ${report.message}`];
    const { config } = settings;
    const after = diagnoseAll(workspace, { ...settings, config: mergeConfig(config, { assume }) });
    const stays = after.some(
      ({ rule, span, message }) => rule.id === id && span === report.span && message === report.message,
    );
    return stays ? [`${JSON.stringify(assume)} leaves: ${report.message}`] : [];
  });
}

suite("a grant that is recorded as made elsewhere settles its finding", () => {
  for (const id of RULES) {
    const { cases } = readRuleSuite(readFileSync(`test/rules/${id}.md`, "utf8"));
    for (const one of cases.filter(({ files }) => files.some(({ marks }) => marks.length > 0)))
      test(`${id}: ${one.name}`, () => assert.deepEqual(unsettled(one, id), []));
  }
});
