import { expect } from 'chai';
import { chooseMongodbArchive, readDistribution, type Host } from '../../scripts/services/mongodb-archive.js';
import { nameTemporalArchive } from '../../scripts/services/temporal-routes.js';

const linux = (id: string, version: string, glibc = '2.36', arch = 'x64'): Host => ({
  platform: 'linux',
  arch,
  glibc,
  distribution: { id, version },
});
const targetOf = (host: Host) => {
  const archive = chooseMongodbArchive(host);
  return 'path' in archive ? archive.path : archive.en;
};

describe('the vendors’ builds', () => {
  const cases: [string, Host, string][] = [
    ['Debian 12', linux('debian', '12'), 'linux/mongodb-linux-x86_64-debian12-7.0.34.tgz'],
    ['Debian 13', linux('debian', '13', '2.41'), 'linux/mongodb-linux-x86_64-debian12-7.0.34.tgz'],
    [
      'Debian 12 on ARM, for which there is none',
      linux('debian', '12', '2.36', 'arm64'),
      'linux/mongodb-linux-aarch64-ubuntu2204-7.0.34.tgz',
    ],
    ['Ubuntu 24.04', linux('ubuntu', '24.04', '2.39'), 'linux/mongodb-linux-x86_64-ubuntu2204-7.0.34.tgz'],
    ['Ubuntu 20.04', linux('ubuntu', '20.04', '2.31'), 'linux/mongodb-linux-x86_64-ubuntu2004-7.0.34.tgz'],
    ['Rocky 9', linux('rocky', '9.4', '2.34'), 'linux/mongodb-linux-x86_64-rhel90-7.0.34.tgz'],
    ['RHEL 8 on ARM', linux('rhel', '8.10', '2.28', 'arm64'), 'linux/mongodb-linux-aarch64-rhel82-7.0.34.tgz'],
    ['openEuler', linux('openeuler', '22.03', '2.34'), 'linux/mongodb-linux-x86_64-rhel80-7.0.34.tgz'],
    ['Kylin', linux('kylin', 'V10', '2.28'), 'linux/mongodb-linux-x86_64-rhel80-7.0.34.tgz'],
    ['Amazon Linux 2023', linux('amzn', '2023', '2.34'), 'linux/mongodb-linux-x86_64-amazon2023-7.0.34.tgz'],
    ['an unknown system with a new C library', linux('arch', '', '2.40'), 'linux/mongodb-linux-x86_64-ubuntu2204-7.0.34.tgz'],
    ['an unknown system with an old C library', linux('uos', '20', '2.28'), 'linux/mongodb-linux-x86_64-rhel80-7.0.34.tgz'],
    ['macOS on ARM', { platform: 'darwin', arch: 'arm64' }, 'osx/mongodb-macos-arm64-7.0.34.tgz'],
    ['Windows', { platform: 'win32', arch: 'x64' }, 'windows/mongodb-windows-x86_64-7.0.34.zip'],
    ['Alpine', { platform: 'linux', arch: 'x64' }, 'the vendor has no build for systems without glibc (Alpine)'],
    ['a machine nobody builds for', { platform: 'linux', arch: 's390x', glibc: '2.36' }, 'the vendor has no build for linux s390x'],
  ];
  for (const [name, host, expected] of cases) {
    it(`of MongoDB: what ${name} gets`, () => {
      expect(targetOf(host)).to.equal(expected);
    });
  }

  it('of Temporal are named by system and processor', () => {
    expect(nameTemporalArchive('linux', 'x64')).to.equal('temporal_cli_1.5.1_linux_amd64.tar.gz');
    expect(nameTemporalArchive('darwin', 'arm64')).to.equal('temporal_cli_1.5.1_darwin_arm64.tar.gz');
    expect(nameTemporalArchive('win32', 'x64')).to.equal('temporal_cli_1.5.1_windows_amd64.tar.gz');
    expect(nameTemporalArchive('linux', 's390x')).to.deep.include({ en: 'the vendor has no build for linux s390x' });
  });

  it('go by the distribution’s own description', () => {
    expect(readDistribution('PRETTY_NAME="Debian 12"\nVERSION_ID="12"\nID=debian\n')).to.deep.equal({ id: 'debian', version: '12' });
    expect(readDistribution('ID="openEuler"\nVERSION_ID="22.03"\n')).to.deep.equal({ id: 'openeuler', version: '22.03' });
    expect(readDistribution('')).to.deep.equal({ id: '', version: '' });
  });
});
