import { commands, Location, Range, Uri, type ViewColumn, window, workspace } from "vscode";
import type { PlaceData, ShowPlacesArguments } from "../../server/src/lsp/messages.ts";

/** Shows a place in an editor. */
export async function openPlace({ uri, range }: PlaceData, viewColumn?: ViewColumn): Promise<void> {
  await window.showTextDocument(Uri.parse(uri, true), {
    selection: rangeOf(range),
    ...(viewColumn !== undefined && { viewColumn }),
  });
}

/** Goes to the only place, or lets one choose among several. */
export async function showPlaces(...[from, places]: ShowPlacesArguments): Promise<void> {
  const [only, ...others] = places;
  if (only !== undefined && others.length === 0) return openPlace(only);
  const locations = places.map(({ uri, range }) => new Location(Uri.parse(uri, true), rangeOf(range)));
  const start = rangeOf(from.range).start;
  await commands.executeCommand("editor.action.peekLocations", Uri.parse(from.uri, true), start, locations, "peek");
}

const rangeOf = ({ start, end }: PlaceData["range"]): Range =>
  new Range(start.line, start.character, end.line, end.character);

/** A place for people: `infra/main.tf:12`. */
export const whereabouts = ({ uri, range }: PlaceData): string =>
  `${workspace.asRelativePath(Uri.parse(uri, true))}:${range.start.line + 1}`;
