// Cheap tests that spare most statements a careful look: they may hold where there is nothing to find, never the reverse.
import type { Binding } from "../model/facts.ts";
import { leading, type Value } from "../model/value.ts";
import { marked } from "./unknown-marks.ts";

/** Whether what is known of some member's beginning begins with a word. */
export const someBegin = (members: readonly Value[], word: string): boolean =>
  members.some((member) => leading(member).startsWith(word));

/** Whether the text of some member holds what a pattern is about; the pattern has no flag that keeps a place. */
export const someHold = (members: readonly Value[], pattern: RegExp): boolean =>
  members.some(({ parts }) => pattern.test(marked(parts)));

/** Whether a role may have another name than those of basic and predefined roles. */
export const mayNeedPrefix = (role: Value | undefined): boolean =>
  role !== undefined && !leading(role).startsWith("roles/");

/** Whether a statement surely lists no member at all. */
export const isToNobody = ({ members, complete }: Binding): boolean => complete && members.length === 0;
