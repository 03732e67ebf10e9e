import type { ServiceAccount } from "../../core/model/facts.ts";
import { emailAttribute } from "../../core/model/principal.ts";
import { display, known } from "../../core/model/value.ts";
import { type Insertion, writeExpression, writeText } from "./insertion.ts";
import type { Item } from "./item.ts";
import { matcherOf } from "./match.ts";

/** What a member begins with, or is. */
const PREFIXES: readonly { readonly text: string; readonly detail: string }[] = [
  { text: "serviceAccount:", detail: "service account, by e-mail" },
  { text: "group:", detail: "Google group, by e-mail" },
  { text: "user:", detail: "Google account, by e-mail" },
  { text: "domain:", detail: "all accounts of a Workspace or Cloud Identity domain" },
  {
    text: "principal://iam.googleapis.com/projects/PROJECT_NUMBER/locations/global/workloadIdentityPools/",
    detail: "one identity of a workload identity pool",
  },
  {
    text: "principalSet://iam.googleapis.com/projects/PROJECT_NUMBER/locations/global/workloadIdentityPools/",
    detail: "identities of a workload identity pool",
  },
  {
    text: "principal://iam.googleapis.com/locations/global/workforcePools/",
    detail: "one person of a workforce identity pool",
  },
  {
    text: "principalSet://iam.googleapis.com/locations/global/workforcePools/",
    detail: "people of a workforce identity pool",
  },
  { text: "allAuthenticatedUsers", detail: "everyone with any Google account" },
  { text: "allUsers", detail: "everyone on the internet" },
];

const RANKS = { account: 0, prefix: 1 } as const;

/** The beginnings of members, and the members that are whole words. */
export function prefixItems(insertion: Insertion): readonly Item[] {
  const match = matcherOf(insertion.typed, false);
  return PREFIXES.flatMap(({ text, detail }): readonly Item[] => {
    if (match(text, "") === undefined) return [];
    const edit = writeText(insertion, text);
    const caret = insertion.after === "" ? {} : { caret: edit.text.length - insertion.after.length };
    const isWhole = !/[:/]$/.test(text);
    return [
      {
        label: text,
        kind: isWhole ? "member" : "prefix",
        detail,
        filter: text,
        rank: RANKS.prefix,
        edit,
        ...(isWhole ? {} : caret),
      },
    ];
  });
}

/** Accounts as members. `isNear` tells those of the same Terraform module, which a reference reaches. */
export function accountItems(
  accounts: readonly ServiceAccount[],
  insertion: Insertion,
  isNear: (account: ServiceAccount) => boolean,
): readonly Item[] {
  const match = matcherOf(insertion.typed, false);
  return accounts.flatMap((account): readonly Item[] => {
    const written = isNear(account) ? byReference(account, insertion) : byEmail(account, insertion);
    if (written === undefined) return [];
    const { label, edit } = written;
    const filter = `${edit.text.trim()} ${label}`;
    if (match(filter, "") === undefined) return [];
    const detail = account.accountId === undefined ? account.source : display(account.accountId);
    return [{ label, kind: "account", detail, filter, rank: RANKS.account, edit }];
  });
}

/** What tells how an account is written somewhere. */
type Written = Pick<Item, "label" | "edit">;

function byReference(account: ServiceAccount, insertion: Insertion): Written | undefined {
  const email = account.address === undefined ? undefined : emailAttribute(account.address);
  const name = account.address?.split("#").slice(1).join("#");
  if (email === undefined || name === undefined || insertion.form === "plain") return undefined;
  const edit =
    insertion.form === "bare"
      ? writeExpression(insertion, `${name}.member`)
      : writeText(insertion, `serviceAccount:\${${name}.${email}}`);
  return { label: name, edit };
}

function byEmail(account: ServiceAccount, insertion: Insertion): Written | undefined {
  const id = known(account.accountId);
  const project = known(account.project);
  const composed = id === undefined || project === undefined ? undefined : `${id}@${project}.iam.gserviceaccount.com`;
  const email = known(account.email) ?? composed;
  if (email === undefined) return undefined;
  const label = `serviceAccount:${email}`;
  return { label, edit: writeText(insertion, label) };
}
