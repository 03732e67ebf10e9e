import { basename, dirname, isAbsolute, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The uri of a file in a folder whose uri is known: cheaper than asking for each file of the folder anew. */
export const uriIn = (folderUri: string, name: string): string =>
  `${folderUri}/${/^[\w.-]+$/.test(name) ? name : encodeURIComponent(name)}`;

/** The uri of a folder, without a slash at its end. */
export const folderUriOf = (folder: string): string => pathToFileURL(folder).href.replace(/\/$/, "");

export const uriOf = (path: string): string => uriIn(folderUriOf(dirname(path)), basename(path));

export const pathOf = (uri: string): string => fileURLToPath(uri);

/** A path as people see it: relative to the folder where they are, with forward slashes; absolute on another drive. */
export function shownPath(path: string, folder: string): string {
  const shown = relative(folder, path);
  return (isAbsolute(shown) ? path : shown || ".").split(sep).join("/");
}
