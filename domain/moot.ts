import type { Typed } from './entity.js';
import type { RefusalCode } from './refusals.js';

/** What a message may find gone on the way, by the command it brings: it is then told for nothing, and nobody made a mistake. */
const GONE_MEANWHILE: Readonly<Record<string, RefusalCode>> = {
  // Called off, or its post left, after its day had come and before the word of it arrived.
  takeOverPost: 'HandoverMissing',
  // The duty was done, or given another date, before the word of its notice arrived.
  noteNoticeOutcome: 'DutyNotOpen',
  // A form that is being decided on is told by the one it came from, and may be told by the duty itself.
  noteMatterSettled: 'NothingDue',
};

/** Whether a refused message has only lost its matter: its receiver ended where that does not matter, or what it is about is gone. */
export function isMoot(
  { command, isMootOnceClosed }: { readonly command: Typed; readonly isMootOnceClosed?: true },
  code: string,
): boolean {
  return code === 'Closed' ? isMootOnceClosed === true : GONE_MEANWHILE[command.type] === code;
}
