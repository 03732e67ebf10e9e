/** Permissions on a service account that are enough to act as it, most direct first, with what they do. */
const IMPERSONATING: Readonly<Record<string, string>> = {
  "iam.serviceAccounts.getAccessToken": "get access tokens of",
  "iam.serviceAccountKeys.create": "make keys for",
  "iam.serviceAccounts.setIamPolicy": "decide who may act as",
  "iam.serviceAccounts.implicitDelegation": "get tokens through",
  "iam.serviceAccounts.signJwt": "sign tokens as",
  "iam.serviceAccounts.signBlob": "sign as",
  "iam.serviceAccounts.actAs": "run code as",
  "iam.serviceAccounts.getOpenIdToken": "get ID tokens of",
};

/** The most direct way to act as service accounts among some permissions, as a verb: `get access tokens of`. */
export function impersonatingVerb(permissions: readonly string[]): string | undefined {
  const known = verbs.get(permissions);
  if (known !== undefined) return known.verb;
  const held = new Set(permissions);
  const verb = Object.entries(IMPERSONATING).find(([permission]) => held.has(permission))?.[1];
  verbs.set(permissions, { verb });
  return verb;
}

/** By list: that of a role is one and the same. */
const verbs = new WeakMap<readonly string[], { readonly verb: string | undefined }>();
