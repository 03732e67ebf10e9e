import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { gcloud } from "../../server/src/core/languages/gcloud/gcloud.ts";
import { markdown } from "../../server/src/core/languages/markdown/markdown.ts";

const GRANT = "gcloud projects add-iam-policy-binding p --role=roles/viewer --member=user:a@e.com\n";
const TIMES = 8000;

/** Texts that make parsers recurse, look back, or begin again for each of many pieces. */
const HOSTILE: Readonly<Record<string, (times: number) => string>> = {
  "unclosed quotes": (n) => `${GRANT}echo "\n`.repeat(n / 8),
  "unclosed substitutions": (n) => '"$(gcloud a '.repeat(n),
  "nested backticks": (n) => "`gcloud ".repeat(n / 8),
  "nested expansions": (n) => "${a:-".repeat(n),
  "here-documents on one line": (n) => "cat <<A <<B ".repeat(n),
  "here-documents that never end": (n) => "$(cat <<A\n".repeat(n),
  "nested compounds": (n) => "if a; then ".repeat(n),
  "nested functions": (n) => "function f ".repeat(n),
  coprocesses: (n) => "coproc ".repeat(n),
  "braces of templates": (n) => "{{".repeat(n),
  angles: (n) => `${"<a".repeat(n)}>`,
  backslashes: (n) => `${"\\".repeat(n)}\r\n`,
  "lines that go on": (n) => "gcloud \\\r\n".repeat(n),
  "assignments of one variable": (n) => `${"A=b\n".repeat(n)}${GRANT.replace("user:a", "$A")}`,
  "variables of variables": (n) =>
    `${Array.from({ length: n / 8 }, (_, i) => `A${i + 1}=$A${i}$A${i}x\n`).join("")}gcloud projects add-iam-policy-binding $A${n / 8}\n`,
  "a word of many pieces": (n) => `gcloud projects add-iam-policy-binding --role=${'"$A"'.repeat(n)}\n`,
  "a list of many permissions": (n) => `gcloud iam roles create r --permissions=${"a.b.c,".repeat(n)}\n`,
  "nested loops": () => {
    const heads = Array.from({ length: 12 }, (_, i) => `for a${i} in x y z; do\n`).join("");
    const role = Array.from({ length: 12 }, (_, i) => `$a${i}`).join("");
    return `${heads}gcloud projects add-iam-policy-binding p --role=${role}\n${"done\n".repeat(12)}`;
  },
  "a long list of a loop": (n) => `for a in ${"x ".repeat(n)}; do\n${GRANT.replace("user:a", "$a")}done\n`,
  "a long chain": (n) => "a && ".repeat(n) + GRANT,
  "marks of fences": (n) => "```".repeat(n),
  "marks of fences within lines": (n) => "a ``` ~~~ ".repeat(n),
  "fences of all kinds": (n) => `~~~\n\`\`\`sh\n${GRANT}`.repeat(n / 8),
};

suite("gcloud: hostile texts", () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    test(name, () => {
      const text = GRANT + make(TIMES);
      const { facts } = gcloud.extract([{ uri: "file:///w/a.sh", text }]);
      assert.deepEqual(facts[0]?.span, { uri: "file:///w/a.sh", start: 0, end: GRANT.length - 1 });
      const fenced = `\`\`\`sh\n${GRANT}\`\`\`\n> - \`\`\`sh\n${make(TIMES)}`;
      const inFence = markdown.extract([{ uri: "file:///w/a.md", text: fenced }]);
      assert.deepEqual(inFence.facts[0]?.span, { uri: "file:///w/a.md", start: 6, end: 5 + GRANT.length });
    });
  }
});

suite("gcloud: which documents", () => {
  const shell: readonly [string, string, boolean][] = [
    ["file:///a/b.sh", "", true],
    ["file:///a/b.bash", "", true],
    ["file:///a/b.zsh", "", true],
    ["file:///a/b.ksh", "", true],
    ["file:///a/deploy", "#!/bin/bash -e", true],
    ["file:///a/deploy", "#!/usr/bin/env bash", true],
    ["file:///a/deploy", "#!/usr/bin/env -S zsh -f", true],
    ["file:///a/deploy", "#!/bin/sh\r", true],
    ["file:///a/deploy", "#!/usr/bin/env python3", false],
    ["file:///a/deploy", "# bash", false],
    ["file:///a/b.fish", "", false],
    ["file:///a/sh", "gcloud run deploy", false],
  ];
  for (const [uri, firstLine, expected] of shell) {
    test(`${uri} ${firstLine.trim()}`, () => assert.equal(gcloud.matches(uri, firstLine), expected));
  }

  test("Markdown by its name", () => {
    const names = ["README.md", "a.mdx", "b.markdown", "c.txt", "md"];
    assert.deepEqual(
      names.map((name) => markdown.matches(`file:///${name}`, "# Title")),
      [true, true, true, false, false],
    );
  });

  test("what may hold something", () => {
    assert.deepEqual(
      ["gcloud run deploy", GRANT, "gcloud --impersonate-service-account=x a", "gcloud compute ssh", "run iam"].map(
        gcloud.mayHold,
      ),
      [true, true, true, false, false],
    );
    assert.deepEqual([GRANT, `\`\`\`\n${GRANT}\`\`\``, `~~~\n${GRANT}~~~`].map(markdown.mayHold), [false, true, true]);
  });
});
