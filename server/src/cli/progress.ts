const PATIENCE_MS = 500;
const PACE_MS = 100;
/** How long work may go on before signals and timers get their turn. */
const STRETCH_MS = 40;

/** A line that tells how far long work has come: on a terminal only, and not for work that is soon done. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #begun = performance.now();
  #written = 0;
  #rested = this.#begun;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** To be called often; returns a promise where it is time to let others run. */
  tick(files: number): Promise<void> | undefined {
    const now = performance.now();
    if (now - this.#rested < STRETCH_MS) return undefined;
    if (now - this.#begun > PATIENCE_MS && now - this.#written > PACE_MS)
      this.#write(`${files.toLocaleString("en")} files read`);
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#rested = performance.now();
        resolve();
      });
    });
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#written > 0) this.#stream.write("\r\u001b[2K");
    this.#written = 0;
  }

  #write(text: string): void {
    if (this.#stream.isTTY !== true) return;
    this.#stream.write(`\r\u001b[2K${text}`);
    this.#written = performance.now();
  }
}
