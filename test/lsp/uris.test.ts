import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, childOf, isBelow, nameOf, withLanguage } from "../../server/src/lsp/uris.ts";

test("one document has one spelling", () => {
  const same = [
    ["file:///w/a b/(x).tf", "file:///w/a%20b/%28x%29.tf"],
    ["file:///C:/w/main.tf", "file:///c%3A/w/main.tf"],
    ["file:///c%3A/w/main.tf", "file:///c%3A/w/main.tf"],
    ["file:///w/%6dain.tf", "file:///w/main.tf"],
    ["vscode-vfs://github%2B7b/o/r/@a.tf", "vscode-vfs://github%2B7b/o/r/%40a.tf"],
    ["file:///w/a%ZZ.tf", "file:///w/a%ZZ.tf"],
    ["file:///w/é.tf?x=(1)#y", "file:///w/%C3%A9.tf?x=(1)#y"],
    ["untitled:Untitled-1", "untitled:Untitled-1"],
    ["no uri", "no uri"],
  ];
  for (const [uri = "", expected] of same) assert.equal(canonical(uri), expected);
});

test("entries of a folder", () => {
  assert.equal(childOf("file:///w", "a b.tf"), "file:///w/a%20b.tf");
  assert.equal(childOf("file:///", "a.tf"), "file:///a.tf");
  assert.equal(nameOf("file:///w/a%20b.tf"), "a b.tf");
  assert.equal(isBelow("file:///w/x/a.tf", "file:///w"), true);
  assert.equal(isBelow("file:///wx/a.tf", "file:///w"), false);
});

test("a document without an ending gets that of its language", () => {
  assert.equal(withLanguage("untitled:Untitled-1", "terraform"), "untitled:Untitled-1.tf");
  assert.equal(withLanguage("untitled:Untitled-1", "python"), "untitled:Untitled-1");
});
