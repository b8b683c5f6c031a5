import { join } from 'node:path';
import { ConfigError } from '../server/config.js';
import { isFirstToTry, layOut, readDemoAccounts, takeFirstPasswords } from './house/accounts.js';
import { House } from './house/house.js';
import { readSettings, type HouseSettings } from './house/settings.js';
import { whenAskedToStop } from './services/stop-asked.js';
import { explain, inBothLanguages, sayOnConsole as say, Trouble } from './services/say.js';

const startedAt = Date.now();

async function run(): Promise<number> {
  const settings = readSettings(process.env);
  const house = new House(settings, process.env, say);
  const stopped = new Promise<'stopped'>((resolve) => {
    whenAskedToStop(() => resolve('stopped'));
  });
  try {
    const outcome = await Promise.race([house.open(), stopped]);
    if (outcome !== 'stopped') {
      await greet(settings, house.mailboxUrl);
      await stopped;
    }
    say({ zh: '正在停止（通常 2 至 5 秒）', en: 'stopping (usually 2 to 5 s)' });
    await house.close();
    say({ zh: '已停止，数据保留在 ' + settings.dataDir, en: `stopped; the data stays in ${settings.dataDir}` });
    return 0;
  } catch (error) {
    await house.close();
    throw error;
  }
}

/** What a person needs to begin. */
async function greet({ publicUrl, dataDir, isDemo }: HouseSettings, mailboxUrl: string | undefined): Promise<void> {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log();
  say({ zh: `督办已就绪（${seconds} 秒）：${publicUrl}`, en: `Duban is ready (${seconds} s)` });
  const firstPasswords = await takeFirstPasswords(dataDir);
  if (firstPasswords.length > 0) {
    say({
      zh: '首次登录的一次性密码，只显示这一次，请立即记下',
      en: 'one-time passwords for the first log-in, shown only now: write them down',
    });
    console.log(layOut(firstPasswords));
  }
  const accounts = isDemo ? await readDemoAccounts(dataDir) : [];
  if (accounts.length > 0) {
    say({ zh: '演示账号', en: 'accounts of the demo' });
    console.log(layOut(accounts.filter(isFirstToTry)));
    say({
      zh: `其余各省同理（如 11-liaison），全部 ${accounts.length} 个账号见 ${join(dataDir, 'accounts.json')}`,
      en: `the other provinces alike (11-liaison); all ${accounts.length} accounts are in that file`,
    });
  }
  if (mailboxUrl !== undefined)
    say({
      zh: `邮件不外发，在此阅读：${mailboxUrl}（存于 ${join(dataDir, 'mail')}）`,
      en: 'mail does not leave this machine, read it there',
    });
  say({ zh: `日志在 ${join(dataDir, 'logs')}`, en: 'logs are there' });
  say({ zh: '按 Ctrl-C 停止', en: 'Ctrl-C stops it' });
}

try {
  // What is still running, a build for instance, ends with us.
  process.exit(await run());
} catch (error) {
  if (error instanceof Trouble) console.error(inBothLanguages(error.sentence));
  else if (error instanceof ConfigError) console.error(error.message);
  else console.error(inBothLanguages(explain(error)), error);
  process.exit(1);
}
