/**
 * What VS Code writes on a machine without a network, a desktop and compiled modules, and that says nothing about the
 * extension. A message may have several lines; any of these words in it is enough.
 */
const noise = [
  /\bspdlog\b/,
  /\bwatchdog\b/i,
  /open-vsx\.org|vscode-cdn\.net|net::ERR_(NAME_NOT_RESOLVED|INTERNET_DISCONNECTED)/,
  /\bvsda\b/,
  /ExperimentalWarning|DeprecationWarning|--trace-(warnings|deprecation)/,
  /^Loading development extension at/,
  /reconnection-grace-time|\bconnection token\b|^Creating a socket/,
  /\b(AgentHost|AccountPolicyGate|Service Worker)\b|additional builtin extensions|Creation of workbench contribution|authentication provider 'github'/,
];

/** Whether a message of VS Code's is not worth a person's time. */
export function isNoise(message: string): boolean {
  return noise.some((pattern) => pattern.test(message));
}
