import { withRole } from "../evidence/role-fixes.ts";
import { known, leading, trailing } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const NEEDED = "roles/iam.workloadIdentityUser";

export const memberGkeWiRole = defineRule({
  id: "member-gke-wi-role",
  title: "Kubernetes service account with another role than to act as the account",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.2.0",
  why: `A Kubernetes service account that is to act as a service account of IAM needs \`${NEEDED}\` on it. Other roles on the account let it do other things with the account, and not that.`,
  how: `Grant \`${NEEDED}\`.`,
  silent:
    "On roles that hold the permission for it too, on other resources than service accounts, on roles that are not known, and on taking roles away.",
  refs: ["https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity"],
  options: {},
  on: "binding",
  applies: ({ resource, effect }) => effect === "grant" && resource.type === "iam.serviceAccounts",
  *check({ role, members }, { catalog }) {
    const text = known(role);
    if (role === undefined || text === undefined || catalog.holds(text, "iam.serviceAccounts.getAccessToken") !== false)
      return;
    const pod = members.find(
      (member) => leading(member).startsWith("serviceAccount:") && /\.svc\.id\.goog\[[^\]]*\]$/.test(trailing(member)),
    );
    if (pod === undefined) return;
    yield {
      span: role.span,
      message: `A Kubernetes service account acts as this account with \`${NEEDED}\`; \`${text}\` does not let it.`,
      related: [{ span: pod.span, message: "the Kubernetes service account" }],
      fixes: [withRole(role, NEEDED, catalog, "unsafe")],
    };
  },
});
