# The shop's API: a Cloud Run service with an identity of its own.

resource "google_service_account" "api" {
  account_id   = "api-runtime"
  display_name = "Identity of the API"
}

resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  location = local.region

  template {
    service_account = google_service_account.api.email

    containers {
      image = "europe-west1-docker.pkg.dev/example-shop/images/api:stable"
    }
  }
}

resource "google_secret_manager_secret" "payments" {
  secret_id = "payments-key"

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "api_reads_payments" {
  secret_id = google_secret_manager_secret.payments.id
  role      = "roles/secretmanager.secretAccesor"
  member    = google_service_account.api.member
}
