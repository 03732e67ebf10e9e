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

/** Documents of the rules' suites: most rules find something in one of them. */
const SEEDS = readdirSync("test/rules")
  .filter((file) => file.endsWith(".md"))
  .flatMap((file) => readCases(readFileSync(`test/rules/${file}`, "utf8")))
  .flatMap(({ blocks }) => blocks);

const textsOf = (language: string): readonly string[] =>
  SEEDS.filter(({ info }) => info[0] === language).map((block) => readMarks(fileText(block)).text);

const HCL = textsOf("tf");
const YAML = textsOf("yaml");
const SHELL = textsOf("sh");

const CALL = `module "called" {
  source = "./called"
  role   = "roles/viewer"
  member = "user:a@example.com"
}
`;

/** The documents of a workspace: modules of several files, one that is called, manifests and a script. */
const DOCUMENTS: readonly { readonly uri: string; readonly seeds: readonly string[]; readonly between: string }[] = [
  { uri: "file:///w/main.tf", seeds: [...HCL, CALL], between: "\n" },
  { uri: "file:///w/other.tf", seeds: HCL, between: "\n" },
  { uri: "file:///w/called/main.tf", seeds: HCL, between: "\r\n" },
  { uri: "file:///w/apart/main.tf", seeds: HCL, between: "\n" },
  { uri: "file:///w/one.yaml", seeds: YAML, between: "\n---\n" },
  { uri: "file:///w/two.yaml", seeds: YAML, between: "\n---\n" },
  { uri: "file:///w/grant.sh", seeds: SHELL, between: "\n" },
];

const joined = ({ seeds, between }: (typeof DOCUMENTS)[number]) =>
  fc.array(fc.constantFrom(...seeds), { minLength: 1, maxLength: 3 }).map((texts) => texts.join(between));

const settings = { config: DEFAULT_CONFIG, today: "2026-01-01" };

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
  const start = fc.tuple(...DOCUMENTS.map(joined));
  const change = fc
    .nat(DOCUMENTS.length - 1)
    .chain((i) => fc.tuple(fc.constant(i), editsFrom(DOCUMENTS[i]?.seeds ?? [])));

  test("are those of a workspace that was never another", () => {
    fc.assert(
      fc.property(start, fc.array(change, { minLength: 1, maxLength: 5 }), fc.boolean(), (texts, changes, asks) => {
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
      { numRuns: 25 },
    );
  });
});
