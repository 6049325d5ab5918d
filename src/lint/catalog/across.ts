import type { Rules } from './rule.ts';

export const acrossRules: Rules = {};
