import { below } from "../below.ts";

const PLAIN = /^(?!\/)[\w./ @+-]*$/;

/** The uri of what a path of a script leads to from a folder; `undefined` for a path that is not plain or leads out of all. */
export const plainlyBelow = (folder: string, path: string): string | undefined =>
  PLAIN.test(path) ? below(folder, path) : undefined;
