# The pipeline that builds and deploys the API, and the people who watch it.

resource "google_service_account" "ci" {
  account_id   = "ci-deployer"
  display_name = "Deploys the API"
}

resource "google_project_iam_member" "ci_deploys" {
  project = local.project
  role    = "roles/run.developer"
  member  = google_service_account.ci.member
}

resource "google_artifact_registry_repository_iam_member" "ci_keeps_images" {
  for_each   = local.image_roles
  location   = local.region
  repository = "images"
  role       = each.value
  member     = google_service_account.ci.member
}

resource "google_project_iam_member" "on_call" {
  for_each = local.on_call_roles
  project  = local.project
  role     = each.value
  member   = "group:on-call@example.com"
}
