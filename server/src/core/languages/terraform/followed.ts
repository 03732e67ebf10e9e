import { askedAgain, asking } from "./asked.ts";
import type { Asked, Budget, Env } from "./env.ts";
import type { Folded } from "./folded.ts";

/** How many locals, variables and outputs may lead to one another. */
const LONGEST_CHAIN = 12;

/** Whether a name may be followed to what is behind it. */
export function mayFollow({ chain, budget }: Env): boolean {
  budget.longest = Math.max(budget.longest, chain);
  return chain < LONGEST_CHAIN;
}

/** What something was followed to. */
interface Known {
  readonly folded: Folded | undefined;
  /** How long the chain was then, and how much longer it grew; one that grew too long holds for that length alone. */
  readonly chain: number;
  readonly further: number;
  readonly asked: Asked | undefined;
}

/** What names were followed to. */
export type Followed = Map<string, Known>;

/** Notes that what is found rests on how long the chain is: something leads to itself. */
export const isCircular = (budget: Budget): void => {
  budget.longest = LONGEST_CHAIN;
};

/** Makes something and tells whether no chain of names was too long for it, which would be another one from another start. */
export function followedWholly<T>(budget: Budget, make: () => T): { readonly made: T; readonly isWhole: boolean } {
  const outer = budget.longest;
  budget.longest = 0;
  const made = make();
  const isWhole = budget.longest < LONGEST_CHAIN;
  budget.longest = Math.max(budget.longest, outer);
  return { made, isWhole };
}

/** Follows a name once, unless the chain that leads to it is too long for what was found at the end of a shorter one. */
export function followedOnce(
  known: Followed,
  key: string,
  { chain, budget }: { readonly chain: number; readonly budget: Budget },
  follow: () => Folded | undefined,
): Folded | undefined {
  const exact = `${chain} ${key}`;
  const before = known.get(exact) ?? known.get(key);
  if (before !== undefined && (before.chain === chain || chain + before.further < LONGEST_CHAIN)) {
    budget.longest = Math.max(budget.longest, chain + before.further);
    askedAgain(budget, before.asked);
    return before.folded;
  }
  const outer = budget.longest;
  budget.longest = chain;
  const { made: folded, asked } = asking(budget, follow);
  const further = budget.longest - chain;
  known.set(budget.longest < LONGEST_CHAIN ? key : exact, { folded, chain, further, asked });
  budget.longest = Math.max(budget.longest, outer);
  return folded;
}
