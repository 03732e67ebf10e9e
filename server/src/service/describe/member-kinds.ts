import { leading, type Value } from "../../core/model/value.ts";

interface Kind {
  readonly matches: RegExp;
  readonly text: string;
}

/** Principals of allow policies, the special ones first. Source: cloud.google.com/iam/docs/principal-identifiers. */
const MEMBER_KINDS: readonly Kind[] = [
  { matches: /^allUsers$/, text: "Everyone on the internet, signed in or not." },
  { matches: /^allAuthenticatedUsers$/, text: "Everyone with any Google account, also outside your organization." },
  { matches: /^user:/, text: "A person's Google account." },
  { matches: /^group:/, text: "All members of a Google group." },
  { matches: /^domain:/, text: "All accounts of a Google Workspace or Cloud Identity domain." },
  {
    matches: /^serviceAccount:[^[]*\.svc\.id\.goog\[/,
    text: "A Kubernetes service account, through Workload Identity Federation for GKE.",
  },
  { matches: /^serviceAccount:/, text: "A service account." },
  { matches: /^projectOwner:/, text: "Everyone who holds roles/owner on the project." },
  { matches: /^projectEditor:/, text: "Everyone who holds roles/editor on the project." },
  { matches: /^projectViewer:/, text: "Everyone who holds roles/viewer on the project." },
  { matches: /^deleted:/, text: "A principal that was deleted; it can be removed from a policy but not added." },
  {
    matches: /^principal:\/\/iam\.googleapis\.com\/.*\/workforcePools\//,
    text: "One person of a workforce identity pool.",
  },
  {
    matches: /^principalSet:\/\/iam\.googleapis\.com\/.*\/workforcePools\//,
    text: "People of a workforce identity pool.",
  },
  {
    matches: /^principal:\/\/iam\.googleapis\.com\/.*\.svc\.id\.goog\//,
    text: "A Kubernetes service account, through Workload Identity Federation for GKE.",
  },
  {
    matches: /^principalSet:\/\/iam\.googleapis\.com\/.*\.svc\.id\.goog\//,
    text: "Kubernetes service accounts, through Workload Identity Federation for GKE.",
  },
  { matches: /^principal:\/\/iam\.googleapis\.com\//, text: "One identity of a workload identity pool." },
  { matches: /^principalSet:\/\/iam\.googleapis\.com\//, text: "Identities of a workload identity pool." },
  { matches: /^principal:\/\//, text: "A single identity of another system." },
  { matches: /^principalSet:\/\//, text: "A set of identities." },
  { matches: /^principalHierarchy:\/\//, text: "The principals below a resource." },
];

/** Accounts that Google creates, told by their e-mail addresses. */
const ACCOUNT_KINDS: readonly Kind[] = [
  {
    matches: /-compute@developer\.gserviceaccount\.com$/,
    text: "The default service account of Compute Engine and Cloud Run.",
  },
  { matches: /@appspot\.gserviceaccount\.com$/, text: "The default service account of App Engine." },
  { matches: /@cloudservices\.gserviceaccount\.com$/, text: "The Google APIs service agent." },
  { matches: /^(?:serviceAccount:)?service-\d+@/, text: "A service agent: an account that a Google product uses." },
];

/** One sentence about the kind of principal; `undefined` when the written text does not tell. */
export function memberKindOf(member: Value): string | undefined {
  const text = leading(member);
  if (text.startsWith("serviceAccount:") && !text.includes("[")) return accountKindOf(member);
  return MEMBER_KINDS.find(({ matches }) => matches.test(text))?.text;
}

/** One sentence about the kind of service account. */
export function accountKindOf(account: Value): string {
  const text = account.parts.map((part) => (part.kind === "literal" ? part.text : "0")).join("");
  return ACCOUNT_KINDS.find(({ matches }) => matches.test(text))?.text ?? "A service account.";
}
