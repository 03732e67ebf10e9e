import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { languageOf } from "../../server/src/core/languages/registry.ts";

const GRANT = "gcloud projects add-iam-policy-binding p --member=user:a@e.com --role=roles/viewer";
const TIMES = 8000;

/** A document that begins with a grant, by what stands behind it. */
const DOCUMENTS: readonly { readonly uri: string; readonly head: string; readonly pieces: readonly string[] }[] = [
  {
    uri: "file:///w/Dockerfile",
    head: `RUN ${GRANT}\n`,
    pieces: ["RUN <<EOF\n", "RUN \\\n", "ENV A=$A ", "\nENV A b", 'CMD ["', "RUN x <<A <<B\nA\n"],
  },
  {
    uri: "file:///w/Makefile",
    head: `all:\n\t${GRANT}\n`,
    pieces: [
      "$(",
      "$(shell ",
      "A := $(A)\n",
      "\t${x\n",
      "ifdef A\n",
      "define a\n",
      "\\\n",
      "a: b = c\n",
      "\t$$(gcloud\n",
    ],
  },
  {
    uri: "file:///w/justfile",
    head: `a:\n  ${GRANT}\n`,
    pieces: ["{{", "{{a}}", "a := 'b'\n", "a b c:\n  x\n", "\n  {{ x }\n", "a='"],
  },
  {
    uri: "file:///w/a.ps1",
    head: `${GRANT}\n`,
    pieces: [
      "{",
      "}",
      "(",
      '"',
      "@'\n",
      "$(",
      "`",
      "$a = '",
      '"a",',
      "foreach ($a in b",
      "function a(",
      "$a = gcloud (",
      "a ",
    ],
  },
  {
    uri: "file:///w/a.bat",
    head: `${GRANT}\n`,
    pieces: ["%", "^\n", "set A=%A%\n", "(gcloud ", "!a", "for %%a in ("],
  },
  {
    uri: "file:///w/a.md",
    head: `    ${GRANT}\n`,
    pieces: [
      "\n\n    gcloud run deploy ",
      "```\n",
      "~~~json\nbindings: gcloud run\n~~~\n",
      "```make\ngcloud run\n```\n",
      "\n> ```ps1\n",
    ],
  },
  { uri: "file:///w/a.rst", head: `::\n\n  ${GRANT}\n`, pieces: ["\n.. code:: sh\n\n  a\n", "a::\n", "\n  b::\n\n"] },
  { uri: "file:///w/a.adoc", head: `----\n${GRANT}\n----\n`, pieces: ["[source,sh]\n", "----\n", "....\na\n"] },
];

suite("hosts: hostile texts", () => {
  for (const { uri, head, pieces } of DOCUMENTS) {
    for (const piece of pieces) {
      test(`${uri.slice(8)} ${JSON.stringify(piece)}`, () => {
        const text = head + piece.repeat(TIMES);
        const { facts } = languageOf(uri, "")?.extract([{ uri, text }]) ?? { facts: [] };
        const start = head.indexOf("gcloud");
        assert.ok(
          facts.some(({ span }) => span.start === start),
          "the first grant is read",
        );
      });
    }
  }

  test("notebooks and packages", () => {
    const source = `"!${GRANT}\\n", ${'"\\u0021gcloud run \\\\\\n", '.repeat(TIMES)}`;
    const cells = `{"cells":[{"cell_type":"code","source":[${source}]}]}`;
    const notebook = languageOf("file:///w/a.ipynb", "")?.extract([{ uri: "file:///w/a.ipynb", text: cells }]);
    assert.equal(notebook?.facts[0]?.span.start, cells.indexOf("gcloud"));
    const deep = `{"cells":${"[".repeat(10 * TIMES)}"gcloud run"`;
    languageOf("file:///w/a.ipynb", "")?.extract([{ uri: "file:///w/a.ipynb", text: deep }]);
    const scripts = `{"scripts":{"a":"${GRANT}",${'"a":"gcloud run \\"",'.repeat(TIMES)}`;
    const uri = "file:///w/package.json";
    assert.equal(
      languageOf(uri, "")?.extract([{ uri, text: scripts }]).facts[0]?.span.start,
      scripts.indexOf("gcloud"),
    );
  });
});
