import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** A source file of the house, without tests. */
export interface SourceFile {
  /** Path from the root, with `/`. */
  path: string;
  /** What it imports: packages by their name, files by their path from the root. */
  imports: string[];
}

const root = new URL('../../', import.meta.url).pathname;

/** Matches what follows `from`, a bare `import` or `import(`: all forms that bring a module in. */
const specifiers = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;

/** Returns every source file that git knows or would add, tests left out. */
export function readSources(): SourceFile[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return listed
    .split('\n')
    .filter((path) => path !== '' && !path.startsWith('test/') && existsSync(`${root}${path}`))
    .map((path) => ({ path, imports: readImports(path, readFileSync(`${root}${path}`, 'utf8')) }));
}

/** Returns what a file's text imports; comments count for nothing. */
export function readImports(path: string, text: string): string[] {
  return [...withoutComments(text).matchAll(specifiers)].map(([, specifier = '']) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  );
}

/** Returns a text without the lines that are nothing but comment. */
export function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '');
}

export function readRootFile(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}
