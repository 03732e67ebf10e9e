import { defineRule } from "./rule.ts";

export const shBq = defineRule({
  id: "sh-bq",
  title: "Command of bq without what it needs",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "`bq add-iam-policy-binding` needs the member, the role and the dataset or table.",
  how: "Write what is missing: `bq add-iam-policy-binding --member=… --role=… DATASET.TABLE`.",
  silent: "When other words may hold the flag, and on commands that are only mentioned.",
  refs: ["https://cloud.google.com/bigquery/docs/reference/bq-cli-reference"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "sh-bq",
  *check(flaw) {
    const { command = "", missed = "" } = flaw.words;
    yield { span: flaw.at, message: `\`${command}\` needs ${missed}.` };
  },
});
