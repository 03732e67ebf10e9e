/** The uri of a relative path with slashes, seen from a folder; `undefined` for a path that leads out of all folders. */
export function below(folder: string, path: string): string | undefined {
  const root = folder.indexOf("//") + 2;
  const steps = folder.slice(root).split("/");
  for (const step of path.split("/")) {
    if (step === "..") {
      if (steps.length < 2) return undefined;
      steps.pop();
    } else if (step !== "." && step !== "") steps.push(encodeURIComponent(step));
  }
  return folder.slice(0, root) + steps.join("/");
}

/** The folder of a file. */
export const folderOf = (uri: string): string => uri.slice(0, Math.max(0, uri.lastIndexOf("/")));
