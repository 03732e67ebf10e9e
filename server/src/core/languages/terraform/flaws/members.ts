import type { Flaw } from "../../../model/facts.ts";
import { known } from "../../../model/value.ts";
import type { IamType } from "../families.ts";
import { attributeOf, type Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { flawOf } from "./flaw.ts";

const BASIC: ReadonlySet<string> = new Set(["roles/owner", "roles/editor", "roles/viewer"]);

/** A binding whose list of members is written out and empty. */
export function readMemberFlaws(declaration: Declaration, { kind }: IamType, reader: Reader): readonly Flaw[] {
  const members = attributeOf(reader.block, "members")?.value;
  if (kind !== "binding" || members?.kind !== "list" || !members.closed || members.items.length > 0) return [];
  const role = known(reader.value("role", "role"));
  if (role === undefined || BASIC.has(role)) return [];
  return [flawOf(declaration, reader, { flaw: "tf-empty-members", at: members, words: { role } })];
}
