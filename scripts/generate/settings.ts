import { SETTINGS } from "../../server/src/core/lint/config.ts";
import type { AnyRule } from "../../server/src/core/rules/rule.ts";
import { docsUrl } from "../../server/src/core/rules/rule.ts";
import { defaultOf } from "./config-schema.ts";

const KEY = "iamLint.rules";

const setting = (rules: readonly AnyRule[]) => ({
  type: "object",
  scope: "resource",
  default: {},
  markdownDescription: "Severity of single rules, or `off`.",
  properties: Object.fromEntries(
    rules.map((rule) => [
      rule.id,
      {
        type: "string",
        enum: SETTINGS,
        default: defaultOf(rule),
        markdownDescription: `${rule.title}. [More](${docsUrl(rule)})`,
      },
    ]),
  ),
  additionalProperties: false,
});

interface Manifest {
  readonly contributes?: { readonly configuration?: { readonly properties?: Readonly<Record<string, unknown>> } };
}

/** The manifest with the setting for the rules' severities brought up to date; everything else stays as it was. */
export function withRuleSettings(manifest: string, rules: readonly AnyRule[]): string {
  const whole = JSON.parse(manifest) as Manifest;
  const configuration = { title: "GCP IAM Lint", ...whole.contributes?.configuration };
  const properties = { ...configuration.properties, [KEY]: setting(rules) };
  const contributes = { ...whole.contributes, configuration: { ...configuration, properties } };
  return `${JSON.stringify({ ...whole, contributes }, undefined, 2)}\n`;
}
