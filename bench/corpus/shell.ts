import type { Random } from "./random.ts";
import { LOCATIONS, NAMES, writtenRole } from "./words.ts";

/** A setup script: a grant a paragraph, with the checks and messages that such scripts have. */
export function shellFile(random: Random, bindings: number): string {
  const parts = [HEAD];
  for (let i = 0; i < bindings; i++) {
    if (i % 8 === 0) parts.push(setUp(random, i));
    parts.push(random.pick([projectGrant, projectGrant, bucketGrant, serviceGrant])(random));
  }
  return parts.join("\n");
}

const HEAD = `#!/usr/bin/env bash
set -euo pipefail

PROJECT_ID="\${1:?usage: setup.sh PROJECT_ID}"
REGION="\${REGION:-europe-west1}"
RUNNER="runner@\${PROJECT_ID}.iam.gserviceaccount.com"
`;

const setUp = (random: Random, i: number) => `
if ! gcloud iam service-accounts describe "\${RUNNER}" --project "$PROJECT_ID" > /dev/null 2>&1; then
  echo "creating the account of part ${i}"
  gcloud iam service-accounts create ${random.pick(NAMES)}-${i} --project "$PROJECT_ID" --display-name "Part ${i}"
fi

for api in run.googleapis.com storage.googleapis.com; do
  gcloud services enable "$api" --project "$PROJECT_ID"
done

gcloud run deploy ${random.pick(NAMES)}-${i} \\
  --project "$PROJECT_ID" \\
  --image "europe-docker.pkg.dev/shop/images/${random.pick(NAMES)}:1.${random.below(90)}" \\
  --region ${random.pick(LOCATIONS)} \\
  --service-account "$RUNNER"
`;

const projectGrant = (random: Random) => `gcloud projects add-iam-policy-binding "$PROJECT_ID" \\
  --member "serviceAccount:\${RUNNER}" \\
  --role ${writtenRole(random)} \\
  --condition None > /dev/null
`;

const bucketGrant = (
  random: Random,
) => `gcloud storage buckets add-iam-policy-binding "gs://shop-${random.pick(NAMES)}" \\
  --member=group:${random.pick(NAMES)}@example.com --role=roles/storage.objectViewer
`;

const serviceGrant = (random: Random) => `gcloud run services add-iam-policy-binding ${random.pick(NAMES)} \\
  --project "$PROJECT_ID" --region ${random.pick(LOCATIONS)} \\
  --member "serviceAccount:${random.pick(NAMES)}@\${PROJECT_ID}.iam.gserviceaccount.com" --role roles/run.invoker
`;
