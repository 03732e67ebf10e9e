import assert from "node:assert/strict";
import type { Report } from "../../server/src/core/lint/lint.ts";
import type { Fix } from "../../server/src/core/model/finding.ts";
import { Lines } from "../../server/src/core/text/lines.ts";
import { diagnoseAll } from "../../server/src/service/diagnose.ts";
import type { FixedFile, RuleCase } from "./rule-suite.ts";
import { applied, settingsOf, type Texts, textsOf, uncleanAfter, workspaceOf } from "./rule-world.ts";
import { ROOT, uriOf } from "./workspace.ts";

/**
 * Lints the files of a case with all rules and compares what the suite's rules and those that are marked find, the messages and the
 * texts after fixes. Other rules have suites of their own; a fix must bring no finding of any rule.
 */
export function checkRuleCase(one: RuleCase, ...ruleIds: readonly string[]): void {
  const settings = settingsOf(one.config, ruleIds);
  const texts = textsOf(one);
  assert.equal(texts.size, one.files.length, "two files of the case have one path");
  const workspace = workspaceOf(texts);
  const reports = diagnoseAll(workspace, settings);
  const compared = new Set([...ruleIds, ...one.files.flatMap(({ marks }) => marks.flatMap(({ rules: ids }) => ids))]);
  const seen = reports.filter(({ rule }) => compared.has(rule.id));
  assert.deepEqual(found(seen, texts), expected(one, texts), "findings");
  const own = reports.filter(({ rule }) => ruleIds.includes(rule.id));
  assertPromised(own);
  if (one.messages !== undefined) assert.deepEqual(said(own, one.messages), one.messages, "messages");
  for (const fixed of one.fixed) {
    const { report, fix } = pick(own, fixed);
    const changed = applied(fix, workspace, texts);
    if (changed === undefined) throw new Error(`"${fix.title}" has no form here`);
    assert.equal(changed.get(comparedUri(fixed, texts, changed)), fixed.text, fix.title);
    if (fixed.keeps) continue;
    const unclean = uncleanAfter(reports, report, diagnoseAll(workspaceOf(changed), settings));
    assert.deepEqual(
      unclean.map(({ rule, message }) => `${rule.id}: ${message}`),
      [],
      "after the fix",
    );
  }
}

/** No fix does more than its rule says. */
function assertPromised(reports: readonly Report[]): void {
  for (const { rule, fixes = [] } of reports) {
    const allowed: readonly string[] = { none: [], safe: ["safe"], unsafe: ["safe", "unsafe"] }[rule.fix];
    for (const fix of fixes) assert.ok(allowed.includes(fix.safety), `${rule.id} promises no ${fix.safety} fix`);
  }
}

/** The messages, each with its severity in front where the expected one has it. */
const said = (reports: readonly Report[], messages: readonly string[]): readonly string[] =>
  reports.map(({ severity, message }, index) =>
    messages[index]?.startsWith(`${severity}: `) ? `${severity}: ${message}` : message,
  );

const comparedUri = ({ path }: FixedFile, before: Texts, after: Texts): string =>
  path === undefined ? ([...before.keys()].find((uri) => before.get(uri) !== after.get(uri)) ?? "") : uriOf(path);

interface Place {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

function placed(rule: string, { uri, start, end }: Place, texts: Texts): string {
  const text = texts.get(uri) ?? "";
  const lines = new Lines(text);
  const [from, to] = [start, end].map((offset) => {
    const { line, character } = lines.positionAt(offset);
    return `${line + 1}:${character + 1}`;
  });
  return `${uri.replace(`${ROOT}/`, "")}:${from}-${to} ${rule} ${JSON.stringify(text.slice(start, end))}`;
}

const found = (reports: readonly Report[], texts: Texts): readonly string[] =>
  reports.map(({ rule, span }) => placed(rule.id, span, texts)).sort();

const expected = ({ files }: RuleCase, texts: Texts): readonly string[] =>
  files
    .flatMap(({ path, marks }) =>
      marks.flatMap(({ start, end, rules: ids }) =>
        ids.map((id) => placed(id, { uri: uriOf(path), start, end }, texts)),
      ),
    )
    .sort();

function pick(reports: readonly Report[], { title = "" }: FixedFile): { readonly report: Report; readonly fix: Fix } {
  for (const report of reports) {
    const fix = report.fixes?.find((candidate) => candidate.title.replaceAll("`", "").startsWith(title));
    if (fix !== undefined) return { report, fix };
  }
  const titles = reports.flatMap(({ fixes = [] }) => fixes.map((fix) => fix.title));
  throw new Error(`no fix "${title}" among: ${titles.join("; ")}`);
}
