import { expect } from 'chai';
import { mailTo } from '../../domain/mail-consequence.js';

describe('a notice by mail', () => {
  const isUrgent = (notice: string): boolean => {
    const mail = mailTo('53/office-director', notice, {});
    return mail.type === 'mail' && mail.isUrgent;
  };

  it('is urgent where somebody has to act on what was returned, refused or stopped', () => {
    for (const notice of ['planReturned', 'planRejected', 'changeReturned', 'conclusionReturned', 'pilotSuspended', 'proposalRefused'])
      expect(isUrgent(notice), notice).to.equal(true);
  });

  it('waits for the digest where it only reminds or tells', () => {
    for (const notice of ['reminder', 'chase', 'planApproved', 'changeApproved', 'changeLapsed'])
      expect(isUrgent(notice), notice).to.equal(false);
  });
});
