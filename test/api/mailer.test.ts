import { expect } from 'chai';
import { answerOf } from '../../server/mailer.js';

/** As the SMTP client reports them. */
const failed = (facts: Readonly<Record<string, unknown>>) => answerOf(Object.assign(new Error('no'), facts)).outcome;

describe('a mail that could not be sent', () => {
  it('is refused for good where the server will not have its recipient or its text', () => {
    expect(failed({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 })).to.equal('refused');
    expect(failed({ code: 'EMESSAGE', command: 'DATA', responseCode: 554 })).to.equal('refused');
  });

  it('waits where the server does not let the site in', () => {
    expect(failed({ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 })).to.equal('later');
    expect(failed({ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 })).to.equal('later');
    expect(failed({ code: 'EPROTOCOL', command: 'CONN', responseCode: 554 })).to.equal('later');
  });

  it('waits where the server says that it may pass', () => {
    expect(failed({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 })).to.equal('later');
    expect(failed({ code: 'EMESSAGE', command: 'DATA', responseCode: 452 })).to.equal('later');
  });

  it('waits where it surely was not handed over', () => {
    expect(failed({ code: 'ESOCKET', command: 'CONN', syscall: 'connect' })).to.equal('later');
    expect(failed({ code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'GREETING_TIMEOUT' })).to.equal('later');
    expect(failed({ code: 'ECONNECTION', command: 'EHLO' })).to.equal('later');
  });

  it('is in doubt where the connection was lost, which may have been after the text', () => {
    expect(failed({ code: 'ECONNECTION', command: 'CONN' })).to.equal('uncertain');
    expect(failed({ code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'SOCKET_TIMEOUT' })).to.equal('uncertain');
    expect(failed({ code: 'ESTREAM', command: 'DATA' })).to.equal('uncertain');
  });
});
