import * as l10n from '@vscode/l10n';
import type { Expression, ValueType } from './ast.ts';
import { functionOf } from './functions.ts';

/** What an expression comes to, whatever is wrong inside it. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
    case 'aggregation':
      return 'vector';
    case 'range':
    case 'subquery':
      return 'matrix';
    case 'call':
      return functionOf(expression.name.text)?.returns ?? 'unknown';
    case 'binary':
      return typeOfBoth(typeOf(expression.left), typeOf(expression.right));
    case 'unary':
    case 'parentheses':
      return typeOf(expression.expression);
    case 'placeholder':
    case 'missing':
      return 'unknown';
  }
}

/** Numbers alone give a number; with series on a side it is series. */
function typeOfBoth(left: ValueType, right: ValueType): ValueType {
  if (left === 'scalar' && right === 'scalar') {
    return 'scalar';
  }
  const isKnown = left === 'vector' || right === 'vector' || (left !== 'unknown' && right !== 'unknown');
  return isKnown ? 'vector' : 'unknown';
}

/** A type in words, as the object of a sentence. */
export function typeWords(type: ValueType): string {
  switch (type) {
    case 'scalar':
      return l10n.t('a number');
    case 'string':
      return l10n.t('a text');
    case 'vector':
      return l10n.t('an instant vector');
    case 'matrix':
      return l10n.t('a range vector');
    case 'unknown':
      return l10n.t('an expression');
  }
}
