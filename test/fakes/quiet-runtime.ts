import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

// What a worker says while things fail on purpose would bury the results. One runtime per process: whoever imports this first installs it.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} } },
});
