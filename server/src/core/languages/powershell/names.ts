/** Names of variables in their first spelling: PowerShell knows no difference of case. */
export class Names {
  readonly #first = new Map<string, string>();

  spelled(name: string): string {
    const key = name.toLowerCase();
    const first = this.#first.get(key) ?? name;
    this.#first.set(key, first);
    return first;
  }
}
