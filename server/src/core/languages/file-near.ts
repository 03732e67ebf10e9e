import { below } from "./below.ts";
import type { Elsewhere, Source } from "./language.ts";

/** Scripts run in their own folder or in one above it, often the top of the repository. */
const MOST_FOLDERS = 4;

/** The file of a relative path, seen from where a document's commands may run; `undefined` when there are several. */
export function fileNear(path: string, uri: string, elsewhere: Elsewhere): Source | undefined {
  if (!/^(?!~)[^/\0][^\0]*$/.test(path) || path === "-") return undefined;
  const folders = uri.split("/").slice(0, -1);
  const found = new Map<string, Source>();
  for (let up = 0; up < MOST_FOLDERS && folders.length - up > 3; up++) {
    const place = below(folders.slice(0, folders.length - up).join("/"), path);
    const file = place === undefined ? undefined : elsewhere.file(place);
    if (file !== undefined) found.set(file.uri, file);
  }
  const [file, ...more] = found.values();
  return more.length === 0 ? file : undefined;
}
