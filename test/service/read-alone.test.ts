import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Source } from "../../server/src/core/languages/language.ts";
import { known } from "../../server/src/core/model/value.ts";
import { readAlone } from "../../server/src/service/read-alone.ts";
import { Workspace } from "../../server/src/service/workspace.ts";

const SCRIPT: Source = {
  uri: "file:///w/a.sh",
  text: "gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/viewer\n",
};
const CALLER: Source = { uri: "file:///w/main.tf", text: 'module "m" {\n  source = "./m"\n}\n' };

const workspaceOf = (source: Source): Workspace => {
  const workspace = new Workspace();
  workspace.set(source);
  return workspace;
};

const roles = (workspace: Workspace): readonly unknown[] => workspace.graph().bindings.map(({ role }) => known(role));

suite("Units that are read elsewhere", () => {
  test("facts are plain data, the same as the workspace reads", () => {
    const facts = structuredClone(readAlone([SCRIPT]));
    assert.deepEqual(facts, workspaceOf(SCRIPT).unitFacts(SCRIPT.uri));
  });

  test("a unit that asks for more, and a document of no language, are left to the workspace", () => {
    assert.equal(readAlone([CALLER]), undefined);
    assert.equal(readAlone([{ uri: "file:///w/a.txt", text: "" }]), undefined);
  });

  test("a workspace takes the facts, and reads the values when it is asked for them", () => {
    const workspace = workspaceOf(SCRIPT);
    workspace.adopt([SCRIPT], structuredClone(readAlone([SCRIPT]) ?? []));
    assert.deepEqual(roles(workspace), ["roles/viewer"]);
    assert.deepEqual(workspace.unitValues(SCRIPT.uri), workspaceOf(SCRIPT).unitValues(SCRIPT.uri));
  });

  test("facts of another text than the workspace holds are of no effect", () => {
    const workspace = workspaceOf(SCRIPT);
    const facts = readAlone([SCRIPT]) ?? [];
    workspace.set({ uri: SCRIPT.uri, text: SCRIPT.text.replace("viewer", "editor") });
    workspace.adopt([SCRIPT], facts);
    assert.deepEqual(roles(workspace), ["roles/editor"]);
  });
});
