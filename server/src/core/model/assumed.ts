/** A grant that is made elsewhere, as the configuration says: the graph need not show it. */
export interface Assumed {
  /** As in a policy: `serviceAccount:ci@example.iam.gserviceaccount.com`; `*` for anyone. */
  readonly principal: string;
  /** `roles/iam.serviceAccountUser`, or the full name of a custom role. */
  readonly role: string;
  /** An e-mail address, a name or a full resource name; absent: wherever it is asked about. */
  readonly resource?: string;
}
