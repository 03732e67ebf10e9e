import { encloses, type Span } from "../../text/span.ts";
import type { Source } from "../language.ts";
import { lineStart } from "../manifest/layout.ts";
import { at, entryOf, isWritten, itemsOf, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import { isFolded } from "../pipeline/scalar-text.ts";
import { treesIn } from "./compose.ts";

/** A patch that is written as a text in a kustomization, or that is all of a file. */
export interface Patch {
  /** What it changes, as the patch holds it: operations, or a part of an object. */
  readonly root: Node;
  /** The kind of objects that it is for, where that is told. */
  readonly kind: string | undefined;
}

interface Written extends Patch {
  readonly scalar: Scalar;
}

/** The patches of a document; none where it is no kustomization. Source: kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches. */
export function patchesOf(root: Node, source: Source): readonly Patch[] {
  if (isOperations(root)) return [{ root, kind: undefined }];
  return writtenIn(root, source);
}

/** The tree of the text of a patch that a place lies in. */
export const patchAround = (root: Node | undefined, place: Span, source: Source): Node | undefined =>
  writtenIn(root, source).find(({ scalar }) => encloses(scalar.content, place))?.root;

function writtenIn(root: Node | undefined, source: Source): readonly Written[] {
  if (root?.kind !== "mapping" || !isKustomization(root)) return [];
  const listed = ["patches", "patchesJson6902"].flatMap((key) => itemsOf(at(root, key)));
  const texts = [...listed.map((item) => at(item, "patch")), ...itemsOf(at(root, "patchesStrategicMerge"))];
  const kinds = listed.map((item) => textAt(item, "target", "kind"));
  return texts.flatMap((text, i) => {
    const inner = isWritten(text) ? treeOf(text, source) : undefined;
    return inner === undefined || !isWritten(text) ? [] : [{ root: inner, scalar: text, kind: kinds[i] }];
  });
}

const isKustomization = (root: Node): boolean => {
  const kind = textAt(root, "kind");
  return kind === undefined ? entryOf(root, "apiVersion") === undefined : /^(?:Kustomization|Component)$/.test(kind);
};

/** What a text holds whose lines or characters stand as they are; a path to a file is no patch. */
function treeOf({ style, content, uses }: Scalar, source: Source): Node | undefined {
  const { start, end } = content;
  const text = source.text.slice(start, end);
  if (style === "block" && isFolded(source.text, start)) return undefined;
  const isAsItStands = style === "block" || (style === "single" ? !text.includes("''") : !text.includes("\\"));
  if (!isAsItStands || uses.length > 0 || !/[:[{]/.test(text)) return undefined;
  if (style !== "block" && text.includes("\n")) return undefined;
  const [root] = treesIn(source, style === "block" ? lineStart(source.text, start) : start, end);
  return root?.kind === "scalar" ? undefined : root;
}

/** A list of operations as RFC 6902 has them. */
const isOperations = (root: Node): boolean =>
  root.kind === "list" &&
  root.items.length > 0 &&
  root.items.every((item) => entryOf(item, "op") !== undefined && entryOf(item, "path") !== undefined);
