import { spawnSync } from "node:child_process";

/** What the formatter of Terraform or OpenTofu makes of a text; `undefined` when neither is on this machine. */
export function formatted(text: string): string | undefined {
  for (const command of ["terraform", "tofu"]) {
    const { status, stdout } = spawnSync(command, ["fmt", "-"], { input: text, encoding: "utf8" });
    if (status === 0) return stdout;
  }
  return undefined;
}

/** A line without its strings and its comment. */
function codeOf(line: string): string {
  let code = "";
  const open: ("text" | "mark")[] = [];
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    const inside = open.at(-1);
    if (inside === "text") {
      if (char === "\\") at++;
      else if (char === '"') open.pop();
      else if (line.startsWith("${", at)) open.push("mark");
    } else if (char === '"') {
      open.push("text");
      if (inside === undefined) code += "_";
    } else if (inside === "mark") {
      if (char === "}") open.pop();
    } else if (char === "#" || line.startsWith("//", at)) break;
    else code += char;
  }
  return code.trimEnd();
}

const count = (text: string, marks: RegExp): number => text.match(marks)?.length ?? 0;
const opened = (code: string): number => count(code, /[[({]/g) - count(code, /[\])}]/g);

const ARGUMENT = /^( *)(\S+)( +)= \S/;
const HEREDOC = /<<-?(\w+)$/;

/**
 * What the formatter would change, as far as it concerns what fixes write: blanks at the ends of lines, tabs, two blanks for each
 * line that leaves brackets open, and the equals signs of neighbouring arguments in one column. Each begins with its line, from 1.
 */
export function unformatted(text: string): readonly string[] {
  const problems: string[] = [];
  const open: number[] = [];
  let run: { readonly line: number; readonly indent: number; readonly name: number; readonly gap: number }[] = [];
  let heredoc: string | undefined;
  const close = () => {
    const width = Math.max(0, ...run.map(({ name }) => name));
    for (const { line, name, gap } of run) if (name + gap !== width + 1) problems.push(`${line}: equals sign`);
    run = [];
  };
  for (const [i, line] of text.split("\n").entries()) {
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) heredoc = undefined;
      continue;
    }
    const code = codeOf(line);
    const net = opened(code);
    for (let left = -net; left > 0; ) left -= open.pop() ?? left;
    const depth = open.length - (net === 0 && /^\s*[\])}]/.test(code) ? 1 : 0);
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== "" && indent !== 2 * depth) problems.push(`${i + 1}: ${indent} blanks, not ${2 * depth}`);
    if (net > 0) open.push(net);
    if (/[ \t]$|\t/.test(line)) problems.push(`${i + 1}: blanks`);
    const argument = net === 0 ? ARGUMENT.exec(line) : null;
    if (argument === null || (run[0]?.indent ?? indent) !== indent) close();
    if (argument !== null)
      run.push({ line: i + 1, indent, name: argument[2]?.length ?? 0, gap: argument[3]?.length ?? 0 });
    heredoc = HEREDOC.exec(code)?.[1];
    if (heredoc !== undefined) close();
  }
  close();
  return problems;
}
