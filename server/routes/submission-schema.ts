import Joi from 'joi';

/** Which submission is shown or judged: a verdict names the one its giver read, and hits no other. */
export const attempt = (): Joi.NumberSchema =>
  Joi.number().integer().min(1).max(10_000).description('第几次报送，退回一次加一。Which submission; one more after each return.');

/** As `attempt`, of the concluding report. */
export const conclusionNumber = (): Joi.NumberSchema =>
  Joi.number().integer().min(1).max(10_000).description('第几稿。Which version of it.');
