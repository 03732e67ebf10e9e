/** The uri of a relative path with slashes, seen from a folder; `undefined` for a path that leads out of all folders. */
export function below(folder: string, path: string): string | undefined {
  const root = folder.indexOf("//") + 2;
  const steps = folder.slice(root).split("/");
  for (const step of path.split("/")) {
    if (step === "..") {
      if (steps.length < 2) return undefined;
      steps.pop();
    } else if (step !== "." && step !== "") steps.push(/^[\w.~-]+$/.test(step) ? step : encoded(step));
  }
  return folder.slice(0, root) + steps.join("/");
}

/** Half of a pair of code units, which no uri can hold, becomes the mark for what cannot be told. */
const encoded = (step: string): string => encodeURIComponent(step.replace(/\p{Surrogate}/gu, "\ufffd"));

/** The folder of a file. */
export const folderOf = (uri: string): string => uri.slice(0, Math.max(0, uri.lastIndexOf("/")));
