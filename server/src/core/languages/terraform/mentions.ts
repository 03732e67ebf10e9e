import type { Slot } from "../../model/value.ts";
import { childrenOf } from "./iteration.ts";
import type { Declaration } from "./module.ts";
import type { Reader } from "./reading.ts";

/** Where a list stands that grants nothing. */
interface Mention {
  readonly path: readonly string[];
  readonly lists: Readonly<Record<string, Slot>>;
}

const AUDIT: Mention = { path: ["audit_log_config"], lists: { exempted_members: "member" } };

/** Blocks that only speak of principals, by type. */
const MENTIONS: Readonly<Record<string, Mention>> = {
  "data.google_iam_policy": {
    path: ["audit_config", "audit_log_configs"],
    lists: { exempted_members: "member" },
  },
};

/** Reads the values of a block that grants nothing, for hover and completion. */
export function readMentions(declaration: Declaration, reader: Reader): void {
  const name = declaration.isData ? `data.${declaration.type}` : declaration.type;
  const isAudit = !declaration.isData && /^google_\w+_iam_audit_config$/.test(name);
  const mention = isAudit ? AUDIT : Object.hasOwn(MENTIONS, name) ? MENTIONS[name] : undefined;
  if (mention === undefined) return;
  const inner = mention.path.reduce<readonly Reader[]>(
    (at, block) =>
      at.flatMap((one) => childrenOf(one.block, block, one.env).map((child) => one.of(child.block, child.env))),
    [reader],
  );
  for (const one of inner) for (const [list, slot] of Object.entries(mention.lists)) one.list(list, slot);
}
