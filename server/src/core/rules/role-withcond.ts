import { isConditionalView } from "../model/role-name.ts";
import { known, leading } from "../model/value.ts";
import { defineRule } from "./rule.ts";

export const roleWithcond = defineRule({
  id: "role-withcond",
  title: "Conditional grant as an old policy shows it",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.1.0",
  why: "Whoever reads an allow policy in version 1 sees conditional grants under made-up names: the role, `_withcond_` and a checksum. No role has such a name. Writing it back fails or loses the condition.",
  how: "Read the policy again in version 3 (`gcloud` does so by itself), and write the role with its condition.",
  silent: "On names that only resemble this one: the checksum has twenty hexadecimal digits.",
  refs: ["https://cloud.google.com/iam/docs/troubleshooting-withcond"],
  options: {},
  on: "binding",
  applies: ({ role }) => role !== undefined && leading(role).includes("_withcond_"),
  *check({ role }) {
    const text = known(role);
    if (role === undefined || text === undefined || !isConditionalView(text)) return;
    const plain = text.replace(/_withcond_[0-9a-f]+$/, "");
    yield {
      span: role.span,
      message: `\`${text}\` stands for a grant of \`${plain}\` with a condition in a policy of version 1, and is no role.`,
    };
  },
});
