import { requireNode } from './node.js';

requireNode();
import('./begin.js').then(({ begin }) => begin('test/live/build/main.ts'));
