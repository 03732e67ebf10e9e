/** Where `gcloud` stands, and `gsutil` and `bq` where they are words. */
export function hitsOf(text: string): readonly number[] {
  const others = /gsutil|\bbq\b/.test(text) ? [...text.matchAll(/\b(?:gsutil|bq)\b/g)].map(({ index }) => index) : [];
  const hits = occurrences(text, "gcloud");
  return others.length === 0 ? hits : [...hits, ...others].sort((a, b) => a - b);
}

function occurrences(text: string, word: string): readonly number[] {
  const hits: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) hits.push(at);
  return hits;
}

/** Index of the first of the ordered numbers that is not smaller than `least`. */
export function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
