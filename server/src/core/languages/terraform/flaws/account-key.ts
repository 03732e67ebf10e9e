import type { Flaw } from "../../../model/facts.ts";
import { attributeOf, type Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { flawOf } from "./flaw.ts";

/** A key that Google makes for a service account; where one's own public key is uploaded, no secret leaves its place. */
export function readAccountKeyFlaws(declaration: Declaration, reader: Reader): readonly Flaw[] {
  const { type, isData, block } = declaration;
  const [label] = block.labels;
  if (isData || type !== "google_service_account_key" || label === undefined) return [];
  if (attributeOf(block, "public_key_data") !== undefined) return [];
  return [flawOf(declaration, reader, { flaw: "account-key", at: label })];
}
