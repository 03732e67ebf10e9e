import fc from "fast-check";

/** A change of a text: what stands from a place on, so many letters of it, becomes something else. */
export interface TextEdit {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

/** Letters, marks and line ends that open, close or split what stands around them. */
const PIECES: readonly string[] = [
  ..."\"'{}[]()=,.-:#&*|>$ \n\r\t\ufeff",
  ...["\r\n", "\n\n", "---\n", "...\n", "<<EOT\n", "EOT\n", "/*", "*/", "${", "x", "é", "\ud800"],
];

/** Small edits as they are typed, and the cutting, doubling and bringing in of stretches. */
export const editsFrom = (texts: readonly string[]): fc.Arbitrary<TextEdit> =>
  fc.record({
    at: fc.nat(1_000_000),
    length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3), fc.nat(400)),
    insert: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
      fc.constant(""),
      fc.constantFrom(...texts),
      fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(80)).map(([text, at, length]) => {
        const start = at % (text.length + 1);
        return text.slice(start, start + length);
      }),
    ),
  });

export function edited(text: string, { at, length, insert }: TextEdit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + insert + text.slice(start + length);
}
