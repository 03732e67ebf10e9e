import type { Flaw } from "../../../model/facts.ts";
import { iamTypeOf } from "../families.ts";
import type { Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { readAccountKeyFlaws } from "./account-key.ts";
import { readArgumentFlaws } from "./arguments.ts";
import { readKeyFlaws } from "./keys.ts";
import { readMemberFlaws } from "./members.ts";
import { readPolicyFlaws } from "./policies.ts";
import { readTextFlaws } from "./texts.ts";
import { readTypeFlaws } from "./types.ts";

/** Where a block breaks the rules of its own form. */
export function readFlaws(declaration: Declaration, reader: Reader): readonly Flaw[] {
  const type = declaration.isData ? undefined : iamTypeOf(declaration.type);
  return [
    ...(type === undefined ? [] : readArgumentFlaws(declaration, type, reader)),
    ...(type === undefined ? [] : readPolicyFlaws(declaration, type, reader)),
    ...(type === undefined ? [] : readMemberFlaws(declaration, type, reader)),
    ...readTypeFlaws(declaration, reader),
    ...readKeyFlaws(declaration, reader),
    ...readTextFlaws(declaration, reader),
    ...readAccountKeyFlaws(declaration, reader),
  ];
}
