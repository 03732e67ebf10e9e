import type { Random } from "./random.ts";
import { LOCATIONS, NAMES, writtenRole } from "./words.ts";

/** A Terraform file that declares accounts and services, and grants roles: as many statements as `bindings` says. */
export const terraformFile = (random: Random, bindings: number): string =>
  [HEAD, ...blocks(random, 0, bindings)].join("\n");

/** The files of one module, each with as many grants; that number is a multiple of ten. */
export const terraformModule = (random: Random, files: number, bindings: number): readonly string[] =>
  Array.from({ length: files }, (_, file) => {
    const own = blocks(random, file * bindings, bindings);
    return (file === 0 ? [HEAD, ...own] : own).join("\n");
  });

/** Grants from a number on, with what they need. */
function blocks(random: Random, from: number, count: number): readonly string[] {
  const made: string[] = [];
  for (let i = from; i < from + count; i++) {
    if (i % 10 === 0) made.push(account(i), service(random, i));
    made.push(random.pick([projectMember, projectMember, bucketMember, bucketBinding, serviceMember])(random, i));
  }
  return made;
}

const HEAD = `variable "project_id" {
  type        = string
  description = "Where everything of this module lives."
}

locals {
  labels = { team = "platform", managed_by = "terraform" }
}
`;

const nearestAccount = (i: number) => `account_${i - (i % 10)}`;

const account = (i: number) => `resource "google_service_account" "account_${i}" {
  project      = var.project_id
  account_id   = "account-${i}"
  display_name = "Runs part ${i} of the system"
}
`;

const service = (random: Random, i: number) => `resource "google_cloud_run_v2_service" "service_${i}" {
  project  = var.project_id
  name     = "${random.pick(NAMES)}-${i}"
  location = "${random.pick(LOCATIONS)}"
  labels   = local.labels

  template {
    service_account = google_service_account.${nearestAccount(i)}.email

    scaling {
      max_instance_count = ${1 + random.below(20)}
    }

    containers {
      image = "europe-docker.pkg.dev/shop/images/${random.pick(NAMES)}:1.${random.below(90)}"

      env {
        name  = "LOG_LEVEL"
        value = "info"
      }
    }
  }
}
`;

const projectMember = (random: Random, i: number) => `resource "google_project_iam_member" "grant_${i}" {
  project = var.project_id
  role    = "${writtenRole(random)}"
  member  = "serviceAccount:\${google_service_account.${nearestAccount(i)}.email}"
}
`;

const bucketMember = (random: Random, i: number) => `resource "google_storage_bucket_iam_member" "grant_${i}" {
  bucket = "shop-${random.pick(NAMES)}-${i}"
  role   = "roles/storage.objectViewer"
  member = "group:${random.pick(NAMES)}@example.com"
}
`;

const bucketBinding = (random: Random, i: number) => `resource "google_storage_bucket_iam_binding" "grant_${i}" {
  bucket = "shop-${random.pick(NAMES)}-owned-${i}"
  role   = "roles/storage.objectAdmin"

  members = [
    "group:${random.pick(NAMES)}@example.com",
    google_service_account.${nearestAccount(i)}.member,
  ]
}
`;

const serviceMember = (random: Random, i: number) => `resource "google_cloud_run_v2_service_iam_member" "grant_${i}" {
  project  = var.project_id
  location = google_cloud_run_v2_service.service_${i - (i % 10)}.location
  name     = google_cloud_run_v2_service.service_${i - (i % 10)}.name
  role     = "${random.pick(["roles/run.invoker", "roles/run.developer", "roles/run.viewer"])}"
  member   = "serviceAccount:${random.pick(NAMES)}@shop-prod.iam.gserviceaccount.com"
}
`;
