// What generated files are made of: real roles, made-up names.
import type { Random } from "./random.ts";

export const ROLES = [
  "roles/run.invoker",
  "roles/run.developer",
  "roles/storage.objectViewer",
  "roles/storage.objectAdmin",
  "roles/logging.logWriter",
  "roles/monitoring.metricWriter",
  "roles/pubsub.publisher",
  "roles/pubsub.subscriber",
  "roles/secretmanager.secretAccessor",
  "roles/cloudsql.client",
  "roles/bigquery.dataViewer",
  "roles/bigquery.jobUser",
  "roles/artifactregistry.reader",
  "roles/iam.serviceAccountUser",
  "roles/cloudtasks.enqueuer",
  "roles/datastore.user",
] as const;

const WRONG_ROLES = ["roles/storage.objectviewer", "run.invoker", "roles/pubsub.publishr"] as const;

/** One in a hundred is wrong, as in a repository that is looked after. */
export const writtenRole = (random: Random): string => random.pick(random.below(100) === 0 ? WRONG_ROLES : ROLES);

export const NAMES = [
  "orders",
  "billing",
  "catalog",
  "search",
  "ingest",
  "exports",
  "mailer",
  "reports",
  "gateway",
  "worker",
  "scheduler",
  "audit",
] as const;

export const LOCATIONS = ["europe-west1", "us-central1", "asia-east1"] as const;
