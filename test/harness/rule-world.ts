import assert from "node:assert/strict";
import { DEFAULT_CONFIG, mergeConfig } from "../../server/src/core/lint/config.ts";
import type { Report } from "../../server/src/core/lint/lint.ts";
import { readConfig } from "../../server/src/core/lint/read-config.ts";
import type { Fix } from "../../server/src/core/model/finding.ts";
import { rules } from "../../server/src/core/rules/index.ts";
import { applyEdits } from "../../server/src/core/text/edit.ts";
import { editsOf } from "../../server/src/service/apply.ts";
import type { Settings } from "../../server/src/service/diagnose.ts";
import { Workspace } from "../../server/src/service/workspace.ts";
import type { RuleCase } from "./rule-suite.ts";
import { uriOf } from "./workspace.ts";

const TODAY = "2026-09-01";

/** Texts by uri. */
export type Texts = ReadonlyMap<string, string>;

export const textsOf = ({ files }: Pick<RuleCase, "files">): Texts =>
  new Map(files.map(({ path, text }) => [uriOf(path), text]));

/** A rule that is off by default is on in a suite of its own. */
export function settingsOf(raw: unknown, ruleIds: readonly string[]): Settings {
  const { today = TODAY, ...rest } = raw as { readonly today?: string };
  const { config, problems } = readConfig(rest, rules);
  assert.deepEqual(problems, [], "configuration");
  const own = rules.filter(({ id, isOff }) => ruleIds.includes(id) && isOff);
  const base = mergeConfig(DEFAULT_CONFIG, {
    severities: Object.fromEntries(own.map(({ id, severity }) => [id, severity])),
  });
  return {
    config: mergeConfig(base, config),
    today,
    onCrash(rule, error) {
      throw new Error(`${rule.id} crashed`, { cause: error });
    },
  };
}

/** @throws AssertionError when no language reads one of them. */
export function workspaceOf(texts: Texts): Workspace {
  const workspace = new Workspace();
  for (const [uri, text] of texts) {
    workspace.set({ uri, text });
    assert.ok(workspace.has(uri), `no language reads ${uri}`);
  }
  return workspace;
}

/**
 * The texts after a fix; `undefined` when it has no form here.
 * @throws RangeError when edits overlap.
 */
export function applied(fix: Fix, workspace: Workspace, texts: Texts): Texts | undefined {
  const edits = editsOf(fix, workspace);
  if (edits === undefined) return undefined;
  const changes = [...texts].map(([uri, text]): [string, string] => [
    uri,
    applyEdits(
      text,
      edits.filter(({ span }) => span.uri === uri),
    ),
  ]);
  return new Map(changes);
}

/** Advice about access that can be judged only once the fix has made it readable. */
const ADVICE = /^(?:lp-|run-public-|run-default-)/;

/** The names in a message may be what the fix changes. */
const nameOf = ({ rule, message }: Report): string => `${rule.id}: ${message.replace(/`[^`]*`/g, "`…`")}`;

/** What is found after a fix and was not before, or is the fixed finding itself; advice of other rules apart. */
export function uncleanAfter(before: readonly Report[], fixed: Report, found: readonly Report[]): readonly Report[] {
  const left = before.filter((report) => report !== fixed).map(nameOf);
  return found.filter((report) => {
    const index = left.indexOf(nameOf(report));
    if (index >= 0) left.splice(index, 1);
    return index < 0 && (report.rule === fixed.rule || !ADVICE.test(report.rule.id));
  });
}
