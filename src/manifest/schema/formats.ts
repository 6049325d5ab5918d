import type { FormatCheck, FormatFault } from './finding.ts';

const unfit: FormatFault = {};

/**
 * The formats of strings that need nothing but this file. Each is as loose as who reads the string:
 * - `go-duration`: Go's time.ParseDuration, https://pkg.go.dev/time#ParseDuration
 * - `prometheus-duration`, `prometheus-size`: https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 * - `quantity`: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 * - `dns-label`, `dns-subdomain`, `port-name`, `qualified-name`, `label-value`:
 *   https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go
 * - `component-id`: https://github.com/open-telemetry/opentelemetry-collector/blob/v0.156.0/component/identifiable.go
 * - `label-name`, `metric-name`: Prometheus' classic names; `uri`: what Go's url.Parse takes; `base64`: what Go's JSON reads as bytes;
 * - `byte-size`, `log-field`: sizes and paths of log receivers,
 *   https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/stanza/docs/types/field.md
 * - `host-port`: Go's net.SplitHostPort, with a number as port
 * - `matcher`: Alertmanager's `name="value"`, https://prometheus.io/docs/alerting/latest/configuration/#matcher
 */
export const formats: Readonly<Record<string, FormatCheck>> = {
  'go-duration': (text) => (goDuration.test(text) ? undefined : suggested(text, goDurationLike)),
  'prometheus-duration': (text) =>
    prometheusDuration.test(text) && text !== '' ? undefined : suggested(text, prometheusDurationLike),
  'prometheus-size': (text) =>
    text === '0' || /^[-+]?(?:\d+(?:\.\d*)?[KMGTPE]?i?B)+$/.test(text)
      ? undefined
      : suggested(text, sizeLike),
  quantity: (text) => (quantity.test(text) ? undefined : suggested(text, quantityLike)),
  'component-id': (text) => (componentId.test(text) ? undefined : unfit),
  'dns-label': byPattern(/^[a-z\d](?:[-a-z\d]*[a-z\d])?$/, 63, lowered),
  'dns-subdomain': byPattern(dnsSubdomain(), 253, lowered),
  'port-name': (text) =>
    text.length <= 15 && /^(?=.*[a-z])[a-z\d](?:-?[a-z\d])*$/.test(text) ? undefined : lowered(text, 15),
  'qualified-name': (text) => (isQualifiedName(text) ? undefined : unfit),
  'label-value': byPattern(/^(?:[A-Za-z\d](?:[-\w.]*[A-Za-z\d])?)?$/, 63),
  'label-name': byPattern(/^[A-Za-z_]\w*$/, Infinity, underscored),
  'metric-name': byPattern(/^[A-Za-z_:][\w:]*$/, Infinity, underscored),
  uri: (text) => (isUri(text) ? undefined : unfit),
  base64: (text) => {
    const digits = text.replaceAll(/[\r\n]/g, '');
    return digits.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(digits) ? undefined : unfit;
  },
  'byte-size': (text) => (/^\d+\.?\d*\s*(?:[kKmMgGtTpP]i?[bB])?$/.test(text) ? undefined : unfit),
  'host-port': (text) => {
    const port = Number(/^(?:\[[^[\]]*\]|[^:[\]]*):(\+?\d+)$/.exec(text)?.[1]);
    return port >= 1 && port <= 65_535 ? undefined : unfit;
  },
  'log-field': (text) => (isLogField(text) && !/^(?:attributes|resource)$/.test(text) ? undefined : unfit),
  'log-field-or-root': (text) => (isLogField(text) ? undefined : unfit),
  matcher: (text) => (/^[^=!~]*(?:=~?|!=|!~)/.test(text) ? undefined : unfit),
};

const goDuration = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const prometheusDuration = /^(?:0|(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?)$/;
const quantity = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?\d+)?$/;
const componentId = /^\s*[A-Za-z]\w{0,62}\s*(?:\/\s*[^\p{Z}\p{C}\p{S}]{1,1024}\s*)?$/u;

function dnsSubdomain(): RegExp {
  return /^[a-z\d](?:[-a-z\d]*[a-z\d])?(?:\.[a-z\d](?:[-a-z\d]*[a-z\d])?)*$/;
}

function byPattern(
  pattern: RegExp,
  maxLength: number,
  suggest: (text: string, maxLength: number) => FormatFault = () => unfit,
): FormatCheck {
  return (text) => {
    if (text.length <= maxLength && pattern.test(text)) {
      return undefined;
    }
    const fault = suggest(text, maxLength);
    const { suggestion } = fault;
    return suggestion !== undefined && suggestion.length <= maxLength && pattern.test(suggestion)
      ? fault
      : unfit;
  };
}

