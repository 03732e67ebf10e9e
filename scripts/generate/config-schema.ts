import { SETTINGS } from "../../server/src/core/lint/config.ts";
import { SECTIONS } from "../../server/src/core/lint/sections.ts";
import type { AnyRule } from "../../server/src/core/rules/rule.ts";
import { docsUrl } from "../../server/src/core/rules/rule.ts";

const severity = { enum: SETTINGS, description: "How severe the findings are, or off." };

/** What a rule is set to where nobody sets it. */
export const defaultOf = ({ isOff, severity }: AnyRule): string => (isOff ? "off" : severity);

function ruleSchema(rule: AnyRule) {
  const options = Object.entries(rule.options).map(([name, { about, schema }]) => [
    name,
    { description: about, ...schema },
  ]);
  return {
    description: `${rule.title} (${defaultOf(rule)})`,
    markdownDescription: `${rule.title}. By default: ${defaultOf(rule)}. [More](${docsUrl(rule)})`,
    anyOf: [
      severity,
      {
        type: "object",
        properties: { severity, ...Object.fromEntries(options) },
        additionalProperties: false,
      },
    ],
  };
}

/** JSON Schema of the configuration file `.iamlint.json`. */
export const configSchema = (rules: readonly AnyRule[]): object => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "gcp-iam-lint configuration",
  type: "object",
  properties: {
    $schema: { type: "string" },
    rules: {
      description: "Severity or options by rule.",
      type: "object",
      properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      additionalProperties: false,
    },
    ...Object.fromEntries(
      Object.entries(SECTIONS).map(([name, { about, schema }]) => [name, { description: about, ...schema }]),
    ),
  },
  additionalProperties: false,
});
