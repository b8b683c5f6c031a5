import Joi from 'joi';
import { isIP, isIPv6 } from 'node:net';
import { readSecretFiles } from './secret-files.js';
import { loadSecrets } from './secrets.js';
import type { Sentence } from './http/sentence.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

interface SharedConfig {
  readonly dataDir: string;
  readonly mongodbUri: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Where people reach the site, without a slash at the end; links in mail begin with it. */
  readonly publicUrl: string;
  readonly isDemo: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly clockShiftMs: number;
}
export interface ApiConfig extends SharedConfig {
  /** Whether a demo begins with pilots that have two years behind them. */
  readonly hasDemoPast: boolean;
  readonly host: string;
  readonly port: number;
  /** Tells sites on one host apart: part of the cookie's name. All API processes of one site share it. */
  readonly instance: string;
  /** Whose forwarding headers are believed: `loopback`, addresses or networks. None by default. */
  readonly trustedProxies: readonly string[];
  readonly sessionSecret: string;
  readonly fileLimits: { readonly fileMaxBytes: number; readonly postQuotaBytes: number };
}
export interface WorkerConfig extends SharedConfig {
  readonly smtpUrl: string;
  readonly mailFrom: string;
  /** When a day's digests leave, in minutes after midnight in Shanghai. */
  readonly digestMin: number;
}

/** Everything that is wrong with the environment, told at once in both languages. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Sentence[];

  constructor(problems: readonly Sentence[]) {
    super(['配置不完整 / The configuration is not complete:', ...problems.flatMap(({ zh, en }) => [`- ${zh}`, `  ${en}`])].join('\n'));
    this.problems = problems;
  }
}

interface SharedSettings {
  PORT: number;
  HOST: string;
  DATA_DIR: string;
  MONGODB_URI: string;
  TEMPORAL_ADDRESS: string;
  TEMPORAL_NAMESPACE: string;
  PUBLIC_URL?: string;
  DEMO: 'on' | 'off';
  LOG_LEVEL: SharedConfig['logLevel'];
  CLOCK_SHIFT_MS: number;
}
interface ApiSettings extends SharedSettings {
  DEMO_PAST: 'on' | 'off';
  INSTANCE?: string;
  TRUSTED_PROXIES: string;
  SESSION_SECRET?: string;
  FILE_MAX_MB: number;
  POST_QUOTA_MB: number;
}
interface WorkerSettings extends SharedSettings {
  SMTP_URL: string;
  MAIL_FROM: string;
  DIGEST_AT: string;
}

const words = Joi.string().empty('');
const wholeNumber = Joi.number().empty('').integer();
const ONE_ADDRESS = Joi.invalid('0.0.0.0', '::');

const sharedFields = {
  PORT: wholeNumber.port().default(3000),
  HOST: words.hostname().default('127.0.0.1'),
  DATA_DIR: words.default('.data'),
  MONGODB_URI: words.pattern(/^mongodb(\+srv)?:\/\/\S+$/).required(),
  TEMPORAL_ADDRESS: words.pattern(/^[^\s/]+:\d{1,5}$/).required(),
  TEMPORAL_NAMESPACE: words.default('default'),
  PUBLIC_URL: words.uri({ scheme: ['http', 'https'] }).when('HOST', { is: ONE_ADDRESS, otherwise: Joi.required() }),
  DEMO: words.valid('on', 'off').default('on'),
  LOG_LEVEL: words.valid(...LOG_LEVELS).default('info'),
  CLOCK_SHIFT_MS: wholeNumber.default(0),
};
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];
const MB = 1024 * 1024;
const splitList = (value: string): string[] => value.split(/[\s,]+/).filter((part) => part !== '');
const demandProxies: Joi.CustomValidator<string> = (value, helpers) =>
  splitList(value).every((proxy) => PROXY_NAMES.includes(proxy) || isNetwork(proxy)) ? value : helpers.error('any.invalid');

function isNetwork(proxy: string): boolean {
  const [address = '', bits = '0', ...more] = proxy.split('/');
  return isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIPv6(address) ? 128 : 32) && more.length === 0;
}

const apiSchema = Joi.object<ApiSettings>({
  ...sharedFields,
  DEMO_PAST: words.valid('on', 'off').default('on'),
  INSTANCE: words.pattern(/^[a-z0-9-]{1,32}$/),
  TRUSTED_PROXIES: words.default('').custom(demandProxies),
  SESSION_SECRET: words.min(32),
  FILE_MAX_MB: wholeNumber.min(1).max(2_000).default(200),
  POST_QUOTA_MB: wholeNumber.min(1).max(1_000_000).default(2_000),
});
const workerSchema = Joi.object<WorkerSettings>({
  ...sharedFields,
  SMTP_URL: words.pattern(/^smtps?:\/\/\S+$/).required(),
  MAIL_FROM: words.max(320).default('督办 <duban@localhost>'),
  DIGEST_AT: words.pattern(/^([01]\d|2[0-3]):[0-5]\d$/).default('08:30'),
});

/** What a setting must be, told when it is missing or wrong. */
const demands: Readonly<Record<keyof ApiSettings | keyof WorkerSettings, Sentence>> = {
  PORT: { zh: '应为 0 到 65535 的端口号', en: 'must be a port from 0 to 65535' },
  HOST: { zh: '应为要监听的主机名或 IP 地址', en: 'must be the host name or IP address to listen on' },
  DATA_DIR: { zh: '应为数据目录的路径', en: 'must be the path of the data folder' },
  MONGODB_URI: {
    zh: '必须填写，以 mongodb:// 或 mongodb+srv:// 开头',
    en: 'must be set and begin with mongodb:// or mongodb+srv://',
  },
  TEMPORAL_ADDRESS: { zh: '必须填写，形如“主机:端口”', en: 'must be set, in the form host:port' },
  TEMPORAL_NAMESPACE: { zh: '应为命名空间的名称', en: 'must be the name of a namespace' },
  PUBLIC_URL: {
    zh: '应为 http:// 或 https:// 开头的网址；监听所有地址时必须填写',
    en: 'must be an address beginning with http:// or https://, and must be set when HOST stands for every address',
  },
  DEMO: { zh: '应为 on 或 off', en: 'must be on or off' },
  DEMO_PAST: { zh: '应为 on 或 off', en: 'must be on or off' },
  LOG_LEVEL: { zh: `应为 ${LOG_LEVELS.join('、')} 之一`, en: `must be one of ${LOG_LEVELS.join(', ')}` },
  CLOCK_SHIFT_MS: { zh: '应为整数毫秒数', en: 'must be a whole number of milliseconds' },
  INSTANCE: {
    zh: '只能由小写字母、数字和连字符组成，最多 32 个字符',
    en: 'may hold lower-case letters, digits and hyphens only, at most 32',
  },
  TRUSTED_PROXIES: {
    zh: '应为以逗号分隔的地址、网段或 loopback',
    en: 'must be addresses, networks or the word loopback, separated by commas',
  },
  SESSION_SECRET: { zh: '至少 32 个字符', en: 'must have at least 32 characters' },
  FILE_MAX_MB: { zh: '应为 1 到 2000 的整数（MB）', en: 'must be a whole number of MB from 1 to 2000' },
  POST_QUOTA_MB: { zh: '应为 1 到 1000000 的整数（MB）', en: 'must be a whole number of MB from 1 to 1000000' },
  SMTP_URL: { zh: '必须填写，以 smtp:// 或 smtps:// 开头', en: 'must be set and begin with smtp:// or smtps://' },
  MAIL_FROM: { zh: '应为发件人，最多 320 个字符', en: 'must be the sender of mail, at most 320 characters' },
  DIGEST_AT: { zh: '应为 24 小时制时刻，形如 08:30', en: 'must be a time of day such as 08:30' },
};
const demandOf = new Map<string, Sentence>(Object.entries(demands));

