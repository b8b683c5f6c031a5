import { expect } from 'chai';
import { createRecordActivities } from '../../activities/record.js';
import { parseDay } from '../../domain/calendar.js';
import type { Entry } from '../../domain/entity.js';
import { streamOf } from '../../domain/kinds.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { Append, CalendarStore, RecordStore } from '../../domain/ports.js';
import type { DutyView } from '../../domain/duty-view.js';
import type { OutboxRow, Standing } from '../../domain/view.js';
import { appendOf, batchOf, nothingOf, type Given, type Stream } from './batches.js';
import { nationalCalendar } from './calendars.js';
import { director, liaison } from './people.js';

/** A store under test, and what lies behind it. */
export interface RecordUnderTest {
  readonly records: RecordStore;
  readonly calendars: CalendarStore;
  /** The same record as another process sees it. */
  reopen(): RecordStore;
  duties(entity: string): Promise<readonly DutyView[]>;
  outbox(stream: string): Promise<readonly OutboxRow[]>;
  /** Stores a document, as the edge does before the command that refers to it. */
  keep(sha256: string): Promise<void>;
  isUsed(sha256: string): Promise<boolean>;
  loseView(stream: string): Promise<void>;
}

const RECEIVED_AT = 1_767_575_400_000;
const dayIn = (text: string): number => parseDay(text) ?? expect.fail(`${text} is no day`);

let count = 0;
/** A pilot nobody else writes to, and the commands of its first days under ids of its own. */
export function newPilot(): { stream: Stream; register: Given; draft: (sha256: string) => Given; submit: (sha256: string) => Given } {
  count += 1;
  const id = `53-2026-${String(count).padStart(4, '0')}`;
  const stream: Stream = { kind: 'pilot', id, calendar: nationalCalendar };
  const given = (name: string, actor: Given['actor'], command: PilotCommand): Given => ({
    commandId: `${id}/${name}`,
    actor,
    at: RECEIVED_AT,
    command,
  });
  const registration: PilotCommand = {
    type: 'registerPilot',
    title: '产业工人技能提升试点',
    kind: 'project',
    level: 'national',
    areas: ['skills'],
    region: '53',
    host: '53-h001',
    startDay: dayIn('2026-03-01'),
    endDay: dayIn('2026-12-31'),
  };
  return {
    stream,
    register: given('register', director, registration),
    draft: (sha256) => given(`draft-${sha256}`, liaison, { type: 'draftPlan', outline: { sha256, milestones: [] } }),
    submit: (sha256) => given(`submit-${sha256}`, director, { type: 'submitPlan', sha256 }),
  };
}

/** Where a stream stands once this is appended. */
export const standingAfter = ({ projection }: Append): Standing => projection.view;

