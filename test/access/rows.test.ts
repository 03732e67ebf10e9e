import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { productOfType } from "../../server/src/core/access/products.ts";
import { callerCommands, workloadCommands } from "../../server/src/core/languages/gcloud/commands.ts";
import { CALLERS, WORKLOADS } from "../../server/src/core/languages/manifest/config-connector-forms.ts";
import { CALLERS as CALLING_RESOURCES } from "../../server/src/core/languages/terraform/running/caller-table.ts";
import { WORKLOADS as RESOURCES } from "../../server/src/core/languages/terraform/running/workload-table.ts";
import { type RuleCase, readRuleSuite } from "../harness/rule-suite.ts";

/** Suites that say who must act as whom. */
const SUITES = [
  "rules/attach-missing-actas",
  "rules/run-deployer-missing-actas",
  "statements/who-acts-as-whom-in-terraform",
  "statements/who-acts-as-whom-in-manifests",
  "statements/who-acts-as-whom-in-commands",
];

const cases: readonly RuleCase[] = SUITES.flatMap(
  (path) => readRuleSuite(readFileSync(`test/${path}.md`, "utf8")).cases,
);

/** The files of cases in which something is found. */
const texts = cases
  .filter(({ files }) => files.some(({ marks }) => marks.length > 0))
  .map(({ files }) => files.map(({ text }) => text).join("\n"));

/** The rows of a table, of things that a product says something about, that no case shows. */
const unshown = (rows: Readonly<Record<string, { readonly type: string }>>, shows: (row: string) => RegExp) =>
  Object.entries(rows)
    .filter(([row, { type }]) => productOfType(type) !== undefined && !texts.some((text) => shows(row).test(text)))
    .map(([row]) => row);

suite("each row of a table of what runs as an account has a case in which nobody may act as it", () => {
  test("Terraform", () => {
    const rows = { ...RESOURCES, ...CALLING_RESOURCES };
    assert.deepEqual(
      unshown(rows, (row) => new RegExp(`"${row}"`)),
      [],
    );
  });
  test("Config Connector", () => {
    const rows = { ...WORKLOADS, ...CALLERS };
    const shows = (row: string) => new RegExp(`apiVersion: ${row.replace("/", "/v1\\w*\nkind: ")}$`, "m");
    assert.deepEqual(unshown(rows, shows), []);
  });
  test("gcloud", () => {
    const rows = { ...workloadCommands, ...callerCommands };
    assert.deepEqual(
      unshown(rows, (row) => new RegExp(`\\bgcloud (?:beta )?${row}\\b`)),
      [],
    );
  });
});
