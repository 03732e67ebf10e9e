import type { Flaw } from "../../../model/facts.ts";
import { known } from "../../../model/value.ts";
import { attributeOf, type Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { flawOf } from "./flaw.ts";

/** Texts of a service account and how many bytes of UTF-8 each may have. Source: cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts */
const LIMITS: Readonly<Record<string, { readonly flaw: string; readonly most: number }>> = {
  display_name: { flaw: "limit-sa-display-name", most: 100 },
  description: { flaw: "limit-sa-description", most: 256 },
};

/** Texts of a service account that are longer than the API takes. */
export function readTextFlaws(declaration: Declaration, reader: Reader): readonly Flaw[] {
  if (declaration.isData || declaration.type !== "google_service_account") return [];
  return Object.entries(LIMITS).flatMap(([name, { flaw, most }]) => {
    const attribute = attributeOf(reader.block, name);
    const text = known(reader.value(name, "text"));
    const size = text === undefined ? 0 : bytesOf(text);
    if (attribute === undefined || size <= most) return [];
    const at = attribute.value.kind === "template" ? attribute.value.inner : attribute.value;
    return [flawOf(declaration, reader, { flaw, at, words: { size: String(size), most: String(most) } })];
  });
}

/** Length in UTF-8. */
function bytesOf(text: string): number {
  let size = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}
