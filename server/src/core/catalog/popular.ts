/** Roles that most people mean when several would do. */
export const popularRoles: ReadonlySet<string> = new Set(
  `aiplatform.user artifactregistry.reader artifactregistry.writer bigquery.dataEditor bigquery.dataViewer bigquery.jobUser
  bigquery.admin cloudbuild.builds.builder cloudbuild.builds.editor cloudfunctions.invoker cloudfunctions.developer
  cloudkms.cryptoKeyEncrypterDecrypter cloudsql.client cloudsql.admin cloudtasks.enqueuer cloudtrace.agent compute.admin
  compute.instanceAdmin.v1 compute.networkAdmin compute.networkUser compute.osLogin compute.viewer container.admin
  container.developer container.viewer dataflow.worker dataproc.worker datastore.user dns.admin errorreporting.writer
  eventarc.eventReceiver iam.securityReviewer iam.serviceAccountAdmin iam.serviceAccountTokenCreator iam.serviceAccountUser
  iam.workloadIdentityUser iap.httpsResourceAccessor iap.tunnelResourceAccessor logging.logWriter logging.viewer
  monitoring.metricWriter monitoring.viewer pubsub.publisher pubsub.subscriber pubsub.viewer redis.editor
  resourcemanager.projectIamAdmin run.admin run.developer run.invoker run.viewer secretmanager.admin
  secretmanager.secretAccessor securitycenter.adminViewer serviceusage.serviceUsageAdmin serviceusage.serviceUsageConsumer
  spanner.databaseUser storage.admin storage.objectAdmin storage.objectCreator storage.objectViewer vpcaccess.user
  workflows.invoker`
    .split(/\s+/)
    .map((name) => `roles/${name}`),
);