/** `My_App` is likely meant to be `my-app`. */
function lowered(text: string, maxLength: number): FormatFault {
  const suggestion = text.toLowerCase().replaceAll(/[_\s]+/g, '-');
  return suggestion !== text &&
    /^[a-z\d](?:[-.a-z\d]*[a-z\d])?$/.test(suggestion) &&
    suggestion.length <= maxLength
    ? { suggestion }
    : unfit;
}

function underscored(text: string): FormatFault {
  return { suggestion: text.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_') };
}

function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  const prefix = slash < 0 ? undefined : text.slice(0, slash);
  const name = text.slice(slash + 1);
  return (
    name.length <= 63 &&
    /^[A-Za-z\d](?:[-\w.]*[A-Za-z\d])?$/.test(name) &&
    (prefix === undefined || (prefix.length <= 253 && dnsSubdomain().test(prefix)))
  );
}

/** Only what is refused for certain: Go's parser takes nearly everything. */
function isUri(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text) || /%(?![\da-fA-F]{2})/.test(text.split(/[?#]/, 1)[0] ?? '')) {
    return false;
  }
  const authority = /^(?:[A-Za-z][\w+.-]*:)?\/\/([^/?#]*)/.exec(text)?.[1];
  if (authority === undefined) {
    return true;
  }
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const port = host.slice(host.lastIndexOf(']') + 1);
  return !/[\s<>"]/.test(host) && /^[^:]*(?::\d*)?$/.test(port);
}

/** A path into a log record: `attributes.log`, `body['a.b']`, `["attributes"].x`. */
function isLogField(text: string): boolean {
  return (
    /^(?:body|attributes|resource)(?=$|[.[])|^\[(?:"(?:body|attributes|resource)"|'(?:body|attributes|resource)')\]/.test(
      text,
    ) && /^(?:[^.[]+|\[(?:"[^"]*"|'[^']*')\])(?:\.[^.[]*|\[(?:"[^"]*"|'[^']*')\])*$/.test(text)
  );
}

/** A text as people write it, in the words of the format; `undefined` where nothing is near. */
type Like = (text: string) => string | undefined;

function suggested(text: string, like: Like): FormatFault {
  const suggestion = text.length > 40 ? undefined : like(text.trim());
  return suggestion === undefined || suggestion === text ? unfit : { suggestion };
}

const units: Readonly<Record<string, string>> = {
  ms: 'ms', msec: 'ms', millis: 'ms', millisecond: 'ms', milliseconds: 'ms',
  s: 's', sec: 's', secs: 's', second: 's', seconds: 's',
  m: 'm', min: 'm', mins: 'm', minute: 'm', minutes: 'm',
  h: 'h', hr: 'h', hrs: 'h', hour: 'h', hours: 'h',
  d: 'd', day: 'd', days: 'd', w: 'w', week: 'w', weeks: 'w',
}; // prettier-ignore

/** Pairs of amount and unit; a bare number counts seconds. */
function durationParts(text: string): { amount: string; unit: string }[] | undefined {
  if (!/^(?:\d+(?:\.\d+)?\s*[a-z]*\s*)+$/i.test(text)) {
    return undefined;
  }
  const parts = [...text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/g)].map(
    ([, amount = '', unit = '']) => ({
      amount,
      unit: unit === '' ? 's' : (units[unit] ?? ''),
    }),
  );
  return parts.some(({ unit }) => unit === '') ? undefined : parts;
}

const goDurationLike: Like = (text) => {
  const hours: Readonly<Record<string, number>> = { d: 24, w: 168 };
  return durationParts(text)
    ?.map(({ amount, unit }) => (hours[unit] ? `${Number(amount) * hours[unit]}h` : `${amount}${unit}`))
    .join('');
};

const prometheusDurationLike: Like = (text) => {
  const smaller: Readonly<Record<string, readonly [number, string]>> = {
    w: [7, 'd'], d: [24, 'h'], h: [60, 'm'], m: [60, 's'], s: [1000, 'ms'],
  }; // prettier-ignore
  const written = durationParts(text)
    ?.map(({ amount, unit }) => {
      const [factor, below] = smaller[unit] ?? [0, ''];
      const part = Math.round((Number(amount) % 1) * factor);
      const whole = Math.floor(Number(amount));
      return (whole > 0 || part === 0 ? `${whole}${unit}` : '') + (part > 0 ? `${part}${below}` : '');
    })
    .join('');
  return written !== undefined && prometheusDuration.test(written) ? written : undefined;
};

const sizeLike: Like = (text) => {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgtpe]?)i?b?$/i.exec(text) ?? [];
  return amount === undefined ? undefined : `${amount}${unit.toUpperCase()}B`;
};

const quantityLike: Like = (text) => {
  const [, amount, unit = '', binary] = /^(\d+(?:\.\d+)?)\s*([kmgtpe]?)(i?)b?$/i.exec(text) ?? [];
  if (amount === undefined) {
    return undefined;
  }
  return `${amount}${binary ? `${unit.toUpperCase()}i` : /k/i.test(unit) ? 'k' : unit.toUpperCase()}`;
};
