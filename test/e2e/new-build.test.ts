import { expect } from 'chai';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { House } from './house.js';
import { inHouse } from './in-house.js';
import { approve, dayAfter, foundHost, logInAll, planOf, register, submitPlan, type Cast } from './stories.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROOMS = ['domain', 'workflows', 'activities', 'models', 'server', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** A copy of the sources in which each text stands in place of another. Throws where one is not found. */
async function buildWith(changes: readonly (readonly [file: string, old: string, now: string])[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-build-'));
  for (const room of ROOMS) await cp(join(ROOT, room), join(folder, room), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, old, now] of changes) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8');
    if (!text.includes(old)) throw new Error(`${name} has no ${old}`);
    await writeFile(file, text.replace(old, now));
  }
  return folder;
}

describe('a newer build', () => {
  let house: House;
  let cast: Cast;
  let build = '';
  inHouse(async (opened) => {
    build = await buildWith([
      ['domain/pilot/draft.ts', 'milestones.length > MOST_MILESTONES', 'milestones.length > 1'],
      ['domain/ladders.ts', "{ rung: 'reminder', offset: -5 }", "{ rung: 'reminder', offset: -7 }"],
    ]);
    house = opened;
    cast = await logInAll(house);
  });
  after(async () => {
    if (build !== '') await rm(build, { recursive: true, force: true });
  });

  const run = async (script: string): Promise<string> => {
    const env = { ...process.env, MONGODB_URI: house.mongodbUri, TEMPORAL_ADDRESS: house.temporalAddress };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`], {
      cwd: build,
      env,
    });
    return stdout + stderr;
  };

  it('with a refusal tightened and a reminder moved takes over what the old one began', async () => {
    const host = await foundHost(cast.director);
    const pilots = await Promise.all(Array.from({ length: 8 }, (_, index) => register(house, cast.director, host, `交接 ${index}`)));
    const [registered = '', drafted = '', submitted = '', passed = '', running = '', ...others] = pilots;
    const due = dayAfter(house.now(), 300);
    // What the old build took and the new one would refuse stands in the histories of these runs.
    const two = planOf(due, 2);
    for (const pilot of [drafted, ...others]) await cast.liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, two);
    for (const pilot of [submitted, passed]) await submitPlan(cast, pilot, due);
    await cast.provincialReviewer.insist('POST', `/pilots/${passed}/plan-approval`, { version: 1 });
    await approve(house, cast, running, due);

    await Promise.all([house.worker.kill(), house.api.kill()]);
    house.moveTo(build);
    await Promise.all([house.worker.start(), house.api.start()]);

    const sha256 = (await cast.director.get(`/pilots/${drafted}`)).body.draft;
    const answers = await Promise.all([
      cast.liaison.insist('PUT', `/pilots/${registered}/plan-draft`, two),
      cast.director.insist('POST', `/pilots/${drafted}/plan-submission`, { sha256 }),
      cast.provincialReviewer.insist('POST', `/pilots/${submitted}/plan-approval`, { version: 1 }),
      cast.leader.insist('POST', `/pilots/${passed}/plan-approval`, { version: 1 }),
      cast.director.insist('POST', `/pilots/${running}/conclusion`, { text: '总结' }),
      ...others.map((pilot) => cast.liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, planOf(due))),
    ]);
    expect(answers.map(({ status, body }) => body.code ?? status)).to.deep.equal([
      'InvalidMilestones',
      200,
      200,
      200,
      'WrongPhase',
      200,
      200,
      200,
    ]);
    const again = await cast.director.send('POST', '/pilots', {
      title: '新版立项',
      kind: 'project',
      level: 'provincial',
      areas: ['skills'],
      host,
      start: dayAfter(house.now(), 0),
      end: due,
    });
    expect(again.status, again.text).to.equal(201);

    // What was folded by the old rules is folded anew by the new ones; the record itself is the same under both.
    await run('rebuild');
    expect(await run('revive')).to.include(', 0 did not answer');
    expect(await run('verify')).to.include('all is as recorded');
  });
});
