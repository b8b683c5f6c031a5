import type { Actor } from '../../../domain/actor.js';
import type { ExtensionCommand } from '../../../domain/extension/messages.js';
import { castOf, day, keysOf, pilotIn, type Stage } from '../../domain/stage.js';
import { actorOf } from '../../fakes/people.js';
import { inPost, told, wayFrom, type Ordinary, type Way } from './ways.js';

type Pilot = Stage<'pilot'>;
const { host, director, first, last, liaison } = castOf('national');
const DUTY = 'milestone-base-1';
const params = { entityKind: 'pilot', entity: '53-2026-0007', duty: DUTY };
const reason = '属实。';

const running = (): Pilot => pilotIn('running');
const asked = (pilot = running(), until = '2026-08-31', when = '2026-06-15', duty = DUTY): Pilot =>
  told(pilot, [{ type: 'askExtension', duty, until: day(until), reason, progress: '六成。' }, host, when]);
const agreed = (pilot = asked(), when = '2026-06-16', duty = DUTY): Pilot =>
  told(pilot, [{ type: 'agreeExtension', duty, verdict: 'agreed', reason }, director, when]);
const granted = (pilot = agreed(), by = first, duty = DUTY, when = '2026-06-17'): Pilot =>
  told(pilot, [{ type: 'decideExtension', duty, verdict: 'granted', reason }, by, when]);
const grantedToTheEnd = (): Pilot => granted(agreed(asked(running(), '2026-12-31')));
const grantedTwice = (): Pilot => granted(agreed(asked(granted(), '2026-09-30', '2026-06-18'), '2026-06-19'), last, DUTY, '2026-06-22');
/** Asked for and agreed to in the last days of the pilot. */
const agreedAtTheEnd = (): Pilot =>
  agreed(asked(running(), '2026-12-31', '2026-11-30', 'milestone-contest-1'), '2026-12-01', 'milestone-contest-1');

/** Every command about another date where it would be accepted. */
export const ordinaryOfExtensions: Readonly<Record<ExtensionCommand['type'], Ordinary<'pilot'>>> = {
  askExtension: { given: running, by: host, when: '2026-06-15', params, body: { until: '2026-08-31', reason, progress: '六成。' } },
  agreeExtension: { given: asked, by: director, when: '2026-06-16', params, body: { verdict: 'agreed', reason } },
  decideExtension: { given: agreed, by: first, when: '2026-06-17', params, body: { verdict: 'granted', reason } },
};
export const EXTENSION_ROUTES = keysOf(ordinaryOfExtensions);
const way = wayFrom(ordinaryOfExtensions);

const foreign = ({ unit, role }: Actor): Actor => actorOf('foreign', unit.replace(/^53/, '52'), role);
const general = EXTENSION_ROUTES.flatMap((route): Way<'pilot'>[] => [
  way(route, 404, 'NotFound', 'of a duty of who may not see it', { by: foreign(ordinaryOfExtensions[route].by) }),
  way(route, 404, 'NotFound', 'of a kind of thing that is none', { params: { ...params, entityKind: 'nothing' } }),
  way(route, 403, 'NoRight', 'by a post whose turn it is not', { by: liaison }),
  way(route, 409, 'Closed', 'once the pilot is closed', { given: () => pilotIn('closed'), when: '2027-02-01' }),
  way(route, 409, 'DutyNotOpen', 'of a duty that is not open', { params: { ...params, duty: 'constructor' } }),
]);

/** At least one way to every refusal of another date. */
export const extensionWays: readonly Way<'pilot'>[] = [
  ...general,
  way('askExtension', 422, 'ExtensionDayInvalid', 'until the day it is due', {
    body: { until: '2026-06-30' },
    names: ['2026-07-01', '2026-12-31'],
  }),
  way('askExtension', 409, 'ExtensionLimit', 'a third time', {
    given: grantedTwice,
    when: '2026-06-23',
    body: { until: '2026-10-31' },
    names: ['2'],
  }),
  way('askExtension', 409, 'ExtensionNoRoom', 'beyond the end of the pilot', {
    given: grantedToTheEnd,
    when: '2026-06-18',
    names: ['2026-12-31'],
  }),
  way('askExtension', 409, 'ExtensionNotAllowed', 'of an answer to a request', {
    given: asked,
    by: director,
    params: { ...params, duty: `agree-extension-${DUTY}-1` },
  }),
  way('askExtension', 409, 'ExtensionTooLate', 'once the due day is over', { when: '2026-07-01', names: ['2026-06-30'] }),
  way('askExtension', 409, 'ExtensionUndecided', 'while a request is open', { given: asked }),
  way('agreeExtension', 409, 'ExtensionNotAsked', 'where nobody asked', { given: running }),
  way('agreeExtension', 403, 'OwnSubmission', 'by who asked from another post', { by: inPost(host, director) }),
  way('decideExtension', 422, 'ExtensionDayInvalid', 'until a day after the pilot', {
    body: { until: '2027-01-01' },
    names: ['2026-12-31'],
  }),
  way('decideExtension', 409, 'ExtensionNoRoom', 'once no day is left', {
    given: agreedAtTheEnd,
    when: '2027-01-04',
    params: { ...params, duty: 'milestone-contest-1' },
    names: ['2026-12-31'],
  }),
  way('decideExtension', 409, 'ExtensionNotAgreed', 'before the own leader has agreed', { given: asked }),
  way('decideExtension', 409, 'ExtensionNotAsked', 'where nobody asked', { given: running }),
  way('decideExtension', 403, 'OwnSubmission', 'by who asked from another post', { by: inPost(host, first) }),
  way('decideExtension', 403, 'SameReviewer', 'by who agreed from another post', { by: inPost(director, first) }),
];
