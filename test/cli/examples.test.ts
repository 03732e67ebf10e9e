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

test("the examples show needs that are granted, missing and not known", async () => {
  const { stdout } = await run(process.cwd(), ["deployers", "--format=json", "examples"]);
  const { rows } = JSON.parse(stdout) as {
    rows: { principal: string; workload: { name: string }; cells: Record<string, { state: string }> }[];
  };
  assert.deepEqual(
    rows.map(({ principal, workload, cells }) =>
      [principal, workload.name, ...["service", "image", "identity", "run"].map((need) => cells[need]?.state)].join(
        " ",
      ),
    ),
    [
      "google_service_account.ci api granted granted missing none",
      "google_service_account.ci nightly-report granted granted granted granted",
      "user:analyst@example.com nightly-report granted granted unknown granted",
    ],
  );
});
