import { expect } from 'chai';
import express from 'express';
import { once, EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadinessCheck } from '../../server/http/health.js';
import { serve } from '../../server/http/serve.js';
import { openSite } from './site.js';

describe('a stopping server', () => {
  /** Answers when the test says so. */
  const listen = async (stopTimeoutMs: number) => {
    const signals = new EventEmitter();
    const app = express().get('/', async (_req, res) => {
      signals.emit('reached');
      await once(signals, 'go on');
      res.send('finished');
    });
    const serving = await serve(app, { host: '127.0.0.1', port: 0, stopTimeoutMs });
    const agent = new Agent({ keepAlive: true });
    const call = () =>
      new Promise<string>((resolve, reject) => {
        get({ port: serving.port, host: '127.0.0.1', agent }, (answer) => {
          answer.setEncoding('utf8').on('data', resolve).on('error', reject);
        }).on('error', reject);
      });
    return { signals, serving, agent, call };
  };

  it('lets what is in flight finish, though its connection would stay open, and takes nothing new', async () => {
    const { signals, serving, agent, call } = await listen(60_000);
    const reached = once(signals, 'reached');
    const answered = call();
    await reached;
    const stopped = serving.stop();
    const late = await call().catch((error: unknown) => (error instanceof Error && 'code' in error ? error.code : error));
    expect(late).to.equal('ECONNREFUSED');
    signals.emit('go on');
    expect(await answered).to.equal('finished');
    await stopped;
    agent.destroy();
  });

  it('cuts off what does not finish in time', async () => {
    const { signals, serving, agent, call } = await listen(20);
    const reached = once(signals, 'reached');
    const answered = call().catch((error: unknown) => (error instanceof Error && 'code' in error ? error.code : error));
    await reached;
    await serving.stop();
    expect(await answered).to.equal('ECONNRESET');
    agent.destroy();
  });

  it('says so when its address is taken', async () => {
    const { serving } = await listen(20);
    const second = await serve(express(), { host: '127.0.0.1', port: serving.port }).catch((error: unknown) => String(error));
    expect(second).to.contain('EADDRINUSE');
    await serving.stop();
  });
});

describe('health', () => {
  const check = (name: string, answer: () => Promise<boolean>): ReadinessCheck => ({
    name,
    zh: `${name} 无法连接。`,
    en: `${name} is away.`,
    check: answer,
  });
  const open = (...checks: ReadinessCheck[]) => openSite({ checks });

  it('is alive as long as the process answers, whatever is missing', async () => {
    const site = await open(check('mongodb', async () => false));
    await site.browser().get('/healthz').expect(200, { status: 'alive' });
    await site.close();
  });

  it('is ready when everything it needs is there', async () => {
    const site = await open(check('mongodb', async () => true));
    await site
      .browser()
      .get('/readyz')
      .expect(200, { status: 'ready', checks: ['mongodb'] });
    await site.close();
  });

  it('names what is missing, whether it says no, fails or does not answer', async () => {
    const site = await open(
      check('no', async () => false),
      check('fails', () => Promise.reject(new Error('secret address'))),
      check('silent', () => new Promise(() => {})),
      check('well', async () => true),
    );
    const { body, text } = await site.browser().get('/readyz').expect(503);
    expect(body.code).to.equal('NotReady');
    expect(body.errors).to.deep.equal(
      ['no', 'fails', 'silent'].map((name) => ({ field: name, zh: `${name} 无法连接。`, en: `${name} is away.` })),
    );
    expect(text).not.to.contain('secret');
    await site.close();
  });

  it('is asked too often to be logged', async () => {
    const site = await open();
    await site.browser().get('/healthz').expect(200);
    await site.browser().get('/readyz').expect(200);
    expect(site.log).to.deep.equal([]);
    await site.close();
  });
});

describe('the browser app', () => {
  const withWeb = async (use: (site: Awaited<ReturnType<typeof openSite>>) => Promise<void>) => {
    const webDir = mkdtempSync(join(tmpdir(), 'web-'));
    mkdirSync(join(webDir, 'assets'));
    writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>督办</title>');
    writeFileSync(join(webDir, 'assets', 'app-1a2b.js'), 'export {};');
    const site = await openSite({ webDir });
    try {
      await use(site);
    } finally {
      await site.close();
      rmSync(webDir, { recursive: true });
    }
  };

  it('is served at every address that is no file and no API', () =>
    withWeb(async (site) => {
      for (const path of ['/', '/pilots/53-2026-0007?tab=plan']) {
        const { text, headers } = await site.browser().get(path).set('Accept', 'text/html,*/*').expect(200);
        expect(text).to.contain('督办');
        expect(headers['cache-control']).to.equal('public, max-age=0');
      }
    }));

  it('keeps its built files in the browser for good', () =>
    withWeb(async (site) => {
      const { headers } = await site.browser().get('/assets/app-1a2b.js').expect(200);
      expect(headers['cache-control']).to.equal('public, max-age=31536000, immutable');
    }));

  it('does not stand in for what is missing', () =>
    withWeb(async (site) => {
      for (const path of ['/api/v1/nowhere', '/api/v2/x', '/assets/gone.js', '/docs/gone', '/../package.json', '/.env']) {
        const { body } = await site.browser().get(path).set('Accept', '*/*');
        expect(body.code, path).to.equal('NotFound');
      }
    }));
});
