import type { Catalog } from "../catalog/catalog.ts";
import { withMember } from "../evidence/member-fixes.ts";
import { hasStandIn, MARK, marked, projectIdSureness, projectNumber, unmarked } from "../evidence/unknown-marks.ts";
import type { Finding } from "../model/finding.ts";
import { splitMember } from "../model/principal.ts";
import { display, leading, trailing, type Value } from "../model/value.ts";
import { isOneEditApart } from "../text/one-edit.ts";
import { defineRule } from "./rule.ts";

/** Domains of accounts that are named otherwise than by `service-` and a number. */
const OF_DEFAULTS = /(?:developer|cloudservices|cloudbuild)\.gserviceaccount\.com$/;
const PREFIX = "serviceAccount:";

function mayBeManaged(member: Value): boolean {
  const start = leading(member);
  return (
    start.startsWith(PREFIX) && (start.startsWith("service-", PREFIX.length) || OF_DEFAULTS.test(trailing(member)))
  );
}

const END = ".iam.gserviceaccount.com";
const byCatalog = new WeakMap<Catalog, ReadonlySet<string>>();

/** Domains of the agents whose name is `service-` and the number of a project. */
function numberedDomains(catalog: Catalog): ReadonlySet<string> {
  const made = byCatalog.get(catalog);
  if (made !== undefined) return made;
  const emails = catalog.serviceAgents().flatMap((agent) => agent.emails);
  const numbered = emails.filter((email) => email.startsWith("service-PROJECT_NUMBER@"));
  const domains = new Set(numbered.map((email) => email.slice(email.indexOf("@") + 1)));
  byCatalog.set(catalog, domains);
  return domains;
}

/** What stands in a name where the number of a project has to be; none when the name has another form. */
function numberIn(local: string, domain: string, catalog: Catalog): string | undefined {
  if (domain === "cloudservices.gserviceaccount.com" || domain === "cloudbuild.gserviceaccount.com") return local;
  if (domain === "developer.gserviceaccount.com") return /^(.+)-compute$/.exec(local)?.[1];
  if (!numberedDomains(catalog).has(domain)) return undefined;
  const rest = /^service-(.+)$/.exec(local)?.[1];
  return rest === undefined || /^(?:org|folder)-/.test(rest) ? undefined : rest;
}

/** A known agent's domain that the written one was probably meant to be. */
function meantDomain(domain: string, catalog: Catalog): string | undefined {
  if (!domain.startsWith("gcp-sa-") || !domain.endsWith(END) || numberedDomains(catalog).has(domain)) return undefined;
  if (catalog.serviceAgents().some(({ emails }) => emails.some((email) => email.endsWith(`@${domain}`))))
    return undefined;
  const id = domain.slice(0, -END.length);
  const near = [...numberedDomains(catalog)].filter((known) => isOneEditApart(known.slice(0, -END.length), id));
  const [only] = near;
  return near.length === 1 && only !== undefined && isLongWord(id, only.slice(0, -END.length)) ? only : undefined;
}

/** Agents of one product differ in a short last word, so that one letter there tells nothing. */
function isLongWord(a: string, b: string): boolean {
  const words = b.split("-");
  const differing = words.filter((word, index) => word !== a.split("-")[index]);
  return a.split("-").length === words.length && differing.every((word) => word.length > 5);
}

function idFinding(member: Value, number: string): Finding | undefined {
  if (/^\d+$/.test(number)) return undefined;
  const references = member.parts.filter((part) => part.kind === "reference");
  const [reference] = references;
  if (number.includes(MARK)) {
    const sureness = number === MARK && references.length === 1 && reference ? projectIdSureness(reference) : undefined;
    if (reference === undefined || sureness === undefined) return undefined;
    const better = projectNumber(reference);
    const parts = better && member.parts.map((part) => (part === reference ? better : part));
    return {
      span: reference.span,
      message: `\`${reference.text}\` is the id of a project${sureness === "sure" ? "" : " by its name"}, and Google's accounts are named by the project's number.`,
      severity: sureness === "sure" ? "error" : "warning",
      fixes: parts === undefined ? [] : [withMember(member, parts, "safe")],
    };
  }
  return {
    span: member.span,
    message: `\`${display(member)}\` has \`${number}\` in the place of a project's number, by which Google's accounts are named.`,
  };
}

export const memberServiceAgentMalformed = defineRule({
  id: "member-service-agent-malformed",
  title: "Google-managed account that cannot exist",
  severity: "error",
  fix: "unsafe",
  tier: 2,
  since: "0.1.0",
  why: "Service agents and default accounts are named by the number of the project: `service-NUMBER@gcp-sa-pubsub.iam.gserviceaccount.com`, `NUMBER-compute@developer.gserviceaccount.com`. An address with the project's id, or of an agent that does not exist, belongs to nobody, and the grant is refused.",
  how: "Write the number of the project: `data.google_project.NAME.number` in Terraform. `google_project_service_identity` makes an agent and gives its address.",
  silent:
    "On agents that the list does not know, on those of folders and organizations, and on what is not known, unless it is named like the id of a project, which is a warning; so is a domain that resembles that of a known agent.",
  refs: ["https://cloud.google.com/iam/docs/service-agents"],
  options: {},
  on: "binding",
  applies: ({ members }) => members.some(mayBeManaged),
  *check({ members }, { catalog }) {
    for (const member of members) {
      const { prefix, rest = [] } = splitMember(member) ?? {};
      const text = marked(rest);
      const [local = "", domain = "", ...others] = /\s/.test(text) ? [] : text.split("@");
      if (
        prefix !== "serviceAccount" ||
        hasStandIn(member) ||
        local === "" ||
        domain.includes(MARK) ||
        others.length > 0
      )
        continue;
      const number = numberIn(local, domain, catalog);
      const finding = number === undefined ? undefined : idFinding(member, number);
      if (finding !== undefined) yield finding;
      const meant = local.startsWith("service-") ? meantDomain(domain, catalog) : undefined;
      if (meant === undefined) continue;
      yield {
        span: member.span,
        message: `\`${domain}\` is the domain of no service agent that is known; did you mean \`${meant}\`?`,
        severity: "warning",
        fixes: [withMember(member, unmarked(`${prefix}:${local}@${meant}`, member), "unsafe")],
      };
    }
  },
});
