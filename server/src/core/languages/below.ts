/** The uri of a relative path with slashes, seen from a folder. */
export function below(folder: string, path: string): string {
  const parts = folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(/^[\w.~-]+$/.test(part) ? part : encodeURIComponent(part));
  }
  return parts.join("/");
}
