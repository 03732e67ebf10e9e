/** Expressions from outside the code; a script's own variables and declared accounts are not. */
const OUTSIDE = /\$\{[^}]*#(?!\$)(?!google_service_account\.)(?!IAMServiceAccount\/)/;

/** Whether a key is made of an expression from outside (`var.member`, a module's output): it may be anyone. */
export const isOpaqueKey = (key: string): boolean => OUTSIDE.test(split(key).name);

/**
 * Whether two keys may mean the same principal or account, for all that the code tells: accounts of one name whose projects
 * are not both known may be one.
 */
export function mayBeOne(a: string, b: string): boolean {
  if (a === b || isOpaqueKey(a) || isOpaqueKey(b)) return true;
  const [left, right] = [split(a), split(b)];
  return left.name === right.name && left.domain !== undefined && isUnsure(left.domain, right.domain);
}

const isUnsure = (a: string, b: string | undefined): boolean =>
  b !== undefined && (a.includes("${") || b.includes("${"));

/** The part before the `@` and the one behind it; an `@` inside an expression does not count. */
function split(key: string): { readonly name: string; readonly domain: string | undefined } {
  const at = key.replace(/\$\{[^}]*\}/g, (marked) => "_".repeat(marked.length)).indexOf("@");
  return at < 0 ? { name: key, domain: undefined } : { name: key.slice(0, at), domain: key.slice(at + 1) };
}
