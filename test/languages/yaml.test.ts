import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import fc from "fast-check";
import { json } from "../../server/src/core/languages/json/json.ts";
import type { Extraction, Language, Source } from "../../server/src/core/languages/language.ts";
import { mask } from "../../server/src/core/languages/manifest/placeholders.ts";
import { yaml } from "../../server/src/core/languages/yaml/yaml.ts";
import { valuesOf } from "../../server/src/core/model/fact-values.ts";
import type { Binding } from "../../server/src/core/model/facts.ts";
import type { Change } from "../../server/src/core/model/finding.ts";
import { placeholdersIn } from "../../server/src/core/model/placeholders.ts";
import { known, literal, type Value } from "../../server/src/core/model/value.ts";
import { applyEdits } from "../../server/src/core/text/edit.ts";
import type { Span } from "../../server/src/core/text/span.ts";
import { readCases } from "../harness/markdown.ts";

const sourceOf = (text: string): Source => ({ uri: "file:///w/file", text });
const read = (language: Language, text: string): Extraction => language.extract([sourceOf(text)]);

const bindingsOf = ({ facts }: Extraction): readonly Binding[] => facts.filter((fact) => fact.kind === "binding");

/** Role and members of each binding, as far as they are known. */
const grantsOf = (extraction: Extraction) =>
  bindingsOf(extraction).map(({ role, members }) => [known(role), members.map(known)]);

function spansOf({ facts, values }: Extraction): readonly Span[] {
  const all = [...values, ...facts.flatMap(valuesOf)];
  const parts = all.flatMap((value) => value.parts.flatMap((part) => (part.kind === "reference" ? [part.span] : [])));
  const uses = all.flatMap((value) => value.uses ?? []);
  return [...all.map(({ span }) => span), ...parts, ...uses, ...facts.flatMap(({ span, head }) => [span, head])];
}

const EVE: Value = { slot: "member", span: { uri: "", start: 0, end: 0 }, parts: [literal("user:eve@example.com")] };

function changesFor({ facts, values }: Extraction): readonly Change[] {
  const bindings = facts.filter((fact) => fact.kind === "binding");
  const grant = { role: "roles/viewer", member: EVE, resource: { fields: {} }, name: ["eve"] };
  const account = { ...EVE, parts: [literal("a@p.iam.gserviceaccount.com")] };
  return [
    ...values.map((value): Change => ({ kind: "replace", value, with: [literal("user:eve@example.com")] })),
    ...values.map(({ span }): Change => ({ kind: "ignore", span, rules: ["x"], extent: "line" })),
    ...values.flatMap((value): readonly Change[] => [
      { kind: "remove-item", value },
      { kind: "add-item", after: value, with: [literal("user:eve@example.com")] },
    ]),
    ...bindings.flatMap((binding): readonly Change[] => [
      { kind: "set-condition", binding, field: "title", text: "a: title" },
      { kind: "set-condition", binding, field: "expression", text: 'request.time < timestamp("2030-01-01T00:00:00Z")' },
      { kind: "remove-condition", binding },
      { kind: "add-member", binding, member: EVE },
      { kind: "remove-binding", binding },
      { kind: "make-additive", binding },
      {
        kind: "add-binding",
        after: binding,
        grant: { ...grant, resource: { type: "iam.serviceAccounts", fields: { name: account } } },
      },
    ]),
  ];
}

/** @throws when a place is outside the text or edits overlap. */
function check(language: Language, text: string): void {
  const source = sourceOf(text);
  const extraction = language.extract([source]);
  for (const { start, end } of spansOf(extraction)) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
  }
  for (const change of changesFor(extraction)) {
    const edits = language.render(change, source);
    if (edits !== undefined) applyEdits(text, edits);
  }
}

const MANIFEST = `# comment
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPartialPolicy
metadata: {name: "p", annotations: {cnrm.cloud.google.com/project-id: my-project}}
spec:
  resourceRef: &ref
    kind: IAMServiceAccount
    name: api
  bindings:
  - role: &role roles/iam.serviceAccountUser
    members:
    - member: 'user:ann@\${DOMAIN}'
    - memberFrom: {serviceAccountRef: {name: ci}}
    {{- if .Values.more }}
    - member: >-
        group:ops@example.com
    {{- end }}
    condition:
      title: t
      expression: |
        true
---
bindings:
- role: "roles/viewer"
  members: [ user:ann@example.com, "allUsers" ]
`;

const POLICY = `{
  "bindings": [
    { "role": "roles/viewer", "members": ["user:ann@\${DOMAIN}", "user:\\u0062ob@example.com"],
      "condition": { "title": "t", "expression": "true" } },
    { "members": [], "role": "roles/browser" }
  ]
}
`;

