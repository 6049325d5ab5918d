const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))?$/;

/**
 * Seconds since 1970 of a time as RFC 3339 writes it; seconds, the time of day and the zone may be left out, which is UTC then. A plain number
 * is the seconds themselves. `undefined` for all else. https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function readTime(text: string): number | undefined {
  if (/^\d{1,11}(?:\.\d{1,3})?$/.test(text)) {
    return Number(text);
  }
  const found = pattern.exec(text);
  if (found === null) {
    return undefined;
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || hour > 23 || minute > 59 || second >= 60) {
    return undefined;
  }
  const [hours, minutes] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  const zone = (found[8] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + Math.round(second * 1000) / 1000 - zone;
}
