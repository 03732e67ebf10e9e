import { existsSync, readFileSync } from "node:fs";
import { type RuleSuite, readRuleSuite } from "../../test/harness/rule-suite.ts";

/** The suite of a rule, whose first cases are the examples of its page. */
export function suiteOf(id: string): RuleSuite {
  const path = `test/rules/${id}.md`;
  return existsSync(path) ? readRuleSuite(readFileSync(path, "utf8")) : { languages: [], fixedIn: [], cases: [] };
}
