/** Where every folder writes what it did. VS Code's `LogOutputChannel` fits it as it is. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const secrets: readonly [RegExp, string][] = [
  // Signed query strings and headers: SigV4's own names for its parts.
  [/(x-amz-(?:signature|credential|security-token)["']?\s*[=:]\s*["']?)[^&\s"',]+/gi, '$1***'],
  [/(authorization["']?\s*[=:]\s*["']?)[^\n"']+/gi, '$1***'],
  [/((?:aws_)?(?:secret_?access_?key|session_?token)["']?\s*[=:]\s*["']?)[^\s"',]+/gi, '$1***'],
  [/(bearer\s+)[\w.~+/=-]+/gi, '$1***'],
  // EKS bearer tokens carry a whole presigned URL.
  [/k8s-aws-v1\.[\w-]+/g, 'k8s-aws-v1.***'],
  [/\b(A[SK]IA)[A-Z0-9]{12,}\b/g, '$1***'],
];

/** The text with credentials, tokens and signatures replaced by `***`. */
export function redact(text: string): string {
  return secrets.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

/** A log that lets no secret through to `log`. */
export function redacted(log: Log): Log {
  return {
    trace: (message) => log.trace(redact(message)),
    debug: (message) => log.debug(redact(message)),
    info: (message) => log.info(redact(message)),
    warn: (message) => log.warn(redact(message)),
    error: (message) => log.error(redact(message)),
  };
}
