/** Not the placeholder `<<NAME>>`. */
const HERE_DOCUMENT = /<<-?[ \t]*(["']?)([A-Za-z_]\w*)\1(?!\w*>|[\w -]*>>)/;
const GOES_ON = /\\[ \t]*\r?\n?$/;

/** What a console shows before a command: `$ `, `user@host:~$ `, in Cloud Shell `user@cloudshell:~ (project)$ `. */
const DOLLAR =
  /^[ \t]*(?:\([\w.-]{1,40}\)[ \t]*)?(?:[\w.-]+@[\w.-]+(?::[^\s$]*)?(?:[ \t]\([\w.:-]{1,80}\))?)?\$(?: |(?=(?:gcloud|gsutil|bq) ))/;
/** `> ` and `# ` are also other things to a shell: they count where a command of gcloud stands behind one of them. */
const ARROW = /^[ \t]*> /;
const ROOT = /^[ \t]*(?:[\w.-]+@[\w.-]+(?::[^\s#]*)?)?# /;
const POWERSHELL = /^[ \t]*(?:PS(?:[ \t][^>\r\n]{0,120})?> ?|> )/;
const BATCH = /^[ \t]*(?:[A-Za-z]:[^>\r\n]{0,120}> ?|> )/;

const TOOL = /^(?:sudo[ \t]+)?(?:gcloud|gsutil|bq)[ \t]/;

/** The prompt that a line of any block begins with; empty where it has none. */
export const promptOf = (line: string): string =>
  DOLLAR.exec(line)?.[0] ?? /^[ \t]*PS(?:[ \t][^>\r\n]{0,120})?> ?/.exec(line)?.[0] ?? "";

/**
 * The lines of a shell block as a script of the same length. Where a line begins with a prompt, only lines with a prompt and those
 * that they go on to are commands.
 */
export function maskShell(lines: readonly string[]): readonly string[] {
  if (lines.some((line) => DOLLAR.test(line))) return maskPrompts(lines, DOLLAR);
  return lines.some((line) => isPrompted(line, ARROW)) ? maskPrompts(lines, ARROW) : maskIndented(lines);
}

/** As `maskShell`, for a block that shows a console, where `# ` may be the prompt of the administrator. */
export function maskConsole(lines: readonly string[]): readonly string[] {
  const isRoot =
    !lines.some((line) => DOLLAR.test(line) || TOOL.test(line)) && lines.some((line) => isPrompted(line, ROOT));
  return isRoot ? maskPrompts(lines, ROOT) : maskShell(lines);
}

export const maskPowershell = (lines: readonly string[]): readonly string[] => withoutPrompts(lines, POWERSHELL);
export const maskBatch = (lines: readonly string[]): readonly string[] => withoutPrompts(lines, BATCH);

/** A tab begins a recipe, also where the block is indented. */
export const maskMakefile = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replace(/^( +)\t/, "\t$1"));

function isPrompted(line: string, prompt: RegExp): boolean {
  const length = prompt.exec(line)?.[0].length;
  return length !== undefined && TOOL.test(line.slice(length));
}

function withoutPrompts(lines: readonly string[], prompt: RegExp): readonly string[] {
  if (!lines.some((line) => isPrompted(line, prompt))) return lines;
  return lines.map((line) => line.replace(prompt, (mark) => " ".repeat(mark.length)));
}

function maskPrompts(lines: readonly string[], mark: RegExp): readonly string[] {
  let goesOn = false;
  return lines.map((line) => {
    const prompt = goesOn && mark !== DOLLAR ? 0 : (mark.exec(line)?.[0].length ?? 0);
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
