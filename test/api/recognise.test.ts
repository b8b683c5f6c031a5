import { expect } from 'chai';
import { mongo } from 'mongoose';
import { nobodysName } from '../../domain/unit-names.js';
import { problems, problemSentence } from '../../server/http/problems.js';
import { recogniseDatabase } from '../../server/http/recognise.js';

describe('a database that is away', () => {
  const brokenPipe = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
  const steppingDown = new mongo.MongoServerError({ message: 'stepping down', code: 189 });
  for (const [how, error] of [
    ['cannot be reached', new mongo.MongoNetworkError('refused')],
    ['closed its side just before something was written', brokenPipe],
    ['is stepping down', steppingDown],
  ] as const)
    it(`is told as such where it ${how}`, () => {
      expect(recogniseDatabase(error)).to.deep.include({ refused: 'DatabaseAway' });
    });

  it('is not what a defect is taken for', () => {
    expect(recogniseDatabase(new TypeError('undefined is not a function'))).to.equal(undefined);
    expect(recogniseDatabase(new mongo.MongoServerError({ message: 'bad query', code: 2 }))).to.equal(undefined);
  });

  it('is not away where it gave a question up that covers too much', () => {
    const error = new mongo.MongoServerError({ message: 'operation exceeded time limit', code: 50 });
    const { refused: code, facts } = recogniseDatabase(error) ?? expect.fail('not recognised');
    expect(code).to.equal('QuestionTooWide');
    expect(problemSentence(code, facts ?? {}, nobodysName).zh).to.contain('15 秒内未能得出结果');
  });

  it('tells a client that repeats what is away not to ask the same again', () => {
    expect(problems.QuestionTooWide.status).to.equal(422);
  });

  it('is uncertain where nobody knows whether a commit was kept', () => {
    const error = new mongo.MongoServerError({ message: 'no answer', code: 0 });
    error.addErrorLabel('UnknownTransactionCommitResult');
    expect(recogniseDatabase(error)).to.deep.include({ refused: 'Uncertain' });
  });
});
