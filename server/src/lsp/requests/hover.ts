import { hover } from "../../service/hover.ts";
import { linesOf, markupOf, rangeOf } from "../convert.ts";
import { answer } from "../handle.ts";
import type { Session } from "../session/session.ts";

/** `textDocument/hover` */
export function onHover(session: Session): void {
  session.connection.onHover(async ({ textDocument, position }, token) => {
    const found = await answer(session, textDocument.uri, token, (key) => {
      const offset = linesOf(key, session)?.offsetAt(position);
      return offset === undefined ? undefined : hover(session.workspace, key, offset);
    });
    const range = found && rangeOf(found.span, session);
    return found && range ? { contents: markupOf(found.text, session.client.hoverFormat), range } : null;
  });
}
