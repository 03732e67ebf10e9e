import type { HereDoc, Command as SyntaxCommand, Word as SyntaxWord } from "unbash";
import type { Stretch } from "../../../model/placeholders.ts";
import { RUNNERS } from "../command-line.ts";

/** A script in a command: a here-document for another shell, or a quoted word that is run. */
export interface Embedded extends Stretch {
  /** Whether the variables of this script are not known in it. */
  readonly isForeign: boolean;
  /** Whether it stands within quotes. */
  readonly isQuoted: boolean;
  /** Whether it has single quotes around variables that were replaced before: they are no more than double ones. */
  readonly hasLooseQuotes?: boolean;
}

const SHELL = /(?:^|\/)(?:ba|z|k|da|a)?sh$/;
const isShell = (program: string): boolean => program.endsWith("sh") && SHELL.test(program);
const REMOTE = /(?:^|\/)ssh$/;
/** Programs that run a command given behind `-c`, `--` or as their last words, in another place. */
const CARRIERS: ReadonlySet<string> = new Set([...RUNNERS, "su", "docker", "podman", "kubectl"]);

/** Scripts of a repository that run what they are given, by their names. */
const RUNS_TEXT =
  /(?:^|[/_-])(?:attempt|backoff|exec|execute|repeat|retry|(?<!dry[_-])run|try)(?:[_-]\w+)*(?:\.(?:ba)?sh)?$/i;
const WHOLE_COMMAND = /^["'](?:sudo[ \t]+)?(?:gcloud|gsutil|bq)[ \t]/;

/**
 * The scripts that a command hands to a shell.
 * @param next the command that reads what this one writes.
 * @param evaluators functions that run a text that they are given.
 */
export function embeddedIn(
  node: SyntaxCommand,
  text: string,
  next: SyntaxCommand | undefined,
  evaluators: ReadonlySet<string>,
): readonly Embedded[] {
  const { name, suffix } = node;
  if (name === undefined) return [];
  if (name.text === "cat" && next !== undefined && readsScript(next))
    return suffix.flatMap((part) => (part.type === "HereDoc" ? [hereScript(part)] : []));
  const words = suffix.filter((part) => part.type === "Word");
  if (name.text === "eval") return words.flatMap((word) => quotedScript(word, text, false));
  const runsShell = isShell(name.text) || (CARRIERS.has(name.text) && words.some(({ text }) => isShell(text)));
  const isRemote = REMOTE.test(name.text) || isComputeSsh(name, words);
  if (!runsShell && !isRemote) {
    const runsText = RUNS_TEXT.test(name.text) || evaluators.has(name.text);
    const given = runsText ? words.filter((word) => WHOLE_COMMAND.test(word.text)) : [];
    return given.flatMap((word) => quotedScript(word, text, false));
  }
  const scripts = suffix.flatMap((part) => (part.type === "HereDoc" ? [hereScript(part)] : []));
  const given = isRemote ? words : words.filter((_, i) => words[i - 1]?.text === "-c");
  return [...scripts, ...given.flatMap((word) => quotedScript(word, text, true))];
}

/** A shell without a script of its own, here or behind `ssh`. */
function readsScript({ name, suffix }: SyntaxCommand): boolean {
  const words = suffix.flatMap((part) => (part.type === "Word" ? [part.text] : []));
  if (isShell(name?.text ?? "")) return words.every((word) => /^-(?!c$)/.test(word));
  return REMOTE.test(name?.text ?? "") || (RUNNERS.has(name?.text ?? "") && isShell(words.at(-1) ?? ""));
}

/** `gcloud compute ssh NAME --command="…"`. */
const isComputeSsh = (name: SyntaxWord, words: readonly SyntaxWord[]): boolean =>
  name.text === "gcloud" && words.slice(0, 4).some(({ text }) => text === "ssh" || text === "connect-to-serial-port");

const hereScript = ({ body, delimiter }: HereDoc): Embedded => ({
  start: body.pos,
  end: body.end,
  isForeign: delimiter?.quoted === true,
  isQuoted: false,
});

/** `"…"` or `'…'`, alone or behind `--flag=`; not with escapes, behind which places would not be right. */
const QUOTED = /^(?:--?[a-z-]+=)?(?:"((?:[^"\\]|\\\r?\n)*)"|'((?:[^'\\]|\\\r?\n)*)')$/;
/** In a word that is itself in double quotes the shell replaces this before. */
const REPLACED_IN_SINGLE = /'[^']*[$`][^']*'/;

function quotedScript({ pos, end }: SyntaxWord, text: string, isElsewhere: boolean): readonly Embedded[] {
  const [word, double, single] = QUOTED.exec(text.slice(pos, end)) ?? [];
  const inner = double ?? single ?? "";
  if (word === undefined || !/\s/.test(inner)) return [];
  const isForeign = isElsewhere && single !== undefined;
  const hasLooseQuotes = double !== undefined && REPLACED_IN_SINGLE.test(inner);
  return [{ start: end - 1 - inner.length, end: end - 1, isForeign, isQuoted: true, hasLooseQuotes }];
}

/** Whether a command runs a text that a variable holds: `eval "$1"`, `bash -c "$CMD"`. */
export function runsVariable({ name, suffix }: SyntaxCommand): boolean {
  const program = name?.text ?? "";
  if (program !== "eval" && !isShell(program)) return false;
  const words = suffix.flatMap((part) => (part.type === "Word" ? [part.text] : []));
  if (program === "eval") return words.some((word) => VARIABLE.test(word));
  return words[0] === "-c" && VARIABLE.test(words[1] ?? "");
}

const VARIABLE = /^"?\$\{?[\w@*]+\}?"?$/;
