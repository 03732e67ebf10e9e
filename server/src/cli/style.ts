import type { Severity } from "../core/model/finding.ts";

/** How words stand out; each function leaves its text as it is where colours are off. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

const COLOURS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36, hint: 90 };

/** Colours go to a terminal only; `FORCE_COLOR` and `NO_COLOR` overrule that, the former first. */
export function styleFor(stream: NodeJS.WriteStream, env: Readonly<Record<string, string | undefined>>): Style {
  const paint = isColoured(stream, env)
    ? (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`
    : () => (text: string) => text;
  return { strong: paint(1), faint: paint(2), severity: (severity, text) => paint(COLOURS[severity])(text) };
}

function isColoured(stream: NodeJS.WriteStream, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  return stream.isTTY === true && env.TERM !== "dumb";
}
