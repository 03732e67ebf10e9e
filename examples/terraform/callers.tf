# Who may call the API.

resource "google_service_account" "web" {
  account_id   = "web-frontend"
  display_name = "Identity of the web shop"
}

resource "google_cloud_run_v2_service_iam_binding" "callers" {
  name     = google_cloud_run_v2_service.api.name
  location = google_cloud_run_v2_service.api.location
  role     = "roles/run.invoker"
  members = [
    google_service_account.web.email,
    "group:partners@example.com",
  ]
}

resource "google_cloud_run_v2_service_iam_member" "nightly_report" {
  name     = google_cloud_run_v2_service.api.name
  location = google_cloud_run_v2_service.api.location
  role     = "roles/run.invoker"
  member   = "serviceAccount:nightly-report@example-shop.iam.gserviceaccount.com"
}
