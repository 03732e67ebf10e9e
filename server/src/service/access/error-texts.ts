/** An error text that Google's API, gcloud or Terraform gives, and what it says. */
export interface ErrorText {
  /** With groups `permission`, `resource` and `principal` where the text names them. */
  readonly pattern: RegExp;
  /** What it means, in one sentence. */
  readonly meaning: string;
  /** What to do about it. */
  readonly advice: string;
  /** The permission that is missing, where the text does not name it. */
  readonly permission?: string;
  /** Rules that find its cause in code, likeliest first. */
  readonly rules: readonly string[];
}

/** The first that fits is the one; general ones stand last. */
export const ERROR_TEXTS: readonly ErrorText[] = [
  {
    pattern:
      /(?:permission\s+['"]?)?iam\.serviceaccounts\.actas['"]?\s+(?:permission\s+)?denied(?:\s+on\s+(?:service account|resource)\s+['"]?(?<resource>[^\s'"]+@[^\s'"(),]*[^\s'"(),.]))?/i,
    permission: "iam.serviceAccounts.actAs",
    meaning: "Whoever deploys may not act as the service account that the workload is to run as.",
    advice: "Grant `roles/iam.serviceAccountUser` on that service account to the deployer.",
    rules: ["run-deployer-missing-actas", "attach-missing-actas", "run-actas-wrong-direction"],
  },
  {
    pattern:
      /Service Agent does not have permission to get access tokens for the service account\s+['"]?(?<resource>[^\s'"]+@[^\s'"(),]*[^\s'"(),.])?/i,
    permission: "iam.serviceAccounts.getAccessToken",
    meaning: "The Cloud Run service agent has lost its role, or the account is of another project.",
    advice:
      "Give the agent `roles/run.serviceAgent` on the project back; for an account of another project, `roles/iam.serviceAccountTokenCreator` on it.",
    rules: ["run-service-agent-removed", "run-cross-project-identity"],
  },
  {
    pattern:
      /Permission\s+['"]?iam\.serviceAccounts\.getAccessToken['"]?\s+denied(?:\s+on\s+resource\s+['"]?(?<resource>[^\s'"(]+))?/i,
    permission: "iam.serviceAccounts.getAccessToken",
    meaning: "The identity of the pipeline may not become the service account.",
    advice:
      "Grant `roles/iam.workloadIdentityUser` on the account to the pool's principal, and look at its attributes and project number.",
    rules: [
      "member-wif-project-id",
      "member-wif-malformed",
      "member-wif-unmapped-attribute",
      "gha-wif-provider-format",
    ],
  },
  {
    pattern:
      /Permission denied on secret:\s*['"]?(?<resource>[^\s'"]+?)['"]?\s+for Revision service account\s+['"]?(?<principal>[^\s'"]+@[^\s'",]*[^\s'",.])/i,
    permission: "secretmanager.versions.access",
    meaning: "The service identity may not read a secret that the service uses.",
    advice: "Grant `roles/secretmanager.secretAccessor` on the secret to the service identity.",
    rules: ["run-identity-missing-secret-access"],
  },
  {
    pattern:
      /does not have access to (?:the )?image|Permission denied while accessing Artifact Registry|Unable to retrieve the repository metadata for (?<metadata>[^\s'"]+?)\.?(?=\s|$)|artifactregistry\.repositories\.(?:downloadArtifacts|get)["']?\s+denied(?:\s+on\s+resource\s+['"]?(?<resource>[^\s'"]+?)['"]?(?=[\s'",)]|\.\s|\.?$))?/i,
    permission: "artifactregistry.repositories.downloadArtifacts",
    meaning: "Whoever deploys, or the service agent, may not read the image.",
    advice: "Grant `roles/artifactregistry.reader` on the repository.",
    rules: ["run-deployer-missing-image-reader", "run-cross-project-image"],
  },
  {
    pattern:
      /eventarc\.events\.receiveEvent(?:['"]?\s+denied\s+on\s+['"]?(?<principal>[^\s'"]+@[^\s'",)]*[^\s'",.)]))?|while using the Eventarc Service Agent/i,
    permission: "eventarc.events.receiveEvent",
    meaning: "The account of the trigger, or Eventarc's service agent, lacks its role.",
    advice:
      "Grant `roles/eventarc.eventReceiver` on the project to the trigger's account; a new service agent takes a few minutes.",
    rules: ["eventarc-trigger-roles", "service-identity-role-missing"],
  },
  {
    pattern:
      /artifactregistry\.repositories\.uploadArtifacts["']?\s+denied(?:\s+on\s+resource\s+['"]?(?<resource>[^\s'"]+?)['"]?(?=[\s'",)]|\.\s|\.?$))?/i,
    permission: "artifactregistry.repositories.uploadArtifacts",
    meaning: "Whoever builds or pushes may not write to the repository.",
    advice: "Grant `roles/artifactregistry.writer` on the repository to the account of the build or pipeline.",
    rules: ["run-source-deploy-roles"],
  },
  {
    pattern: /The IAP service account is not provisioned/i,
    permission: "run.routes.invoke",
    meaning: "Identity-Aware Proxy has no service agent in the project yet, or it may not call the service.",
    advice:
      "Make the agent with `google_project_service_identity` or `gcloud beta services identity create`, and grant it `roles/run.invoker` on the service.",
    rules: ["run-iap-missing-invoker"],
  },
  {
    pattern:
      /Cloud Pub\/Sub did not have the necessary permissions(?:.{0,120}?service account\s+(?<principal>[^\s'"]+@[^\s'",)]*[^\s'",.)]))?/i,
    permission: "pubsub.topics.publish",
    meaning:
      "Pub/Sub's service agent may not deliver to the dead-letter topic, or not write where the subscription exports.",
    advice:
      "Grant the agent `roles/pubsub.publisher` on the dead-letter topic and `roles/pubsub.subscriber` on the subscription.",
    rules: ["pubsub-dead-letter-roles"],
  },
  {
    pattern: /Permission denied on Cloud KMS key|cloudkms\.cryptoKeyVersions\.useToEncrypt/i,
    permission: "cloudkms.cryptoKeyVersions.useToEncrypt",
    meaning: "The product's service agent may not use the key.",
    advice: "Grant `roles/cloudkms.cryptoKeyEncrypterDecrypter` on the key to the service agent.",
    rules: ["cmek-agent-role"],
  },
  {
    pattern:
      /Access to bucket\s+(?<resource>\S+)\s+denied\. You must grant .{0,60}? permission to\s+(?<principal>[^\s'"]+@[^\s'",)]*[^\s'",.)])/i,
    permission: "storage.objects.get",
    meaning: "The account of a build may not read the source that was uploaded for it.",
    advice: "Grant `roles/storage.objectViewer` on the bucket to the account of the build.",
    rules: ["run-source-deploy-roles"],
  },
  {
    pattern: /(?:for project\s+['"](?<resource>[^'"]+)['"].{0,80}?)?Policy update access denied/i,
    permission: "resourcemanager.projects.setIamPolicy",
    meaning: "Whoever changes the allow policy may not, or may only grant some roles.",
    advice:
      "Grant `roles/resourcemanager.projectIamAdmin` on the project to whoever applies the code, or look at the condition on its grant.",
    rules: [],
  },
  {
    pattern: /(?:SOLO|ORG)_MUST_INVITE_(?:EXTERNAL_)?OWNERS/,
    meaning: "A person from outside of the organization can be made an owner only by an invitation in the console.",
    advice: "Invite them there, or grant another role.",
    rules: ["role-owner-external-user"],
  },
  {
    pattern:
      /IAM policy for\s+\w+\s+['"](?<resource>[^'"]+)['"].{0,120}?(?:Request contains an invalid argument|INVALID_ARGUMENT|badRequest)/i,
    meaning: "The API refuses a member, a role or a condition of the policy, without saying which one.",
    advice: "Look for deleted or misspelt members, owners from outside, and conditions on basic roles.",
    rules: [
      "role-owner-external-user",
      "member-deleted",
      "member-public-not-allowed-here",
      "cond-basic-role",
      "member-sa-email-typo",
    ],
  },
  {
    pattern: /Setting IAM policy failed/i,
    permission: "run.services.setIamPolicy",
    meaning: "The service is deployed, but the deployer may not make it public.",
    advice: "Grant `roles/run.admin` to the deployer, or leave `--allow-unauthenticated` out.",
    rules: ["run-deployer-cannot-set-iam"],
  },
  {
    pattern: /Role\s+['"]?(?<resource>[^\s'"]+)['"]?\s+is not supported for this resource/i,
    meaning: "The role does not exist under that name, or cannot be granted on this kind of resource.",
    advice:
      "Write a custom role with its full name, `projects/PROJECT/roles/ID`; grant a predefined one on a resource that takes it.",
    rules: [
      "role-custom-unqualified",
      "role-unknown",
      "role-not-grantable-here",
      "function-v2-invoker",
      "role-removed",
    ],
  },
  {
    pattern: /Policy members must be of the form|invalid value for member \(IAM members must have/i,
    meaning: "A member lacks its prefix, or role and member have changed places.",
    advice: "Write `user:`, `serviceAccount:`, `group:` or `domain:` in front of the address.",
    rules: ["member-missing-prefix", "member-unknown-prefix"],
  },
  {
    pattern: /Principal\s+['"]?(?<principal>[^\s'"]+)['"]?\s+is of type\s+['"]?\w+/i,
    meaning: "The prefix of the member is not the one of its kind.",
    advice: "Write the prefix that the message names.",
    rules: ["member-prefix-mismatch"],
  },
  {
    pattern: /\bdeleted:(?:serviceAccount|user|group):(?<principal>[^\s'"?]+@[^\s'"?]+)\?uid=\d+/,
    meaning: "The policy still holds a member that was deleted, which no configuration can add.",
    advice: "Take it out of the policy, with its `deleted:` prefix and `uid`.",
    rules: ["member-deleted"],
  },
  {
    pattern: /do(?:es)? not belong to a permitted customer/i,
    meaning: "Domain-restricted sharing refuses a member, mostly `allUsers`.",
    advice: "For a public service, switch the invoker check off instead of granting `allUsers`.",
    rules: ["run-public-service"],
  },
  {
    pattern: /Identity Pool does not exist/i,
    meaning: "The workload identity pool that a member names is not there, or not yet.",
    advice: "Make the grant depend on the cluster or pool, and refer to the pool by its `name`.",
    rules: ["gke-wi-pool-order", "member-gke-wi-malformed", "member-wif-malformed"],
  },
  {
    pattern: /Service account\s+['"]?(?<principal>[^\s'"]+@[^\s'"]+?)['"]?\s+does not exist/i,
    meaning:
      "The account is not there, or its address is wrong; service agents are made when their service is first used.",
    advice:
      "Look at the address; make a service agent with `google_project_service_identity` before granting it roles.",
    rules: ["service-agent-before-creation", "member-service-agent-malformed", "member-sa-email-typo"],
  },
  {
    pattern: /service_account_id["']?\)?\s.*doesn't match regexp/i,
    meaning: "The account is named by its address where its full name is needed.",
    advice: "Use the `name` of the account.",
    rules: ["tf-sa-id-not-qualified"],
  },
  {
    pattern: /Adding a binding without specifying a condition/i,
    meaning: "The policy has conditions, and gcloud cannot ask which one is meant.",
    advice: "Add `--condition=None`.",
    rules: ["sh-condition-none"],
  },
  {
    pattern:
      /conditions can(?:'|no)t be set on primitive roles|conditions? (?:is|are) not (?:supported|allowed) (?:for|on) (?:primitive|basic) roles/i,
    meaning: "Basic roles take no conditions.",
    advice: "Grant a predefined role instead of `roles/owner`, `roles/editor` or `roles/viewer`.",
    rules: ["cond-basic-role"],
  },
  {
    pattern: /You can't create a role(?:_id)?\s*\(?(?<resource>[\w.]*)\)? which has been marked for deletion/i,
    meaning: "A custom role of this id was deleted, and the id is held for some weeks.",
    advice: "Undelete the role, or use another id.",
    rules: [],
  },
  {
    pattern:
      /The request was not authenticated|Your client does not have permission to get URL|403.{0,40}(?:run\.app|cloudfunctions)/i,
    permission: "run.routes.invoke",
    meaning: "The caller may not invoke the service or function, or sent no ID token.",
    advice: "Grant `roles/run.invoker` on the Cloud Run service to the caller, which must send an ID token.",
    rules: ["caller-missing-invoker", "function-v2-invoker", "caller-oauth-to-run", "run-iap-missing-invoker"],
  },
  {
    pattern: /if ['"]build\.service_account['"] is specified/i,
    meaning: "A build with an account of its own must say where its logs go.",
    advice: "Set `options.logging: CLOUD_LOGGING_ONLY`.",
    rules: ["cloudbuild-sa-logging"],
  },
  {
    pattern:
      /could not resolve source.{0,80}?(?<principal>[^\s'"]+@[^\s'"]+)\s+does not have storage\.objects\.get access/i,
    permission: "storage.objects.get",
    meaning: "The account that builds may not read the source that was uploaded for it.",
    advice: "Grant `roles/run.builder` on the project to the account of the build.",
    rules: ["run-source-deploy-roles"],
  },
  {
    pattern: /cloudsql\.instances\.(?:connect|get)\b/,
    permission: "cloudsql.instances.connect",
    meaning: "The service identity may not connect to the database instance.",
    advice: "Grant `roles/cloudsql.client` on the instance's project to the service identity.",
    rules: ["run-identity-missing-cloudsql"],
  },
  {
    pattern:
      /(?<principal>[^\s'">]+@[^\s'"]+?|\*{3})['"]?\s+does not have\s+(?:permission\s+)?['"]?(?<permission>[a-z][A-Za-z]*(?:\.[A-Za-z]+){2,})['"]?\s+(?:access|permission)(?:\s+(?:to|on)\s+(?:the\s+)?(?:Google Cloud Storage (?:object|bucket)|['"]?(?<resource>[^\s'"<]+?)['"]?(?=[\s,)<]|\.[\s<]|\.?$)))?/,
    meaning: "The principal lacks a permission.",
    advice: "Grant the smallest role that holds it.",
    rules: [],
  },
  {
    pattern:
      /[Pp]ermission\s+['"]?(?<permission>[a-z][A-Za-z]*(?:\.[A-Za-z]+){2,})['"]?\s+(?:is\s+)?(?:denied|missing)?(?:.{0,40}?\b(?:resource|account|bucket)\s+[([]?['"]?(?<resource>[^\s'"()[\]]+?)['"]?(?=[\s'",)(\]]|\.\s|\.?$))?/,
    meaning: "The caller lacks a permission.",
    advice: "Grant the smallest role that holds it.",
    rules: [],
  },
  {
    pattern:
      /Required\s+['"](?<permission>[a-z][A-Za-z]*(?:\.[A-Za-z]+){2,})['"]\s+permission(?:\s+for\s+['"](?<resource>[^'"]+)['"])?/,
    meaning: "The caller lacks a permission.",
    advice: "Grant the smallest role that holds it.",
    rules: [],
  },
  {
    pattern: /The caller does not have permission/i,
    meaning: "The API refuses the request without saying which permission it takes.",
    advice: "Look at what the command or resource does, and ask `why` for that permission.",
    rules: [],
  },
];
