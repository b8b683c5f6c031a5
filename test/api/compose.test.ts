import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { parse } from 'yaml';
import { loadConfig } from '../../server/config.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What the tests look at; that it is a compose file at all is what the schema says. */
interface Service {
  readonly image: string;
  readonly build?: { readonly target: string; readonly args: readonly string[] };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, object>>;
}

const text = read('docker-compose.yml');
const compose: Compose = parse(text, { merge: true });
const services = Object.entries(compose.services);
const example = new Map([...read('.env.example').matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
const dockerfile = read('Dockerfile');
const stages = [...dockerfile.matchAll(/^FROM (\S+) AS (\S+)$/gm)].map(([, from = '', name = '']) => ({ from, name }));
const fill = (value: string): string => value.replace(/\$\{(\w+)[^}]*\}/g, (_, name: string) => example.get(name) ?? expect.fail(name));

describe('docker-compose.yml', () => {
  it('is what the Compose Specification allows', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(
      JSON.parse(read('test/vendor/compose-spec/compose-spec.json')),
    );
    validate(compose);
    expect(validate.errors ?? []).to.deep.equal([]);
  });

  it('takes every value from .env, and .env.example has no other', () => {
    const named = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    // Read by the program itself, not by the file.
    const ofCompose = ['COMPOSE_PROJECT_NAME', 'COMPOSE_PROFILES'];
    expect([...example.keys()].filter((name) => !ofCompose.includes(name))).to.have.members([...named]);
    expect(text.match(/\$\{\w+\}/g), 'a value that is missing must stop the start').to.equal(null);
  });

  it('starts from .env.example as it is: the API and the worker accept what they are given', () => {
    const env = (name: string): NodeJS.ProcessEnv => {
      const given = Object.entries(compose.services[name]?.environment ?? {}).map(([key, value]) => [key, fill(value)]);
      return { ...Object.fromEntries(given), HOST: '0.0.0.0' };
    };
    const folder = mkdtempSync(join(tmpdir(), 'duban-secrets-'));
    try {
      execFileSync('sh', [join(ROOT, 'deploy/make-secrets.sh'), folder]);
      const inFolder = (name: string) => JSON.parse(JSON.stringify(env(name)).replaceAll('/run/secrets', folder));
      expect(loadConfig('api', inFolder('api'))).to.include({ isDemo: false, publicUrl: 'https://duban.example.org' });
      expect(loadConfig('worker', inFolder('worker'))).to.include({ smtpUrl: 'smtp://mail-relay:8025' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names no image without a version, and none that moves', () => {
    for (const [name, { image }] of services) expect(fill(image), name).to.match(/^[^:]+:v?\d+\.\d+[\w.-]*$/);
    const bases = [...dockerfile.matchAll(/^ARG \w+=(\S+)$/gm)].map(([, value]) => value);
    expect(bases).to.deep.equal([example.get('NODE_IMAGE')]);
  });

  it('builds the version that is in the manifest', () => {
    expect(example.get('DUBAN_VERSION')).to.equal(JSON.parse(read('package.json')).version);
  });

  it('gives nobody more rights than it needs', () => {
    for (const [name, service] of services) {
      expect(service.cap_drop, name).to.deep.equal(['ALL']);
      expect(service.cap_add, name).to.equal(undefined);
      expect(service.security_opt, name).to.deep.equal(['no-new-privileges:true']);
      expect(service.privileged, name).to.equal(undefined);
      // The one image that writes into its own folder.
      expect(service.read_only, name).to.equal(name !== 'temporal-ui');
    }
  });

  it('opens no port to the world by itself', () => {
    for (const [name, { ports = [] }] of services) for (const port of ports) expect(fill(port), name).to.match(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('lets nobody out but those who face outwards, and keeps both databases inside', () => {
    const outside = Object.entries(compose.networks).flatMap(([name, { internal }]) => (internal === true ? [] : [name]));
    const out = services.flatMap(([name, { networks = [] }]) => (networks.some((network) => outside.includes(network)) ? [name] : []));
    expect(out).to.have.members(['api', 'api-2', 'temporal-ui', 'mail-relay', 'mail-catcher']);
    for (const [name, { networks, network_mode }] of services) expect(networks ?? network_mode, name).to.not.equal(undefined);
  });

  it('waits for what is needed: for the health of what stays, for the end of what is done once', () => {
    for (const [name, { depends_on = {} }] of services)
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const needed = compose.services[other] ?? expect.fail(`${name} waits for ${other}`);
        const isHealthTold = needed.healthcheck !== undefined || needed.build !== undefined;
        expect(condition, `${name} for ${other}`).to.equal(isHealthTold ? 'service_healthy' : 'service_completed_successfully');
        expect(needed.profiles, `${other} is always there`).to.equal(undefined);
      }
  });

  it('mounts only what is there and declared', () => {
    for (const [name, { volumes = [], networks = [] }] of services) {
      for (const volume of volumes) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('.')) expect(existsSync(join(ROOT, source)), `${name}: ${source}`).to.equal(true);
        else expect(compose.volumes, name).to.have.property(source);
      }
      for (const network of networks) expect(compose.networks, name).to.have.property(network);
    }
  });

  it('makes and documents every secret, and holds none itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'duban-secrets-'));
    try {
      const make = (): string => execFileSync('sh', [join(ROOT, 'deploy/make-secrets.sh'), folder], { encoding: 'utf8' });
      make();
      expect(readdirSync(folder)).to.have.members(Object.keys(compose.secrets));
      expect(statSync(folder).mode & 0o777).to.equal(0o700);
      expect(make(), 'what is there stays').to.equal('');
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(read('.gitignore').split('\n')).to.include.members(['secrets/', '.env']);
    const operations = read('docs/operations.md');
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).to.equal(`\${SECRETS_DIR:?}/${name}`);
      expect(operations, name).to.include(`| \`${name}\``);
    }
    for (const [name, { secrets = [], environment = {} }] of services) {
      for (const secret of secrets) expect(compose.secrets, name).to.have.property(secret);
      for (const [key, value] of Object.entries(environment)) {
        if (/URI|PASSWORD|SECRET|SMTP_URL/.test(key)) expect(value, `${name} ${key}`).to.match(/^\/run\/secrets\/\w+$/);
        if (value.startsWith('/run/secrets/')) expect(secrets, name).to.include(value.slice('/run/secrets/'.length));
      }
    }
  });
});

describe('the Dockerfile', () => {
  it('has the targets that are built, as a numeric user and with a health check', () => {
    for (const [name, { build }] of services)
      if (build !== undefined)
        expect(
          stages.map((stage) => stage.name),
          name,
        ).to.include(build.target);
    expect(dockerfile).to.match(/^USER \d+:\d+$/m);
    for (const target of ['api', 'worker']) {
      const body = dockerfile.split(`FROM runtime AS ${target}\n`)[1]?.split(/^FROM /m)[0];
      expect(body, target)
        .to.match(/^HEALTHCHECK /m)
        .and.to.match(/^CMD \["node", /m);
    }
  });

  it('builds on one image and on its own stages', () => {
    const known = new Set(['${NODE_IMAGE}']);
    for (const { from, name } of stages) {
      expect([...known], name).to.include(from);
      known.add(name);
    }
  });

  it('copies only what is there, and .dockerignore lets all of it through and nothing else', () => {
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
    for (const source of sources) expect(existsSync(join(ROOT, source)), source).to.equal(true);
    const [first, ...allowed] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).to.equal('*');
    expect(allowed.map((line) => line.slice(1))).to.have.members([...new Set(sources)]);
  });

  it('copies every folder the build reads', () => {
    const { files }: { files: readonly string[] } = JSON.parse(read('tsconfig.build.json'));
    for (const file of files) expect(dockerfile).to.include(`COPY ${file.split('/')[0]} `);
  });
});
