import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { renderPhases } from './docs/phases.js';

const path = fileURLToPath(new URL('../docs/phases.md', import.meta.url));
await writeFile(path, await renderPhases(path));
console.log('docs/phases.md 已更新 is up to date');
