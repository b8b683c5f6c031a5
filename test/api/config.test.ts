import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../../server/config.js';

describe('the configuration', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'config-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const needed = () => ({
    MONGODB_URI: 'mongodb://127.0.0.1:27017/duban?replicaSet=rs0',
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
    DATA_DIR: dataDir,
  });
  const problemsOf = (load: () => unknown) => {
    try {
      load();
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  };

  it('needs the database and the engine, and has a default for the rest', () => {
    const { sessionSecret, ...config } = loadConfig('api', needed());
    expect(config).to.deep.equal({
      dataDir,
      mongodbUri: 'mongodb://127.0.0.1:27017/duban?replicaSet=rs0',
      temporalAddress: '127.0.0.1:7233',
      temporalNamespace: 'default',
      publicUrl: 'http://127.0.0.1:3000',
      isDemo: true,
      hasDemoPast: true,
      logLevel: 'info',
      clockShiftMs: 0,
      host: '127.0.0.1',
      port: 3000,
      instance: '3000',
      trustedProxies: [],
      fileLimits: { fileMaxBytes: 200 * 1024 * 1024, postQuotaBytes: 2_000 * 1024 * 1024 },
    });
    expect(sessionSecret).to.match(/^[\w-]{43}$/);
  });

  it('reads what is set, and takes what is empty for not set', () => {
    const env = {
      ...needed(),
      PORT: '8080',
      HOST: '',
      DEMO: 'off',
      PUBLIC_URL: 'https://duban.example.org/',
      TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
      CLOCK_SHIFT_MS: '-60000',
    };
    expect(loadConfig('api', env)).to.include({
      port: 8080,
      host: '127.0.0.1',
      instance: '8080',
      isDemo: false,
      hasDemoPast: false,
      publicUrl: 'https://duban.example.org',
      clockShiftMs: -60_000,
    });
    expect(loadConfig('api', env).trustedProxies).to.deep.equal(['loopback', '10.0.0.0/8']);
  });

  it('names everything that is missing or wrong at once, as sentences in both languages', () => {
    const problems = problemsOf(() => loadConfig('worker', { PORT: '99999', DEMO: 'yes', MONGODB_URI: 'localhost', LOG_LEVEL: 'loud' }));
    expect(problems.map(({ en }) => en)).to.deep.equal([
      'PORT must be a port from 0 to 65535.',
      'MONGODB_URI must be set and begin with mongodb:// or mongodb+srv://.',
      'TEMPORAL_ADDRESS must be set, in the form host:port.',
      'DEMO must be on or off.',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
      'SMTP_URL must be set and begin with smtp:// or smtps://.',
    ]);
    expect(problems[2]?.zh).to.equal('TEMPORAL_ADDRESS：必须填写，形如“主机:端口”。');
  });

  it('takes addresses, networks and the usual names for proxies, nothing else', () => {
    const load = (TRUSTED_PROXIES: string) => loadConfig('api', { ...needed(), TRUSTED_PROXIES });
    for (const good of ['loopback', '10.0.0.1 10.1.0.0/16', 'fd00::/8,uniquelocal'])
      expect(load(good).trustedProxies, good).to.have.length.above(0);
    for (const bad of ['all', 'proxy.lan', '10.0.0.0/33', '10.0.0.0/8/8', '1']) expect(() => load(bad), bad).to.throw(ConfigError);
  });

  it('does not repeat a secret that is wrong', () => {
    expect(() => loadConfig('api', { ...needed(), SESSION_SECRET: 'hunter2' }))
      .to.throw(ConfigError)
      .with.property('message')
      .not.contain('hunter2');
  });

  it('asks for the public address where the host stands for every address', () => {
    expect(problemsOf(() => loadConfig('api', { ...needed(), HOST: '0.0.0.0' })).map(({ en }) => en.split(' ')[0])).to.deep.equal([
      'PUBLIC_URL',
    ]);
    expect(loadConfig('api', { ...needed(), HOST: '0.0.0.0', PUBLIC_URL: 'http://duban.lan' }).publicUrl).to.equal('http://duban.lan');
    expect(loadConfig('api', { ...needed(), HOST: '::1' }).publicUrl).to.equal('http://[::1]:3000');
  });

  it('asks for the mail relay in the worker alone, and makes no secrets there', () => {
    expect(problemsOf(() => loadConfig('worker', needed()))).to.have.length(1);
    expect(loadConfig('worker', { ...needed(), SMTP_URL: 'smtp://127.0.0.1:2525' })).to.include({ mailFrom: '督办 <duban@localhost>' });
    expect(() => statSync(join(dataDir, 'secrets.json'))).to.throw('ENOENT');
  });

  describe('reads secret values from files', () => {
    const given = 'given by the operator, long enough';
    const fileOf = (name: string, content: string) => {
      const path = join(dataDir, name);
      writeFileSync(path, content);
      return path;
    };

    it('and leaves the line end out', () => {
      const { MONGODB_URI, ...rest } = needed();
      const files = { MONGODB_URI_FILE: fileOf('uri', `${MONGODB_URI}\n`), SESSION_SECRET_FILE: fileOf('session', `${given}\r\n`) };
      expect(loadConfig('api', { ...rest, ...files })).to.include({ mongodbUri: MONGODB_URI, sessionSecret: given });
      expect(() => statSync(join(dataDir, 'secrets.json'))).to.throw('ENOENT');
      const smtp = { SMTP_URL_FILE: fileOf('smtp', 'smtp://relay:8025') };
      expect(loadConfig('worker', { ...needed(), ...smtp })).to.include({ smtpUrl: 'smtp://relay:8025' });
    });

    it('and takes an empty file name for not set', () => {
      expect(loadConfig('api', { ...needed(), MONGODB_URI_FILE: '', SESSION_SECRET: given }).sessionSecret).to.equal(given);
    });

    it('but not beside the value itself', () => {
      const env = { ...needed(), MONGODB_URI_FILE: fileOf('uri', 'mongodb://other/duban') };
      expect(problemsOf(() => loadConfig('api', env)).map(({ en }) => en)).to.deep.equal([
        'MONGODB_URI_FILE may not stand beside the setting it gives the value of.',
      ]);
    });

    it('and names each file that is missing or empty, with everything else that is wrong', () => {
      const env = { DATA_DIR: dataDir, MONGODB_URI_FILE: join(dataDir, 'none'), SMTP_URL_FILE: fileOf('smtp', ' \n') };
      expect(problemsOf(() => loadConfig('worker', env)).map(({ en }) => en)).to.deep.equal([
        `MONGODB_URI_FILE names ${join(dataDir, 'none')}, which cannot be read (ENOENT).`,
        `SMTP_URL_FILE names ${join(dataDir, 'smtp')}, which is empty.`,
        'TEMPORAL_ADDRESS must be set, in the form host:port.',
      ]);
    });

    it('and does not repeat what is in them', () => {
      const env = { ...needed(), SESSION_SECRET_FILE: fileOf('session', 'hunter2') };
      expect(() => loadConfig('api', env))
        .to.throw(ConfigError)
        .with.property('message')
        .not.contain('hunter2');
    });
  });

  describe('keeps its secrets', () => {
    const path = () => join(dataDir, 'secrets.json');

    it('from the first start on, for the owner alone', () => {
      const first = loadConfig('api', needed()).sessionSecret;
      expect(statSync(path()).mode & 0o777).to.equal(0o600);
      expect(loadConfig('api', needed()).sessionSecret).to.equal(first);
    });

    it('out of the data folder where they are given', () => {
      const given = 'given by the operator, long enough';
      expect(loadConfig('api', { ...needed(), SESSION_SECRET: given }).sessionSecret).to.equal(given);
      expect(() => readFileSync(path())).to.throw('ENOENT');
    });

    it('and does not start with a file that is not what it wrote', () => {
      writeFileSync(path(), '{"sessionSecret":"short"}');
      expect(() => loadConfig('api', needed())).to.throw('secrets.json');
    });
  });
});
