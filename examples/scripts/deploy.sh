#!/usr/bin/env bash
# Deploys the API by hand, as the pipeline does it.
set -euo pipefail

PROJECT_ID="${1:?usage: deploy.sh PROJECT_ID TAG}"
TAG="${2:?usage: deploy.sh PROJECT_ID TAG}"
REGION=europe-west1

gcloud run deploy api \
  --project="$PROJECT_ID" \
  --region="$REGION" \
  --image="europe-west1-docker.pkg.dev/$PROJECT_ID/images/api:$TAG" \
  --service-account="api-runtime@$PROJECT_ID.iam.gserviceaccount.com"

# The status page asks the API whether it is well.
gcloud run services add-iam-policy-binding api \
  --project="$PROJECT_ID" \
  --region="$REGION" \
  --member="serviceaccount:status-page@$PROJECT_ID.iam.gserviceaccount.com" \
  --role=roles/run.Invoker

# The API writes its traces.
gcloud projects add-iam-policy-binding "$PROJECT_ID" \
  --member="serviceAccount:api-runtime@$PROJECT_ID.iam.gserviceaccount.com" \
  --role=cloudtrace.agent \
  --condition=None
