/** A time, `2026-01-01 00:00:00 UTC`, in a zone of `NotebookDefaults.timezone`; seconds since 1970. */
export function timeText(seconds: number, timezone = 'UTC'): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) {
    return String(seconds);
  }
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ dateStyle: 'short', timeStyle: 'medium' },
    ...(timezone !== 'local' && { timeZone: timezone }),
  });
  const zone = new Intl.DateTimeFormat('en', {
    ...{ timeZoneName: 'short' },
    ...(timezone !== 'local' && { timeZone: timezone }),
  });
  const name = zone.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${format.format(date)} ${name}`.trim();
}
