// @vscode/spdlog without its compiled part: VS Code's log files, and with them every output channel, written by Node.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

export const version = 0;
let defaultLevel = names.indexOf('info');

/** @param {number} level */
export function setLevel(level) {
  defaultLevel = level;
}

/** Every message goes to the file at once anyway. */
export function setFlushOn() {}

/** Appends to one file, which lives no longer than a run: the sizes to rotate at are not looked at. */
export class Logger {
  #file;
  #level = defaultLevel;
  #isPlain = false;

  /**
   * @param {string} _kind
   * @param {string} _name
   * @param {string} file
   */
  constructor(_kind, _name, file) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  /** @param {string} message */
  trace(message) {
    this.#write(0, message);
  }

  /** @param {string} message */
  debug(message) {
    this.#write(1, message);
  }

  /** @param {string} message */
  info(message) {
    this.#write(2, message);
  }

  /** @param {string} message */
  warn(message) {
    this.#write(3, message);
  }

  /** @param {string} message */
  error(message) {
    this.#write(4, message);
  }

  /** @param {string} message */
  critical(message) {
    this.#write(5, message);
  }

  getLevel() {
    return this.#level;
  }

  /** @param {number} level */
  setLevel(level) {
    this.#level = level;
  }

  /** VS Code knows one pattern only: moment, level and message. */
  setPattern() {
    this.#isPlain = false;
  }

  /** From now on the messages alone, as they come: an output channel brings its own line ends. */
  clearFormatters() {
    this.#isPlain = true;
  }

  flush() {}

  drop() {}

  /**
   * @param {number} level
   * @param {string} message
   */
  #write(level, message) {
    if (level >= this.#level) {
      appendFileSync(this.#file, this.#isPlain ? message : `${now()} [${names[level]}] ${message}\n`);
    }
  }
}

/**
 * @param {string} name
 * @param {string} file
 */
export function createRotatingLogger(name, file) {
  return Promise.resolve(new Logger('rotating', name, file));
}

/**
 * @param {string} name
 * @param {string} file
 */
export function createAsyncRotatingLogger(name, file) {
  return Promise.resolve(new Logger('rotating_async', name, file));
}

/** `2026-01-31 12:34:56.789`, in local time as spdlog writes it. */
function now() {
  const moment = new Date();
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, -1).replace('T', ' ');
}
