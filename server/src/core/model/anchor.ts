import type { Span } from "../text/span.ts";

/** A stretch of a document, where it stood when it was read. What is read in it goes with it when it moves. */
export interface Anchor extends Span {
  /** How far it has moved since. */
  by: number;
}

const anchors = new WeakMap<Span, Anchor>();
const documents = new Set<string>();

/** What a place goes with; absent for one that was read, or worked out, for the text as it stood then. */
export const anchorOf = (span: Span): Anchor | undefined => anchors.get(span);

/** Whether something that was read in a document goes with its text. */
export const hasAnchors = (uri: string): boolean => documents.has(uri);

/** The place in a stretch that stands there now, whether or not it has moved since it was read. */
export function anchoredSpan({ uri, start, end }: Span, anchor: Anchor): Span {
  const [from, to] = [start - anchor.by, end - anchor.by];
  const span = {
    uri,
    get start(): number {
      return from + anchor.by;
    },
    get end(): number {
      return to + anchor.by;
    },
  };
  anchors.set(span, anchor);
  documents.add(uri);
  return span;
}

/** Data of which all places go with their text. */
const wholes = new WeakSet<object>();

/** Says of a fact that all its places go with their text. */
export const markAnchored = (fact: object): unknown => wholes.add(fact);

/** Whether all places in plain data go with their text, or stand in documents of which nothing does. */
export function isAnchored(data: unknown): boolean {
  if (typeof data !== "object" || data === null || wholes.has(data)) return true;
  if (isSpan(data)) return anchors.has(data) || !documents.has(data.uri);
  for (const key in data) if (!isAnchored(data[key as keyof typeof data])) return false;
  return true;
}

/** Whether all spans in plain data pass a test. */
export function everySpan(data: unknown, test: (span: Span) => boolean): boolean {
  if (typeof data !== "object" || data === null) return true;
  if (isSpan(data)) return test(data);
  for (const key in data) if (!everySpan(data[key as keyof typeof data], test)) return false;
  return true;
}

/** Plain data with other spans; parts in which all stay the same are the same objects. */
export function withSpans<T>(data: T, replace: (span: Span) => Span): T {
  if (typeof data !== "object" || data === null) return data;
  if (isSpan(data)) return replace(data) as T & Span;
  if (Array.isArray(data)) {
    const list = data.map((one) => withSpans(one, replace));
    return list.every((one, i) => one === data[i]) ? data : (list as T);
  }
  const changed: Record<string, unknown> = {};
  let isSame = true;
  for (const key in data) {
    const now = withSpans(data[key], replace);
    if (now === data[key]) continue;
    changed[key] = now;
    isSame = false;
  }
  return isSame ? data : { ...data, ...changed };
}

const isSpan = (data: object): data is Span =>
  (data as Partial<Span>).uri !== undefined && (data as Partial<Span>).start !== undefined;
