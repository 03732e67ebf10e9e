import { below, folderOf } from "../../below.ts";
import type { Env } from "../env.ts";
import type { Folded } from "../folded.ts";

/** The uri that a path stands for; `undefined` when that is not known. A relative path starts at the root module. */
export function placeOf(path: Folded, env: Env): string | undefined {
  if (path.kind !== "text") return undefined;
  let written = "";
  let base: string | undefined;
  for (const [i, part] of path.parts.entries()) {
    if (part.kind === "literal") written += part.text;
    else if (i === 0 && part.text === "path.module") base = folderOf(part.span.uri);
    else if (i === 0 && (part.text === "path.root" || part.text === "path.cwd")) base = rootOf(env);
    else return undefined;
  }
  if (base === undefined ? /^[/~]/.test(written) : !/^(?:\/|$)/.test(written)) return undefined;
  return below(base ?? rootOf(env), written);
}

/** The folder of the module that nobody calls. */
function rootOf({ module: { scope } }: Env): string {
  const root = scope.slice(scope.indexOf("?") + 1).split(".module.", 1)[0] ?? scope;
  return /\.(?:tf|tofu)(?:\.json)?$/.test(root) ? folderOf(root) : root;
}
