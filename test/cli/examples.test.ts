import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./program.ts";

/** Rules that the examples show. */
const SHOWN: readonly string[] = [
  "member-missing-prefix",
  "member-prefix-mismatch",
  "member-unknown-prefix",
  "role-missing-prefix",
  "role-unknown",
  "role-wrong-case",
  "run-deployer-missing-actas",
  "tf-binding-member-conflict",
];

test("the examples show each of these rules, in every kind of file", async () => {
  const { stdout, status } = await run(process.cwd(), ["check", "--format=json", "examples"]);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; path: string }[] };
  const rules = new Set(findings.map(({ rule }) => rule));
  assert.deepEqual(
    SHOWN.filter((rule) => !rules.has(rule)),
    [],
  );
  assert.deepEqual(
    [...new Set(findings.map(({ path }) => path))],
    [
      "examples/docs/setup.md",
      "examples/manifests/jobs.yaml",
      "examples/manifests/policy.yaml",
      "examples/scripts/deploy.sh",
      "examples/terraform/api.tf",
      "examples/terraform/callers.tf",
      "examples/terraform/delivery.tf",
      "examples/terraform/main.tf",
    ],
  );
  assert.equal(status, 1);
});
