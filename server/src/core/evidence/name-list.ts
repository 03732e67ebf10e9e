/** Names for a message: the first one and how many more there are. */
export function namesOf(statements: readonly { readonly source: string }[]): string {
  const [first, ...others] = new Set(statements.map(({ source }) => `\`${source}\``));
  return others.length === 0 ? `${first}` : `${first} and ${others.length} more`;
}
