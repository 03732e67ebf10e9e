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
      /does not have access to (?:the )?image|artifactregistry\.repositories\.downloadArtifacts["']?\s+denied(?:\s+on\s+resource\s+['"]?(?<resource>[^\s'"]+?)['"]?(?=[\s'".,)]|$))?/i,
    permission: "artifactregistry.repositories.downloadArtifacts",
    meaning: "Whoever deploys, or the service agent, may not read the image.",
    advice: "Grant `roles/artifactregistry.reader` on the repository.",
    rules: ["run-deployer-missing-image-reader", "run-cross-project-image"],
  },
  {
    pattern: /eventarc\.events\.receiveEvent|while using the Eventarc Service Agent/i,
    permission: "eventarc.events.receiveEvent",
    meaning: "The account of the trigger, or Eventarc's service agent, lacks its role.",
    advice:
      "Grant `roles/eventarc.eventReceiver` on the project to the trigger's account; a new service agent takes a few minutes.",
    rules: ["eventarc-trigger-roles", "service-identity-role-missing"],
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
    pattern: /do(?:es)? not belong to a permitted customer/i,
    meaning: "Domain-restricted sharing refuses a member, mostly `allUsers`.",
    advice: "For a public service, switch the invoker check off instead of granting `allUsers`.",
    rules: ["run-public-service"],
  },
  {
    pattern: /Identity Pool does not exist/i,
    meaning: "The workload identity pool that a member names is not there, or not yet.",
    advice: "Make the grant depend on the cluster or pool, and refer to the pool by its `name`.",
    rules: ["member-gke-wi-malformed", "member-wif-malformed"],
  },
  {
    pattern: /Service account\s+['"]?(?<principal>[^\s'"]+@[^\s'"]+?)['"]?\s+does not exist/i,
    meaning:
      "The account is not there, or its address is wrong; service agents are made when their service is first used.",
    advice:
      "Look at the address; make a service agent with `google_project_service_identity` before granting it roles.",
    rules: ["member-service-agent-malformed", "member-sa-email-typo"],
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
    rules: ["custom-role-soft-delete"],
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
      /['"]?(?<principal>[^\s'"]+@[^\s'"]+?)['"]?\s+does not have\s+(?<permission>[a-z][A-Za-z]*(?:\.[A-Za-z]+){2,})\s+access(?:\s+to\s+(?:the\s+)?(?:Google Cloud Storage object|[\w\s]*?)['"]?(?<resource>[^\s'"]+\/[^\s'"]+?)['"]?(?=[\s.,)]|$))?/,
    meaning: "The principal lacks a permission.",
    advice: "Grant the smallest role that holds it.",
    rules: [],
  },
  {
    pattern:
      /[Pp]ermission\s+['"]?(?<permission>[a-z][A-Za-z]*(?:\.[A-Za-z]+){2,})['"]?\s+(?:is\s+)?(?:denied|missing)?(?:.{0,40}?\b(?:resource|account)\s+\(?['"]?(?<resource>[^\s'"()]+?)['"]?(?=[\s'".,)(]|$))?/,
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
];
