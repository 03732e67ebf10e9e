import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { describe, it } from "node:test";
import { namesIn, vsix } from "./vsix.ts";

const MOST_BYTES = 3_000_000;

describe("the packed extension", () => {
  it("holds what the extension uses, and nothing else", () => {
    assert.deepEqual([...namesIn(vsix)].sort(), CONTENTS);
  });

  it("is small", () => {
    const { size } = statSync(vsix);
    assert.ok(size < MOST_BYTES, `${size} bytes`);
  });
});

const CONTENTS = [
  "[Content_Types].xml",
  "extension.vsixmanifest",
  "extension/LICENSE.txt",
  "extension/NOTICE",
  "extension/changelog.md",
  "extension/dist/client-node.cjs",
  "extension/dist/client-web.js",
  "extension/dist/panel.css",
  "extension/dist/panel.js",
  "extension/dist/server-node.cjs",
  "extension/dist/server-web.js",
  "extension/images/icon.png",
  "extension/language-configuration/terraform.json",
  "extension/package.json",
  "extension/readme.md",
  "extension/schemas/config.schema.json",
  "extension/syntaxes/iam-member.tmLanguage.json",
  "extension/syntaxes/iam-role.tmLanguage.json",
];
