# The nightly report: a Cloud Run job, and who may change it.

resource "google_service_account" "report" {
  account_id   = "report-runtime"
  display_name = "Identity of the nightly report"
}

resource "google_cloud_run_v2_job" "report" {
  name     = "nightly-report"
  location = local.region

  template {
    template {
      service_account = google_service_account.report.email

      containers {
        image = "europe-west1-docker.pkg.dev/example-shop/images/report:stable"
      }
    }
  }
}

resource "google_service_account_iam_member" "ci_acts_as_report" {
  service_account_id = google_service_account.report.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.ci.member
}

# The analyst helps out until 2030.

resource "google_cloud_run_v2_job_iam_member" "analyst_deploys_report" {
  name     = google_cloud_run_v2_job.report.name
  location = google_cloud_run_v2_job.report.location
  role     = "roles/run.developer"
  member   = "user:analyst@example.com"
}

resource "google_service_account_iam_member" "analyst_acts_as_report" {
  service_account_id = google_service_account.report.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:analyst@example.com"

  condition {
    title      = "Until 2030"
    expression = "request.time < timestamp(\"2030-01-01T00:00:00Z\")"
  }
}

resource "google_artifact_registry_repository_iam_member" "analyst_reads_images" {
  location   = local.region
  repository = "images"
  role       = "roles/artifactregistry.reader"
  member     = "user:analyst@example.com"
}
