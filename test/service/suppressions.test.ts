import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { covers, findSuppressions } from "../../server/src/core/lint/suppress.ts";
import { hover } from "../../server/src/service/hover.ts";
import { Workspace } from "../../server/src/service/workspace.ts";

const URI = "file:///w/main.tf";

/** What is read of a text: rules, extent, reason, the comment, the place that goes with it and the lines. */
const read = (text: string) =>
  findSuppressions(URI, text).map(({ rules, extent, reason, span, place, lines, until, problem }) => ({
    rules: rules.map(({ id, span: at }) => `${id} ${text.slice(at.start, at.end)}`),
    extent,
    reason,
    comment: text.slice(span.start, span.end),
    place: text.slice(place.start, place.end),
    lines,
    ...(until && { until: until.day }),
    ...(problem !== undefined && { problem }),
  }));

suite("a suppression", () => {
  test("alone on its line covers the next one, with any line ends and at any depth", () => {
    assert.deepEqual(read("a\r\n  # iam-lint-ignore role-unknown,role-removed : by support\r\nb"), [
      {
        rules: ["role-unknown role-unknown", "role-removed role-removed"],
        extent: "line",
        reason: "by support",
        comment: "# iam-lint-ignore role-unknown,role-removed : by support",
        place: "  # iam-lint-ignore role-unknown,role-removed : by support\r\n",
        lines: [1, 2],
      },
    ]);
  });
  test("behind a statement covers its own line", () => {
    assert.deepEqual(read('role = "x" // iam-lint-ignore role-unknown until 2027-01-31\n'), [
      {
        rules: ["role-unknown role-unknown"],
        extent: "line",
        reason: "",
        comment: "// iam-lint-ignore role-unknown until 2027-01-31",
        place: " // iam-lint-ignore role-unknown until 2027-01-31",
        lines: [0],
        until: "2027-01-31",
      },
    ]);
  });
  test("in a property of JSON covers the object that holds it, and goes with its comma", () => {
    const text = `{
  "a": {
    "//": "iam-lint-ignore role-unknown, role-removed until 2027-01-31: it has \\"}\\" in it",
    "b": ["{", "}"],
    "c": { "//": "iam-lint-ignore role-unknown: by support" }
  },
  "d": { "e": 1, "//": "iam-lint-ignore: none" }, "//": "about iam-lint-ignore",
  "//" : "iam-lint-ignore-file role-unknown: made by a tool"
}
`;
    assert.deepEqual(read(text), [
      {
        rules: ["role-unknown role-unknown", "role-removed role-removed"],
        extent: "line",
        reason: 'it has \\"}\\" in it',
        comment: '"//": "iam-lint-ignore role-unknown, role-removed until 2027-01-31: it has \\"}\\" in it"',
        place: '    "//": "iam-lint-ignore role-unknown, role-removed until 2027-01-31: it has \\"}\\" in it",\n',
        lines: [1, 2, 3, 4, 5],
        until: "2027-01-31",
      },
      {
        rules: ["role-unknown role-unknown"],
        extent: "line",
        reason: "by support",
        comment: '"//": "iam-lint-ignore role-unknown: by support"',
        place: '"//": "iam-lint-ignore role-unknown: by support"',
        lines: [4],
      },
      {
        rules: [],
        extent: "line",
        reason: "",
        comment: '"//": "iam-lint-ignore: none"',
        place: ', "//": "iam-lint-ignore: none"',
        lines: [6],
        problem: "it names no rule",
      },
      {
        rules: ["role-unknown role-unknown"],
        extent: "file",
        reason: "made by a tool",
        comment: '"//" : "iam-lint-ignore-file role-unknown: made by a tool"',
        place: ',\n  "//" : "iam-lint-ignore-file role-unknown: made by a tool"',
        lines: [],
      },
    ]);
  });
  for (const [form, close] of [
    ["/*", " */"],
    ["<!--", " -->"],
    ["REM", ""],
    ["::", ""],
  ] as const) {
    test(`stands in a comment that begins with ${form}`, () => {
      const comment = `${form} iam-lint-ignore-file role-unknown: made by a tool${close}`;
      assert.deepEqual(read(comment), [
        {
          rules: ["role-unknown role-unknown"],
          extent: "file",
          reason: "made by a tool",
          comment,
          place: comment,
          lines: [],
        },
      ]);
    });
  }
  test("without a rule, or with a day that is none, says what keeps it from being read", () => {
    assert.deepEqual(
      read("# iam-lint-ignore\n# iam-lint-ignore role-unknown until May\n").map(({ problem }) => problem),
      ["it names no rule", '"May" is no day'],
    );
  });
  test("is none in another word or outside of a comment", () => {
    assert.deepEqual(read("# iam-lint-ignored role-unknown\niam-lint-ignore role-unknown\n# xiam-lint-ignore a\n"), []);
  });
});

suite("a suppression of another linter", () => {
  const CASES: readonly (readonly [comment: string, rules: readonly string[]])[] = [
    ["#checkov:skip=CKV_GCP_49:needed", ["lp-impersonation-scope"]],
    ["#tfsec:ignore:google-iam-no-project-level-service-account-impersonation", ["lp-impersonation-scope"]],
    ["# trivy:ignore:avd-gcp-0068", ["wif-provider-no-condition"]],
    ["#checkov:skip=CKV_AWS_1", []],
  ];
  for (const [comment, rules] of CASES) {
    test(comment, () => {
      const found = findSuppressions(URI, `${comment}\n`);
      assert.deepEqual(
        found.flatMap((one) => one.rules.map(({ id }) => id)),
        rules,
      );
    });
  }
  test("covers the statement in which or above which it stands", () => {
    const [inside] = findSuppressions(URI, "resource {\n  #checkov:skip=CKV_GCP_49\n  role\n}\n");
    assert.ok(inside !== undefined && covers(inside, { line: 5, first: 0, last: 6 }));
    assert.ok(inside !== undefined && !covers(inside, { line: 12, first: 10, last: 14 }));
    const [above] = findSuppressions(URI, "#tfsec:ignore:google-iam-no-user-granted-permissions\nresource {\n");
    assert.ok(above !== undefined && covers(above, { line: 4, first: 1, last: 6 }));
  });
});

test("hover on a rule in a suppression explains the rule", () => {
  const text = 'role = "roles/x.y" # iam-lint-ignore role-unknown: by support\n';
  const workspace = new Workspace();
  workspace.set({ uri: URI, text });
  const at = text.indexOf("role-unknown");
  const shown = hover(workspace, URI, at + 3);
  assert.deepEqual(shown?.span, { uri: URI, start: at, end: at + "role-unknown".length });
  assert.match(shown?.text.plain ?? "", /^Unknown role \(role-unknown\)/);
  assert.equal(hover(workspace, URI, at - 3), undefined);
});
