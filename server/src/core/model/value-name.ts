import { display, known, type Part, soleReference, type Value } from "./value.ts";

/** An account that is declared goes by its own name, whatever attribute names it here, also behind `serviceAccount:`. */
export function nameOf(value: Value): string {
  const [prefix, behind, ...more] = value.parts;
  const isPrefixed = prefix?.kind === "literal" && prefix.text === "serviceAccount:" && more.length === 0;
  const reference = soleReference(value) ?? (isPrefixed && isDeclared(behind) ? behind : undefined);
  if (reference?.kind !== "reference") return display(value);
  const { text, target } = reference;
  const declared = target !== undefined && HANDED.test(text) ? ACCOUNT.exec(target.address)?.[1] : undefined;
  if (declared !== undefined) return declared;
  return target === undefined || target.attribute === "" ? text : withoutEnd(text, `.${target.attribute}`);
}

/** What a module is given goes by the name of the account that it is. */
const HANDED = /^(?:var|local|each)\./;
const ACCOUNT = /#(google_service_account\..+)$/;

/** Whether a part names a declared account by its address. */
const isDeclared = (part: Part | undefined): boolean =>
  part?.kind === "reference" &&
  part.target?.attribute === "email" &&
  part.target.address.includes("#google_service_account.");

const withoutEnd = (text: string, end: string): string => (text.endsWith(end) ? text.slice(0, -end.length) : text);

/** A word for naming: the resource's own name, or the part before the `@`. */
export function shortName(value: Value): string {
  const reference = soleReference(value) ?? value.parts.find((part) => part.kind === "reference");
  const address = known(value) === undefined ? reference?.target?.address : undefined;
  const declared = address
    ?.slice(address.indexOf("#") + 1)
    .split(/[./]/)
    .at(-1);
  const text =
    declared ??
    display(value)
      .replace(/^[A-Za-z]+:/, "")
      .replace(/^.*\//, "");
  return (text.split("@")[0] ?? text).replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "member";
}
