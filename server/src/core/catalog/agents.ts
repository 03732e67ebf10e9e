import data from "../../../data/service-agents.json";
import type { ServiceAgent } from "./catalog.ts";
import { lazy } from "./lazy.ts";

interface AgentRow {
  readonly name: string;
  readonly services?: readonly string[];
  readonly emails: readonly string[];
  readonly roles?: readonly string[];
}

interface Pattern {
  readonly agent: ServiceAgent;
  readonly local: RegExp;
}

/** What the upper-case words of an e-mail pattern stand for. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  PROJECT_NUMBER: "\\d+",
  FOLDER_NUMBER: "\\d+",
  ORGANIZATION_NUMBER: "\\d+",
  IDENTIFIER: "[a-z0-9-]+",
};

/** Domains of Google's own accounts that the list of service agents leaves out. */
const OTHER_DOMAINS = new Set(["cloud-cdn-fill.iam.gserviceaccount.com", "system.gserviceaccount.com"]);
const AGENT_DOMAIN = /^gcp-(?:sa|ri)-[a-z0-9-]+\.iam\.gserviceaccount\.com$/;

const rows = data.agents as readonly AgentRow[];

export const serviceAgents = lazy((): readonly ServiceAgent[] =>
  rows.map(({ name, services = [], emails, roles = [] }) => ({ name, services, emails, roles })),
);

const byDomain = lazy((): ReadonlyMap<string, readonly Pattern[]> => {
  const index = new Map<string, Pattern[]>();
  for (const agent of serviceAgents()) {
    for (const email of agent.emails) {
      const [local = "", domain = ""] = email.split("@");
      const patterns = index.get(domain) ?? [];
      patterns.push({ agent, local: patternOf(local) });
      index.set(domain, patterns);
    }
  }
  return index;
});

const patternOf = (local: string): RegExp =>
  new RegExp(`^${local.replace(/[A-Z]+(?:_[A-Z]+)*/g, (word) => STANDS_FOR[word] ?? word)}$`);

/** The agent with such an e-mail address; where several share one, that which holds a role by default. */
export function serviceAgent(email: string): ServiceAgent | undefined {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  const found = (byDomain().get(domain) ?? []).filter((pattern) => pattern.local.test(local));
  return (found.find(({ agent }) => agent.roles.length > 0) ?? found[0])?.agent;
}

export function isGoogleManaged(email: string): boolean {
  const domain = email.toLowerCase().split("@")[1] ?? "";
  return byDomain().has(domain) || OTHER_DOMAINS.has(domain) || AGENT_DOMAIN.test(domain);
}
