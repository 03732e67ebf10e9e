/** Accounts, a service and a job, and a pipeline that may deploy but not act as the service's identity. */
export const SHOP = `resource "google_service_account" "api" {
  account_id = "api-runtime"
}

resource "google_service_account" "ci" {
  account_id = "ci-deployer"
}

resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  location = "europe-west1"
  template {
    service_account = google_service_account.api.email
    containers {
      image = "europe-docker.pkg.dev/example-shop/apps/api"
    }
  }
}

resource "google_project_iam_member" "ci_run" {
  project = "example-shop"
  role    = "roles/run.developer"
  member  = google_service_account.ci.member
}

resource "google_artifact_registry_repository_iam_member" "ci_images" {
  project    = "example-shop"
  location   = "europe"
  repository = "apps"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.ci.member
}
`;

/** What the pipeline lacks. */
export const ACT_AS = `resource "google_service_account_iam_member" "ci_actas_api" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.ci.member
}
`;
