import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const EMAIL = /([^/]+@[^/]+)$/;
/** The legacy account of Cloud Build, which some projects could once change. */
const BUILD = /@cloudbuild\.gserviceaccount\.com$/;
/** Accounts that Google makes in one's own project: their policies are one's own. */
const OWN = /@(?:developer|appspot)\.gserviceaccount\.com$|^[^@]+@[^.@]+\.iam\.gserviceaccount\.com$/;

export const gsaEmailInActasOnAgent = defineRule({
  id: "gsa-email-in-actas-on-agent",
  title: "Grant on an account that belongs to Google",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.2.0",
  why: "Service agents live in projects of Google: one can grant roles to them, but nobody else can grant anything on them. The API refuses a role binding in the allow policy of a service agent.",
  how: "Grant the role on the service account that is to be used, with the agent as a member where that is what is meant.",
  silent:
    "On accounts that are not written out. On the legacy account of Cloud Build, `PROJECT_NUMBER@cloudbuild.gserviceaccount.com`, it is a warning.",
  refs: [
    "https://cloud.google.com/iam/docs/service-account-types#service-agents",
    "https://github.com/hashicorp/terraform-provider-google/issues/9027",
  ],
  options: {},
  on: "binding",
  applies: ({ resource, effect }) => effect === "grant" && resource.type === "iam.serviceAccounts",
  *check({ resource }, { catalog }) {
    const { name } = resource.fields;
    const email = EMAIL.exec(known(name) ?? "")?.[1];
    if (name === undefined || email === undefined || !catalog.isGoogleManaged(email)) return;
    if (OWN.test(email) && catalog.serviceAgent(email) === undefined) return;
    yield {
      span: name.span,
      ...(BUILD.test(email) && { severity: "warning" }),
      message: `\`${email}\` belongs to Google: roles can be granted to it, but not on it.`,
    };
  },
});
