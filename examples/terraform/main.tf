terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
  }
}

provider "google" {
  project = local.project
  region  = local.region
}

locals {
  project = "example-shop"
  region  = "europe-west1"

  # What everyone on call may see.
  on_call_roles = toset([
    "roles/run.viewer",
    "roles/logging.viewer",
    "roles/monitoring.viewer",
  ])

  # The pipeline pushes images and removes old ones.
  image_roles = toset([
    "roles/artifactregistry.writer",
    "roles/artifactregistry.RepoAdmin",
  ])
}
