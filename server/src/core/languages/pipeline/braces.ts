import type { Marks } from "./script.ts";

/**
 * `{{ NAME }}`, as Ansible, Helm and Argo write it, as a variable; what is more than a name is an expansion of which
 * nothing is known.
 */
export const braces: Marks = {
  find: (text) =>
    [...text.matchAll(MARK)].map(({ 0: mark, 1: inner = "", index }) => ({
      index,
      length: mark.length,
      text: /^[A-Za-z_]\w*$/.test(inner.trim()) ? `\${${inner.trim()}}` : "$(template)",
    })),
};

const MARK = /(?<!\$)\{\{-?([^{}]*(?:\{[^{}]*\}[^{}]*)*?)-?\}\}/g;
