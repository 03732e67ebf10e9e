import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type PlaceData,
  PRINCIPALS,
  type PrincipalsResult,
  WHY,
  type WhyData,
  type WhyParams,
  type WhyResult,
} from "../../server/src/lsp/messages.ts";
import { openPlace, whereabouts } from "./places.ts";

const TITLE = "IAM: Why Does a Principal Hold a Permission?";

/** Something that can be chosen to go to its place; without one it is only read. */
export interface PlaceItem extends QuickPickItem {
  readonly place?: PlaceData;
}

/** Asks for a principal, a permission and a resource, and shows the grants that tell whether it is held. */
export async function askWhy(client: BaseLanguageClient): Promise<void> {
  const principals = await client.sendRequest<PrincipalsResult>(PRINCIPALS, {});
  const principal =
    principals.length === 0
      ? await window.showInputBox({ title: TITLE, prompt: "Principal, as in a policy" })
      : await window.showQuickPick([...principals], { title: TITLE, placeHolder: "Principal" });
  if (!principal) return;
  const permission = await window.showInputBox({ title: TITLE, prompt: "Permission, such as run.services.update" });
  if (!permission) return;
  const resource = await window.showInputBox({ title: TITLE, prompt: "Resource, or nothing for any" });
  if (resource === undefined) return;
  const question: WhyParams = { principal, permission: permission.trim(), ...(resource && { resource }) };
  const { problem, answers } = await client.sendRequest<WhyResult>(WHY, question);
  if (problem !== undefined) await window.showWarningMessage(problem);
  else await pickPlace(answers.flatMap(itemsOf), TITLE);
}

/** An answer as a list: the verdict, why it is so, and the grants. */
export const itemsOf = ({ verdict, reasons, grants }: WhyData): readonly PlaceItem[] => [
  { label: verdict, kind: QuickPickItemKind.Separator },
  ...reasons.map((reason) => ({ label: `$(info) ${reason}` })),
  ...grants.map(({ source, role, on, place }) => ({
    label: `$(go-to-file) ${source}`,
    description: whereabouts(place),
    detail: `${role} on ${on}`,
    place,
  })),
  ...(reasons.length + grants.length === 0 ? [{ label: "$(info) nothing more is known" }] : []),
];

/** Lets one choose a place of a list, and goes there. */
async function pickPlace(items: readonly PlaceItem[], title: string): Promise<void> {
  const chosen = await window.showQuickPick([...items], { title, matchOnDescription: true, matchOnDetail: true });
  if (chosen?.place !== undefined) await openPlace(chosen.place);
}
