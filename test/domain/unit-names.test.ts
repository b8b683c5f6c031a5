import { expect } from 'chai';
import { namesOf, rememberNames } from '../../domain/unit-names.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';

describe('the names of units', () => {
  const units = () => unitsCalled({ '5301': '昆明市', '53-h001': '滇中新区产业园' });

  it('are asked for in one question, however many posts there are', async () => {
    const names = units();
    const nameOf = await namesOf(names, ['5301/liaison', '5301/reviewer', '53-h001/liaison', '53-h999/liaison', '53/leader']);
    expect(['5301', '53-h001', '53-h999', '53'].map(nameOf)).to.deep.equal(['昆明市', '滇中新区产业园', undefined, undefined]);
    expect(names.asked).to.equal(1);
  });

  it('are not asked for where no city and no host is among the posts', async () => {
    const names = units();
    const nameOf = await namesOf(names, ['00/reviewer', '53/leader', '职工/企业', 'system']);
    expect([nameOf('53'), names.asked]).to.deep.equal([undefined, 0]);
  });

  it('are asked for once each by whoever remembers them, also those that nobody knows', async () => {
    const names = units();
    const remembered = rememberNames(names);
    for (const posts of [['5301/liaison'], ['5301/liaison', '53-h999/liaison'], ['53-h999/liaison']]) await namesOf(remembered, posts);
    expect((await namesOf(remembered, ['5301/liaison']))('5301')).to.equal('昆明市');
    expect(names.asked).to.equal(2);
  });
});
