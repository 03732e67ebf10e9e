import ignore from "ignore";

/** Whether nothing is to be said of a document, by patterns as `.gitignore` has them, seen from a folder. */
export function ignoredIn(folderUri: string, patterns: readonly string[]): (uri: string) => boolean {
  const rules = ignore({ allowRelativePaths: true }).add([...patterns]);
  const root = `${folderUri.replace(/\/$/, "")}/`;
  const known = new Map<string, boolean>();
  return (uri) => {
    const before = known.get(uri);
    if (before !== undefined) return before;
    const isIgnored = uri.startsWith(root) && rules.ignores(decoded(uri.slice(root.length)));
    known.set(uri, isIgnored);
    return isIgnored;
  };
}

/** A path in a uri that was written by hand may hold a lone percent sign. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
