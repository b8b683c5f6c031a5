import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/**
 * mocha's usual output; at the end the counts go as JSON to the file named by `--reporter-option counts=…`.
 * A default export, because mocha asks for one.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const file: unknown = options.reporterOptions?.counts;
      const { passes, failures } = this.stats;
      if (typeof file === 'string') writeFileSync(file, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
}
