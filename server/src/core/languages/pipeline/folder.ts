const PLAIN = /^[\w./ @+-]*$/;

/** The uri of a folder that a path leads to from another one; `undefined` for a path that is not plain or leads out of all. */
export function below(folder: string, path: string): string | undefined {
  if (!PLAIN.test(path) || path.startsWith("/")) return undefined;
  const root = folder.indexOf("//") + 2;
  const steps = folder.slice(root).split("/");
  for (const step of path.split("/")) {
    if (step === "..") {
      if (steps.length < 2) return undefined;
      steps.pop();
    } else if (step !== "" && step !== ".") steps.push(encodeURIComponent(step));
  }
  return folder.slice(0, root) + steps.join("/");
}
