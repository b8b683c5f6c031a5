import { expect } from 'chai';
import type { DirectoryEvent } from '../../models/account.js';
import { ACCOUNTS_STREAM } from '../../models/directory-record.js';
import { sealAll, type EntryDoc } from '../../models/entry.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { recordRoutes } from '../../server/routes/record.js';
import { securityAdministrator } from '../fakes/people.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

describe('the record of accounts', () => {
  let site: Site;
  const events: (DirectoryEvent & { readonly reason: string })[] = [
    { type: 'accountLocked', login: 'zhang.wei', reason: '离岗' },
    { type: 'accountUnlocked', login: 'zhang.wei', reason: '返岗' },
  ];
  const added = events.map((event, index) => ({
    seq: index + 1,
    receivedAt: 1_795_000_000_000,
    decidedAt: 1_795_000_000_000,
    actor: securityAdministrator,
    commandId: `command-${index}`,
    commandHash: '',
    event,
  }));
  const entries: readonly EntryDoc[] = sealAll(ACCOUNTS_STREAM, { hash: '', print: '' }, added);

  before(async () => {
    const stored: Pick<BusinessDeps['lists'], 'entries'> = {
      entries: {
        find: async ({ filter, sort, limit }) =>
          sortBy(
            entries.filter((entry) => matches(entry, filter)),
            sort,
          ).slice(0, limit),
        count: async () => entries.length,
      },
    };
    site = await openSite({ routes: recordRoutes(only({ lists: only(stored) })) });
    await site.enrol('audit', holding('00', 'audit-administrator'));
    await site.enrol('security', holding('00', 'security-administrator'));
  });
  after(() => site.close());

  const ask = async (login: string, query = '') => {
    const { browser } = await site.logIn(login);
    return browser.get(`/api/v1/records/directory/accounts${query}`);
  };

  it('shows the audit administrator who did what to accounts, and why', async () => {
    const { status, body } = await ask('audit', '?sort=seq');
    expect(status).to.equal(200);
    expect(body.items.map(({ event }: { event: object }) => event)).to.deep.equal(events);
    expect(body.items[0]).to.include({ person: securityAdministrator.person, post: '00/security-administrator', seq: 1 });
  });

  it('is not for those whose acts it keeps', async () => {
    const { status, body } = await ask('security');
    expect([status, body.code]).to.deep.equal([403, 'NoRight']);
  });
});
