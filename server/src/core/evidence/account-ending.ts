import { distance } from "../text/distance.ts";
import { MARK } from "./unknown-marks.ts";

const ENDINGS = ["iam.gserviceaccount.com", "gserviceaccount.com"] as const;
/** Slips of the finger that an ending may hold. */
const MOST_SLIPS = 2;
const LONGEST = 200;
/** The domain with the ending that was meant; none when its ending is right or something else altogether. */
export function withEnding(domain: string): string | undefined {
  const lower = domain.toLowerCase();
  if (/(?:^|\.)gserviceaccount\.com$/.test(lower) || domain.length > LONGEST || domain.endsWith(MARK)) return undefined;
  if (/\.gserviceaccount$/.test(lower)) return `${domain}.com`;
  const labels = domain.split(".");
  for (const ending of ENDINGS) {
    for (const count of [3, 2]) {
      const written = labels.slice(-count).join(".").toLowerCase();
      if (labels.length < count || written.includes(MARK) || distance(written, ending, MOST_SLIPS) > MOST_SLIPS)
        continue;
      return [...labels.slice(0, -count), ending].join(".");
    }
  }
  return undefined;
}
