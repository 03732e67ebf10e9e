/** What is open at a place of a string: the string itself, one inside an expression, or a brace of an expression. */
type Open = "text" | "inner" | "brace";

/**
 * The text of a string of JSON, without its quotes, in which the expressions of its templates can be read as they are: the
 * escaped quotes inside of them become plain ones with a blank. Every character keeps its place.
 */
export function withPlainQuotes(content: string): string {
  if (!content.includes('\\"')) return content;
  const open: Open[] = ["text"];
  let out = "";
  for (let at = 0; at < content.length; ) {
    const [text, width] = step(content, at, open);
    out += text;
    at += width;
  }
  return out;
}

/** What stands for the next characters, and how many these are. */
function step(content: string, at: number, open: Open[]): readonly [string, number] {
  const pair = content.slice(at, at + 2);
  const inside = open.at(-1) ?? "text";
  if (inside !== "brace") {
    if (pair === "\\\\" && inside === "inner") return [content.slice(at, at + 4), 4];
    if (pair === '\\"' && inside === "inner") {
      open.pop();
      return ['" ', 2];
    }
    if ((pair === "${" || pair === "%{") && content[at - 1] !== pair[0]) {
      open.push("brace");
      return [pair, 2];
    }
    return pair.startsWith("\\") ? [pair, 2] : [pair.slice(0, 1), 1];
  }
  if (pair === '\\"') {
    open.push("inner");
    return [' "', 2];
  }
  if (pair.startsWith("{")) open.push("brace");
  else if (pair.startsWith("}") && open.length > 1) open.pop();
  return [pair.slice(0, 1), 1];
}
