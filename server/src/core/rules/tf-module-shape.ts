import { flawFixes } from "../evidence/flaw-fixes.ts";
import { defineRule } from "./rule.ts";

export const tfModuleShape = defineRule({
  id: "tf-module-shape",
  title: "Map for a module the wrong way round",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.2.0",
  why: "Modules take grants as a map of roles to members (`bindings`, `iam`) or of principals to roles (`iam_by_principals`). The wrong way round, the module grants a role that is called `group:…` to a member that is called `roles/…`, which the API refuses.",
  how: "Turn the map around, or use the argument that takes it as it is.",
  silent: "On modules that are not known, and on maps of which not all keys and values are known.",
  refs: [
    "https://registry.terraform.io/modules/terraform-google-modules/iam/google/latest",
    "https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/issues/174",
  ],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-module-shape",
  *check(flaw) {
    const { argument, form } = flaw.words;
    yield {
      span: flaw.at,
      message: `\`${argument}\` of \`${flaw.source}\` is a map of ${form}, and this one is the wrong way round.`,
      fixes: flawFixes(flaw, "safe"),
    };
  },
});
