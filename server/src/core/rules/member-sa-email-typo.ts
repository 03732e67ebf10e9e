import type { Catalog } from "../catalog/catalog.ts";
import { withEnding } from "../evidence/account-ending.ts";
import { withMember } from "../evidence/member-fixes.ts";
import { MARK, marked, unmarked } from "../evidence/unknown-marks.ts";
import { membersOf } from "../model/fact-values.ts";
import { splitMember } from "../model/principal.ts";
import type { Part } from "../model/value.ts";
import { displayParts, leading, trailing, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** What stands before the plain ending in addresses of Google's own. */
const OF_GOOGLE = /^(?:developer|appspot|cloudservices|cloudbuild|project|system)\.gserviceaccount\.com$/;

/** How the addresses of a project's own accounts end: there is nothing to correct. */
const USUAL = /(?<!@developer|@cloudservices)\.iam\.gserviceaccount\.com$/;

function mayErr(member: Value): boolean {
  const end = trailing(member);
  return end !== "" && leading(member).startsWith("serviceAccount:") && !USUAL.test(end);
}

/** Names that Google gives to its own accounts. */
const AGENT_NAME = /^(?:service-)?\d+$/;

interface Address {
  readonly local: string;
  /** Known to its end, perhaps with a mark in front. */
  readonly domain: string;
}

function addressOf(text: string): Address | undefined {
  const [local = "", domain = "", ...others] = text.split("@");
  return local === "" || domain === "" || others.length > 0 ? undefined : { local, domain };
}

/** The domain of an account of a project that lacks `iam`, or of one of Google's that has it. */
function withIam({ local, domain }: Address, catalog: Catalog): string | undefined {
  const project = /^([a-z0-9-]+)\.gserviceaccount\.com$/.exec(domain)?.[1];
  const isOfProject = project !== undefined && !OF_GOOGLE.test(domain) && !catalog.isGoogleManaged(`x@${domain}`);
  if (isOfProject && !local.includes(MARK) && !AGENT_NAME.test(local)) return `${project}.iam.gserviceaccount.com`;
  const isDefault = domain === "developer.iam.gserviceaccount.com" && local.endsWith("-compute");
  const isServices = domain === "cloudservices.iam.gserviceaccount.com" && /^\d+$/.test(local);
  return isDefault || isServices ? domain.replace(".iam.", ".") : undefined;
}

function better(address: Address, catalog: Catalog): string | undefined {
  const ending = withEnding(address.domain);
  const mended = ending === undefined ? address : { ...address, domain: ending };
  return withIam(mended, catalog) ?? ending;
}

const partsOf = (member: Value, prefix: string, { local }: Address, domain: string): readonly Part[] =>
  unmarked(`${prefix}:${local}@${domain}`, member);

export const memberSaEmailTypo = defineRule({
  id: "member-sa-email-typo",
  title: "Misspelt address of a service account",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "Accounts of a project have addresses that end in `PROJECT_ID.iam.gserviceaccount.com`; those of Google's own end in `developer.gserviceaccount.com` and the like. With a letter too many or too few, or without `iam`, the address belongs to nobody and the policy is refused.",
  how: "Correct the ending; the fix does. In Terraform the attribute `member` of the account saves writing it.",
  silent:
    "On domains that do not resemble the right one, on what ends in something unknown, and on addresses of Google's own. What stands before the ending is not judged.",
  refs: ["https://cloud.google.com/iam/docs/service-account-types"],
  options: {},
  on: ["binding", "audit-config"],
  applies: (fact) => membersOf(fact).some(mayErr),
  *check(fact, { catalog }) {
    for (const member of membersOf(fact)) {
      const { prefix, rest = [] } = splitMember(member) ?? {};
      const address = prefix === "serviceAccount" ? addressOf(marked(rest)) : undefined;
      if (prefix === undefined || address === undefined || /[\s,;]/.test(address.domain)) continue;
      const domain = better(address, catalog);
      if (domain === undefined) continue;
      const parts = partsOf(member, prefix, address, domain);
      yield {
        span: member.span,
        message: `\`${displayParts(rest)}\` is no address of a service account; did you mean \`${displayParts(parts).slice(prefix.length + 1)}\`?`,
        fixes: [withMember(member, parts, "safe")],
      };
    }
  },
});
