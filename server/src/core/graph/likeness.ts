/** Expressions from outside the code; a script's own variables and declared accounts are not. */
const OUTSIDE = /\$\{[^}]*#(?!\$)(?!google_service_account\.)(?!IAMServiceAccount\/)/;

/** Whether a key is made of an expression from outside (`var.member`, a module's output): it may be anyone. */
export const isOpaqueKey = (key: string): boolean => key.includes("${") && OUTSIDE.test(split(key).name);

/**
 * Whether two keys may mean the same principal or account, for all that the code tells: accounts of one name whose projects
 * are not both known may be one.
 */
export function mayBeOne(a: string, b: string): boolean {
  if (a === b) return true;
  if (!a.includes("${") && !b.includes("${")) return false;
  if (isOpaqueKey(a) || isOpaqueKey(b)) return true;
  if (objectIn(a) !== undefined || objectIn(b) !== undefined) return nameInKey(a) === nameInKey(b);
  const [left, right] = [split(a), split(b)];
  return left.name === right.name && left.domain !== undefined && isUnsure(left.domain, right.domain);
}

/** What keys that may be one have in common, unless one of them is opaque: the part before the `@`. */
export function nameInKey(key: string): string {
  const object = objectIn(key);
  if (object === undefined) return split(key).name;
  return key.startsWith(MEMBER) || key.endsWith(".member}") ? `${MEMBER}${object}` : object;
}

const MEMBER = "serviceAccount:";

/** The name of an account that Config Connector declares where it is not seen, which mostly is its id. */
const objectIn = (key: string): string | undefined =>
  key.includes("#IAMServiceAccount/") ? /#IAMServiceAccount\/(?:[^}]*\/)?([^/}.]+)[^/}]*\}$/.exec(key)?.[1] : undefined;

const isUnsure = (a: string, b: string | undefined): boolean =>
  b !== undefined && (a.includes("${") || b.includes("${"));

/** The part before the `@` and the one behind it; an `@` inside an expression does not count. */
function split(key: string): { readonly name: string; readonly domain: string | undefined } {
  const at = key.includes("${") ? maskedAt(key) : key.indexOf("@");
  return at < 0 ? { name: key, domain: undefined } : { name: key.slice(0, at), domain: key.slice(at + 1) };
}

function maskedAt(key: string): number {
  for (let from = 0; ; ) {
    const [at, expression] = [key.indexOf("@", from), key.indexOf("${", from)];
    if (at < 0 || expression < 0 || at < expression) return at;
    const end = key.indexOf("}", expression);
    if (end < 0) return at;
    from = end + 1;
  }
}
