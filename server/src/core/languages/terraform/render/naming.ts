/** A name for a block or a key out of words: lower case, words joined by underscores. */
export function nameFrom(words: readonly string[]): string {
  const name = words
    .map((word) => word.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, ""))
    .filter((word) => word !== "")
    .join("_")
    .toLowerCase();
  return /^[a-z]/.test(name) ? name : `iam_${name}`.replace(/_$/, "");
}

/** The name, or with the first number behind it that makes it free. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
