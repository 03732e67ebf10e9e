const IMPERSONATION = ["lp-impersonation-scope"];
const DEFAULT_ACCOUNT = ["lp-default-sa"];
const BASIC = ["lp-basic-role"];
const PUBLIC = ["lp-public", "run-public-service"];
const PRIVILEGED = ["lp-admin-to-service-account", "lp-basic-role"];
const PROVIDER = ["wif-provider-no-condition"];
const TO_USER = ["lp-user-direct", "lp-personal-account"];

/**
 * Rules that look at what a check of another linter looks at, by the check's id in lower case.
 * Sources: the checks of bridgecrewio/checkov, aquasecurity/tfsec and aquasecurity/trivy-checks for Google Cloud, 2026-08.
 */
export const FOREIGN_CHECKS: Readonly<Record<string, readonly string[]>> = {
  ckv_gcp_28: PUBLIC,
  ckv_gcp_41: IMPERSONATION,
  ckv_gcp_42: PRIVILEGED,
  ckv_gcp_44: IMPERSONATION,
  ckv_gcp_45: IMPERSONATION,
  ckv_gcp_46: DEFAULT_ACCOUNT,
  ckv_gcp_47: DEFAULT_ACCOUNT,
  ckv_gcp_48: DEFAULT_ACCOUNT,
  ckv_gcp_49: IMPERSONATION,
  ckv_gcp_102: PUBLIC,
  ckv_gcp_107: PUBLIC,
  ckv_gcp_115: BASIC,
  ckv_gcp_116: BASIC,
  ckv_gcp_117: BASIC,
  ckv_gcp_118: PROVIDER,
  "avd-gcp-0001": PUBLIC,
  "avd-gcp-0003": TO_USER,
  "avd-gcp-0004": DEFAULT_ACCOUNT,
  "avd-gcp-0005": IMPERSONATION,
  "avd-gcp-0006": DEFAULT_ACCOUNT,
  "avd-gcp-0007": PRIVILEGED,
  "avd-gcp-0008": DEFAULT_ACCOUNT,
  "avd-gcp-0009": IMPERSONATION,
  "avd-gcp-0011": IMPERSONATION,
  "avd-gcp-0068": PROVIDER,
  "google-iam-no-folder-level-default-service-account-assignment": DEFAULT_ACCOUNT,
  "google-iam-no-folder-level-service-account-impersonation": IMPERSONATION,
  "google-iam-no-org-level-default-service-account-assignment": DEFAULT_ACCOUNT,
  "google-iam-no-org-level-service-account-impersonation": IMPERSONATION,
  "google-iam-no-privileged-service-accounts": PRIVILEGED,
  "google-iam-no-project-level-default-service-account-assignment": DEFAULT_ACCOUNT,
  "google-iam-no-project-level-service-account-impersonation": IMPERSONATION,
  "google-iam-no-user-granted-permissions": TO_USER,
  "google-iam-no-conditions-workload-identity-pool-provider": PROVIDER,
  "google-storage-no-public-access": PUBLIC,
};
