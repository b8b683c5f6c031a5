// mongosh, connected to the first member over its loopback: founds the replica set, its root and the site's user. Safe to run again;
// a changed password in mongodb_uri is taken over. Hosts, set, database and user are read from mongodb_uri, where alone they stand.
const { readFileSync } = require('node:fs');

const WAIT_MS = 120_000;
const secret = (name) => readFileSync(`${process.env.SECRETS_DIR ?? '/run/secrets'}/${name}`, 'utf8').trim();
const parts = /^mongodb:\/\/([^:@/]+):([^:@/]+)@([^/]+)\/([^?]+)\?(.*)$/.exec(secret('mongodb_uri'));
if (parts === null)
  throw new Error('mongodb_uri must have the form mongodb://user:password@host,host/database?replicaSet=name&authSource=admin');
const [, user, password, hosts, database, query] = parts;
const replicaSet = new URLSearchParams(query).get('replicaSet');
const admin = db.getSiblingDB('admin');

if (db.hello().setName === undefined) {
  // The first member is preferred: only over its loopback may the first user be made.
  const members = hosts.split(',').map((host, index) => ({ _id: index, host, priority: index === 0 ? 2 : 1 }));
  rs.initiate({ _id: replicaSet, members });
  print(`replica set ${replicaSet} founded: ${hosts}`);
}
const until = Date.now() + WAIT_MS;
while (!db.hello().isWritablePrimary) {
  if (Date.now() > until) throw new Error('the first member did not become primary; rs.status() on the members says why');
  sleep(500);
}

const pwd = secret('mongodb_root_password');
try {
  admin.auth('root', pwd);
} catch {
  // Allowed only as long as there is no user at all; with another root password it fails here, and says so.
  admin.createUser({ user: 'root', pwd, roles: ['root'] });
  admin.auth('root', pwd);
  print('root made');
}
const own = { pwd: decodeURIComponent(password), roles: [{ role: 'readWrite', db: database }] };
const name = decodeURIComponent(user);
if (admin.getUser(name)) admin.updateUser(name, own);
else admin.createUser({ user: name, ...own });
print(`user ${name} may read and write ${database}`);
