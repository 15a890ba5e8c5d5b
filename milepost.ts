#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { codeOf } from './infra/errors.ts';

// Half of a short command's time went into stripping and compiling what it loads: it is kept, where that can be written.
enableCompileCache(fileURLToPath(new URL('node_modules/.cache/milepost', import.meta.url)));
const { runCommandLine } = await import('./wiring/command-line.ts');

// Whoever reads the answer may have enough of it: `milepost vendors list | head`.
process.stdout.on('error', (thrown: Error) => process.exit(codeOf(thrown) === 'EPIPE' ? 0 : 1));
const exitCode = await runCommandLine(process.argv);
process.stdout.write('', () => process.exit(exitCode));
