const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function isDay(year: number, month: number, day: number): boolean {
  const days = (DAYS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  return day >= 1 && day <= days;
}

/** Whether a text is a date and time with a zone, and such a day exists. */
export function isRfc3339(text: string): boolean {
  const [whole, year, month, day, hours, minutes, seconds] = RFC3339.exec(text) ?? [];
  if (whole === undefined) return false;
  const isTime = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) <= 60;
  return isTime && isDay(Number(year), Number(month), Number(day));
}

/** What was meant by a date, or a date and time, without its rest; `undefined` where that is not clear. */
export function timeRepair(text: string): string | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?Z?)?$/.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const seconds = time === undefined ? "00:00:00" : time.length === 5 ? `${time}:00` : time;
  const whole = `${date}T${seconds}Z`;
  return isRfc3339(whole) ? whole : undefined;
}

/** Milliseconds since 1970; `undefined` for what is no time of RFC 3339. */
export function instantOf(text: string): number | undefined {
  const time = isRfc3339(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
