import assert from "node:assert/strict";
import { test } from "node:test";
import { folderWith, run } from "./program.ts";

const resource = (address: string, role: string) => ({
  address,
  mode: "managed",
  type: "google_project_iam_member",
  name: "m",
  change: { actions: ["create"], after: { project: "p", role, member: "user:a@example.com" }, after_unknown: {} },
});

const PLAN = JSON.stringify({
  format_version: "1.2",
  resource_changes: [
    resource('module.x["a"].google_project_iam_member.m', "roles/run.Invoker"),
    resource("google_project_iam_member.ok", "roles/run.viewer"),
    resource("google_project_iam_member.m[1]", "roles/run.Viewer"),
  ],
});

test("a finding in a plan names the resource by its address", async () => {
  const folder = folderWith({ "plan.json": PLAN });
  const { stdout } = await run(folder, ["check", "plan.json"]);
  const named = stdout.split("\n").filter((line) => line.startsWith("   in "));
  assert.deepEqual(named, ['   in module.x["a"].google_project_iam_member.m', "   in google_project_iam_member.m[1]"]);
  const { findings } = JSON.parse((await run(folder, ["check", "--format=json", "plan.json"])).stdout) as {
    findings: readonly { rule: string; address?: string }[];
  };
  assert.deepEqual(
    findings.map(({ rule, address }) => `${rule} ${address}`),
    ['role-wrong-case module.x["a"].google_project_iam_member.m', "role-wrong-case google_project_iam_member.m[1]"],
  );
});

test("a finding in another file names none", async () => {
  const policy = { bindings: [{ role: "roles/run.Invoker", members: ["user:a@example.com"] }] };
  const folder = folderWith({ "policy.json": JSON.stringify(policy) });
  const { stdout } = await run(folder, ["check"]);
  assert.deepEqual(stdout.match(/^ {3}in .*$/gm), null);
});
