import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import ts from "typescript";

/**
 * An import of one file of the repository by another; types only, or of something that is there at run time.
 */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
  /** Names as the imported file exports them; null: all of them, by `import *` or `import()`. */
  readonly names: readonly string[] | null;
}

/**
 * A TypeScript file, with what it exports and imports. Paths are relative to the repository, with slashes.
 */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly exports: readonly string[];
  readonly imports: readonly Import[];
  /** Every line that is a comment or ends in one, by its number from 1. */
  readonly commentLines: readonly { readonly number: number; readonly text: string }[];
}

const root = new URL("../../", import.meta.url);

/** All TypeScript files below these folders. */
export function readSources(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name.replaceAll("\\", "/")))
      .filter((path) => path.endsWith(".ts"))
      .sort()
      .map(readSource),
  );
}

function readSource(path: string): SourceFile {
  const text = readFileSync(new URL(path, root), "utf8");
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return {
    path,
    text,
    exports: file.statements.flatMap(exportedNames),
    imports: importsOf(path, file),
    commentLines: commentLines(file),
  };
}

function exportedNames(statement: ts.Statement): readonly string[] {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (!isExported) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  const { name } = statement as ts.Statement & { readonly name?: ts.Identifier };
  return name === undefined ? [] : [name.text];
}

function importsOf(from: string, file: ts.SourceFile): readonly Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node, typesOnly: boolean, names: Import["names"]) => {
    if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith(".")) return;
    imports.push({ from, to: normalize(join(dirname(from), specifier.text)), typesOnly, names });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) addDeclaration(node, add);
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
      add(node.moduleSpecifier, node.isTypeOnly, null);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      for (const argument of node.arguments) add(argument, false, null);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return imports;
}

function addDeclaration(
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  add: (specifier: ts.Node, typesOnly: boolean, names: Import["names"]) => void,
): void {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) {
    add(moduleSpecifier, false, null);
    return;
  }
  const isWhollyTypes = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const typesOnly = isWhollyTypes || bindings.elements.every(({ isTypeOnly }) => isTypeOnly);
  const names = bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text);
  add(moduleSpecifier, typesOnly, names);
}

function commentLines(file: ts.SourceFile): SourceFile["commentLines"] {
  const lines = file.text.split("\n");
  const numbers = new Set<number>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []) {
      const [first, last] = [pos, end].map((at) => file.getLineAndCharacterOfPosition(at).line);
      for (let line = first ?? 0; line <= (last ?? 0); line += 1) numbers.add(line);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...numbers].map((line) => ({ number: line + 1, text: lines[line] ?? "" }));
}
