/**
 * What shows that a text may be of interest: a form, and letters without which it is nowhere. Letters are looked for many times faster
 * than forms, above all where the first one is rare.
 */
export type Mark = readonly [letters: string, form: RegExp];

/** Whether one of the marks stands in a text. */
export const holdsMark = (text: string, marks: readonly Mark[]): boolean =>
  marks.some(([letters, form]) => text.includes(letters) && form.test(text));
