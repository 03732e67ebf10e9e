import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { recordAssumed } from "../../server/src/service/access/record-assumption.ts";

const CI = {
  principal: "serviceAccount:ci@example-shop.iam.gserviceaccount.com",
  role: "roles/iam.serviceAccountUser",
  resource: "api@example-shop.iam.gserviceaccount.com",
};
const ANYONE = { principal: "*", role: "roles/run.admin" };

function recorded(name: string, text: string, ...assumed: readonly (typeof CI | typeof ANYONE)[]): string | undefined {
  const edit = recordAssumed(`file:///shop/${name}`, text, assumed);
  return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

const ITEM = `  - principal: ${CI.principal}
    role: ${CI.role}
    resource: ${CI.resource}
`;

suite("an assumption in YAML", () => {
  const CASES: readonly (readonly [about: string, before: string, after: string | undefined])[] = [
    ["a new file", "", `assume:\n${ITEM}`],
    ["only a comment", "# Ours.\n", `# Ours.\nassume:\n${ITEM}`],
    ["other sections", "# Ours.\npreset: strict # all", `# Ours.\npreset: strict # all\nassume:\n${ITEM}`],
    [
      "a list, behind its last item and its comment",
      "assume:\n- principal: '*' # who\n  role: roles/viewer # what\n# next\npreset: strict\n",
      `assume:\n- principal: '*' # who\n  role: roles/viewer # what\n${ITEM.replaceAll(/^ {2}/gm, "")}# next\npreset: strict\n`,
    ],
    [
      "a list at the end of a text without a line end",
      "assume:\n    - {principal: '*', role: roles/viewer}",
      `assume:\n    - {principal: '*', role: roles/viewer}\n${ITEM.replaceAll(/^/gm, "  ").trimEnd()}\n`,
    ],
    ["an empty list", "# Ours.\nassume: []\npreset: strict\n", `# Ours.\nassume:\n${ITEM}preset: strict\n`],
    ["nothing set", "assume:\npreset: strict\n", `assume:\n${ITEM}preset: strict\n`],
    ["an empty object", "{}\n", `assume:\n${ITEM}`],
    ["no object", "- a\n", undefined],
    ["broken text", "a: [\n", undefined],
  ];
  for (const [about, before, after] of CASES)
    test(about, () => assert.equal(recorded(".iamlint.yaml", before, CI), after));

  test("quotes what needs it, and keeps line ends", () => {
    assert.equal(
      recorded(".iamlint.yaml", "preset: strict\r\n", ANYONE),
      'preset: strict\r\nassume:\r\n  - principal: "*"\r\n    role: roles/run.admin\r\n',
    );
  });
});

suite("an assumption in JSON", () => {
  test("a new section, with comments kept", () => {
    assert.equal(
      recorded(".iamlint.json", '{\n  // Ours.\n  "preset": "strict"\n}\n', ANYONE),
      `{
  // Ours.
  "preset": "strict",
  "assume": [
    {
      "principal": "*",
      "role": "roles/run.admin"
    }
  ]
}
`,
    );
  });

  test("further items of a list", () => {
    const before = '{ "assume": [{ "principal": "*", "role": "roles/viewer" }] }';
    const after = recorded(".iamlint.json", before, CI, ANYONE);
    assert.deepEqual(JSON.parse(after ?? ""), { assume: [{ principal: "*", role: "roles/viewer" }, CI, ANYONE] });
  });

  test("an empty file", () => {
    assert.deepEqual(JSON.parse(recorded(".iamlint.json", "", ANYONE) ?? ""), { assume: [ANYONE] });
  });

  test("broken text is left alone", () => {
    assert.equal(recorded(".iamlint.json", '{ "preset": ', ANYONE), undefined);
  });
});