/** What every record must keep, whatever it is kept in. */
export function itKeepsTheRecord(open: () => RecordUnderTest): void {
  const entriesOf = ({ kind, id }: Stream): Promise<readonly Entry[]> => open().records.entries(kind, id);
  const viewOf = ({ kind, id }: Stream) => open().records.view(kind, id);

  it('reads entries back as they were appended', async () => {
    const { stream, register, draft } = newPilot();
    const append = appendOf(stream, nothingOf(stream), [register, draft('a1')]);
    expect(await open().records.append(append)).to.equal('kept');
    expect(await entriesOf(stream)).to.deep.equal(append.entries);
    expect(await open().records.entries(stream.kind, stream.id, 2)).to.deep.equal(append.entries.slice(2));
  });

  it('shows the view, the head, the duties and the outbox that were folded from them', async () => {
    const { stream, register } = newPilot();
    const append = appendOf(stream, nothingOf(stream), [register]);
    await open().records.append(append);
    const { view, duties, outbox } = append.projection;
    expect(await viewOf(stream)).to.deep.equal(view);
    expect(await open().records.head(stream.kind, stream.id)).to.deep.equal({ seq: 2, isClosed: false, path: ['00', '53', '53-h001'] });
    expect(await open().duties(stream.id)).to.deep.equal(duties);
    expect(await open().outbox(streamOf(stream.kind, stream.id))).to.deep.equal(outbox);
    expect([duties.length, outbox.length]).to.deep.equal([1, 1]);
  });

  it('keeps a settled duty and the one that followed it', async () => {
    const { stream, register, draft, submit } = newPilot();
    const first = appendOf(stream, nothingOf(stream), [register, draft('a1')]);
    await open().records.append(first);
    await open().records.append(appendOf(stream, standingAfter(first), [submit('a1')]));
    const found = (await open().duties(stream.id)).map(({ duty, status }) => [duty, status]);
    expect(found).to.have.deep.members([
      ['plan-1', 'done'],
      ['review-1-1', 'open'],
    ]);
  });

  it('notes which documents entries refer to', async () => {
    const { stream, register, draft } = newPilot();
    const sha256 = `document of ${stream.id}`;
    const unused = `${sha256}, another`;
    await Promise.all([open().keep(sha256), open().keep(unused)]);
    await open().records.append(appendOf(stream, nothingOf(stream), [register, draft(sha256)]));
    expect(await open().isUsed(sha256)).to.equal(true);
    expect(await open().isUsed(unused)).to.equal(false);
  });

  it('tells where it ends itself, also where its view is lost', async () => {
    const { stream, register, draft } = newPilot();
    expect(await open().records.end(stream.kind, stream.id)).to.deep.equal({ seq: 0, print: '' });
    const append = appendOf(stream, nothingOf(stream), [register, draft('a1')]);
    await open().records.append(append);
    await open().loseView(streamOf(stream.kind, stream.id));
    const { seq, print } = standingAfter(append);
    expect(await open().records.end(stream.kind, stream.id)).to.deep.equal({ seq, print });
  });

  it('has no view, no head and no entries of what it never heard of', async () => {
    expect(await open().records.view('pilot', '99-none')).to.equal(undefined);
    expect(await open().records.head('pilot', '99-none')).to.equal(undefined);
    expect(await open().records.entries('pilot', '99-none')).to.deep.equal([]);
    expect(await open().records.commandOf('never sent')).to.equal(undefined);
    expect(await open().records.lookUp('pilot', '99-none', 'never sent')).to.deep.equal({});
  });

  it('answers a repeated append as kept, and writes it once', async () => {
    const { stream, register } = newPilot();
    const append = appendOf(stream, nothingOf(stream), [register]);
    const answers = [await open().records.append(append), await open().records.append(append), await open().reopen().append(append)];
    expect(answers).to.deep.equal(['kept', 'kept', 'kept']);
    expect(await entriesOf(stream)).to.have.lengthOf(2);
  });

  it('writes nothing where it stands elsewhere', async () => {
    const { stream, register, draft } = newPilot();
    const first = appendOf(stream, nothingOf(stream), [register]);
    const standing = standingAfter(first);
    const ahead = appendOf(stream, standing, [draft('a1')]);
    expect(await open().records.append(ahead), 'ahead of the record').to.equal('elsewhere');
    await open().records.append(first);
    const otherwise = appendOf(stream, { ...standing, print: 'other' }, [draft('a1')]);
    expect(await open().records.append(otherwise), 'folded otherwise').to.equal('elsewhere');
    await open().records.append(ahead);
    const behind = appendOf(stream, standing, [draft('a2')]);
    expect(await open().records.append(behind), 'behind the record').to.equal('elsewhere');
    expect(await open().reopen().append(behind), 'behind the record, in another process').to.equal('elsewhere');
    expect(await entriesOf(stream)).to.deep.equal([...first.entries, ...ahead.entries]);
    expect(await viewOf(stream)).to.deep.equal(ahead.projection.view);
  });

  it('keeps one of two different batches that come at once, and nothing of the other', async () => {
    for (let round = 0; round < 5; round++) {
      const { stream, register, draft } = newPilot();
      const first = appendOf(stream, nothingOf(stream), [register]);
      await open().records.append(first);
      const rivals = ['a1', 'a2', 'a3'].map((sha256) => appendOf(stream, standingAfter(first), [draft(`${stream.id} ${sha256}`)]));
      const answers = await Promise.all(rivals.map((rival) => open().reopen().append(rival)));
      const kept = rivals.filter((_, index) => answers[index] === 'kept');
      expect([...answers].sort()).to.deep.equal(['elsewhere', 'elsewhere', 'kept']);
      expect(await entriesOf(stream)).to.deep.equal([...first.entries, ...(kept[0]?.entries ?? [])]);
      expect(await viewOf(stream)).to.deep.equal(kept[0]?.projection.view);
    }
  });

  it('keeps the same batch once when it comes twice at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { stream, register } = newPilot();
      const append = appendOf(stream, nothingOf(stream), [register]);
      const answers = await Promise.all([open().reopen().append(append), open().reopen().append(append)]);
      expect(answers).to.deep.equal(['kept', 'kept']);
      expect(await entriesOf(stream)).to.have.lengthOf(2);
    }
  });

  it('knows each command of a batch by its id, with its hash and receipt', async () => {
    const { stream, register, draft } = newPilot();
    await open().records.append(appendOf(stream, nothingOf(stream), [register, draft('a1')]));
    expect(await open().records.lookUp(stream.kind, stream.id, register.commandId)).to.deep.equal({
      head: await open().records.head(stream.kind, stream.id),
      known: await open().records.commandOf(register.commandId),
    });
    expect(await open().records.commandOf(register.commandId)).to.deep.equal({
      stream: `pilot/${stream.id}`,
      commandHash: `hash of ${register.commandId}`,
      receipt: { seq: 2, events: ['pilotRegistered', 'dutiesChanged'] },
    });
    expect((await open().records.commandOf(`${stream.id}/draft-a1`))?.receipt).to.deep.equal({ seq: 3, events: ['planDrafted'] });
  });

  it('does not take another command for one already written because it came to the same', async () => {
    const { stream, register, draft } = newPilot();
    const first = appendOf(stream, nothingOf(stream), [register]);
    await open().records.append(first);
    const [one, other] = [draft('a1'), { ...draft('a1'), commandId: `${stream.id}/the same again` }].map((given) =>
      appendOf(stream, standingAfter(first), [given]),
    );
    if (one === undefined || other === undefined) return expect.fail('no batches');
    expect(await open().records.append(one)).to.equal('kept');
    expect(await open().records.append(other)).to.equal('elsewhere');
    expect(await open().reopen().append(other), 'in another process').to.equal('elsewhere');
    expect(await open().records.append(one), 'and knows the first again').to.equal('kept');
    expect(await open().records.commandOf(other.entries[0]?.commandId ?? '')).to.equal(undefined);
    return undefined;
  });

  it('takes a command id once over the whole record', async () => {
    const [one, other] = [newPilot(), newPilot()];
    await open().records.append(appendOf(one.stream, nothingOf(one.stream), [one.register]));
    const again = appendOf(other.stream, nothingOf(other.stream), [{ ...other.register, commandId: one.register.commandId }]);
    expect(await open().records.append(again)).to.equal('elsewhere');
    expect(await entriesOf(other.stream)).to.deep.equal([]);
    expect(await viewOf(other.stream)).to.equal(undefined);
    expect(await open().duties(other.stream.id)).to.deep.equal([]);
    expect(await open().outbox(`pilot/${other.stream.id}`)).to.deep.equal([]);
  });

  it('heals a lost view with the next batch', async () => {
    const { stream, register, draft, submit } = newPilot();
    const first = appendOf(stream, nothingOf(stream), [register, draft('a1')]);
    await open().records.append(first);
    await open().loseView(streamOf(stream.kind, stream.id));
    const { records, calendars } = open();
    const next = [submit('a1')];
    const answer = await createRecordActivities({ records, calendars }).record(batchOf(stream, standingAfter(first), next));
    expect(answer).to.deep.equal({ isKept: true });
    expect(await viewOf(stream)).to.deep.equal(appendOf(stream, standingAfter(first), next).projection.view);
  });
}
