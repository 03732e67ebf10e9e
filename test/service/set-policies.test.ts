import assert from "node:assert/strict";
import { test } from "node:test";
import { display } from "../../server/src/core/model/value.ts";
import { Workspace } from "../../server/src/service/workspace.ts";

const POLICY = "file:///w/policy.json";
const SCRIPT = "file:///w/set.sh";

const policyOf = (role: string): string =>
  JSON.stringify({ bindings: [{ role, members: ["user:ann@example.com"] }], etag: "x" });

/** Roles that the workspace grants, each with the type of its resource. */
const roles = (workspace: Workspace): readonly string[] =>
  workspace
    .graph()
    .bindings.flatMap(({ role, resource }) =>
      role === undefined ? [] : [`${display(role)} on ${resource.type ?? "?"}`],
    );

test("a policy counts as the command sets it, for as long as there is the command", () => {
  const workspace = new Workspace();
  workspace.set({ uri: POLICY, text: policyOf("roles/viewer") });
  assert.deepEqual(roles(workspace), ["roles/viewer on ?"]);
  workspace.set({ uri: SCRIPT, text: "gcloud projects set-iam-policy p policy.json\n" });
  assert.deepEqual(roles(workspace), ["roles/viewer on resourcemanager.projects"]);
  workspace.set({ uri: POLICY, text: policyOf("roles/editor") });
  assert.deepEqual(roles(workspace), ["roles/editor on resourcemanager.projects"]);
  workspace.delete(SCRIPT);
  assert.deepEqual(roles(workspace), ["roles/editor on ?"]);
});

test("a policy that is no document is read when the host tells it", () => {
  const workspace = new Workspace();
  workspace.set({ uri: SCRIPT, text: "gcloud projects set-iam-policy p policy.json\n" });
  assert.deepEqual(roles(workspace), []);
  assert.ok(workspace.takeWanted().some(({ kind, uri }) => kind === "file" && uri === POLICY));
  workspace.provideFile(POLICY, policyOf("roles/viewer"));
  assert.deepEqual(roles(workspace), ["roles/viewer on resourcemanager.projects"]);
});
