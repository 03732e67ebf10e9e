import type { AnyRule } from "../../server/src/core/rules/rule.ts";
import { docsUrl } from "../../server/src/core/rules/rule.ts";

/** What a rule can be set to, most severe first. */
export const SETTINGS = ["error", "warning", "info", "hint", "off"] as const;

const severity = { enum: SETTINGS, description: "How severe the findings are, or off." };

function ruleSchema(rule: AnyRule) {
  const options = Object.entries(rule.options).map(([name, { about, schema }]) => [
    name,
    { description: about, ...schema },
  ]);
  return {
    description: `${rule.title} (${rule.severity})`,
    markdownDescription: `${rule.title}. By default: ${rule.severity}. [More](${docsUrl(rule)})`,
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
    knownRoles: {
      description: "Roles that exist although the role catalog does not list them.",
      type: "array",
      items: { type: "string", pattern: "^roles/[A-Za-z0-9_.]+$" },
      uniqueItems: true,
    },
  },
  additionalProperties: false,
});
