import { known, literal, type Part, type Reference, soleReference, type Value } from "../../../model/value.ts";

const ACCOUNT = /#(?:data\.)?google_(?:compute_default_|app_engine_default_)?service_account\./;
const ATTRIBUTES: ReadonlySet<string> = new Set(["", "email", "member", "name", "id", "unique_id", "account_id"]);
const EMAIL_OF_PROJECT = /^[^@\s]+@([a-z][a-z0-9-]*)\.iam\.gserviceaccount\.com$/;

/**
 * The full resource name of a service account, as `service_account_id` wants it: from a reference to the account in any of
 * its attributes, from an e-mail address, or from something that already is one.
 */
export function accountName(account: Value): readonly Part[] {
  const declared = declaredAccount(account);
  if (declared !== undefined) return [declared];
  const text = known(account)?.replace(/^serviceAccount:/, "");
  if (text !== undefined) return [literal(qualified(text))];
  const isName = account.slot === "resource";
  return isName ? account.parts : [literal("projects/-/serviceAccounts/"), ...account.parts];
}

/** The `name` of the account that a value refers to, alone or behind `serviceAccount:` or a resource name's start. */
function declaredAccount(account: Value): Reference | undefined {
  const [prefix, behind, ...more] = account.parts;
  const isPrefixed =
    prefix?.kind === "literal" && /^(?:serviceAccount:|projects\/[^/]*\/serviceAccounts\/)$/.test(prefix.text);
  const reference = soleReference(account) ?? (isPrefixed && more.length === 0 ? behind : undefined);
  if (reference?.kind !== "reference" || reference.target === undefined) return undefined;
  const { address, attribute } = reference.target;
  if (!ACCOUNT.test(address) || !ATTRIBUTES.has(attribute)) return undefined;
  const object = attribute === "" ? reference.text : reference.text.slice(0, -attribute.length - 1);
  return { ...reference, text: `${object}.name`, target: { address, attribute: "name" } };
}

/** The account's project where its e-mail address tells it, else the wildcard that the API takes. */
function qualified(email: string): string {
  if (email.includes("/")) return email;
  return `projects/${EMAIL_OF_PROJECT.exec(email)?.[1] ?? "-"}/serviceAccounts/${email}`;
}
