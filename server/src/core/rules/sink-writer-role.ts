import { agentMayHold } from "../access/agent-grants.ts";
import { isHandedOver } from "../access/handed-over.ts";
import type { World } from "../access/world.ts";
import { anchorFor } from "../evidence/anchor.ts";
import { grantFix } from "../evidence/need-fixes.ts";
import type { Caller } from "../model/facts.ts";
import type { Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

interface Destination {
  readonly made: RegExp;
  readonly type: string;
  readonly permission: string;
  readonly role: string;
}

/** What a sink writes to, by the resource that makes it. Source: cloud.google.com/logging/docs/export/configure_export_v2. */
const DESTINATIONS: readonly Destination[] = [
  {
    made: /#google_storage_bucket\./,
    type: "storage.buckets",
    permission: "storage.objects.create",
    role: "roles/storage.objectCreator",
  },
  {
    made: /#google_pubsub_topic\./,
    type: "pubsub.topics",
    permission: "pubsub.topics.publish",
    role: "roles/pubsub.publisher",
  },
  {
    made: /#google_bigquery_dataset\./,
    type: "bigquery.datasets",
    permission: "bigquery.tables.updateData",
    role: "roles/bigquery.dataEditor",
  },
];
const AGENT = "@gcp-sa-logging.iam.gserviceaccount.com";

export const sinkWriterRole = defineRule({
  id: "sink-writer-role",
  title: "Sink may not write to its destination",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A sink writes as an account that Logging makes for it, its writer identity, which needs a role on the destination. Without it nothing is exported, and the logs only tell so in an error of their own.",
  how: "Grant the sink's `writer_identity` `roles/storage.objectCreator` on the bucket, `roles/pubsub.publisher` on the topic or `roles/bigquery.dataEditor` on the dataset.",
  silent:
    "In documents that explain, when the destination is not made in the workspace or is a log bucket, when a grant on it or on its project names somebody who is not told, and when the sink or the destination is handed to a module that is not read.",
  refs: ["https://cloud.google.com/logging/docs/export/configure_export_v2#dest-auth"],
  options: {},
  on: "caller",
  applies: ({ type, isExample }) => isExample !== true && type === "logging.sinks",
  *check(sink, world) {
    const found = destinationOf(sink);
    if (found === undefined || sink.target === undefined || isTakenElsewhere(sink, found.address, world)) return;
    const { type, permission, role } = found.destination;
    const place = { type, name: found.name, scope: sink.scope, address: found.address };
    if (agentMayHold(AGENT, permission, place, world)) return;
    const after = anchorFor(undefined, sink, world);
    const name = found.address.slice(found.address.indexOf("#") + 1);
    const wanted = sink.identity && {
      role,
      member: { ...sink.identity, slot: "member" as const },
      resource: { type, fields: { name: found.name } },
      on: `\`${name}\``,
      name: [sink.source.split(".").at(-1) ?? "sink", "writer"],
    };
    yield {
      span: sink.target.span,
      message: `\`${sink.source}\` writes to \`${name}\`, but nothing in this workspace lets its writer identity do so: nothing is exported.`,
      fixes: after === undefined || wanted === undefined ? [] : [grantFix(after, wanted)],
      ...(wanted && { lacks: [{ ...wanted, scope: sink.scope }] }),
    };
  },
});

/** The declared resource that a destination names, and how it is written. */
function destinationOf({ target }: Caller) {
  for (const part of target?.parts ?? []) {
    const address = part.kind === "reference" ? part.target?.address : undefined;
    const destination = DESTINATIONS.find(({ made }) => made.test(address ?? ""));
    if (part.kind !== "reference" || address === undefined || destination === undefined || target === undefined)
      continue;
    const name: Value = { slot: "resource", span: target.span, parts: [nameIn(part, address)] };
    return { address, destination, name };
  }
  return undefined;
}

/** A reference to the name of a resource, whatever of it was named. */
function nameIn<T extends { readonly text: string; readonly target?: { readonly attribute: string } }>(
  part: T,
  address: string,
) {
  const attribute = part.target?.attribute ?? "";
  const object = attribute === "" ? part.text : part.text.slice(0, -attribute.length - 1);
  const own = /#google_bigquery_dataset\./.test(address) ? "dataset_id" : "name";
  return { ...part, kind: "reference" as const, text: `${object}.${own}`, target: { address, attribute: own } };
}

const isTakenElsewhere = (sink: Caller, address: string, world: World): boolean =>
  [sink.address, address].some((one) => one !== undefined && isHandedOver(one, world));
