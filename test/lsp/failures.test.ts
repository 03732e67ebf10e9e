import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { languages } from "../../server/src/core/languages/registry.ts";
import { rules } from "../../server/src/core/rules/index.ts";
import { start } from "./editor.ts";
import { grant, policy } from "./texts.ts";

// What must not happen does: the rest goes on, and the log says so once.

const URI = "file:///nowhere/grant.yaml";
const WRONG = policy("roles/Run.Invoker", "jane@example.com");

function breaking<T extends object, K extends keyof T>(context: TestContext, object: T | undefined, member: K): void {
  assert.ok(object);
  context.mock.method(
    object,
    member as never,
    (() => {
      throw new Error("broken");
    }) as never,
  );
}

test("a rule that fails costs only its own findings", async (context) => {
  breaking(
    context,
    rules.find(({ id }) => id === "role-wrong-case"),
    "check",
  );
  const editor = await start();
  editor.open(URI, WRONG, "yaml");
  assert.deepEqual(await editor.findings(URI), ["2:15-2:31 member-missing-prefix"]);
  editor.change(URI, { text: `# a\n${WRONG}` });
  assert.deepEqual(await editor.findings(URI), ["3:15-3:31 member-missing-prefix"]);
  assert.equal(await editor.logs.next(), "rule role-wrong-case failed: Error: broken");
  assert.equal(editor.logs.size, 0);
  await editor.shutdown();
});

test("a language that fails costs only its own documents", async (context) => {
  breaking(
    context,
    languages.find(({ id }) => id === "terraform"),
    "extract",
  );
  const editor = await start();
  const main = "file:///nowhere/main.tf";
  editor.open(main, grant('"roles/Run.Invoker"'));
  editor.open(URI, WRONG, "yaml");
  assert.deepEqual(await editor.findings(main), []);
  assert.deepEqual(await editor.findings(URI), ["1:10-1:27 role-wrong-case", "2:15-2:31 member-missing-prefix"]);
  assert.equal(await editor.logs.next(), `${main} cannot be read: Error: broken`);
  await editor.shutdown();
});
