/** A place as editors count it: both from 0, the character in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Line starts of a text; `\n`, `\r\n` and a lone `\r` end a line, as in the Language Server Protocol. */
export class Lines {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    if (!text.includes("\r")) {
      for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) this.#starts.push(i + 1);
      return;
    }
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Offset of the first character of a line; the text's length for lines past the end. */
  startOf(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  /** The line's text without its line end. */
  textOf(line: number): string {
    return this.#text.slice(this.startOf(line), this.startOf(line + 1)).replace(/\r?\n$|\r$/, "");
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - this.startOf(low) };
  }

  offsetAt({ line, character }: Position): number {
    return Math.min(this.startOf(line) + character, this.startOf(line + 1), this.#text.length);
  }
}