function check<T>(schema: Joi.ObjectSchema<T>, given: NodeJS.ProcessEnv): T {
  const { env, problems } = readSecretFiles(given);
  const { value, error } = schema.validate(env, { abortEarly: false, stripUnknown: true });
  if (!error && problems.size === 0) return value;
  const told = new Map(problems);
  for (const { path } of error?.details ?? []) {
    const name = String(path[0]);
    // What a file does not give is not told a second time as missing.
    if (!told.has(name)) told.set(name, { zh: `${name}：${demandOf.get(name)?.zh}。`, en: `${name} ${demandOf.get(name)?.en}.` });
  }
  throw new ConfigError([...told.values()]);
}

/**
 * The same environment with the values that stand in files (`MONGODB_URI_FILE` and its like) in place, for whoever looks at it before `loadConfig`.
 * @throws {ConfigError} naming every file that is wrong
 */
export function withSecretFiles(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { env, problems } = readSecretFiles(given);
  if (problems.size > 0) throw new ConfigError([...problems.values()]);
  return env;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const urlHost = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

const share = (settings: SharedSettings): SharedConfig => ({
  dataDir: settings.DATA_DIR,
  mongodbUri: settings.MONGODB_URI,
  temporalAddress: settings.TEMPORAL_ADDRESS,
  temporalNamespace: settings.TEMPORAL_NAMESPACE,
  publicUrl: (settings.PUBLIC_URL ?? `http://${urlHost(settings.HOST)}:${settings.PORT}`).replace(/\/+$/, ''),
  isDemo: settings.DEMO === 'on',
  logLevel: settings.LOG_LEVEL,
  clockShiftMs: settings.CLOCK_SHIFT_MS,
});

/**
 * Reads the environment, the one place that does; for entry points only. Secret values may stand in files (`MONGODB_URI_FILE`,
 * `SMTP_URL_FILE`, `SESSION_SECRET_FILE`). On the API's first start the secrets that are not given are generated into the data folder.
 * @throws {ConfigError} naming every setting that is missing or wrong
 */
export function loadConfig(part: 'api', env?: NodeJS.ProcessEnv): ApiConfig;
export function loadConfig(part: 'worker', env?: NodeJS.ProcessEnv): WorkerConfig;
export function loadConfig(part: 'api' | 'worker', env: NodeJS.ProcessEnv = process.env): ApiConfig | WorkerConfig {
  if (part === 'worker') {
    const settings = check(workerSchema, env);
    return { ...share(settings), smtpUrl: settings.SMTP_URL, mailFrom: settings.MAIL_FROM, digestMin: minutesOf(settings.DIGEST_AT) };
  }
  const settings = check(apiSchema, env);
  return {
    ...share(settings),
    hasDemoPast: settings.DEMO === 'on' && settings.DEMO_PAST === 'on',
    host: settings.HOST,
    port: settings.PORT,
    instance: settings.INSTANCE ?? String(settings.PORT),
    trustedProxies: splitList(settings.TRUSTED_PROXIES),
    fileLimits: { fileMaxBytes: settings.FILE_MAX_MB * MB, postQuotaBytes: settings.POST_QUOTA_MB * MB },
    sessionSecret: settings.SESSION_SECRET ?? loadSecrets(settings.DATA_DIR).sessionSecret,
  };
}
