import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** What runs may be made of: anything else reaches outside the sandbox, or changes for reasons of its own. */
const ROOMS = ['domain', 'workflows'];
const PACKAGES = ['@temporalio/', 'long/', 'ms/', 'nexus-rpc/'];

/** Bundles the workflows as a worker does and answers every file that is in the bundle. Rejects where a module is forbidden in the sandbox. */
async function listBundled(): Promise<{ files: string[]; bytes: number }> {
  const files = new Set<string>();
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({
      ...config,
      plugins: [
        ...(config.plugins ?? []),
        {
          apply: (compiler) =>
            compiler.hooks.compilation.tap('list', (compilation) =>
              compilation.hooks.succeedModule.tap('list', (module) => {
                const file = module.nameForCondition();
                if (file !== null) files.add(relative(root, file).split(sep).join('/'));
              }),
            ),
        },
      ],
    }),
  });
  return { files: [...files].sort(), bytes: code.length };
}

const isAllowed = (file: string): boolean =>
  ROOMS.some((room) => file.startsWith(`${room}/`)) || PACKAGES.some((name) => file.startsWith(`node_modules/${name}`));

const { files, bytes } = await listBundled();
const foreign = files.filter((file) => !isAllowed(file));
for (const file of foreign) console.error(`工作流不得包含此文件 | not allowed in the workflows: ${file}`);
console.log(
  `工作流包：${files.length} 个文件，${Math.round(bytes / 1024)} KB | workflow bundle: ${files.length} files, ${Math.round(bytes / 1024)} KB`,
);
process.exitCode = foreign.length > 0 ? 1 : 0;
