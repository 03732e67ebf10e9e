import { leading, type Part, type Reference, trailing, type Value } from "./value.ts";

/**
 * What can stand before the colon of a member in an allow policy.
 * Source: cloud.google.com/iam/docs/principal-identifiers; `principalHierarchy` and `iamMember` are accepted though not listed there.
 */
export const PREFIXES = [
  "user",
  "serviceAccount",
  "group",
  "domain",
  "principal",
  "principalSet",
  "projectOwner",
  "projectEditor",
  "projectViewer",
  "deleted",
  "principalHierarchy",
  "iamMember",
] as const;

export type Prefix = (typeof PREFIXES)[number];

const KNOWN_PREFIXES: ReadonlySet<string> = new Set(PREFIXES);
export const isPrefix = (text: string): text is Prefix => KNOWN_PREFIXES.has(text);

/** Members that are whole without a prefix; the last three are BigQuery's own groups. */
const WORDS = new Set(["allusers", "allauthenticatedusers", "projectowners", "projectreaders", "projectwriters"]);

/** Whether a text is one of the members without a prefix, in any letter case. */
export const isSpecialMember = (text: string): boolean => WORDS.has(text.toLowerCase());

export interface SplitMember {
  /** What stands before the first colon, as written. */
  readonly prefix: string;
  /** What stands behind it. */
  readonly rest: readonly Part[];
}

/** Splits a member at its first colon; `undefined` when none is known to stand before the first unknown part. */
export function splitMember(member: Value): SplitMember | undefined {
  const start = leading(member);
  const colon = start.indexOf(":");
  return colon < 0 ? undefined : { prefix: start.slice(0, colon), rest: behind(member.parts, colon + 1) };
}

function behind(parts: readonly Part[], count: number): readonly Part[] {
  const kept: Part[] = [];
  let left = count;
  for (const part of parts) {
    const text = part.kind === "literal" ? part.text.slice(left) : "";
    if (part.kind === "reference") kept.push(part);
    else if (text !== "") kept.push({ ...part, text });
    if (part.kind === "literal") left = Math.max(0, left - part.text.length);
  }
  return kept;
}

/** The domain behind the `@` as far as it is surely whole, in lower case: also of a text with unknown parts before the `@`. */
export function emailDomain(value: Value): string | undefined {
  const end = trailing(value);
  const at = end.lastIndexOf("@");
  return at < 0 ? undefined : end.slice(at + 1).toLowerCase();
}

/** Whether a text surely ends like the e-mail address of a service account, or names a GKE workload identity. */
export function isAccountText(value: Value): boolean {
  const end = trailing(value);
  return /[@.]gserviceaccount\.com$/i.test(end) || /\.svc\.id\.goog\[[^\]]*\]$/.test(end);
}

const EMAIL = /^[^\s@:/,;]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+$/i;
const DOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i;
const LIKE_A_GROUP = /(?:^|[-_.])(?:team|group|admins?|devs?|all|users)(?:[-_.@]|$)/i;
/** Longer texts name no principal: bounds the work on generated ones. */
const LONGEST = 400;

/** Prefixes that would make a member of a text without one, likeliest first; empty when it looks like no principal. */
export function meantPrefixes(text: string): readonly Prefix[] {
  if (text.length > LONGEST) return [];
  if (/@(?:.+\.)?gserviceaccount\.com$/i.test(text) || /^[^\s:/]+\.svc\.id\.goog\[[^\]]*\]$/.test(text)) {
    return ["serviceAccount"];
  }
  if (EMAIL.test(text)) {
    if (/@googlegroups\.com$/i.test(text)) return ["group"];
    return LIKE_A_GROUP.test(text) ? ["group", "user"] : ["user", "group"];
  }
  return DOMAIN.test(text) ? ["domain"] : [];
}

/**
 * Whether a text belongs to another universe than googleapis.com, whose roles and e-mail addresses differ:
 * its accounts end in `@PROJECT.UNIVERSE.iam.gserviceaccount.com` (a domain's own projects have more labels).
 */
export const isOtherUniverse = (text: string): boolean =>
  /[.@]s3ns(?:-system)?\./.test(text) || /@[^.@]+\.[^.@]+\.iam\.gserviceaccount\.com$/.test(text);

/** Terraform types whose objects are service accounts and have a `member` attribute, and their e-mail attribute. */
const ACCOUNT_TYPES: Readonly<Record<string, string>> = {
  google_service_account: "email",
  google_compute_default_service_account: "email",
  google_app_engine_default_service_account: "email",
  google_bigquery_default_service_account: "email",
  google_storage_transfer_project_service_account: "email",
  google_project_service_identity: "email",
  google_storage_project_service_account: "email_address",
};

/** The attribute that holds the account's e-mail address, when an address is that of such an object. */
export function emailAttribute(address: string): string | undefined {
  const type = /#(?:data\.)?(google_\w+)\./.exec(address)?.[1];
  return type !== undefined && Object.hasOwn(ACCOUNT_TYPES, type) ? ACCOUNT_TYPES[type] : undefined;
}

/** Whether a reference is the e-mail address of a service account. */
export const isEmailReference = ({ target }: Reference): boolean =>
  target !== undefined && emailAttribute(target.address) === target.attribute;
