import ts from 'typescript';

export interface Import {
  /** As written: `./x.ts`, `vscode`, `node:fs`. */
  specifier: string;
  /** Gone after compilation: nothing of the other file is loaded. */
  typeOnly: boolean;
  /** Loaded when the line runs, not when the file loads. */
  dynamic: boolean;
  /** `export … from`. */
  reExport: boolean;
}

/** Parses one TypeScript file. */
export function parseSource(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** Every import of the file, in whatever of TypeScript's forms it is written. */
export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, rest: Omit<Import, 'specifier'>): void => {
    if (node !== undefined && ts.isStringLiteralLike(node)) {
      found.push({ specifier: node.text, ...rest });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      add(node.moduleSpecifier, { typeOnly, dynamic: false, reExport: false });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node.moduleSpecifier, { typeOnly: node.isTypeOnly, dynamic: false, reExport: true });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], { typeOnly: false, dynamic: true, reExport: false });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, { typeOnly: true, dynamic: false, reExport: false });
    } else if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === 'require'
    ) {
      add(node.arguments[0], { typeOnly: false, dynamic: false, reExport: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
