/** A kind of option: its default, its check and its JSON Schema in one place, so that none can drift. */
export interface Option<T> {
  readonly fallback: T;
  readonly about: string;
  /** What it takes, for the message about something else: `a list of texts`. */
  readonly takes: string;
  readonly schema: Readonly<Record<string, unknown>>;
  accepts(raw: unknown): raw is T;
}

export type OptionSpec = Readonly<Record<string, Option<unknown>>>;
export type Options<S extends OptionSpec> = { readonly [K in keyof S]: S[K] extends Option<infer T> ? T : never };

/** How texts have to look: for machines and in words. */
interface Pattern {
  readonly form: RegExp;
  readonly words: string;
}

/** A list of words; with `pattern`, each of that form. */
export const strings = (
  about: string,
  { pattern, fallback = [] }: { readonly pattern?: Pattern; readonly fallback?: readonly string[] } = {},
): Option<readonly string[]> => ({
  fallback,
  about,
  takes: pattern === undefined ? "a list of texts" : `a list of texts of the form ${pattern.words}`,
  schema: {
    type: "array",
    items: { type: "string", ...(pattern && { pattern: pattern.form.source }) },
    uniqueItems: true,
    default: fallback,
  },
  accepts: (raw): raw is readonly string[] =>
    Array.isArray(raw) && raw.every((item) => typeof item === "string" && pattern?.form.test(item) !== false),
});

/** One of some words, the first by default. */
export const oneOf = <const W extends readonly [string, ...string[]]>(about: string, words: W): Option<W[number]> => ({
  fallback: words[0],
  about,
  takes: `one of ${words.join(", ")}`,
  schema: { type: "string", enum: words, default: words[0] },
  accepts: (raw): raw is W[number] => typeof raw === "string" && words.includes(raw),
});

/** A whole number. */
export const integer = (about: string, fallback: number): Option<number> => ({
  fallback,
  about,
  takes: "a whole number from 0",
  schema: { type: "integer", minimum: 0, default: fallback },
  accepts: (raw): raw is number => typeof raw === "number" && Number.isInteger(raw) && raw >= 0,
});

/** Reads options; what is missing or of the wrong kind falls back to the default. */
export function readOptions<S extends OptionSpec>(spec: S, raw: Readonly<Record<string, unknown>>): Options<S> {
  const entries = Object.entries(spec).map(([key, option]) => {
    const given = raw[key];
    return [key, option.accepts(given) ? given : option.fallback];
  });
  return Object.fromEntries(entries) as Options<S>;
}
