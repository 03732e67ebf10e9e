import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { rules } from "../server/src/core/rules/index.ts";
import type { AnyRule } from "../server/src/core/rules/rule.ts";
import { checkRuleCase } from "./harness/rule-check.ts";
import { KINDS, type Kind, type RuleCase, type RuleSuite, readRuleSuite } from "./harness/rule-suite.ts";

const FOLDER = "test/rules";

const pathOf = ({ id }: { readonly id: string }): string => `${FOLDER}/${id}.md`;

/** Whether a case is what its heading says. */
const holds = (rule: AnyRule, { kind, files, fixed, config }: RuleCase): boolean => {
  const marked = files.some(({ marks }) => marks.some(({ rules: ids }) => ids.includes(rule.id)));
  if (kind === "option") return Object.keys(config).length > 0;
  return kind === "hit" ? marked : kind === "fix" ? fixed.length > 0 : !marked;
};

/** The kinds of cases that the suite lacks. */
function missing(rule: AnyRule, { languages, fixedIn, cases }: RuleSuite): readonly string[] {
  const isNeeded = (language: string, kind: Kind) =>
    kind === "fix"
      ? rule.fix !== "none" && fixedIn.includes(language)
      : kind !== "option" || Object.keys(rule.options).length > 0;
  const has = (language: string, kind: Kind) =>
    cases.some((one) => one.language === language && one.kind === kind && holds(rule, one));
  return languages.flatMap((language) =>
    KINDS.filter((kind) => isNeeded(language, kind) && !has(language, kind)).map((kind) => `${language}: ${kind}`),
  );
}

for (const rule of rules) {
  suite(rule.id, () => {
    test("is no error when its evidence is the whole workspace", () => {
      assert.ok(rule.tier < 3 || rule.severity !== "error");
    });
    test("has a suite", () => assert.ok(existsSync(pathOf(rule)), pathOf(rule)));
    if (!existsSync(pathOf(rule))) return;
    const read = readRuleSuite(readFileSync(pathOf(rule), "utf8"));
    test("has a hit, a near miss, an unknown value, an option and a fix for each language", () => {
      assert.deepEqual(missing(rule, read), []);
    });
    test("names every language in which it has a hit", () => {
      const hits = read.cases.filter((one) => one.kind === "hit" && holds(rule, one)).map(({ language }) => language);
      assert.deepEqual(
        hits.filter((language) => !read.languages.includes(language)),
        [],
      );
    });
    for (const one of read.cases) test(one.name, () => checkRuleCase(one, rule.id));
  });
}

test("every suite is of a rule", () => {
  const ids = new Set(rules.map(({ id }) => `${id}.md`));
  assert.deepEqual(
    readdirSync(FOLDER).filter((name) => !ids.has(name)),
    [],
  );
});
