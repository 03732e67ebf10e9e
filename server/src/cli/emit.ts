const CHUNK = 1 << 16;

/** Writes texts in large pieces and waits until they are taken; stops silently when nobody reads any more. */
export async function emit(stream: NodeJS.WriteStream, texts: Iterable<string>): Promise<void> {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length < CHUNK) continue;
    if (!(await write(stream, piece))) return;
    piece = "";
  }
  if (piece !== "") await write(stream, piece);
}

/** False when the reader is gone. */
const write = (stream: NodeJS.WriteStream, text: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error == null) resolve(true);
      else if (isBrokenPipe(error)) resolve(false);
      else reject(error);
    });
  });

/** A stream tells of a failed write by an event too, which would end the program with a trace if nobody listened. */
export function tolerateFailure(...streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) stream.on("error", () => undefined);
}

const isBrokenPipe = (error: Error): boolean => "code" in error && error.code === "EPIPE";
