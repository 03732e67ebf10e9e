import assert from "node:assert/strict";
import { test } from "node:test";
import { printEdit, start } from "./editor.ts";
import { policy } from "./texts.ts";

const URI = "file:///nowhere/grant.yaml";
const WRONG = policy("roles/Run.Invoker");
const at = (line: number, character: number) => ({ line, character });

test("changes move findings", async () => {
  const editor = await start();
  editor.open(URI, WRONG, "yaml");
  assert.deepEqual(await editor.findings(URI), ["1:10-1:27 role-wrong-case"]);
  editor.change(URI, { range: { start: at(0, 0), end: at(0, 0) }, text: "# 🦊 grants\n" });
  assert.deepEqual(await editor.findings(URI), ["2:10-2:27 role-wrong-case"]);
  editor.change(
    URI,
    { range: { start: at(2, 16), end: at(2, 17) }, text: "r" },
    { range: { start: at(2, 27), end: at(2, 27) }, text: "\n    members: []\n  - role: roles/Run.Viewer" },
    { range: { start: at(0, 0), end: at(1, 0) }, text: "" },
  );
  assert.deepEqual(await editor.findings(URI), ["1:10-1:27 role-wrong-case", "3:10-3:26 role-wrong-case"]);
  await editor.shutdown();
});

const SHAPES: readonly {
  readonly name: string;
  readonly text: string;
  readonly found: string;
  readonly cursor: [number, number];
}[] = [
  { name: "lines that end in CR LF", text: WRONG.replaceAll("\n", "\r\n"), found: "1:10-1:27", cursor: [1, 12] },
  { name: "a byte order mark", text: `\ufeff${WRONG}`, found: "1:10-1:27", cursor: [1, 12] },
  {
    name: "characters of two units on the line",
    text: 'bindings:\n  - {members: ["group:🦊🦊@example.com"], role: roles/Run.Invoker}\n',
    found: "1:48-1:65",
    cursor: [1, 55],
  },
  { name: "characters of two units above", text: `# 🦊🦊\n${WRONG}`, found: "2:10-2:27", cursor: [2, 12] },
  { name: "no line end at the end", text: WRONG.trimEnd(), found: "1:10-1:27", cursor: [1, 12] },
];

for (const { name, text, found, cursor } of SHAPES) {
  test(`places in a document with ${name}`, async () => {
    const editor = await start();
    editor.open(URI, text, "yaml");
    assert.deepEqual(await editor.findings(URI), [`${found} role-wrong-case`]);
    const here = at(...cursor);
    const [fix] = await editor.actions(URI, { start: here, end: here });
    assert.deepEqual(fix?.edit && printEdit(fix.edit), [`${URI}@1 ${found} "roles/run.invoker"`]);
    await editor.shutdown();
  });
}
