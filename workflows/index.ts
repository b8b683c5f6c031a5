import type { RunInput } from '../domain/ports.js';
import { runEntity } from './entity.js';

export const pilot = (input: RunInput): Promise<void> => runEntity('pilot', input);
export const notice = (input: RunInput): Promise<void> => runEntity('notice', input);
export const chain = (input: RunInput): Promise<void> => runEntity('chain', input);
export const unit = (input: RunInput): Promise<void> => runEntity('unit', input);

export { clerk, courier, postman, redating, sentinel } from './errands/errands.js';
