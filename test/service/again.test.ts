import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import fc from "fast-check";
import type { Source } from "../../server/src/core/languages/language.ts";
import { DEFAULT_CONFIG } from "../../server/src/core/lint/config.ts";
import type { Report } from "../../server/src/core/lint/lint.ts";
import { diagnose, diagnoseAll } from "../../server/src/service/diagnose.ts";
import { Workspace } from "../../server/src/service/workspace.ts";
import { edited, editsFrom } from "../harness/edits.ts";
import { fileText, readCases } from "../harness/markdown.ts";
import { readMarks } from "../harness/marks.ts";

interface Seeds {
  readonly tf: readonly string[];
  readonly yaml: readonly string[];
  readonly sh: readonly string[];
}

/** Documents of the suites of each rule: most rules find something in one of them. */
const SUITES: readonly Seeds[] = readdirSync("test/rules")
  .filter((file) => file.endsWith(".md"))
  .map((file) => {
    const blocks = readCases(readFileSync(`test/rules/${file}`, "utf8")).flatMap((one) => one.blocks);
    const textsOf = (language: string): readonly string[] =>
      blocks.filter(({ info }) => info[0] === language).map((block) => readMarks(fileText(block)).text);
    return { tf: textsOf("tf"), yaml: textsOf("yaml"), sh: textsOf("sh") };
  });

const CALL = `module "called" {
  source = "./called"
  role   = "roles/viewer"
  member = "user:a@example.com"
}
`;

/** The documents of a workspace: modules of several files, one that is called, one around them, manifests and a script. */
const DOCUMENTS: readonly { readonly uri: string; readonly of: keyof Seeds; readonly between: string }[] = [
  { uri: "file:///w/main.tf", of: "tf", between: "\n" },
  { uri: "file:///w/other.tf", of: "tf", between: "\n" },
  { uri: "file:///w/called/main.tf", of: "tf", between: "\r\n" },
  { uri: "file:///w/apart/main.tf", of: "tf", between: "\n" },
  { uri: "file:///w/one.yaml", of: "yaml", between: "\n---\n" },
  { uri: "file:///w/two.yaml", of: "yaml", between: "\n---\n" },
  { uri: "file:///w/grant.sh", of: "sh", between: "\n" },
];

/** Seeds of a few suites, so that documents speak of the same things. */
const someSeeds = fc.array(fc.constantFrom(...SUITES), { minLength: 1, maxLength: 3 }).map(
  (suites): Seeds => ({
    tf: [CALL, ...suites.flatMap(({ tf }) => tf)],
    yaml: ["", ...suites.flatMap(({ yaml }) => yaml)],
    sh: ["", ...suites.flatMap(({ sh }) => sh)],
  }),
);

const settings = { config: { ...DEFAULT_CONFIG, preset: "strict" as const }, today: "2026-01-01" };

/** Findings as plain data, with the places of all that they would change. */
const plain = (reports: readonly Report[]): string =>
  JSON.stringify(
    reports.map(({ rule, ...report }) => ({ ...report, rule: rule.id })),
    null,
    1,
  );

function fresh(sources: readonly Source[]): Workspace {
  const workspace = new Workspace();
  for (const { uri, text } of sources) workspace.set({ uri, text });
  return workspace;
}

suite("findings after an edit", () => {
  const story = someSeeds.chain((seeds) => {
    const text = ({ of, between }: (typeof DOCUMENTS)[number]) =>
      fc.array(fc.constantFrom(...seeds[of]), { minLength: 1, maxLength: 3 }).map((texts) => texts.join(between));
    const change = fc
      .nat(DOCUMENTS.length - 1)
      .chain((i) => fc.tuple(fc.constant(i), editsFrom(seeds[DOCUMENTS[i]?.of ?? "tf"])));
    return fc.tuple(fc.tuple(...DOCUMENTS.map(text)), fc.array(change, { minLength: 1, maxLength: 6 }));
  });

  test("are those of a workspace that was never another", () => {
    fc.assert(
      fc.property(story, fc.boolean(), ([texts, changes], asks) => {
        const sources = DOCUMENTS.map(({ uri }, i): Source => ({ uri, text: texts[i] ?? "" }));
        const workspace = fresh(sources);
        diagnoseAll(workspace, settings);
        for (const [i, edit] of changes) {
          const before = sources[i];
          if (before === undefined) continue;
          const after = { uri: before.uri, text: edited(before.text, edit) };
          sources[i] = after;
          workspace.set(after);
          if (asks)
            assert.equal(
              plain(diagnose(workspace, after.uri, settings)),
              plain(diagnose(fresh(sources), after.uri, settings)),
            );
        }
        assert.equal(plain(diagnoseAll(workspace, settings)), plain(diagnoseAll(fresh(sources), settings)));
      }),
      { numRuns: 100 },
    );
  });

  test("are those of a long document that was never another", () => {
    const role = fc.constantFrom("roles/run.admin", "roles/run.viewer", "roles/run.viewr", "roles/editor");
    const grants = fc.array(fc.tuple(role, fc.constantFrom("a", "b", "c")).map(grantOf), { maxLength: 40 });
    const change = fc.record({ from: fc.nat(120), gone: fc.nat(20), come: grants });
    const long = fc.tuple(...Array.from({ length: 4 }, () => grants)).map((parts) => parts.flat());
    fc.assert(
      fc.property(long, fc.array(change, { minLength: 1, maxLength: 8 }), (first, changes) => {
        const uri = "file:///w/long.yaml";
        const all = [...first];
        const workspace = fresh([{ uri, text: all.join(BETWEEN) }]);
        diagnose(workspace, uri, settings);
        for (const { from, gone, come } of changes) {
          all.splice(from, gone, ...come);
          const after = { uri, text: all.join(BETWEEN) };
          workspace.set(after);
          assert.equal(plain(diagnose(workspace, uri, settings)), plain(diagnose(fresh([after]), uri, settings)));
        }
      }),
      { numRuns: 15 },
    );
  });
});

const BETWEEN = "---\n";

const grantOf = ([role, name]: readonly [string, string]): string => `apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPolicyMember
metadata:
  name: ${name}
spec:
  member: user:${name}@example.com
  role: ${role}
  resourceRef:
    kind: Project
    external: projects/shop-prod
`;
