import { gcloud } from "../gcloud/gcloud.ts";
import { hosted } from "../hosted/host.ts";
import type { Language } from "../language.ts";
import { ScriptWriter } from "./script.ts";

/** gcloud commands in scripts of PowerShell. */
export const powershell: Language = hosted({
  id: "powershell",
  guest: gcloud,
  matches: (uri, firstLine) => /\.psm?1$/i.test(uri) || /^#!.*\bpwsh\b/.test(firstLine),
  comments: { mark: "#", goesOn: /`\r?\n$/ },
  transcribe: (text, piece, scribe) => scribe.piece(() => new ScriptWriter(text, piece, scribe).write()),
  encode: inPowershell,
});

/** A text of the shell as PowerShell writes it. */
export function inPowershell(written: string): string {
  return written.replace(MARKS, (mark, env?: string, quoted?: string) => meant(mark, env, quoted));
}

/** A line that goes on, a variable of the environment, an escape. */
const MARKS = /\\(?=\r?\n)|\$\{env_(\w+)\}|'\\''|\\([$"`\\])/g;

function meant(mark: string, env: string | undefined, quoted: string | undefined): string {
  if (env !== undefined) return `\${env:${env}}`;
  if (mark === "'\\''") return "''";
  return quoted === "\\" ? "\\" : `\`${quoted ?? ""}`;
}
