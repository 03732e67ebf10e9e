import type { Path } from "./workload-table.ts";

/** Where a resource that calls others says as whom, and what. */
export interface CallerShape {
  /** Permission prefix of its type. */
  readonly type: string;
  /** Block without which it calls nothing. */
  readonly when?: Path;
  /** Blocks with a token, by what it is, and the argument that names the account in them. */
  readonly tokens?: { readonly oidc: Path; readonly oauth?: Path; readonly identity: string };
  /** The account, where it stands outside of a block for a token; the product makes ID tokens of it. */
  readonly identity?: Path;
  /** The resource's own attribute that holds the principal which Google makes for it, as a member. */
  readonly ownIdentity?: string;
  readonly targets: readonly Path[];
  /** What is sent, in which the arguments of a job may be. */
  readonly body?: Path;
  /** Blocks of an `attribute` and its `value`, of which that of `type` names the events. */
  readonly events?: Path;
}

const HTTP_TARGET = {
  when: "http_target",
  tokens: { oidc: "http_target/oidc_token", oauth: "http_target/oauth_token", identity: "service_account_email" },
} as const;
const SINK: CallerShape = { type: "logging.sinks", ownIdentity: "writer_identity", targets: ["destination"] };

/**
 * Resources that call others as a service account.
 * Source: the provider's schema; the sections on authentication of each product's documentation.
 */
export const CALLERS: Readonly<Record<string, CallerShape>> = {
  google_cloud_scheduler_job: {
    type: "cloudscheduler.jobs",
    ...HTTP_TARGET,
    targets: ["http_target/uri"],
    body: "http_target/body",
  },
  google_cloud_tasks_queue: { type: "cloudtasks.queues", ...HTTP_TARGET, targets: ["http_target/uri_override/host"] },
  google_eventarc_pipeline: {
    type: "eventarc.pipelines",
    tokens: {
      oidc: "destinations/authentication_config/google_oidc",
      oauth: "destinations/authentication_config/oauth_token",
      identity: "service_account",
    },
    targets: ["destinations/http_endpoint/uri", "destinations/workflow"],
  },
  google_eventarc_trigger: {
    type: "eventarc.triggers",
    identity: "service_account",
    targets: [
      "destination/cloud_run_service/service",
      "destination/cloud_function",
      "destination/workflow",
      "destination/http_endpoint/uri",
    ],
    events: "matching_criteria",
  },
  google_logging_billing_account_sink: SINK,
  google_logging_folder_sink: SINK,
  google_logging_organization_sink: SINK,
  google_logging_project_sink: SINK,
  google_pubsub_subscription: {
    type: "pubsub.subscriptions",
    when: "push_config",
    tokens: { oidc: "push_config/oidc_token", identity: "service_account_email" },
    targets: ["push_config/push_endpoint"],
  },
};
