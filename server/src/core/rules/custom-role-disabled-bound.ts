import { mayNeedPrefix } from "../evidence/first-look.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const customRoleDisabledBound = defineRule({
  id: "custom-role-disabled-bound",
  title: "Grant of a custom role that is disabled",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A custom role in the launch stage `DISABLED` can be granted, but its permissions count for nobody until the stage changes.",
  how: "Set the stage to `GA`, or remove the grant.",
  silent: "When the role is not defined in this workspace, or its stage is not known.",
  refs: ["https://cloud.google.com/iam/docs/roles-overview#custom-role-testing-deployment"],
  options: {},
  on: "binding",
  applies: ({ role, effect }) => effect !== "revoke" && mayNeedPrefix(role),
  *check({ role }, { graph }) {
    const custom = role === undefined ? undefined : graph.customRoleOf(role);
    const stage = custom?.stage;
    if (role === undefined || stage === undefined || known(stage) !== "DISABLED") return;
    yield {
      span: role.span,
      message: "The custom role is disabled in this workspace, so the grant gives nobody anything.",
      related: [{ span: stage.span, message: "the stage" }],
      fixes: [
        {
          title: "Set the stage of the role to `GA`",
          safety: "unsafe",
          changes: [{ kind: "replace", value: stage, with: [{ kind: "literal", text: "GA" }] }],
        },
      ],
    };
  },
});
