import { batch } from "../batch/batch.ts";
import { dockerfile } from "../dockerfile/dockerfile.ts";
import { gcloud } from "../gcloud/gcloud.ts";
import { json } from "../json/json.ts";
import { justfile } from "../justfile/justfile.ts";
import type { Language } from "../language.ts";
import { makefile } from "../makefile/makefile.ts";
import { powershell } from "../powershell/powershell.ts";
import { terraform } from "../terraform/terraform.ts";
import { yaml } from "../yaml/yaml.ts";
import { maskBatch, maskConsole, maskMakefile, maskPowershell, maskShell } from "./shell-lines.ts";

/** A language that stands in blocks of a document that explains. */
export interface Inner {
  readonly language: Language;
  /** The lines of a block as the language is to see them, each of the same length as before. */
  readonly mask: (lines: readonly string[]) => readonly string[];
  /** What keeps two blocks apart, on a line of its own; without it, all blocks of a document are one text. */
  readonly between?: string;
  /** Each block is a text of its own. */
  readonly alone?: boolean;
  /** Without it, what blocks declare would belong to the document's folder. */
  readonly ownScope?: boolean;
}

const asTheyAre = (lines: readonly string[]): readonly string[] => lines;

const SHELL: Inner = { language: gcloud, mask: maskShell };
const CONSOLE: Inner = { language: gcloud, mask: maskConsole };
const TERRAFORM: Inner = { language: terraform, mask: asTheyAre };
const YAML: Inner = { language: yaml, mask: asTheyAre, between: "---", ownScope: true };
const JSON_TEXT: Inner = { language: json, mask: asTheyAre, alone: true, ownScope: true };
const POWERSHELL: Inner = { language: powershell, mask: maskPowershell };
const BATCH: Inner = { language: batch, mask: maskBatch };
const DOCKERFILE: Inner = { language: dockerfile, mask: asTheyAre };
const MAKEFILE: Inner = { language: makefile, mask: maskMakefile };
const JUSTFILE: Inner = { language: justfile, mask: asTheyAre };

const WORDS: readonly (readonly [Inner, string])[] = [
  [SHELL, "bash ksh sh shell shellscript zsh"],
  [CONSOLE, "bash-session console sh-session shell-session shellsession terminal"],
  [TERRAFORM, "hcl terraform tf tofu"],
  [YAML, "yaml yml"],
  [JSON_TEXT, "json jsonc json5"],
  [POWERSHELL, "posh powershell ps1 pwsh"],
  [BATCH, "bat batch batchfile cmd dosbatch"],
  [DOCKERFILE, "containerfile docker dockerfile"],
  [MAKEFILE, "make makefile mk"],
  [JUSTFILE, "just justfile"],
];

/** By the first word behind the marks of a block. */
const BY_WORD: ReadonlyMap<string, Inner> = new Map(
  WORDS.flatMap(([inner, words]) => words.split(" ").map((word) => [word, inner] as const)),
);

/** Words that tell nothing about a block. */
const TELLS_NOTHING: ReadonlySet<string> = new Set(["", "code", "none", "plain", "plaintext", "text", "txt"]);

/** What a block holds: by its word, or where that tells nothing, surely by its text; `undefined` for what is not read. */
export const innerOf = (word: string, text: () => string): Inner | undefined =>
  TELLS_NOTHING.has(word) ? guessed(text()) : BY_WORD.get(word);

const PROMPT = /^(?:\$|>|PS[^>\n]{0,80}>|[\w.-]+@[\w.-]+(?::[^\s$]*)?(?:[ \t]\([\w.:-]{1,80}\))?\$)[ \t]/;
const COMMAND = /^(?:sudo[ \t]+)?(?:gcloud|gsutil|bq)[ \t]+(?:[a-z-]|\\?$)/;
/** Words with which other commands of a script begin, before one of gcloud. */
const SHELL_WORD =
  /^(?:sudo[ \t]+)?(?:alias|bash|cat|cd|chmod|cp|curl|docker|echo|export|for|function|git|helm|if|kubectl|ls|make|mkdir|mv|npm|pip3?|printf|python3?|read|rm|sed|set|sleep|source|terraform|unset|wget|while|yes)[ \t]/;
const LATER_COMMAND = /^[ \t>]*(?:sudo[ \t]+)?(?:gcloud|gsutil|bq)[ \t]+(?:-|[a-z][\w-]*[ \t\\])/m;
const PROMPTED_COMMAND = /^[ \t>]*(?:[\w.-]+@[^\n$]{1,120})?\$[ \t]+(?:sudo[ \t]+)?(?:gcloud|gsutil|bq)[ \t]/m;
/** Lines of a script that may stand before its first command. */
const BEFORE = /^(?:#|$|(?:export[ \t]+)?[A-Za-z_]\w*=|["'][\w./-]+["'][ \t]*\)?[ \t]*\\?$|\)$)/;
const GOOGLE_BLOCK = /^(?:resource|data)[ \t]+"google_/;
const OTHER_BLOCK = /^(?:module|provider|locals|variable|terraform|output)\b[^=]*\{/;
const MANIFEST = /^(?:---|apiVersion:|bindings:|kind:)/;

/** Whether a text without a word is surely one of a shell. */
export const isShell = (text: string): boolean => innerOf("", () => text)?.language === gcloud;

/** By the first line that tells. */
function guessed(text: string): Inner | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^[ \t>]*/, ""));
  const first = lines.find((line) => !BEFORE.test(line)) ?? "";
  if (COMMAND.test(first) || (SHELL_WORD.test(first) && LATER_COMMAND.test(text))) return shellOf(text);
  if (PROMPT.test(first)) return PROMPTED_COMMAND.test(text) ? CONSOLE : undefined;
  if (GOOGLE_BLOCK.test(first)) return TERRAFORM;
  if (OTHER_BLOCK.test(first)) return lines.some((line) => GOOGLE_BLOCK.test(line)) ? TERRAFORM : undefined;
  return MANIFEST.test(first) ? YAML : undefined;
}

/** By what ends the lines that go on. */
function shellOf(text: string): Inner {
  if (/[^\\]\^[ \t]*$/m.test(text)) return BATCH;
  return /[ \t]`[ \t]*$/m.test(text) ? POWERSHELL : SHELL;
}
