import { CENTRE, unitOfPost } from '../actor.js';
import { accept, type Consequence, type Decision } from '../entity.js';
import { draftThird } from '../notice/draft.js';
import { noticeNumber } from '../notice/number.js';
import { CENTRAL_ISSUER, leaderOver } from '../notice/posts.js';
import type { UnitCommand, UnitEvent } from './messages.js';
import type { NoticeRegister, Unit } from './state.js';

/** The third supervision notice of a unit in a calendar year calls for a talk (rules: Ladder). */
const THIRD = 3;

const EMPTY: NoticeRegister = { serials: {}, received: {}, thirds: [] };
const registerOf = ({ notices = EMPTY }: Unit): NoticeRegister => notices;
const numbersOf = ({ received }: NoticeRegister, year: string): readonly string[] => received[year] ?? [];

type RegisterCommand = UnitCommand & {
  readonly type: 'assignNoticeNumber' | 'noteNoticeReceived' | 'noteNoticeVoided' | 'noteTalkWithdrawn';
};

/** What a unit notes of notices: those it issues get their serial here, one after the other; those it receives are counted by year. */
export function decideRegister(unit: Unit, command: RegisterCommand, code: string): Decision<UnitEvent> {
  const register = registerOf(unit);
  const { notice, year } = command;
  switch (command.type) {
    case 'assignNoticeNumber': {
      const { form } = command;
      const serial = (register.serials[`${form}-${year}`] ?? 0) + 1;
      const number = noticeNumber({ code, name: unit.name }, form, year, serial);
      return accept({ type: 'noticeNumberAssigned', notice, form, year, serial, number });
    }
    case 'noteNoticeReceived': {
      const isThird = code !== CENTRE && numbersOf(register, year).length + 1 >= THIRD && !register.thirds.includes(year);
      return accept({ type: 'noticeReceived', notice, year, number: command.number, ...(isThird ? { isThird } : {}) });
    }
    case 'noteNoticeVoided':
      return accept({ type: 'noticeRecalled', notice, year, number: command.number });
    case 'noteTalkWithdrawn':
      // Another third one may have come while the word was on its way.
      return accept({ type: 'talkWithdrawn', notice, year, ...(numbersOf(register, year).length >= THIRD ? { isThird: true } : {}) });
    default:
      return command satisfies never;
  }
}

type RegisterEvent = UnitEvent & { readonly type: 'noticeNumberAssigned' | 'noticeReceived' | 'noticeRecalled' | 'talkWithdrawn' };

export function evolveRegister(unit: Unit, event: RegisterEvent): Unit {
  const register = registerOf(unit);
  const { year } = event;
  switch (event.type) {
    case 'noticeNumberAssigned':
      return { ...unit, notices: { ...register, serials: { ...register.serials, [`${event.form}-${year}`]: event.serial } } };
    case 'noticeReceived': {
      const numbers = [...numbersOf(register, year), event.number];
      const thirds = event.isThird === true ? [...register.thirds, year] : register.thirds;
      return { ...unit, notices: { ...register, received: kept({ ...register.received, [year]: numbers }), thirds } };
    }
    case 'noticeRecalled': {
      const numbers = numbersOf(register, year).filter((one) => one !== event.number);
      return { ...unit, notices: { ...register, received: kept({ ...register.received, [year]: numbers }) } };
    }
    case 'talkWithdrawn': {
      const { thirds, withdrawnTalks = {} } = register;
      const stay = event.isThird === true ? thirds : thirds.filter((one) => one !== year);
      return {
        ...unit,
        notices: { ...register, thirds: stay, withdrawnTalks: { ...withdrawnTalks, [year]: (withdrawnTalks[year] ?? 0) + 1 } },
      };
    }
    default:
      event satisfies never;
      return unit;
  }
}

/** Only the last two years are counted on: a word from the old year may still be on its way in the new one. */
const kept = (received: NoticeRegister['received']): NoticeRegister['received'] =>
  Object.fromEntries(
    Object.entries(received)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .slice(-2),
  );

/** `53~third~2026`; where a former one was withdrawn as a draft, `53~third~2026~2`. */
function talkOf({ withdrawnTalks = {} }: NoticeRegister, code: string, year: string): string {
  const former = withdrawnTalks[year] ?? 0;
  return `${code}~third~${year}${former === 0 ? '' : `~${former + 1}`}`;
}

/**
 * A number goes back to its notice; a third notice brings the draft of a talk with the group leader, once a year. Where one of the three is
 * voided before the talk is decided, the draft has lost its ground, and the next third notice brings another.
 */
export function consequencesOfRegister(unit: Unit, event: UnitEvent, code: string): readonly Consequence[] {
  if (event.type === 'noticeNumberAssigned')
    return [{ type: 'message', to: { kind: 'notice', id: event.notice }, command: { type: 'numberNotice', number: event.number } }];
  const addressee = leaderOver(code);
  if (unitOfPost(addressee) === CENTRE) return [];
  const register = registerOf(unit);
  if (event.type === 'noticeRecalled') {
    const numbers = numbersOf(register, event.year);
    if (numbers.length >= THIRD || !register.thirds.includes(event.year)) return [];
    const to = { kind: 'notice', id: talkOf(register, code, event.year) };
    return [{ type: 'message', to, command: { type: 'noteMatterSettled', outcome: 'third-voided', on: '' }, isMootOnceClosed: true }];
  }
  if ((event.type !== 'noticeReceived' && event.type !== 'talkWithdrawn') || event.isThird !== true) return [];
  const numbers = numbersOf(register, event.year);
  return [draftThird(talkOf(register, code, event.year), { name: unit.name, numbers }, { issuer: CENTRAL_ISSUER, addressee })];
}