const PIPELINE = `on: push
env: {ROLE: "roles/viewer", P: 'p'}
jobs:
  a:
    steps:
    - uses: google-github-actions/auth@v2
      with: {service_account: "ci@p.iam.gserviceaccount.com"}
    - uses: google-github-actions/deploy-cloudrun@v2
      with: {service: api, image: x, flags: "--service-account=a@p.iam.gserviceaccount.com"}
    - run: |
        gcloud projects add-iam-policy-binding "\${{ env.P }}" \\
          --member='user:ann@example.com' --role="$ROLE"
    - run: >
        gcloud projects add-iam-policy-binding p
        --member=user:bob@example.com --role=roles/viewer
    - run: "gcloud projects add-iam-policy-binding p --member=\\"user:eve@example.com\\" --role=roles/viewer"
`;

const BUILD = `{"steps": [{"name": "gcr.io/cloud-builders/gcloud", "args":
  ["run", "services", "add-iam-policy-binding", "$_API", "--member=user:\u0062ob@example.com", "--role=roles/viewer"]},
  {"name": "gcr.io/x/y", "entrypoint": "bash", "args": ["-c",
   "gcloud run deploy api \\\n --service-account=$$SA@p.iam.gserviceaccount.com\n"]}],
 "serviceAccount": "projects/p/serviceAccounts/ci@p.iam.gserviceaccount.com", "substitutions": {"_API": "api"}}
`;

const PIECES = [
  ...[
    "bindings:",
    "- ",
    "role: ",
    "members:",
    "roles/viewer",
    "user:a@b.c",
    "\n",
    "\n  ",
    "\n    ",
    "\t",
    "---\n",
    "...",
  ],
  ..."{}[],:\"'#&*!|>%@`?-~\\<$ \r\u00e9\ufeff\ue000\ue001".split(""),
  ...["{{ x }}", "$" + "{X}", "$(X)", "<x>", "{%", "{{- end }}", "&a ", "*a", "<<: ", "!!str ", "includedPermissions:"],
  ...[
    "apiVersion: iam.cnrm.cloud.google.com/v1beta1\n",
    "kind: IAMPolicyMember\n",
    "spec:\n",
    "resourceRef:",
    "name: x",
  ],
];
/** A factory file with all forms of arguments. */
const FACTORY =
  readCases(readFileSync("test/languages/yaml-fabric.md", "utf8"))
    .find(({ name }) => name.startsWith("What else a project grants"))
    ?.blocks.find(({ path }) => path.endsWith(".yaml"))?.body ?? "";

const anyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));

/** A text with a stretch replaced. */
const damaged = (text: string) =>
  fc
    .tuple(fc.nat(text.length), fc.nat(60), anyText)
    .map(([at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length));

suite("any text", () => {
  for (const [name, language, sample] of [
    ["yaml", yaml, MANIFEST],
    ["json", json, POLICY],
    ["factories in yaml", yaml, FACTORY],
    ["pipelines in yaml", yaml, PIPELINE],
    ["builds in json", json, BUILD],
  ] as const) {
    test(`${name}: nothing throws, and every place lies in the text`, () => {
      fc.assert(fc.property(anyText, (text) => check(language, `bindings: \n${text}`)));
      fc.assert(fc.property(damaged(sample), (text) => check(language, text)));
    });

    test(`${name}: every beginning of a file can be read`, () => {
      for (let end = 0; end <= sample.length; end++) check(language, sample.slice(0, end));
    });

    test(`${name}: CR LF changes no text`, () => {
      const extraction = read(language, sample.replaceAll("\n", "\r\n"));
      assert.notEqual(extraction.facts.length, 0);
      assert.deepEqual(grantsOf(extraction), grantsOf(read(language, sample)));
    });
  }
});

const written = fc
  .string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(..."ab1 :#-?*&!|>'\"%@`{}[],~/\\.\u00e9=+") })
  .filter((text) => mask(text).placeholders.length === 0 && placeholdersIn(text, "data").length === 0);

/** A file for each style of writing a role. */
const STYLES: readonly (readonly [string, Language, string])[] = [
  ["plain", yaml, "bindings:\n- role: roles/x\n  members: []\n"],
  ["in brackets", yaml, "bindings: [{role: roles/x, members: []}]\n"],
  ["in single quotes", yaml, "bindings:\n- role: 'roles/x'\n  members: []\n"],
  ["in double quotes", yaml, 'bindings:\n- role: "roles/x"\n  members: []\n'],
  ["JSON", json, '{"bindings": [{"role": "roles/x", "members": []}]}\n'],
];

