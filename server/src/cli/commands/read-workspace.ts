import { type Gathered, gather } from "../files/gather.ts";
import { interruptible } from "../interrupt.ts";
import type { Surroundings } from "../outcome.ts";
import { Progress } from "../progress.ts";

/** Reads the paths of a command, the current folder if there are none. */
export async function readWorkspace(paths: readonly string[], { folder, stderr }: Surroundings): Promise<Gathered> {
  const progress = new Progress(stderr);
  const read = () => gather(paths.length === 0 ? ["."] : paths, folder, (files) => progress.tick(files));
  try {
    return await interruptible(read, () => progress.clear());
  } finally {
    progress.clear();
  }
}

/** What is told on the side: what could not be read and what was left out. */
export const remarks = ({ failures, notes }: Pick<Gathered, "failures" | "notes">): readonly string[] =>
  [...failures, ...notes].map((sentence) => `gcp-iam-lint: ${sentence}\n`);
