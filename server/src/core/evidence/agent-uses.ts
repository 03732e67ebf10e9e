import { agentMayHold, RUN_AGENT } from "../access/agent-grants.ts";
import { isHandedOver } from "../access/handed-over.ts";
import type { Place } from "../access/place.ts";
import { areJoined } from "../access/scopes.ts";
import type { World } from "../access/world.ts";
import type { AgentUse, Resource } from "../model/facts.ts";
import type { AgentMember, Finding } from "../model/finding.ts";
import { known, literal, soleReference, type Value } from "../model/value.ts";
import { agentLacks } from "./agent-lacks.ts";

/** How the addresses of service agents end, by API. Source: cloud.google.com/iam/docs/service-agents. */
const DOMAINS: Readonly<Record<string, string>> = {
  "artifactregistry.googleapis.com": "@gcp-sa-artifactregistry.iam.gserviceaccount.com",
  "bigquery.googleapis.com": "@bigquery-encryption.iam.gserviceaccount.com",
  "compute.googleapis.com": "@compute-system.iam.gserviceaccount.com",
  "container.googleapis.com": "@container-engine-robot.iam.gserviceaccount.com",
  "file.googleapis.com": "@cloud-filer.iam.gserviceaccount.com",
  "pubsub.googleapis.com": "@gcp-sa-pubsub.iam.gserviceaccount.com",
  "redis.googleapis.com": "@cloud-redis.iam.gserviceaccount.com",
  "run.googleapis.com": RUN_AGENT,
  "secretmanager.googleapis.com": "@gcp-sa-secretmanager.iam.gserviceaccount.com",
  "sqladmin.googleapis.com": "@gcp-sa-cloud-sql.iam.gserviceaccount.com",
  "storage.googleapis.com": "@gs-project-accounts.iam.gserviceaccount.com",
};

interface Way {
  /** Permission prefix of what is used. */
  readonly type: string;
  readonly permission: string;
  /** The least role that gives it. */
  readonly role: string;
  /** Resources that hold others of the type and carry policies too: a grant there may be it. */
  readonly above?: string;
}

const WAYS: Readonly<Record<AgentUse["purpose"], Way>> = {
  encryption: {
    type: "cloudkms.cryptoKeys",
    permission: "cloudkms.cryptoKeyVersions.useToEncrypt",
    role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    above: "cloudkms.keyRings",
  },
  "dead-letter": { type: "pubsub.topics", permission: "pubsub.topics.publish", role: "roles/pubsub.publisher" },
  acknowledge: {
    type: "pubsub.subscriptions",
    permission: "pubsub.subscriptions.consume",
    role: "roles/pubsub.subscriber",
  },
  /** No role holds a permission to use connectors by name; this one tells users from viewers. */
  connector: { type: "resourcemanager.projects", permission: "compute.networks.access", role: "roles/vpcaccess.user" },
  subnet: {
    type: "compute.subnetworks",
    permission: "compute.subnetworks.use",
    role: "roles/compute.networkUser",
  },
};

/** A use for which the agent surely has no grant. */
export interface LackingUse {
  readonly agent: AgentMember;
  readonly address: string;
  readonly role: string;
  readonly offer: Pick<Finding, "fixes" | "lacks">;
}

/** What the agent lacks for a use; `undefined` where it holds it or may. */
export function lackingUse(use: AgentUse, on: string, world: World): LackingUse | undefined {
  const way = WAYS[use.purpose];
  const domain = DOMAINS[use.service];
  const used = placeOf(use, way);
  if (domain === undefined || used === undefined || agentMayHold(domain, way.permission, used.place, world))
    return undefined;
  const address = used.place.address;
  if (address !== undefined && isHandedOver(address, world)) return undefined;
  if (way.above !== undefined && hasGrantsOn(way.above, use.scope, world)) return undefined;
  const agent = { service: use.service, domain, project: use.project };
  return {
    agent,
    address: `service-PROJECT_NUMBER${domain}`,
    role: way.role,
    offer: agentLacks(agent, use, { role: way.role, resource: used.resource, on }, world),
  };
}

const hasGrantsOn = (type: string, scope: string, { graph }: World): boolean =>
  graph.bindings.some(
    ({ effect, resource, scope: own }) => effect === "grant" && resource.type === type && areJoined(own, scope),
  );

/** `projects/P/regions/R/subnetworks/S`, `projects/P/locations/L/connectors/C`. */
const FULL = /(?:^|\/)projects\/([^/]+)\/(?:regions|locations)\/([^/]+)\/(subnetworks|connectors)\/([^/]+)$/;

function placeOf(
  { used, scope }: AgentUse,
  { type }: Way,
): { readonly place: Place; readonly resource: Resource } | undefined {
  const [, project, location, kind, name] = FULL.exec(known(used) ?? "") ?? [];
  if (project !== undefined && location !== undefined && name !== undefined) {
    const part = (text: string): Value => ({ slot: "resource", span: used.span, parts: [literal(text)] });
    const home = { name: part(project) };
    if (kind === "connectors") return { place: { type, ...home, scope }, resource: { type, fields: home } };
    const fields = { name: part(name), location: part(location), project: part(project) };
    return { place: { type, ...fields, scope }, resource: { type, fields } };
  }
  const address = soleReference(used)?.target?.address;
  if (address === undefined || !MADE_HERE.test(address)) return undefined;
  return { place: { type, name: used, scope, address }, resource: { type, fields: { name: used } } };
}

/** Addresses of what the workspace makes itself. */
const MADE_HERE = /#google_/;