suite("what is written is read again", () => {
  for (const [name, language, text] of STYLES) {
    test(`a replaced text, ${name}`, () => {
      const source = sourceOf(text);
      const [binding] = bindingsOf(language.extract([source]));
      assert.ok(binding?.role);
      const value = binding.role;
      fc.assert(
        fc.property(written, (role) => {
          const edits = language.render({ kind: "replace", value, with: [literal(role)] }, source) ?? [];
          assert.deepEqual(grantsOf(read(language, applyEdits(text, edits))), [[role, []]]);
        }),
      );
    });

    test(`an added member, ${name}`, () => {
      const source = sourceOf(text);
      const [binding] = bindingsOf(language.extract([source]));
      assert.ok(binding);
      fc.assert(
        fc.property(written, (member) => {
          const change: Change = { kind: "add-member", binding, member: { ...EVE, parts: [literal(member)] } };
          const edits = language.render(change, source) ?? [];
          assert.deepEqual(grantsOf(read(language, applyEdits(text, edits))), [["roles/x", [member]]]);
        }),
      );
    });
  }

  test("a binding less", () => {
    for (const [language, text] of [
      [yaml, MANIFEST],
      [json, POLICY],
    ] as const) {
      const source = sourceOf(text);
      const extraction = language.extract([source]);
      for (const [index, binding] of bindingsOf(extraction).entries()) {
        const edits = language.render({ kind: "remove-binding", binding }, source) ?? [];
        const left = grantsOf(extraction).toSpliced(index, 1);
        assert.deepEqual(grantsOf(read(language, applyEdits(text, edits))), left);
      }
    }
  });
});

suite("hostile files", () => {
  test("aliases of one long list are read up to a bound", () => {
    const members = "    - user:a@example.com\n".repeat(2_000);
    const text = `bindings:\n- &b\n  role: roles/x\n  members:\n${members}${"- *b\n".repeat(200)}`;
    const extraction = read(yaml, text);
    assert.equal(extraction.values.length, 100_000);
    assert.deepEqual(
      bindingsOf(extraction).map(({ complete }) => complete),
      [...Array(49).fill(true), false],
    );
  });

  test("an export of 50,000 lines is read to its end", () => {
    const entry = (i: number) =>
      `- resource: //pubsub.googleapis.com/projects/p/topics/t${i}\n  policy:\n    bindings:\n    - role: roles/pubsub.viewer\n      members:\n      - user:u${i}@example.com\n`;
    const text = Array.from({ length: 8_400 }, (_, i) => entry(i)).join("");
    const bindings = bindingsOf(read(yaml, text));
    assert.equal(bindings.length, 8_400);
    assert.deepEqual(bindings.at(-1)?.members.map(known), ["user:u8399@example.com"]);
  });

  test("a pipeline of very many steps is read up to a bound", () => {
    const step =
      "    - run: gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/viewer\n";
    const text = `on: push\njobs:\n  a:\n    steps:\n${step.repeat(20_000)}`;
    const count = bindingsOf(read(yaml, text)).length;
    assert.ok(count > 1_000 && count < 20_000, `${count}`);
  });

  test("an alias of what encloses it is no value", () => {
    assert.deepEqual(grantsOf(read(yaml, "bindings: &b\n- role: roles/x\n  members: *b\n")), [["roles/x", []]]);
    assert.deepEqual(grantsOf(read(yaml, "bindings:\n- &b\n  <<: *b\n  role: roles/x\n  members: []\n")), [
      ["roles/x", []],
    ]);
  });

  test("deep and broken nesting says nothing", () => {
    const texts = [
      "[".repeat(50_000),
      "{a: ".repeat(20_000),
      "- ".repeat(20_000),
      "{{ ".repeat(20_000),
      '"'.repeat(20_001),
    ];
    for (const text of texts) {
      assert.deepEqual(read(yaml, `bindings: ${text}`).facts, []);
      assert.deepEqual(read(json, `{"bindings": ${text}`).facts, []);
    }
  });
});

suite("which documents are read", () => {
  const names = ["a.yaml", "a.YML", "a.json", "a.jsonc", "main.tf.json", "a.tf", "yaml", "a.yaml.bak"];
  const matching = (language: Language) => names.filter((name) => language.matches(`file:///w/${name}`, ""));

  test("by name", () => {
    assert.deepEqual(matching(yaml), ["a.yaml", "a.YML"]);
    assert.deepEqual(matching(json), ["a.json", "a.jsonc"]);
  });

  test("other files cost nothing", () => {
    const others = [
      "on: push\njobs:\n  build:\n    permissions: {id-token: write}\n",
      "apiVersion: apps/v1\nkind: Deployment\n",
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nroleRef: {name: roles/viewer}\n",
      "- hosts: all\n  roles:\n  - role: common\n",
      '{"name": "x", "roles": ["roles/viewer"], "members": []}',
    ];
    assert.deepEqual(
      others.map((text) => yaml.mayHold(text) || json.mayHold(text)),
      others.map(() => false),
    );
  });
});
