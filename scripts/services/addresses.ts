import { mongo } from 'mongoose';
import { hidePassword } from './find.js';
import { answersAt } from './ports.js';
import { explain, Trouble } from './say.js';

const answerTimeoutMs = 10_000;

/** @throws Trouble when the configured MongoDB does not answer, or is no replica set (transactions need one) */
export async function demandMongodb(uri: string, variable = 'MONGODB_URI'): Promise<void> {
  const shown = hidePassword(uri);
  const isSet = await askForSet(uri).catch((error: unknown) => {
    const { zh, en } = explain(error);
    throw new Trouble(
      { zh: `${variable}（${shown}）无法连接：${zh}`, en: `${variable} (${shown}) cannot be reached: ${en}` },
      { cause: error },
    );
  });
  if (isSet) return;
  throw new Trouble({
    zh: `${variable}（${shown}）不是副本集，无法使用事务；请以 --replSet 启动并执行 rs.initiate()，或去掉 ${variable}`,
    en: `${variable} (${shown}) is not a replica set and has no transactions; start it with --replSet and run rs.initiate(), or unset ${variable}`,
  });
}

async function askForSet(uri: string): Promise<boolean> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: answerTimeoutMs });
  try {
    const { setName, msg } = await client.db('admin').command({ hello: 1 });
    // A router in front of shards says so instead of naming a set.
    return typeof setName === 'string' || msg === 'isdbgrid';
  } finally {
    await client.close();
  }
}

/** @throws Trouble when nothing answers at the configured Temporal address (`host:port`) */
export async function demandTemporal(address: string, variable = 'TEMPORAL_ADDRESS'): Promise<void> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  if (await answersAt(host, Number(address.slice(colon + 1)), answerTimeoutMs)) return;
  throw new Trouble({ zh: `${variable}（${address}）无法连接`, en: `${variable} (${address}) cannot be reached` });
}
