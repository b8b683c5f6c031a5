import Joi from 'joi';
import { MOST_NAMED, type FileVerdict, type NamedFile } from '../../domain/pilot/evidence.js';
import { shape, text } from '../http/schema.js';
import { codeName } from './plan.js';

export interface WithEvidence {
  readonly evidence?: readonly NamedFile[];
}
export interface WithVerdicts {
  readonly files?: readonly FileVerdict[];
}
/** Why files cannot be handed in; too many do not pass their schema. */
export const SUBMISSION_REFUSALS = ['FileUnknown', 'FileRejected'] as const;

/** A file of a pilot; it means something within its pilot only. */
export const fileId = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^f[1-9]\d{0,3}$/, { name: 'f12' })
    .description('证据编号，在试点内唯一。The file, within its pilot.');

/** The files that are handed in along with something; `item` where a milestone asks for evidence. */
export const namedFiles = (): Joi.ArraySchema =>
  Joi.array()
    .items(
      shape<NamedFile>({
        file: fileId(),
        item: codeName().optional().description('对应里程碑的哪一证据项。Which required evidence it is.'),
      }),
    )
    .max(MOST_NAMED)
    .unique()
    .optional()
    .description('随附的证据，取各文件现行版本。Evidence that goes with it, each file in its newest revision.');

export const fileVerdicts = (): Joi.ArraySchema =>
  Joi.array()
    .items(
      shape<FileVerdict>({
        file: fileId(),
        verdict: Joi.string().valid('accepted', 'rejected').description('采信或不采信。Accepted or rejected.'),
        reason: text(1_000).description('理由。Why.'),
      }),
    )
    .max(MOST_NAMED)
    .unique('file')
    .optional()
    .description('对各证据的结论；未列出的不作结论。Verdicts on single files; those left out get none.');
