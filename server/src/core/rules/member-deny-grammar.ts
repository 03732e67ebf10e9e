import type { Catalog } from "../catalog/catalog.ts";
import type { DenyRule } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import { splitMember } from "../model/principal.ts";
import { display, displayParts, known, literal, type Part, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** What stands before the name in a deny policy, by the prefix of allow policies. Source: cloud.google.com/iam/docs/principal-identifiers */
const FORMS: Readonly<Record<string, string>> = {
  user: "principal://goog/subject/",
  group: "principalSet://goog/group/",
  serviceAccount: "principal://iam.googleapis.com/projects/-/serviceAccounts/",
};
/** Principals of allow policies that deny policies name in no such way. */
const OTHERS = /^(?:domain:|project(?:Owner|Editor|Viewer):|allAuthenticatedUsers$)/;
const EVERYBODY = "principalSet://goog/public:all";
/** Hosts of permissions, by their first part, where they are sure. Source: cloud.google.com/iam/docs/deny-permissions-support */
const HOSTS: Readonly<Record<string, string>> = {
  resourcemanager: "cloudresourcemanager.googleapis.com",
  ...Object.fromEntries(
    [
      "bigquery",
      "compute",
      "container",
      "dns",
      "iam",
      "orgpolicy",
      "run",
      "secretmanager",
      "serviceusage",
      "storage",
    ].map((service) => [service, `${service}.googleapis.com`]),
  ),
};

export const memberDenyGrammar = defineRule({
  id: "member-deny-grammar",
  title: "Name of an allow policy in a deny policy",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.2.0",
  why: "Deny policies name people and permissions in another way than allow policies and roles: `principal://goog/subject/ana@example.com` and `iam.googleapis.com/roles.delete` in the place of `user:ana@example.com` and `iam.roles.delete`. The API refuses the one in the place of the other.",
  how: "Write principals and permissions as deny policies have them.",
  silent: "On identities of pools, which are written alike in both, and on values that are not known.",
  refs: [
    "https://cloud.google.com/iam/docs/deny-overview",
    "https://cloud.google.com/iam/docs/deny-permissions-support",
    "https://cloud.google.com/iam/docs/principal-identifiers",
  ],
  options: {},
  on: "deny-policy",
  *check({ rules }, { catalog }) {
    for (const rule of rules) {
      yield* principalFindings(rule);
      yield* permissionFindings(rule, catalog);
    }
  },
});

function* principalFindings({ principals, exceptPrincipals }: DenyRule): Iterable<Finding> {
  for (const value of [...principals, ...exceptPrincipals]) {
    const better = inDenyPolicy(value);
    if (better !== undefined) yield findingOf(value, better);
    else if (OTHERS.test(known(value) ?? "")) yield findingOf(value, undefined);
  }
}

/** A principal as deny policies name it; none where it is written so, or not known. */
function inDenyPolicy(value: Value): readonly Part[] | undefined {
  if (known(value) === "allUsers") return [literal(EVERYBODY)];
  const { prefix = "", rest = [] } = splitMember(value) ?? {};
  const form = Object.hasOwn(FORMS, prefix) ? FORMS[prefix] : undefined;
  if (form === undefined || rest.length === 0) return undefined;
  const [first, ...more] = rest;
  return first?.kind === "literal" ? [literal(form + first.text), ...more] : [literal(form), ...rest];
}

function* permissionFindings({ permissions, exceptPermissions }: DenyRule, catalog: Catalog): Iterable<Finding> {
  for (const value of [...permissions, ...exceptPermissions]) {
    const text = known(value) ?? "";
    if (!/^[a-z][a-z0-9]*(?:\.[A-Za-z0-9]+){2,}$/.test(text) || catalog.permission(text) === undefined) continue;
    const dot = text.indexOf(".");
    const service = text.slice(0, dot);
    const host = Object.hasOwn(HOSTS, service) ? HOSTS[service] : undefined;
    yield findingOf(value, host === undefined ? undefined : [literal(`${host}/${text.slice(dot + 1)}`)]);
  }
}

function findingOf(value: Value, better: readonly Part[] | undefined): Finding {
  const own = `\`${display(value)}\` is written as ${value.slot === "permission" ? "roles" : "allow policies"} have it`;
  if (better === undefined) return { span: value.span, message: `${own}; a deny policy does not take it.` };
  const text = displayParts(better);
  return {
    span: value.span,
    message: `${own}; a deny policy has \`${text}\`.`,
    fixes: [
      {
        title: `Replace with \`${text}\``,
        safety: "safe",
        changes: [{ kind: "replace", value, with: better }],
      },
    ],
  };
}
