import { env, QuickPickItemKind, UIKind, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { EXPLAIN_ERROR, type ExplainErrorResult } from "../../server/src/lsp/messages.ts";
import { itemsOf, type PlaceItem } from "./ask-why.ts";
import { openPlace, whereabouts } from "./places.ts";

const TITLE = "IAM: Explain an Error";
/** A longer text is no error message. */
const MOST_CHARACTERS = 20_000;

type Fix = ExplainErrorResult["causes"][number]["fixes"][number];

interface ErrorItem extends PlaceItem {
  readonly fix?: Fix;
}

/** Explains an error: the selected one, else one that is asked for, on a desktop with what the clipboard holds to start from. */
export async function explainError(client: BaseLanguageClient, given?: unknown): Promise<void> {
  const explain = (text: string) => client.sendRequest<ExplainErrorResult | null>(EXPLAIN_ERROR, { text });
  const selection = typeof given === "string" ? given : selected();
  const found = selection === undefined ? null : await explain(selection);
  const text = found === null ? await asked() : undefined;
  const told = text ? await explain(text) : found;
  if (told !== null) await show(told, client);
  else if (text) await window.showInformationMessage("This is no error that IAM Lint knows.");
}

async function show(told: ExplainErrorResult, client: BaseLanguageClient): Promise<void> {
  const chosen = await window.showQuickPick(listOf(told), { title: told.meaning, placeHolder: told.advice });
  if (chosen?.fix !== undefined) await apply(client, chosen.fix);
  if (chosen?.place !== undefined) await openPlace(chosen.place);
}

function selected(): string | undefined {
  const { document, selection } = window.activeTextEditor ?? {};
  return document === undefined || selection?.isEmpty !== false ? undefined : document.getText(selection);
}

async function asked(): Promise<string | undefined> {
  const value = await copied();
  return window.showInputBox({
    title: TITLE,
    prompt: "An error of gcloud, Terraform or the API",
    ...(value !== undefined && { value }),
  });
}

/** What the clipboard holds if it looks like such an error; a browser would ask for leave to read it. */
async function copied(): Promise<string | undefined> {
  if (env.uiKind === UIKind.Web) return undefined;
  const text = (await env.clipboard.readText()).slice(0, MOST_CHARACTERS).replaceAll(/\s+/g, " ").trim();
  return /permission|denied|\b40[13]\b/i.test(text) ? text : undefined;
}

/** The causes of an error with their fixes, what the workspace grants, and what the error names. */
function listOf({ named, roles, causes, answers }: ExplainErrorResult): ErrorItem[] {
  return [
    { label: "In this workspace", kind: QuickPickItemKind.Separator },
    ...causes.flatMap(({ message, rule, place, fixes }): ErrorItem[] => [
      ...fixes.map((fix) => ({ label: `$(lightbulb) ${fix.title}`, description: "apply the fix", fix, place })),
      { label: `$(go-to-file) ${rule}`, description: whereabouts(place), detail: message, place },
    ]),
    ...(causes.length === 0 ? [{ label: "$(info) nothing here that the rules find" }] : []),
    ...answers.flatMap(itemsOf),
    { label: "The error", kind: QuickPickItemKind.Separator },
    ...Object.entries(named).map(([what, name]) => ({ label: `$(info) ${what}: ${name}` })),
    ...(roles.length === 0 ? [] : [{ label: `$(info) smallest roles: ${roles.join(", ")}` }]),
  ];
}

async function apply(client: BaseLanguageClient, { title, edit }: Fix): Promise<void> {
  const isApplied = await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
  if (!isApplied) await window.showWarningMessage(`"${title}" could not be applied: the files have changed.`);
}
