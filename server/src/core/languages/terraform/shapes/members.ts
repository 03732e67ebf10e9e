import { known, leading, literal, type Part, soleReference, type Value } from "../../../model/value.ts";
import { type Folded, knownText, optionsOf, type Text } from "../folded.ts";
import { attributeOf } from "../module.ts";
import { type Call, foldAt, makeValue, outputOf, valueAt } from "./call.ts";
import { accountsOfIds, type MadeAccounts } from "./many-accounts.ts";
import type { Context } from "./row.ts";
import type { Grants } from "./shape.ts";

/** The texts of a list; of a single text, that one, unless it may be a list. */
export function textsOf(folded: Folded): readonly Text[] {
  const items = optionsOf(folded).flatMap((one) => (one.kind === "sequence" ? one.items.flatMap(optionsOf) : [one]));
  return items.filter(
    (item): item is Text =>
      item.kind === "text" &&
      (folded.kind !== "text" || item.parts.some((part) => part.kind === "literal" && part.text !== "")),
  );
}

export interface Members {
  readonly members: readonly Value[];
  readonly complete: boolean;
}

export function membersOf(folded: Folded, call: Call): Members {
  if (folded.kind === "null") return { members: [], complete: true };
  const texts = textsOf(folded);
  const all = folded.kind === "sequence" && folded.complete && folded.items.every(({ kind }) => kind === "text");
  return {
    members: texts.map((text) => makeValue(call, text, "member")),
    complete: all && texts.every(({ isDefault, maybe }) => !isDefault && maybe !== true),
  };
}

/** The same of a list that may hold names of service agents (`container-engine`), which the module completes. */
export function withoutAgents(folded: Folded, call: Call): Members {
  const isAgent = (item: Folded): boolean => /^[\w-]+$/.test(knownText(item) ?? "");
  if (folded.kind !== "sequence" || !folded.items.some(isAgent)) return membersOf(folded, call);
  const items = folded.items.filter((item) => !isAgent(item));
  return { ...membersOf({ ...folded, items }, call), complete: false };
}

/** What an attribute for a single member says. */
export const oneMember = (folded: Folded, { call }: Context): Members =>
  folded.kind === "text"
    ? { members: [makeValue(call, folded, "member")], complete: !folded.isDefault }
    : { members: [], complete: false };

/** The principal that the module itself knows; nothing, where the table does not say which. */
export function impliedMember({ call, grants: { member } }: Context): Members {
  if (member === undefined) return { members: [], complete: false };
  if (member !== "account") return addressMember(member, call);
  const made = call.account?.many && accountsOfIds(foldAt(call, call.account.id[0] ?? "", "text"));
  if (made !== undefined) return membersOfMade(made, call);
  const output = outputFor(call, "member");
  const email = output === undefined ? outputFor(call, "email") : undefined;
  if (email !== undefined) return { members: [behindPrefix(outputOf(call, email))], complete: true };
  const isOne = call.account?.many === undefined;
  return { members: output === undefined ? [] : [outputOf(call, output)], complete: output !== undefined && isOne };
}

const outputFor = (call: Call, attribute: string): string | undefined =>
  Object.entries(call.account?.outputs ?? {}).find(([, one]) => one === attribute)?.[0];

const behindPrefix = (email: Value): Value => ({ ...email, parts: [literal("serviceAccount:"), ...email.parts] });

/** The accounts of a list of ids, each as the output that maps ids to members. */
function membersOfMade({ accounts, complete }: MadeAccounts, call: Call): Members {
  const { outputs = {}, many } = call.account ?? {};
  const nameIn = (table: Readonly<Record<string, string>>): string =>
    Object.entries(table).find(([, attribute]) => attribute === "member")?.[0] ?? "";
  const members = accounts.map(({ key }) =>
    key === "" ? outputOf(call, nameIn(outputs)) : outputOf(call, nameIn(many?.keyed ?? {}), key),
  );
  return { members, complete };
}

/** Whether a text is a member already, prefix and all; the module's own prefix then spoils it. */
export function isWhole(address: Value, prefix: string): boolean {
  const reference = soleReference(address);
  const isMember = reference?.target?.attribute === "member" && reference.text.endsWith(".member");
  return isMember || leading(address).startsWith(`${prefix}:`);
}

type Address = Exclude<Grants["member"], "account" | undefined>;

/** The place is the whole argument: text written there would get the prefix once more. */
function addressMember({ argument, prefix, prefixArgument }: Address, call: Call): Members {
  const attribute = attributeOf(call.reader.block, argument);
  const address = valueAt(call, argument, "text");
  const own = prefixArgument === undefined ? undefined : attributeOf(call.reader.block, prefixArgument);
  const written = own && prefixArgument !== undefined ? known(valueAt(call, prefixArgument, "text")) : prefix;
  if (attribute === undefined || address === undefined || written === undefined)
    return { members: [], complete: false };
  const [first, ...rest] = address.parts;
  if (isWhole(address, written))
    return { members: [{ slot: "text", span: call.reader.span(attribute), parts: address.parts }], complete: true };
  const parts: readonly Part[] =
    first?.kind === "literal"
      ? [literal(`${written}:${first.text}`), ...rest]
      : [literal(`${written}:`), ...address.parts];
  return { members: [{ slot: "text", span: call.reader.span(attribute), parts }], complete: true };
}
