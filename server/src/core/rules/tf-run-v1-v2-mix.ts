import { terraformTypeOf } from "../evidence/terraform-type.ts";
import { soleReference } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const SERVICE = /#google_cloud_run_v2_service\./;
const GRANT = /^google_cloud_run_service_iam_(member|binding|policy)$/;

export const tfRunV1V2Mix = defineRule({
  id: "tf-run-v1-v2-mix",
  title: "Grant of the older form on a service of the newer one",
  severity: "info",
  fix: "none",
  tier: 2,
  since: "0.3.0",
  why: "`google_cloud_run_service_iam_*` and `google_cloud_run_v2_service_iam_*` write the same allow policy. The older one works for a `google_cloud_run_v2_service`, but two forms for one service are easily granted twice, or taken away from each other.",
  how: "Use the type with `v2` in its name, and `name` in place of `service`. Another type is another resource in the state: import it, or take the old one out with `removed`.",
  silent: "When the service is named by a text, or by a reference to something else.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_service_iam"],
  options: {},
  on: "binding",
  applies: ({ resource, source }) =>
    resource.type === "run.services" && source.includes("google_cloud_run_service_iam_"),
  *check(binding) {
    const [type = "", kind = ""] = GRANT.exec(terraformTypeOf(binding) ?? "") ?? [];
    const { name } = binding.resource.fields;
    const target = name === undefined ? undefined : soleReference(name)?.target;
    if (type === "" || target === undefined || !SERVICE.test(target.address)) return;
    yield {
      span: binding.head,
      message: `\`${type}\` is for services of the older form; for this one there is \`google_cloud_run_v2_service_iam_${kind}\`.`,
    };
  },
});
