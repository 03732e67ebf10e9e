/** `$ ` and `user@host:~$ `: what a console shows before a command. */
const PROMPT = /^[ \t]*(?:[\w.-]+@[\w.-]+(?::[^\s$]*)?)?\$ /;
const HERE_DOCUMENT = /<<-?[ \t]*(["']?)([A-Za-z_]\w*)\1/;
const GOES_ON = /\\[ \t]*\r?\n?$/;

/**
 * The lines of a shell block as a script of the same length. Where a line begins with a prompt, only lines with a prompt and those
 * that they go on to are commands.
 */
export function maskShell(lines: readonly string[]): readonly string[] {
  return lines.some((line) => PROMPT.test(line)) ? maskConsole(lines) : maskIndented(lines);
}

function maskConsole(lines: readonly string[]): readonly string[] {
  let goesOn = false;
  return lines.map((line) => {
    const prompt = PROMPT.exec(line)?.[0].length ?? 0;
    if (prompt === 0 && !goesOn) return blank(line);
    const command = prompt > 0 ? " ".repeat(prompt) + line.slice(prompt) : line.replace(/^(\s*)> /, "$1  ");
    goesOn = GOES_ON.test(command);
    return command.replace(HERE_DOCUMENT, blank);
  });
}

/** What indents a block indents the end mark of a here-document too, where the shell does not know it: it is left out. */
function maskIndented(lines: readonly string[]): readonly string[] {
  if (!/^[ \t]/.test(lines[0] ?? "")) return lines;
  let endMark: string | undefined;
  return lines.map((line) => {
    if (endMark !== undefined) {
      if (line.trim() === endMark) endMark = undefined;
      return blank(line);
    }
    endMark = HERE_DOCUMENT.exec(line)?.[2];
    return endMark === undefined ? line : line.replace(HERE_DOCUMENT, blank);
  });
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");
