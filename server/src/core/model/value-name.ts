import { display, known, soleReference, type Value } from "./value.ts";

/** An account that is declared goes by its own name, whatever attribute names it here. */
export function nameOf(value: Value): string {
  const reference = soleReference(value);
  if (reference === undefined) return display(value);
  const { text, target } = reference;
  return target === undefined || target.attribute === "" ? text : withoutEnd(text, `.${target.attribute}`);
}

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
