/** Things by the scope in which they stand, found from scopes that are joined with it. */
export interface ByScope<T> {
  /** Those of the scope itself, of the folders above and below, and of modules that are called from there. */
  near(scope: string): readonly T[];
}

export function byScope<T>(items: readonly T[], scopeOf: (item: T) => string): ByScope<T> {
  const own = new Map<string, T[]>();
  const below = new Map<string, T[]>();
  const add = (map: Map<string, T[]>, key: string, item: T) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [item]);
    else list.push(item);
  };
  const aboveOf = new Map<string, readonly string[]>();
  for (const item of items) {
    const scope = scopeOf(item);
    const above = aboveOf.get(scope) ?? scopesAbove(scope);
    aboveOf.set(scope, above);
    add(own, scope, item);
    for (const one of above) add(below, one, item);
  }
  const kept = new Map<string, readonly T[]>();
  return {
    near(scope) {
      const known = kept.get(scope);
      if (known !== undefined) return known;
      const above = scopesAbove(scope).flatMap((one) => own.get(one) ?? []);
      const all = [...(own.get(scope) ?? []), ...(below.get(scope) ?? []), ...above];
      kept.set(scope, all);
      return all;
    },
  };
}

/** Whether two scopes are one, or one is a module that the other calls or a folder in it: its scope then holds the other's. */
export const areJoined = (a: string, b: string): boolean => a === b || isAbove(a, b) || isAbove(b, a);

function isAbove(a: string, b: string): boolean {
  if (a.length >= b.length) return false;
  const called = b.indexOf("?");
  if (called < 0) return startsAt(a, b, 0, "/");
  return startsAt(a, b, 0, "/?") || startsAt(a, b, called + 1, "/.");
}

/** Whether a stretch of a text is another text, and ends there or at one of some marks. */
function startsAt(part: string, text: string, at: number, marks: string): boolean {
  if (!text.startsWith(part, at)) return false;
  const end = at + part.length;
  return end === text.length || marks.includes(text.charAt(end));
}

const MOST = 40;

/** The folders above a scope, and for a called module its own folder and its callers. */
function scopesAbove(scope: string): readonly string[] {
  const called = scope.indexOf("?");
  const pieces = called < 0 ? [scope] : [scope.slice(0, called), scope.slice(called + 1)];
  const above = pieces.flatMap((piece, index) => [...(called < 0 ? [] : [piece]), ...cuts(piece, index > 0)]);
  return [...new Set(above)].slice(0, MOST);
}

/** What stands before each slash, and before each call in the path of calls. */
function cuts(text: string, isPath: boolean): readonly string[] {
  const found: string[] = [];
  const root = text.indexOf("//") + 2;
  for (let at = text.length - 1; at > root; at--) {
    const char = text.charAt(at);
    if (char === "/" || (isPath && char === ".")) found.push(text.slice(0, at));
  }
  return found;
}
