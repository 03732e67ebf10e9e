/**
 * How well a name fits what is typed, from 0: it begins with it, it holds it, name and title hold all its words, or its
 * letters come in the same order (unless that is too little). `undefined`: it does not fit.
 */
export type Matcher = (name: string, title: string) => number | undefined;

export function matcherOf(typed: string, mayScatter = true): Matcher {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return () => 0;
  const words = wanted.split(/[^a-z0-9]+/).filter((word) => word !== "" && word !== "roles");
  const core = wanted.replace(/^roles\//, "");
  return (name, title) => {
    const lower = name.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    if (core !== "" && lower.includes(core)) return 1;
    const both = `${lower} ${title.toLowerCase()}`;
    if (words.length > 0 && words.every((word) => both.includes(word))) return 2;
    return mayScatter && hasLetters(both, wanted) ? 3 : undefined;
  };
}

function hasLetters(text: string, wanted: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
