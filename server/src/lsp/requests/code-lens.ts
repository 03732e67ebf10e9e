import type { CodeLens, Command } from "vscode-languageserver";
import type { Lens, LensAspect, ToldLens } from "../../service/access/lens.ts";
import { placeOf, rangeOf, spanOf } from "../convert.ts";
import { answer } from "../handle.ts";
import { SHOW_PLACES, type ShowPlacesArguments } from "../messages.ts";
import type { Session } from "../session/session.ts";

/** What a lens of the protocol carries, to be resolved. */
interface LensData {
  readonly uri: string;
  readonly aspect: LensAspect;
}

/** `textDocument/codeLens` and `codeLens/resolve` */
export function onCodeLens(session: Session): void {
  session.connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
    const lenses = await answer(session, uri, token, (key) => session.lenses.list(key));
    return (lenses ?? []).flatMap(({ aspect, span }): CodeLens[] => {
      const range = rangeOf(span, session);
      const data: LensData = { uri, aspect };
      return range === undefined ? [] : [{ range, data }];
    });
  });

  session.connection.onCodeLensResolve((codeLens) => {
    const { range, data } = codeLens;
    if (!isLensData(data)) return codeLens;
    const span = spanOf(range, session.key(data.uri), session);
    const lens: Lens | undefined = span && { aspect: data.aspect, span };
    const told = lens && session.lenses.tell(lens);
    return lens && told ? { range, data, command: commandOf(lens, told, session) } : codeLens;
  });
}

/** Shows the places; an editor without that command only shows the title. */
function commandOf({ span }: Lens, { title, places }: ToldLens, session: Session): Command {
  if (!session.client.isOwn || places.length === 0) return { title, command: "" };
  const shown: ShowPlacesArguments = [placeOf(span, session), places.map((place) => placeOf(place, session))];
  return { title, command: SHOW_PLACES, arguments: [...shown] };
}

const ASPECTS: Readonly<Record<LensAspect, true>> = {
  identity: true,
  deploy: true,
  invoke: true,
  runs: true,
  roles: true,
};

const isLensData = (data: unknown): data is LensData =>
  typeof data === "object" &&
  data !== null &&
  "uri" in data &&
  typeof data.uri === "string" &&
  "aspect" in data &&
  typeof data.aspect === "string" &&
  Object.hasOwn(ASPECTS, data.aspect);
