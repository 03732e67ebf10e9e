/** A kind of option: its default, its check and its JSON Schema in one place, so that none can drift. */
export interface Option<T> {
  readonly fallback: T;
  readonly about: string;
  readonly schema: Readonly<Record<string, unknown>>;
  accepts(raw: unknown): raw is T;
}

export type OptionSpec = Readonly<Record<string, Option<unknown>>>;
export type Options<S extends OptionSpec> = { readonly [K in keyof S]: S[K] extends Option<infer T> ? T : never };

/** A list of words, empty by default. */
export const strings = (about: string): Option<readonly string[]> => ({
  fallback: [],
  about,
  schema: { type: "array", items: { type: "string" }, default: [] },
  accepts: (raw): raw is readonly string[] => Array.isArray(raw) && raw.every((item) => typeof item === "string"),
});

/** Reads a rule's options; what is missing or of the wrong kind falls back to the default. */
export function readOptions<S extends OptionSpec>(spec: S, raw: Readonly<Record<string, unknown>>): Options<S> {
  const entries = Object.entries(spec).map(([key, option]) => {
    const given = raw[key];
    return [key, option.accepts(given) ? given : option.fallback];
  });
  return Object.fromEntries(entries) as Options<S>;
}
