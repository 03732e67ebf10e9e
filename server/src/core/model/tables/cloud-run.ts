/** Annotations of Cloud Run without `run.googleapis.com/`. Source: the Google Cloud SDK and the reference of Cloud Run's YAML. */
export const runAnnotations: ReadonlySet<string> = new Set(
  `base-images binary-authorization binauthz-breakglass build-base-image build-enable-automatic-updates build-environment-variables
  build-function-target build-id build-image-uri build-name build-service-account build-source-location build-worker-pool
  client-name client-version cloudsql-instances container-dependencies cpu-throttling custom-audiences default-url-disabled
  deploy-health-check-disabled description encryption-key encryption-key-shutdown-hours execution-environment
  gpu-zonal-redundancy-disabled health-check-disabled iap-enabled ingress ingress-status invoker-iam-disabled launch-stage
  manualInstanceCount maxScale minScale network-interfaces operation-id post-key-revocation-action-type scalingMode secrets
  sessionAffinity sources startup-cpu-boost threat-detection urls vpc-access-connector vpc-access-egress`.split(/\s+/),
);
