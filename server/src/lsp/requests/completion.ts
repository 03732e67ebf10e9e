import { type CompletionItem, CompletionItemKind, CompletionItemTag, InsertTextFormat } from "vscode-languageserver";
import { complete, documentation } from "../../service/complete/complete.ts";
import type { Item, Subject } from "../../service/complete/item.ts";
import { linesOf, markupOf, rangeOf } from "../convert.ts";
import { answer } from "../handle.ts";
import type { Session } from "../session/session.ts";

/** Characters after which something of a role, a member or a permission begins. */
export const TRIGGERS: readonly string[] = ['"', "'", "/", ".", ":", "=", " "];

const KINDS: Readonly<Record<Item["kind"], CompletionItemKind>> = {
  role: CompletionItemKind.EnumMember,
  permission: CompletionItemKind.Constant,
  member: CompletionItemKind.Value,
  account: CompletionItemKind.Reference,
  prefix: CompletionItemKind.Keyword,
};

/** `textDocument/completion` and `completionItem/resolve` */
export function onCompletion(session: Session): void {
  session.connection.onCompletion(async ({ textDocument, position }, token) => {
    const found = await answer(session, textDocument.uri, token, (key) => {
      const offset = linesOf(key, session)?.offsetAt(position);
      return offset === undefined ? undefined : complete(session.workspace, key, offset);
    });
    if (found === undefined) return null;
    const { items, isIncomplete } = found;
    return { isIncomplete, items: items.flatMap((item, place) => itemOf(item, place, session)) };
  });

  session.connection.onCompletionResolve((item) => {
    const text = isSubject(item.data) ? documentation(item.data) : undefined;
    return text === undefined ? item : { ...item, documentation: markupOf(text, session.client.documentationFormat) };
  });
}

function itemOf(item: Item, place: number, session: Session): CompletionItem[] {
  const range = rangeOf(item.edit.span, session);
  if (range === undefined) return [];
  const { snippets, itemTags } = session.client;
  const isSnippet = snippets && item.caret !== undefined;
  return [
    {
      label: item.label,
      kind: KINDS[item.kind],
      ...(item.detail !== undefined && { detail: item.detail }),
      ...(item.deprecated === true && itemTags && { tags: [CompletionItemTag.Deprecated] }),
      filterText: item.filter,
      sortText: String(place).padStart(4, "0"),
      textEdit: { range, newText: isSnippet ? snippetOf(item) : item.edit.text },
      ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
      ...(item.subject !== undefined && { data: item.subject }),
    },
  ];
}

/** The text with a mark where the cursor goes. */
function snippetOf({ edit: { text }, caret = text.length }: Item): string {
  const escaped = (part: string): string => part.replace(/[\\$}]/g, "\\$&");
  return `${escaped(text.slice(0, caret))}$0${escaped(text.slice(caret))}`;
}

function isSubject(data: unknown): data is Subject {
  if (typeof data !== "object" || data === null || !("kind" in data) || !("name" in data)) return false;
  return (data.kind === "role" || data.kind === "permission") && typeof data.name === "string";
}
