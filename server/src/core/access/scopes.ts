/** Keys under which what stands in a scope is found by {@link keysNear}. */
export const scopeKeys = (scope: string): readonly string[] => [
  `in ${scope}`,
  ...scopesAbove(scope).map((above) => `below ${above}`),
];

/** Keys of what is near a scope: in it, in the folders below and above, and in modules that are called from there. */
export const keysNear = (scope: string): readonly string[] => [
  `in ${scope}`,
  `below ${scope}`,
  ...scopesAbove(scope).map((above) => `in ${above}`),
];

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
