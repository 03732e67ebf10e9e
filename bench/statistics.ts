/** The value at a share of the sorted list: 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Milliseconds that each of `runs` calls takes, after `warmUp` calls that do not count. */
export function times(work: (run: number) => void, runs: number, warmUp: number): readonly number[] {
  const taken: number[] = [];
  for (let run = 0; run < warmUp + runs; run++) {
    const start = performance.now();
    work(run);
    if (run >= warmUp) taken.push(performance.now() - start);
  }
  return taken;
}

/** As `times`, for work that waits. */
export async function timesAsync(work: (run: number) => Promise<void>, runs: number, warmUp: number) {
  const taken: number[] = [];
  for (let run = 0; run < warmUp + runs; run++) {
    const start = performance.now();
    await work(run);
    if (run >= warmUp) taken.push(performance.now() - start);
  }
  return taken;
}
